"""What a letter is before it is posted: every app's letters.py makes these."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core.text import clean_line


@dataclass(frozen=True)
class Draft:
    """A letter to one address. `name` is `<app>/<letter>`, the folder of its three templates.

    `key` is unique for ever: the same letter for the same reason is posted once. `not_after` is when it stops being of use.
    `calendar` is the text of a calendar file that goes along; it holds no personal data.
    """

    name: str
    key: str
    about: str
    to: str
    language: str
    context: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None
    not_after: datetime | None = None
    secret: bool = False
    urgent: bool = False
    calendar: str = ""


@dataclass(frozen=True)
class Written:
    """A letter in words."""

    subject: str
    body_text: str
    body_html: str


def write(draft: Draft, *, message_id: UUID | None = None) -> Written:
    """Render it in its reader's language; `message_id` is the letter's that it becomes, a sample has none."""
    context = {**draft.context, "base_url": settings.PORTAL_BASE_URL, "letter": message_id}
    with translation.override(draft.language):
        subject, body_text, body_html = (
            render_to_string(f"letters/{draft.name}/{part}", context) for part in ("subject.txt", "body.txt", "body.html")
        )
    return Written(clean_line(subject)[:200], body_text.strip() + "\n", body_html.strip() + "\n")
