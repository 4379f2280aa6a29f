"""Answering the eligibility check, before any points."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.models import Application
from applications.queries import refuse_conflicted
from applications.workflow import IN_REVIEW
from core.actor import Actor
from core.text import clean_text
from registry.actions import record
from reviews import queries
from reviews.models import GateAnswer
from reviews.queries import Gate, Line


@transaction.atomic
def answer_gate(
    application: Application, *, by: Actor, at: datetime, answers: Mapping[str, bool | None], reasons: Mapping[str, str]
) -> Gate:
    """Put the whole check on record by code: every question that the system leaves open needs an answer.

    A no needs a reason, and so does an answer that differs from the system's. A no of the system is put on record with its
    facts as the reason; where it compares dates and sums, nobody answers otherwise.
    """
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not answer the eligibility check")
    _refuse_unless_in_review(application)
    refuse_conflicted(application, by)
    lines = queries.gate(application).lines
    if missing := _missing(lines, answers, reasons):
        raise ValidationError(missing)
    for line in lines:
        _keep(application, line, answers.get(line.check.code), clean_text(reasons.get(line.check.code, "")), by=by, at=at)
    given = queries.gate(application)
    record(
        "answer_gate", by=by, at=at, about=application.about, outcome=given.state, no=[line.check.code for line in given.failed]
    )
    return given


def _refuse_unless_in_review(application: Application) -> None:
    now = Application.objects.select_for_update().only("status", "is_late").get(pk=application.pk)
    if now.status != IN_REVIEW:
        raise ValidationError(_("The case is not in review, so the eligibility check can't be answered."))
    if now.is_late:
        raise ValidationError(_("The application came after the round had closed, so it is not examined."))


def _missing(lines: list[Line], answers: Mapping[str, bool | None], reasons: Mapping[str, str]) -> dict[str, str]:
    """Sentences by the field of the form that they are about."""
    found = {}
    for line in [line for line in lines if not line.is_settled]:
        code, answer = line.check.code, answers.get(line.check.code)
        if answer is None and line.system is None:
            found[f"answer-{code}"] = _("Answer yes or no: %(sentence)s") % {"sentence": line.check.sentence}
        elif _needs_reason(answer, line.system) and not reasons.get(code, "").strip():
            found[f"reason-{code}"] = _("Write a reason: %(sentence)s") % {"sentence": line.check.sentence}
    return found


def _needs_reason(answer: bool | None, system: bool | None) -> bool:
    """To agree with the system needs none; to say no, or otherwise than it, does."""
    return answer is not None and answer != system and (answer is False or system is not None)


def _keep(application: Application, line: Line, answer: bool | None, reason: str, *, by: Actor, at: datetime) -> None:
    holds = line.system if line.is_settled or answer is None else answer
    if holds is False and not reason:
        # It may begin the reasons of a decision, whose letter is in Finnish whoever presses the button.
        with override("fi"):
            reason = queries.gate_facts(application, line.check)
    if holds and line.system and not reason:
        GateAnswer.objects.filter(application=application, check_code=line.check.code).delete()
        return
    GateAnswer.objects.update_or_create(
        application=application,
        check_code=line.check.code,
        defaults={"holds": holds, "reason": reason, "answered_by": by.person, "answered_at": at},
    )
