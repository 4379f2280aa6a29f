"""Who steps aside, or is found to belong to the group, leaves her work in the case to another; what she did is marked."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Membership
from applications.models import Application, InterestDeclaration
from decisions.actions import decide, publish, reopen
from decisions.models import Decision
from registry.models import Letter
from reviews.actions import declare, replace_conflicted
from reviews.models import STEPPED_ASIDE, Assignment
from reviews.queries import lacks_reviewer
from rounds.models import Fund
from tests.factories import AT, SYSTEM, acting, after_closing, make_decision, make_person, make_proposal, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    return make_person("anni@joensuu.example", name="Anni Arvioija", roles=["reviewer"])


@pytest.fixture
def place(case, reviewer) -> Assignment:
    return Assignment.objects.create(application=case, reviewer=reviewer, assigned_at=AT)


def step_aside(case, person, role="reviewer"):
    declare(case, by=acting(person, role), at=after_closing(case, days=5), ground="party", explanation="Sisareni.")


def letters(kind: str) -> list[str]:
    return list(Letter.objects.filter(kind=f"reviews/{kind}").order_by("to").values_list("to", flat=True))


def test_the_case_is_offered_to_who_has_the_least_to_do(case, place, reviewer, other, coordinator):
    step_aside(case, reviewer)
    place.refresh_from_db()
    assert (place.end, place.ended_at) == (STEPPED_ASIDE, after_closing(case, days=5))
    offered = Assignment.objects.standing().get()
    assert (offered.reviewer, offered.substitute_for, offered.assigned_by) == (other, reviewer, None)
    assert letters("substitute_asked") == [other.email]


def test_a_coordinator_is_asked_where_there_is_no_other_reviewer(case, place, reviewer, coordinator):
    step_aside(case, reviewer)
    assert Assignment.objects.standing().get().reviewer == coordinator


def test_where_nobody_is_free_the_coordinators_hear_of_it_and_the_case_lacks_a_reviewer(case, place, reviewer, coordinator):
    Assignment.objects.create(application=case, reviewer=coordinator, assigned_at=AT)
    step_aside(case, reviewer)
    assert letters("reviewer_needed") == [coordinator.email]
    assert list(Application.objects.filter(lacks_reviewer())) == [case]


def test_who_was_asked_for_nothing_leaves_nothing(case, reviewer, other):
    step_aside(case, reviewer)
    assert (Assignment.objects.count(), letters("substitute_asked")) == (0, [])


def test_who_joins_the_group_later_is_replaced_once(case, place, reviewer, other):
    Membership.objects.create(person=reviewer, group=case.group, role=Membership.READER, joined_at=AT)
    found = [replace_conflicted(by=SYSTEM, at=after_closing(case, days=day)) for day in (5, 6)]
    assert (found, Assignment.objects.standing().get().reviewer) == ([1, 0], other)


def test_without_its_handler_the_case_has_none_and_the_other_coordinators_hear_of_it(case, coordinator):
    assert case.handler == coordinator
    make_person("kalle@joensuu.example", name="Kalle Koordinaattori", roles=["coordinator"])
    step_aside(case, coordinator, "coordinator")
    case.refresh_from_db()
    assert (case.handler, letters("handler_needed")) == (None, ["kalle@joensuu.example"])


def test_what_she_explains_is_kept_with_the_ground(case, reviewer):
    step_aside(case, reviewer)
    said = InterestDeclaration.objects.get(application=case, person=reviewer)
    assert (said.ground, said.explanation, str(said.ground_label)) == (
        "party",
        "Sisareni.",
        "I or someone close to me is a party",
    )


def test_nothing_is_decided_on_the_proposal_of_somebody_found_to_have_a_conflict(case, reviewer, coordinator, decider):
    make_review(case, reviewer)
    make_proposal(case, coordinator)
    step_aside(case, coordinator, "coordinator")
    words = {"outcome": "rejected", "amount": Decimal("0.00"), "reasons": "Ei."}
    with pytest.raises(ValidationError, match="Somebody else proposes first"):
        decide(case, by=acting(decider, "decider"), at=after_closing(case, days=6), **words)


def test_her_prepared_decision_is_not_published_but_decided_anew_by_another(case, reviewer, coordinator, decider):
    make_review(case, reviewer)
    make_decision(case, coordinator, decider)
    step_aside(case, decider, "decider")
    both = acting(make_person("pekka@joensuu.example", name="Pekka Päättäjä", roles=["decider"]), "decider")
    declare(case, by=both, at=after_closing(case, days=6))
    with pytest.raises(ValidationError, match="nothing to publish"):
        publish(case.round, by=both, at=after_closing(case, days=6))
    assert Fund.objects.get(kind=case.kind, programme=case.round.programme).committed == case.applied
    reopen(case, by=both, at=after_closing(case, days=6))
    assert Fund.objects.get(kind=case.kind, programme=case.round.programme).committed == 0
    assert (Application.objects.get().status, Decision.objects.get().state) == ("proposed", "cancelled")


def test_a_sound_decision_is_not_decided_anew(case, reviewer, coordinator, decider):
    make_review(case, reviewer)
    make_decision(case, coordinator, decider)
    with pytest.raises(ValidationError, match="Only a decision whose maker"):
        reopen(case, by=acting(decider, "decider"), at=after_closing(case, days=6))
    assert Application.objects.get().status == "decided"
