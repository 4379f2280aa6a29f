"""Telling an idea."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice.models import Idea
from core import dates
from core.actor import Actor
from core.text import clean_line, clean_text
from registry.actions import next_number, record

LONGEST_IDEA = 5000


@transaction.atomic
def tell_idea(*, by: Actor, at: datetime, text: str, title: str = "", email: str = "", language: str = "fi") -> Idea:
    """Keep an idea for the coordinator to answer: somebody's own, or what a coordinator wrote down from a call or a talk.

    Who is signed in needs no `email`; a visitor's idea waits for whoever signs in with it. The same text from the same
    address again, while nobody has answered, is the button pressed twice.
    """
    is_entered = by.role == "coordinator"
    person = None if is_entered else by.person
    email = person.email if person else email.strip().lower()
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write what you would like to do.")})
    if already := Idea.objects.filter(email=email, text=text, thread__isnull=True, closed_at__isnull=True).first():
        return already
    year = dates.local_day(at).year
    idea = Idea.objects.create(
        reference=f"ID-{year}-{next_number(f'ID-{year}'):04d}",
        title=clean_line(title)[:200],
        text=text,
        email=email,
        language=person.language if person else language,
        person=person,
        entered_by=by.person if is_entered else None,
        told_at=at,
    )
    record("tell_idea", by=by, at=at, about=idea.about)
    return idea
