"""The group's word that the coordinator may read and fill in its draft, and its taking that back."""

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
def allow_help(application: Application, *, by: Actor, at: datetime, given_by: str, way: str, given_on: date) -> Consent:
    """Let the coordinator read and fill in a draft: an owner in the portal, or the coordinator who writes down what she was told.

    While one consent is in force a second press changes nothing.
    """
    application = queries.locked(application)
    if application.status != workflow.DRAFT:
        raise ValidationError(_("This application has been sent, so there is nothing to help with any more."))
    if standing := Consent.objects.in_force().filter(application=application).first():
        return standing
    consent = keep_consent(application, by=by, at=at, given_by=given_by, way=way, given_on=given_on)
    record("allow_help", by=by, at=at, about=application.about, way=way)
    return consent


@transaction.atomic(savepoint=False)
def keep_consent(application: Application, *, by: Actor, at: datetime, given_by: str, way: str, given_on: date) -> Consent:
    """Write down who of the group consented, how and when. Part of letting the coordinator help, and of registering."""
    if given_on > dates.local_day(at):
        raise ValidationError({"given_on": _("The consent can't be given later than today. Check the day.")})
    return Consent.objects.create(
        application=application,
        given_by=clean_line(given_by)[:150],
        way=way,
        given_on=given_on,
        recorded_by=by.person,
        recorded_at=at,
    )


@transaction.atomic
def end_help(application: Application, *, by: Actor, at: datetime) -> None:
    """Take the consent back; from now on the coordinator sees nothing of the draft. What she typed stays, and says so."""
    application = queries.locked(application)
    Consent.objects.in_force().filter(application=application).update(ended_by=by.person, ended_at=at)
    record("end_help", by=by, at=at, about=application.about)
