"""What a letter is before it is posted: every app's letters.py makes these."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Draft:
    """A letter to one address. `name` is `<app>/<letter>`, the folder of its three templates.

    `key` is unique for ever: the same letter for the same reason is posted once. `not_after` is when it stops being of use.
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
