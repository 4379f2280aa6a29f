"""What is published together, whether its letters are those that were looked through, and what waits for its time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, time

from django.db.models import QuerySet

from accounts.models import StaffRole, User
from core import dates
from decisions.models import Decision, Publication
from decisions.queries.deciding import decisions_to_publish
from decisions.queries.legal_texts import legal_text
from rounds.models import Round


def decisions_with_letters(round_: Round, person: User) -> list[Decision]:
    """What this person would publish, with all that the letters say, in the order in which it is published."""
    found = decisions_to_publish(round_, person).select_related("application__round__programme", "application__group", "version")
    return list(found.prefetch_related("granted_costs", "planned_payments", "decided_by__staff_roles"))


def as_published(decisions: Iterable[Decision], at: datetime) -> list[Decision]:
    """Copies of prepared decisions as if they were published at `at`, but for what is given only then: § and the code."""
    copies = [copy(decision) for decision in decisions]
    for decision in copies:
        decision.published_at = at
        decision.section_year = dates.local_day(at).year
        decision.section = "–"
    return copies


def same_day_for_all(at: datetime) -> datetime:
    """An instant that all letters share which are published under the same legal texts as those of `at`.

    So the day of publication changes no fingerprint, and another text in force on that day does.
    """
    return dates.local(date.fromisoformat(legal_text(dates.local_day(at))["in_force_from"]), time(12))


def fingerprint(letters: Iterable[tuple[Decision, str]]) -> str:
    """Pure: SHA-256 of decisions and their letters, in this order. What is only typed beside them counts too."""
    parts = [[str(decision), decision.application.register_number, html] for decision, html in letters]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def publication_waiting(round_: Round) -> Publication | None:
    return Publication.objects.waiting().filter(round=round_).select_related("scheduled_by", "round__programme").first()


def deciders() -> QuerySet[User]:
    roles = StaffRole.objects.filter(role="decider")
    return User.objects.filter(pk__in=roles.values("person"), closed_at__isnull=True).order_by("pk")
