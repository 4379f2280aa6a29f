"""Who is asked to review, by hand and evenly, and who is reminded."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Membership
from core import dates
from registry.models import Letter
from registry.queries import events_about
from reviews import actions
from reviews.models import Assignment
from reviews.queries import even_split
from tests.factories import AT, acting, after_closing, make_case_in_review, make_person, make_proposal
from tests.reviews.points import assign, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(db):
    return make_person("anna@joensuu.example", name="Anna Arvioija", roles=["reviewer"])


@pytest.fixture
def cases(case, applicant, group, coordinator):
    return [case, *(make_case_in_review(applicant, group, case.round, coordinator) for _ in range(3))]


def told(person) -> list[str]:
    return [letter.subject for letter in Letter.objects.filter(to=person.email, kind__startswith="reviews/").order_by("pk")]


def by_coordinator(person):
    return acting(person, "coordinator")


def test_who_is_asked_gets_a_letter_with_the_reference_and_nothing_of_the_case(case, reviewer, coordinator):
    assignment = assign(case, reviewer, coordinator)
    letter = Letter.objects.get(kind="reviews/assigned")
    assert (assignment.assigned_by, told(reviewer)) == (coordinator, ["1 hakemus odottaa arviotasi"])
    assert (case.reference in letter.body_text, case.title in letter.body_text, case.group.name in letter.body_text) == (
        True,
        False,
        False,
    )
    event = events_about(case.about).first()
    assert (event.act, event.details) == ("assign", {"reviewer": reviewer.pk})


def test_nobody_is_asked_twice(case, reviewer, coordinator):
    assign(case, reviewer, coordinator)
    with pytest.raises(ValidationError, match="already reviews"):
        assign(case, reviewer, coordinator)


@pytest.mark.parametrize("why", ["stepped aside", "own group", "no reviewer"])
def test_who_is_not_fit_is_not_asked(case, reviewer, coordinator, decider, why):
    person = decider if why == "no reviewer" else reviewer
    if why == "stepped aside":
        actions.declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case), ground="other")
    if why == "own group":
        Membership.objects.create(person=reviewer, group=case.group, role=Membership.READER, joined_at=AT)
    with pytest.raises(ValidationError, match="can't review"):
        assign(case, person, coordinator)
    assert not Assignment.objects.exists()


def test_who_can_read_the_points_of_others_is_not_asked(case, reviewer, second, coordinator):
    give(case, reviewer)
    give(case, second)
    with pytest.raises(ValidationError, match="already read the points"):
        assign(case, coordinator, coordinator)


def test_who_can_read_them_gives_none_unasked_either(case, reviewer, second, coordinator):
    give(case, reviewer)
    give(case, second)
    with pytest.raises(ValidationError, match="can't give your own"):
        give(case, coordinator, role="coordinator")


def test_who_gives_points_unasked_reviews_the_case_from_then_on(case, coordinator):
    give(case, coordinator, role="coordinator", send=False)
    assert [(it.reviewer, it.assigned_by) for it in Assignment.objects.standing()] == [(coordinator, coordinator)]


@pytest.mark.parametrize("role", ["reviewer", "decider"])
def test_only_a_coordinator_asks(request, case, reviewer, role):
    with pytest.raises(PermissionDenied):
        actions.assign(case, reviewer=reviewer, by=acting(request.getfixturevalue(role), role), at=after_closing(case))


def test_nobody_is_asked_once_a_decision_is_proposed(case, reviewer, coordinator):
    make_proposal(case, coordinator)
    with pytest.raises(ValidationError, match="not in review"):
        assign(case, reviewer, coordinator)


def test_what_is_not_sent_can_be_taken_back(case, reviewer, coordinator):
    assignment = assign(case, reviewer, coordinator)
    actions.take_back(assignment, by=by_coordinator(coordinator), at=after_closing(case, days=2))
    assert not Assignment.objects.standing().exists()
    with pytest.raises(ValidationError, match="any more"):
        actions.take_back(assignment, by=by_coordinator(coordinator), at=after_closing(case, days=2))


def test_what_is_sent_is_not_taken_back(case, reviewer, coordinator):
    assignment = assign(case, reviewer, coordinator)
    give(case, reviewer)
    with pytest.raises(ValidationError, match="has sent the review"):
        actions.take_back(assignment, by=by_coordinator(coordinator), at=after_closing(case, days=3))


def test_cases_are_shared_out_evenly_with_one_letter_a_person(cases, reviewer, second, coordinator):
    third = make_person("outi@joensuu.example", name="Outi Arvioija", roles=["reviewer"])
    people = [reviewer, second, third]
    shown = even_split(cases, people)
    made = actions.assign_evenly(cases, reviewers=people, by=by_coordinator(coordinator), at=after_closing(cases[0]))
    assert [(it.application, it.reviewer) for it in made] == shown.pairs
    assert sorted(Counter(person for _case, person in shown.pairs).values()) == [2, 3, 3]
    assert [len(told(person)) for person in people] == [1, 1, 1]
    assert {it.assignments.standing().count() for it in cases} == {2}
    assert actions.assign_evenly(cases, reviewers=people, by=by_coordinator(coordinator), at=after_closing(cases[0])) == []


def test_who_has_work_already_gets_less(cases, reviewer, second, coordinator):
    assign(cases[0], reviewer, coordinator)
    split = even_split(cases, [reviewer, second], each=1)
    assert (Counter(person for _case, person in split.pairs), split.short) == ({reviewer: 1, second: 2}, [])


def test_a_case_with_too_few_fit_people_is_said(cases, reviewer, second, coordinator):
    actions.declare(cases[0], by=acting(second, "reviewer"), at=after_closing(cases[0]), ground="other")
    split = even_split(cases, [reviewer, second])
    assert (split.short, (cases[0], second) in split.pairs) == ([cases[0]], False)


# A Monday, 12.00 in Helsinki, after the first round of 2018.
MONDAY = dates.local(dates.local_day(AT).replace(month=3, day=12), dates.local_time(AT).time())


@pytest.fixture
def waiting(case, reviewer, coordinator):
    return assign(case, reviewer, coordinator, at=MONDAY - timedelta(days=4))


def remind(at=MONDAY) -> int:
    return actions.remind_reviewers(by=acting(None, "system"), at=at)


def test_undone_work_is_reminded_of_once_a_week(waiting, reviewer):
    assert [remind(), remind(MONDAY + timedelta(days=1)), remind(MONDAY + timedelta(days=7))] == [1, 0, 1]
    assert told(reviewer)[1:] == ["1 arvio odottaa sinua"] * 2
    waiting.refresh_from_db()
    assert waiting.nudged_at == MONDAY + timedelta(days=7)


@pytest.mark.parametrize("at", [MONDAY - timedelta(days=2), MONDAY + timedelta(hours=12), MONDAY - timedelta(days=1, hours=13)])
def test_not_at_weekends_nor_at_night_nor_at_once(waiting, at):
    assert remind(at) == 0


def test_nobody_is_reminded_of_what_is_done_or_taken_back(waiting, case, reviewer, coordinator):
    give(case, reviewer)
    assert remind() == 0


def test_a_coordinator_reminds_one_person_once_a_day(waiting, coordinator, reviewer):
    actions.nudge(waiting, by=by_coordinator(coordinator), at=MONDAY)
    with pytest.raises(ValidationError, match="today already"):
        actions.nudge(waiting, by=by_coordinator(coordinator), at=MONDAY + timedelta(hours=1))
    assert told(reviewer)[-1] == "1 arvio odottaa sinua"


def test_nobody_is_reminded_by_hand_of_what_is_sent(waiting, case, reviewer, coordinator):
    give(case, reviewer)
    with pytest.raises(ValidationError, match="No review is waited for"):
        actions.nudge(waiting, by=by_coordinator(coordinator), at=MONDAY)
