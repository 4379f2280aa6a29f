"""The group's word that the coordinator may read its draft, or fill it in too, and its taking that back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries, workflow
from applications.models import Application, Consent
from core import dates
from core.actor import Actor
from core.text import clean_line
from registry.actions import record


@transaction.atomic
def ask_advice(application: Application, *, by: Actor, at: datetime, given_by: str, way: str, given_on: date) -> Consent:
    """Let the coordinator read a draft: an owner in the portal, or the coordinator who writes down what she was told.

    Where one consent is in force already, a second press changes nothing.
    """
    application = _draft(application)
    if standing := Consent.objects.in_force().filter(application=application).first():
        return standing
    consent = keep_consent(application, by=by, at=at, scope=Consent.READ, given_by=given_by, way=way, given_on=given_on)
    record("ask_advice", by=by, at=at, about=application.about, way=way)
    return consent


@transaction.atomic
def allow_help(application: Application, *, by: Actor, at: datetime, given_by: str, way: str, given_on: date) -> Consent:
    """Let the coordinator read and fill in a draft; takes the place of a consent to reading it.

    While the same is in force a second press changes nothing.
    """
    application = _draft(application)
    standing = Consent.objects.in_force().filter(application=application)
    if already := standing.to_fill_in().first():
        return already
    standing.update(ended_by=by.person, ended_at=at)
    consent = keep_consent(application, by=by, at=at, scope=Consent.FILL_IN, given_by=given_by, way=way, given_on=given_on)
    record("allow_help", by=by, at=at, about=application.about, way=way)
    return consent


def _draft(application: Application) -> Application:
    application = queries.locked(application)
    if application.status != workflow.DRAFT:
        raise ValidationError(_("This application has been sent, so there is nothing to help with any more."))
    return application


@transaction.atomic(savepoint=False)
def keep_consent(
    application: Application, *, by: Actor, at: datetime, scope: str, given_by: str, way: str, given_on: date
) -> Consent:
    """Write down who of the group consented, to what, how and when. Part of letting the coordinator in, and of registering."""
    if given_on > dates.local_day(at):
        raise ValidationError({"given_on": _("The consent can't be given later than today. Check the day.")})
    return Consent.objects.create(
        application=application,
        scope=scope,
        given_by=clean_line(given_by)[:150],
        way=way,
        given_on=given_on,
        recorded_by=by.person,
        recorded_at=at,
    )


@transaction.atomic
def end_help(application: Application, *, by: Actor, at: datetime) -> None:
    """Take the consent back, to reading and to filling in; from now on the coordinator sees nothing of the draft.

    What she typed stays, and says so; so does her advice.
    """
    application = queries.locked(application)
    Consent.objects.in_force().filter(application=application).update(ended_by=by.person, ended_at=at)
    record("end_help", by=by, at=at, about=application.about)
