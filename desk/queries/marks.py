"""What a conflict of interest that was found later changes in a case, for those who handle it. Read from facts, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, StaffRole, User
from applications.models import HANDLERS, Application, InterestDeclaration
from core.text import Words
from decisions.models import Decision, Proposal
from decisions.queries import lacks_decider
from reviews.queries import lacks_reviewer

BELONGS = _("Belongs to the group")


@dataclass(frozen=True)
class Aside:
    """Somebody of the City who may have nothing to do with the case, why, and since when."""

    person: User
    ground: Words
    since: datetime
    explanation: str = ""


@dataclass(frozen=True)
class Marks:
    """`joined` are those who came to the group after the reader said that she has no conflict of interest."""

    joined: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    proposal_is_void: bool = False
    decision_is_void: bool = False
    is_published: bool = False
    lacks_reviewer: bool = False
    lacks_decider: bool = False
    may_reopen: bool = False

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "is_published")


def with_marks(rows: QuerySet[Application], person: User) -> QuerySet[Application]:
    """Rows that know which of the marks there are to ask about, in the same question to the database."""
    roles = StaffRole.objects.filter(person=OuterRef("person"), role__in=[*HANDLERS, "auditor"])
    members = Membership.objects.filter(Exists(roles), group=OuterRef("group"))
    return rows.annotate(
        has_asides=Q(Exists(_declared().filter(application=OuterRef("pk")))) | Q(Exists(members)),
        asks_again=Exists(_joined_since(person).filter(group=OuterRef("group"))),
        lacks_reviewer=lacks_reviewer(),
        lacks_decider=lacks_decider(),
    )


def marks(row: Application, person: User, proposal: Proposal | None, decision: Decision | None) -> Marks:
    """The marks on a case that is open to the reader. Who stepped aside and why is for coordinators and auditors."""
    oversees = bool(person.roles & {"coordinator", "auditor"})
    is_void = bool(decision and decision.is_void)
    return Marks(
        joined=[str(it.person) for it in _joined(row, person)] if row.asks_again else [],
        asides=_asides(row) if oversees and row.has_asides else [],
        proposal_is_void=bool(proposal and proposal.is_void and not decision),
        decision_is_void=is_void,
        is_published=bool(decision and decision.published_at),
        lacks_reviewer=row.lacks_reviewer and "coordinator" in person.roles,
        lacks_decider=row.lacks_decider and "coordinator" in person.roles,
        may_reopen=is_void and not decision.published_at and "decider" in person.roles,
    )


def _declared() -> QuerySet[InterestDeclaration]:
    return InterestDeclaration.objects.filter(is_disqualified=True)


def _joined_since(person: User) -> QuerySet[Membership]:
    """Members of a group who joined it after her word on the case in the outer query."""
    word = InterestDeclaration.objects.filter(
        application=OuterRef(OuterRef("pk")), person=person, declared_at__lt=OuterRef("joined_at")
    )
    return Membership.objects.filter(Exists(word))


def _joined(row: Application, person: User) -> Sequence[Membership]:
    word = InterestDeclaration.objects.filter(application=row, person=person, declared_at__lt=OuterRef("joined_at"))
    return row.group.memberships.filter(Exists(word)).select_related("person").order_by("joined_at", "pk")


def _asides(row: Application) -> list[Aside]:
    """Those who declared it, and those of the City who belong to the group."""
    declared = [
        Aside(it.person, it.ground_label, it.declared_at, it.explanation)
        for it in _declared().filter(application=row).select_related("person").order_by("declared_at", "pk")
    ]
    staff = StaffRole.objects.filter(person=OuterRef("person"), role__in=[*HANDLERS, "auditor"])
    members = row.group.memberships.filter(Exists(staff)).select_related("person").order_by("joined_at", "pk")
    return declared + [Aside(it.person, BELONGS, it.joined_at) for it in members]
