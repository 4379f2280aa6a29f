"""The heads of cost of an application, as what is granted of it is said by them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from applications.models import Application
from applications.queries import as_sent
from applications.sections import COST_HEADS, Estimate
from decisions.rules import FLAT_RATE, Heads


def head_label(code: str) -> str:
    labels = {head.code: str(head.label) for head in COST_HEADS} | {FLAT_RATE: _("Flat-rate costs")}
    return labels.get(code, _("No kind chosen"))


def heads_of(application: Application) -> Heads:
    """Of what was sent last."""
    return heads_of_estimate(as_sent(application.versions.first()).estimate)


def heads_of_estimate(estimate: Estimate) -> Heads:
    sums = {code: estimate.by_head[code] for code in _in_order(estimate.by_head)}
    if estimate.flat_rate:
        sums[FLAT_RATE] = estimate.flat_rate
    elsewhere = max(estimate.total - estimate.applied, Decimal("0.00"))
    percent = estimate.flat_rate_percent if estimate.flat_rate else None
    return Heads(sums, elsewhere, percent, {code: head_label(code) for code in sums})


def _in_order(by_head: Mapping[str, Decimal]) -> list[str]:
    known = [head.code for head in COST_HEADS]
    return [code for code in [*known, *(it for it in by_head if it not in known)] if by_head.get(code)]
