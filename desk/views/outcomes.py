"""The form of an outcome on the page of a case: what it offers, and where it begins when one proposes, decides or corrects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from applications.models import Application
from core.money import NBSP, euros
from decisions.forms import OutcomeForm
from decisions.models import GRANTED_IN_PART, REJECTED, Decision, Proposal
from decisions.queries import Kept, finnish_part, heads_of, kept_parts, late_reasons, reasons_to_choose
from decisions.rules import filled
from reviews.queries import refusals

# Buttons beside the act, that only fill the form in.
INSERT, DIVIDE = "insert", "divide"
FILLING = (INSERT, DIVIDE)


def outcome_form(found: Application, data: Any = None, **options: Any) -> OutcomeForm:
    facts = {"applied": found.applied, "is_late": found.is_late}
    return OutcomeForm(data, **facts, heads=heads_of(found), bank=reasons_to_choose(found), **options)


def refilled(form: OutcomeForm, act: str) -> OutcomeForm:
    """The form filled further by one of its buttons; the same one, with its faults, where the sum is not understood."""
    form.is_valid()
    if act == INSERT:
        return form.with_more(reasons=form.reasons_with_bank)
    if form.errors.get("outcome") or form.errors.get("amount"):
        return form
    amount = form.cleaned_data["amount"]
    costs = filled(form.heads, amount, {}) if amount else {}
    return form.with_more(**{f"cost-{code}": shown(costs[code]) if costs else "" for code in form.heads.sums})


def shown(amount: Any) -> str:
    """As people type it."""
    return euros(amount).removesuffix(f"{NBSP}€")


def begins_with(found: Application, before: Proposal | Decision | None) -> dict[str, str]:
    """The newest proposal, to decide by or to mend when it came back; of a correction the decision that holds."""
    return _as_before(kept_parts(before)) if before else _begun(found)


def _as_before(kept: Kept) -> dict[str, str]:
    of: Proposal | Decision = kept.of
    amount = euros(of.amount) if of.outcome == GRANTED_IN_PART else ""
    initial = {"outcome": of.outcome, "amount": amount, "reasons": of.reasons, "conditions": of.conditions}
    initial |= {f"cost-{cost.head}": shown(cost.amount) for cost in kept.costs}
    for payment in kept.payments:
        initial |= {f"payment-{payment.position}": shown(payment.amount), f"when-{payment.position}": payment.when}
    return initial


def _begun(found: Application) -> dict[str, str]:
    """Where a first proposal begins: what came too late, what may not get this money, what was written in plain words."""
    if found.is_late:
        return {"reasons": late_reasons(found)}
    explained = finnish_part(found.explanation) if hasattr(found, "explanation") else ""
    if found.gate_holds is not False:
        return {"reasons": explained} if explained else {}
    with override("fi"):  # the letter that they stand in
        return {"outcome": REJECTED, "reasons": explained or "\n".join(refusals(found))}
