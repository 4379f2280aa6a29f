"""Views of the desk that a person keeps for herself."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import SavedView, User
from core.actor import Actor
from core.text import clean_line
from registry.actions import record

MOST_VIEWS = 30


@transaction.atomic
def save_view(*, by: Actor, at: datetime, name: str, query: str, is_start: bool = False) -> SavedView:
    """Keep how a list is narrowed. The same name again keeps it anew."""
    name = clean_line(name)
    person = User.objects.select_for_update().get(pk=by.person.pk)
    view = SavedView.objects.filter(person=person, name=name).first() or SavedView(person=person, name=name)
    if view.pk is None and person.saved_views.count() >= MOST_VIEWS:
        raise ValidationError(_("You have %(most)d views. Remove one first.") % {"most": MOST_VIEWS})
    view.query = query
    _keep(view, is_start=is_start or view.is_start)
    record("save_view", by=by, at=at, about=by.reference)
    return view


@transaction.atomic
def change_view(view: SavedView, *, by: Actor, at: datetime, name: str, is_start: bool) -> SavedView:
    """Give it another name, or let it be the first thing that the desk shows."""
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    view.name = clean_line(name)
    _keep(view, is_start=is_start)
    record("change_view", by=by, at=at, about=by.reference)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    view.delete()
    record("remove_view", by=by, at=at, about=by.reference)


@transaction.atomic(savepoint=False)
def _keep(view: SavedView, *, is_start: bool) -> None:
    if is_start:
        SavedView.objects.filter(person=view.person, is_start=True).exclude(pk=view.pk).update(is_start=False)
    view.is_start = is_start
    view.full_clean()
    view.save()
