"""The bank of reasons, and what each applicant is told in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import workflow
from applications.models import Application
from applications.queries import refuse_conflicted
from core.actor import Actor
from core.text import clean_text
from decisions.models import Explanation, Reason, ReasonUse
from registry.actions import next_number, record

EXPLAINED_IN = (workflow.IN_REVIEW, workflow.PROPOSED, workflow.DECIDED)


@transaction.atomic
def load_reasons(data: dict[str, Any], *, by: Actor, at: datetime) -> int:
    """Bring in the reasons of `data` that the bank does not have; returns how many. What is there stays as people left it."""
    known = set(Reason.objects.values_list("code", flat=True))
    new = [Reason(position=place, **it) for place, it in enumerate(data["reasons"], start=1) if it["code"] not in known]
    Reason.objects.bulk_create(new)
    if new:
        record("load_reasons", by=by, at=at, about="reasons", codes=[reason.code for reason in new])
    return len(new)


@transaction.atomic
def add_reason(*, by: Actor, at: datetime, use: str, criterion_code: str, text_fi: str, text_en: str) -> Reason:
    """A further reason, last of its use."""
    _refuse_others(by)
    number = next_number("reasons")
    reason = Reason(code=f"{use}-{number}", position=1000 + number)
    _write(reason, use, criterion_code, text_fi, text_en)
    record("add_reason", by=by, at=at, about=f"reason:{reason.code}")
    return reason


@transaction.atomic
def edit_reason(reason: Reason, *, by: Actor, at: datetime, use: str, criterion_code: str, text_fi: str, text_en: str) -> None:
    """Mend its words. What has been told to somebody keeps the words it was told in."""
    _refuse_others(by)
    _write(reason, use, criterion_code, text_fi, text_en)
    record("edit_reason", by=by, at=at, about=f"reason:{reason.code}")


@transaction.atomic
def retire_reason(reason: Reason, *, by: Actor, at: datetime, back: bool = False) -> None:
    """Offer it no more, or `back` again; its uses stay counted."""
    _refuse_others(by)
    reason.retired_at = None if back else at
    reason.save(update_fields=["retired_at"])
    record("retire_reason", by=by, at=at, about=f"reason:{reason.code}", outcome="back" if back else "done")


@transaction.atomic
def explain(application: Application, *, by: Actor, at: datetime, text: str, reasons: Iterable[Reason]) -> Explanation:
    """Keep what the applicant will be told, and count the reasons it uses. Nothing is sent.

    Once the applicant can read it, it is not changed any more.
    """
    _refuse_others(by)
    if not (text := clean_text(text).strip()):
        raise ValidationError({"text": _("Write what you tell the applicant, or make a draft.")})
    now = Application.objects.select_for_update().only("status", "published_at").get(pk=application.pk)
    if now.status not in EXPLAINED_IN:
        raise ValidationError(_("The case is not in review or decided, so there is nothing to explain."))
    if now.published_at and Explanation.objects.filter(application=now).exists():
        raise ValidationError(_("The applicant can read this already, so it is not changed any more."))
    refuse_conflicted(application, by)
    chosen = list(reasons)
    ReasonUse.objects.filter(application=now).exclude(reason__in=chosen).delete()
    for reason in chosen:
        ReasonUse.objects.get_or_create(reason=reason, application=now, defaults={"used_at": at})
    explanation, _is_new = Explanation.objects.update_or_create(
        application=application, defaults={"text": text, "written_by": by.person, "saved_at": at}
    )
    record("explain", by=by, at=at, about=application.about, reasons=[reason.code for reason in chosen])
    return explanation


def _write(reason: Reason, use: str, criterion_code: str, text_fi: str, text_en: str) -> None:
    reason.use, reason.criterion_code = use, criterion_code
    reason.text_fi, reason.text_en = clean_text(text_fi).strip(), clean_text(text_en).strip()
    reason.full_clean()
    reason.save()


def _refuse_others(by: Actor) -> None:
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} keeps no reasons")
