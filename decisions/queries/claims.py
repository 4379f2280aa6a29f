"""Questions about claims for rectification: by when, whose, who may handle them, and whether money waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import StaffRole, User
from accounts.queries import agreed_to_electronic_service
from advice.queries import coordinators_for
from applications.models import Application, InterestDeclaration, conflict
from applications.queries import is_conflicted, people_to_tell
from core import dates
from decisions import rules
from decisions.models import Appeal, Claim, ClaimQuerySet, Decision, Notice, Proposal

AUDIENCE_OF = {Claim.PARTY: Notice.PARTY, Claim.MEMBER: Notice.MEMBERS}


def claimable_decision(application: Application) -> Decision | None:
    """The newest decision that was made known, whatever has become of it; an older one is replaced and can't be claimed against."""
    return application.decisions.known().first()


def last_day_to_claim(decision: Decision, claimant: str) -> date | None:
    """For the applicant, or for members of the municipality. None before they have been served."""
    served = (it for it in decision.notices.all() if it.annulled_at is None and it.audience == AUDIENCE_OF[claimant])
    return next((notice.claim_until for notice in served), None)


def is_late_claim(decision: Decision, claimant: str, received_at: datetime) -> bool:
    """Whether it came after the last day had ended in Helsinki. Before the decision is served nothing is late."""
    last = last_day_to_claim(decision, claimant)
    return last is not None and dates.local_day(received_at) > last


def is_disputed(application: Application) -> bool:
    """Whether payments wait: a claim or an appeal is pending, or a claim changes the decision and no newer one is published yet."""
    return Application.objects.filter(disputed(), pk=application.pk).exists()


def disputed() -> Q:
    """Rows of applications that are so."""
    claims = Claim.objects.disputing().filter(decision__application=OuterRef("pk"))
    appeals = Appeal.objects.pending().filter(decision__application=OuterRef("pk"))
    return Q(Exists(claims)) | Q(Exists(appeals))


def claims_of_case(application: Application) -> list[Claim]:
    """All of them, newest first, for the desk."""
    claims = Claim.objects.filter(decision__application=application)
    return list(claims.select_related("decision", "handler"))


@dataclass(frozen=True)
class Disputes:
    """What a group reads of claims in its case: its own, and of others only that there is one that payments wait for."""

    own: list[Claim]
    by_others: bool


def disputes_for_group(application: Application) -> Disputes:
    found = claims_of_case(application)
    others = any(not claim.is_of_party and claim.ended_at is None for claim in found)
    return Disputes([claim for claim in found if claim.is_of_party], others)


def claims_at_desk(person: User, at: datetime) -> ClaimQuerySet:
    """Those that she may read: pending ones first, the one that waits longest on top; then those that have ended, newest first."""
    found = Claim.objects.handled_by(person).with_conflict().with_hearings(dates.local_day(at))
    return found.select_related("handler", "decision__application__group").order_by(
        F("ended_at").desc(nulls_first=True), "received_at", "pk"
    )


def hands_in(person: User, claim: Claim) -> rules.Hands:
    """What she has to do with the claim, and with the decision that it is against."""
    decision = claim.decision
    # Belonging to the group is a conflict too, so only then is it worth asking.
    has_conflict = is_conflicted(person, decision.application)
    is_member = has_conflict and decision.application.group.memberships.filter(person=person).exists()
    return rules.Hands(
        decided=decision.decided_by_id == person.pk,
        proposed=proposer_of(decision) == person.pk,
        claims=claim.made_by_id == person.pk or is_member,
        has_conflict=has_conflict,
    )


def proposer_of(decision: Decision) -> int | None:
    """Whose proposal it was made by: the newest one before it."""
    proposals = Proposal.objects.filter(application=decision.application_id, proposed_at__lte=decision.decided_at)
    return proposals.order_by("-proposed_at", "-pk").values_list("proposed_by", flat=True).first()


def hindrances_to_handle(person: User, claim: Claim) -> list[str]:
    """Sentences of what keeps her from handling the claim."""
    return rules.broken_handling(hands_in(person, claim))


def handlers_for(claim: Claim) -> list[User]:
    """Coordinators and decision makers who have declared no conflict of interest in the case and had no hand in the decision."""
    decision, application = claim.decision, claim.decision.application
    roles = StaffRole.objects.filter(person=OuterRef("pk"), role__in=["coordinator", "decider"])
    declared = InterestDeclaration.objects.filter(person=OuterRef("pk"), application=application)
    aside = conflict(person=OuterRef("pk"), application=application, group=application.group_id)
    hands = [pk for pk in (decision.decided_by_id, proposer_of(decision), claim.made_by_id) if pk]
    able = User.objects.active().filter(Exists(roles), Exists(declared)).exclude(aside).exclude(pk__in=hands)
    return list(able.order_by("name", "pk"))


def staff_to_tell(application: Application) -> list[User]:
    """The coordinators whom nothing disqualifies from the case."""
    return coordinators_for(application)


def claimants_to_tell(claim: Claim) -> list[User]:
    """The group, where it claims; a member of the municipality who claims on paper is told on paper."""
    return people_to_tell(claim.decision.application) if claim.is_of_party else []


def can_serve_outcome_electronically(claim: Claim, at: datetime) -> bool:
    """Whether the group that made it in the portal has consented to that (laki 13/2003 19 §).

    Of a claim on paper only who handles it knows what its maker has consented to.
    """
    return claim.made_by_id is None or agreed_to_electronic_service(claim.decision.application.group, at)


def pending_besides(claim: Claim) -> Iterable[Claim]:
    """Other claims against the same decision that nobody has decided on."""
    return claim.decision.claims.pending().exclude(pk=claim.pk)


@dataclass(frozen=True)
class Deadlines:
    """The last days for a claim against one decision, where they are known."""

    party: date | None
    members: date | None


def deadlines(decision: Decision) -> Deadlines:
    found = {notice.audience: notice.claim_until for notice in decision.notices.standing()}
    return Deadlines(found.get(Notice.PARTY), found.get(Notice.MEMBERS))
