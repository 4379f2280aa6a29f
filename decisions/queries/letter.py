"""What the letter and the page of a decision say besides the decision itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.queries import title_of
from applications.queries import as_sent
from applications.sections import ZERO, is_unknown
from core import dates
from decisions.models import Correction, Decision, PlannedPayment
from decisions.queries.costs_table import CostTable, cost_table
from decisions.queries.legal_texts import legal_text, publicity
from rounds.models import DEVELOPMENT

# Signs of a verification code that stand together on paper.
TOGETHER = 4


@dataclass(frozen=True)
class Contents:
    """All that the letter of a published decision, and its page, say besides the decision itself, in the reader's language.

    What the applicant sent is read from the frozen version, so that a group that changes its name later changes no letter.
    Costs are named anew: the version has them in the language in which it was sent.
    """

    section: str
    # Of the decisions in the case that were made known, which one it is; with the one before it and why it was made anew.
    version: int
    replaces: Decision | None
    correction: Correction | None
    title: str
    group: Mapping[str, str]
    register_number: str
    period: str
    received: datetime
    cost_table: CostTable
    payments: list[PlannedPayment]
    depends_on: list[str]
    legal: Mapping[str, Any]
    publicity: Mapping[str, Any]
    decider_title: str
    code: str
    # What the City's lawyer has to check yet; said of drafts alone.
    to_check: str
    # When the round had closed, of an application that came after that.
    late_after: datetime | None = None

    @property
    def applied(self) -> Decimal:
        return self.cost_table.applied

    @property
    def replaced_section(self) -> str:
        return section_of(self.replaces) if self.replaces else ""

    @property
    def planned(self) -> Decimal:
        """All instalments of the payment plan."""
        return sum((payment.amount for payment in self.payments), ZERO)

    @property
    def responsible_body(self) -> str:
        """Who carries the money, where it isn't the group itself."""
        return self.group["responsible_body"] if self.group["responsible_body"] != self.group["name"] else ""

    @property
    def conditions(self) -> list[str]:
        """Those of every decision; the case's own stand on the decision."""
        return [*self.legal["conditions"], self.publicity["condition"]]

    @property
    def provisions(self) -> list[str]:
        own = self.legal["correction_provisions"].get(self.correction.ground) if self.correction else None
        return [*self.legal["provisions"], *([own] if own else [])]


def contents(decision: Decision) -> Contents:
    application, programme = decision.application, decision.application.round.programme
    version = decision.version
    # It reads its programme through the application, which has it.
    version.application = application
    earlier = application.decisions.known().filter(number__lt=decision.number)
    replaces = earlier.first() if decision.number > 1 else None
    legal = legal_text(dates.local_day(decision.published_at), get_language())
    return Contents(
        section=section_of(decision),
        version=earlier.count() + 1 if replaces else 1,
        replaces=replaces,
        correction=_correction(decision, replaces),
        title=version.content["title"] or str(application),
        group=version.content["group"],
        register_number=application.register_number,
        period=_period(application.kind, version.content),
        # A completion that came later does not move it.
        received=application.submitted_at,
        cost_table=cost_table(decision, as_sent(version).estimate),
        payments=list(decision.planned_payments.all()) if decision.is_favourable else [],
        depends_on=_depends_on(decision, legal),
        legal=legal,
        publicity=publicity(programme.starts, get_language()),
        decider_title=title_of(decision.decided_by),
        code=in_groups(decision.verification_code or ""),
        to_check="" if decision.is_known or legal["checked"] else legal["to_check"],
        late_after=application.round.closes_at if application.is_late else None,
    )


def section_of(decision: Decision) -> str:
    """§ 3/2018; of a draft that has neither, the year in which it would be published."""
    return f"§\u00a0{decision.section}/{decision.section_year or dates.local_day(decision.published_at).year}"


def in_groups(code: str) -> str:
    """As it is read from paper and typed: ABCD EFGH JKMN."""
    return " ".join(code[start : start + TOGETHER] for start in range(0, len(code), TOGETHER))


def _correction(decision: Decision, replaces: Decision | None) -> Correction | None:
    """Why the case was decided anew. What is not published yet is on the ground for which the decision was opened."""
    if replaces is None:
        return None
    of_this = Q(replacement=decision) | Q(ended_at__isnull=True)
    return Correction.objects.filter(of_this, decision=replaces).first()


def _depends_on(decision: Decision, legal: Mapping[str, Any]) -> list[str]:
    """What else must happen before the money is the group's, or has happened."""
    programme = decision.application.round.programme
    if not decision.is_favourable:
        return []
    lines = []
    if programme.needs_funder_approval:
        approval = decision.funder_approval
        words = {"funder": programme.funder_name}
        if approval:
            words |= {"day": dates.day(approval.approved_on), "reference": approval.reference}
            approved = _("The funder (%(funder)s) approved the funding on %(day)s, reference %(reference)s.")
        else:
            approved = _("The funder is %(funder)s.")
        lines.append(f"{legal['approval']} {approved % words}")
    if programme.needs_agreement:
        lines.append(legal["agreement"])
    return lines


def _period(kind: str, content: Mapping[str, Any]) -> str:
    answers = {answer["name"]: answer["text"] for section in content["sections"] for answer in section["answers"]}
    if kind == DEVELOPMENT:
        return f"{answers['starts']}–{answers['ends']}"
    first, last = answers["event_day"], answers.get("event_last_day", "")
    if is_unknown(first):
        return _("on %(day)s at the latest") % {"day": last}
    return f"{first}–{last}" if last else first
