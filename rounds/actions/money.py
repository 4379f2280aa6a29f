"""Money: budgets and shares, binding it and setting it free. The ledger is only ever added to."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.actor import Actor
from core.money import euros
from core.text import clean_text
from registry.actions import record
from rounds.models import Fund, LedgerEntry, Round, RoundTerms, in_cents

ZERO = Decimal("0.00")


@transaction.atomic
def set_budget(fund: Fund, *, by: Actor, at: datetime, budget: Decimal, reason: str) -> Fund:
    """Give the fund another budget, in euros; never less than what is granted of it. The ledger gets the difference."""
    reason = _why_changed(by, reason)
    before = Fund.objects.select_for_update().get(pk=fund.pk)
    if budget < before.committed:
        sentence = _("%(committed)s of the fund is already granted. The budget can't be less than that.")
        raise ValidationError({"budget": sentence % {"committed": euros(before.committed)}})
    if budget == before.budget:
        raise ValidationError({"budget": _("The budget is that already.")})
    Fund.objects.filter(pk=fund.pk).update(budget=budget)
    about = f"programme:{before.programme_id} budget"
    _enter_change(before, None, about, budget - before.budget, reason, by=by, at=at)
    fund.refresh_from_db()
    record("set_budget", by=by, at=at, about=f"programme:{before.programme_id}", kind=fund.kind, budget=str(budget))
    return fund


@transaction.atomic
def set_share(terms: RoundTerms, *, by: Actor, at: datetime, allocation: Decimal | None, reason: str) -> RoundTerms:
    """Give the round another share of its fund, in euros, or None for the common pool; never less than what is granted of it."""
    reason = _why_changed(by, reason)
    round_ = Round.objects.select_for_update().get(pk=terms.round_id)
    fund = Fund.objects.select_for_update().get(programme=round_.programme_id, kind=terms.kind)
    before = RoundTerms.objects.get(pk=terms.pk)
    if allocation is not None and allocation < before.committed:
        sentence = _("%(committed)s of the round's share is already granted. The share can't be less than that.")
        raise ValidationError({"allocation": sentence % {"committed": euros(before.committed)}})
    if allocation == before.allocation:
        raise ValidationError({"allocation": _("The share is that already.")})
    RoundTerms.objects.filter(pk=terms.pk).update(allocation=allocation)
    difference = (allocation or ZERO) - (before.allocation or ZERO)
    _enter_change(fund, round_, f"round:{round_.pk} {terms.kind} share", difference, reason, by=by, at=at)
    terms.refresh_from_db()
    share = None if allocation is None else str(allocation)
    record("set_share", by=by, at=at, about=f"round:{round_.pk}", kind=terms.kind, share=share)
    return terms


def _why_changed(by: Actor, reason: str) -> str:
    if by.role != "finance":
        raise PermissionDenied(f"{by.role} may not change a budget")
    if not (reason := clean_text(reason).strip()):
        raise ValidationError({"reason": _("Write why the sum changes.")})
    return reason


def _enter_change(
    fund: Fund, round_: Round | None, about: str, difference: Decimal, reason: str, *, by: Actor, at: datetime
) -> None:
    """The fund is locked, so that no two changes get the same number."""
    number = LedgerEntry.objects.filter(fund=fund, entry=LedgerEntry.BUDGET, about__startswith=f"{about} ").count() + 1
    facts = {"about": f"{about} {number}", "amount": difference, "reason": reason, "at": at, "actor": by.reference}
    LedgerEntry.objects.create(fund=fund, round=round_, entry=LedgerEntry.BUDGET, **facts)


@transaction.atomic
def commit(fund: Fund, round_: Round, *, by: Actor, at: datetime, amount: Decimal, about: str) -> None:
    """Bind `amount` of the fund, and of the round's share if it has one, or refuse and say what is left.

    One conditional update decides, so that nobody's old reading of the balance does; the database's check stands behind it.
    """
    terms = RoundTerms.objects.filter(round=round_, kind=fund.kind)
    within_budget = Fund.objects.filter(pk=fund.pk, committed__lte=in_cents(F("budget") - amount))
    if not within_budget.update(committed=in_cents(F("committed") + amount)):
        fund.refresh_from_db()
        raise ValidationError(
            _("The fund has %(left)s left. %(amount)s can't be granted."),
            params={"left": euros(fund.left), "amount": euros(amount)},
        )
    within_share = terms.filter(Q(allocation__isnull=True) | Q(committed__lte=in_cents(F("allocation") - amount)))
    if not within_share.update(committed=in_cents(F("committed") + amount)):
        share = terms.get()
        raise ValidationError(
            _("This round's share has %(left)s left. %(amount)s can't be granted."),
            params={"left": euros(share.allocation - share.committed), "amount": euros(amount)},
        )
    LedgerEntry.objects.create(
        fund=fund, round=round_, entry=LedgerEntry.COMMIT, amount=amount, about=about, at=at, actor=by.reference
    )


@transaction.atomic
def release(fund: Fund, round_: Round, *, by: Actor, at: datetime, amount: Decimal, about: str) -> None:
    """Give back to the fund what was committed under the same `about`."""
    Fund.objects.filter(pk=fund.pk).update(committed=in_cents(F("committed") - amount))
    RoundTerms.objects.filter(round=round_, kind=fund.kind).update(committed=in_cents(F("committed") - amount))
    LedgerEntry.objects.create(
        fund=fund, round=round_, entry=LedgerEntry.RELEASE, amount=amount, about=about, at=at, actor=by.reference
    )
