"""What several of these pages do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from core import parked

Acted = TypeVar("Acted")
PAGE = ["GET", "HEAD", "POST"]


def attempt(form: forms.Form, act: Callable[[], Acted]) -> Acted | None:
    """What `act` gives, or None with its refusal on the form: at the fields that it names, where the form has them."""
    try:
        return act()
    except ValidationError as refusal:
        has_places = hasattr(refusal, "error_dict") and set(refusal.error_dict) <= set(form.fields)
        form.add_error(None, refusal if has_places else refusal.messages)
        return None


def unsaved_in(request: HttpRequest) -> dict[str, str]:
    """What the person typed here when the portal could no longer tell who it was."""
    typed = parked.typed(request, at=request.received_at) if request.method != "POST" else None
    return typed.dict() if typed else {}


def status_of(request: HttpRequest) -> int:
    """A posted form that is shown again was refused."""
    return 422 if request.method == "POST" else 200
