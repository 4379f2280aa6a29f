"""Approvals of the funder with its paper, as they stand when they have been recorded."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from core import dates
from decisions.models import Decision, FunderApproval
from registry.actions import store_document
from tests import files


def make_approval(
    decision: Decision, coordinator: User, *, at: datetime, reference: str = "ESIM/1/2018", name: str = "Rahoituspäätös.pdf"
) -> FunderApproval:
    """On the day when it is written down, by a paper of one page."""
    about = f"round:{decision.application.round_id}"
    paper = store_document(
        key=f"funder_approval:{name}", name=name, content=files.pdf(), content_type="application/pdf", about=about, at=at
    )
    facts = {"reference": reference, "document": paper, "recorded_by": coordinator, "recorded_at": at}
    return FunderApproval.objects.create(decision=decision, approved_on=dates.local_day(at), **facts)
