"""What came on paper: entering it for its group, and taking it into the books as of the time it arrived."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import Group
from applications import letters, queries, rules
from applications.actions.consents import keep_consent
from applications.actions.drafts import new_draft
from applications.actions.freezing import freeze
from applications.actions.states import move
from applications.models import Answer, Application, Consent, Version
from core import dates
from core.actor import Actor
from registry.actions import post_all, record
from rounds.models import Round


@transaction.atomic
def enter(*, by: Actor, at: datetime, group: Group, round: Round, kind: str, known: dict[str, str] | None = None) -> Application:
    """Begin to enter an application that came on paper. `known` are answers about the contact person.

    The round may have closed: also what came late is registered. One of the same kind in which nothing is written yet is
    given back instead: the button was pressed twice.
    """
    if round.tentative or round.cancelled_at or round.opens_at > at:
        raise ValidationError({"round": _("This round has not opened yet. Choose another round.")})
    Group.objects.select_for_update().get(pk=group.pk)
    if untouched := queries.untouched_draft(group, round, kind, on_paper=True):
        return untouched
    application = new_draft(group, round, kind, at=at, entered_by=by.person)
    Answer.objects.bulk_create(Answer(application=application, name=name, text=text) for name, text in (known or {}).items())
    record("enter", by=by, at=at, about=application.about, kind=kind)
    return application


@transaction.atomic
def register(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    arrived_at: datetime,
    channel: str,
    given_by: str,
    way: str,
    given_on: date,
    form_token: str,
) -> Version:
    """Take what came on paper into the books: it counts as received when it arrived, complete or not (laki 13/2003 10 §).

    What arrived after the round and its grace is late, also if the round is long in review. `given_by`, `way` and `given_on`
    are the group's consent to being typed for. The same form pressed twice registers once.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    application = queries.locked(application)
    if already := Version.objects.filter(application=application, form_token=form_token).first():
        return already
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.filled(application)
    _refuse(form, at=at, arrived_at=arrived_at)
    application = move(application, "register", by=by, at=arrived_at)
    application.title, application.applied = form.title, form.applied
    application.channel, application.is_late = channel, round_.has_closed(arrived_at)
    application.registered_by, application.registered_at = by.person, at
    application.save()
    keep_consent(application, by=by, at=at, scope=Consent.FILL_IN, given_by=given_by, way=way, given_on=given_on)
    typed_by = [str(person) for person in queries.typed_at_desk(application)]
    content = {**queries.content_of(form), "channel": channel, "typed_by": typed_by}
    version = freeze(application, content, by=by, received_at=arrived_at, form_token=form_token)
    people = queries.people_to_tell(application)
    post_all([letters.registered(application, person, version=version) for person in people], at=at)
    outcome = "late" if application.is_late else "in_time"
    missing = [rule.code for rule in rules.broken(form.snapshot(), arrived_at)]
    record(
        "register", by=by, at=at, about=application.about, outcome=outcome, channel=channel, version=version.number, rules=missing
    )
    return version


def _refuse(form: queries.Filled, *, at: datetime, arrived_at: datetime) -> None:
    """Only what the books can't do without; all else is completed later."""
    if not form.application.entered_by_id:
        raise ValidationError(_("Only what came on paper is registered. This application is sent by its group."))
    if arrived_at > at:
        raise ValidationError({"day": _("The time of arrival can't be later than now. Check the day and the time.")})
    if arrived_at < (opened := form.application.round.opens_at):
        sentence = _("The round opened %(moment)s. An application can't have arrived before that. Check the day and the time.")
        raise ValidationError({"day": sentence % {"moment": dates.moment(opened)}})
    if form.applied == 0:
        raise ValidationError(_("Write at least one cost: an application can't be registered without the sum applied for."))
