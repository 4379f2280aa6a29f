"""The parts of what is proposed or decided, and the reasons of the bank that its words come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from applications.models import Application
from decisions.models import Decision, GrantedCost, PlannedPayment, Proposal, Reason, ReasonUse
from decisions.rules import Parts


@transaction.atomic
def keep_parts(of: Proposal | Decision, parts: Parts) -> None:
    """Write down the costs and payments of a proposal or a decision, once; its conditions stand on itself."""
    owner = {"proposal" if isinstance(of, Proposal) else "decision": of}
    GrantedCost.objects.bulk_create(GrantedCost(**owner, head=head, amount=amount) for head, amount in parts.costs.items())
    PlannedPayment.objects.bulk_create(
        PlannedPayment(**owner, position=place, amount=amount, when=when)
        for place, (amount, when) in enumerate(parts.payments, start=1)
    )


@transaction.atomic
def count_uses(application: Application, reasons: Iterable[Reason], *, at: datetime) -> None:
    """Count the reasons that came into the words of a case. Those that its explanation uses stay counted."""
    for reason in reasons:
        ReasonUse.objects.get_or_create(reason=reason, application=application, defaults={"used_at": at})
