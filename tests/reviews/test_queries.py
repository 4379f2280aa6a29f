"""Who reads whose reviews, and what they add up to."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from applications.models import InterestDeclaration
from reviews.actions import declare
from reviews.models import Assignment, Review
from reviews.queries import Standing, readable_reviews, reviews_of, sees_points, standing, standings, weighted_points
from tests.factories import AT, acting, after_closing, make_case_in_review, make_person
from tests.reviews.points import full, give

pytestmark = pytest.mark.django_db
WEIGHTS = 14


def reads(case, person) -> list[str]:
    return [str(review.reviewer) for review in readable_reviews(case, person)]


def stands(case, person) -> Standing | None:
    return standings([case], person)[case.pk]


def ask(case, *people) -> None:
    for person in people:
        Assignment.objects.create(application=case, reviewer=person, assigned_at=after_closing(case))


def somebody(number: int = 1, *roles: str):
    return make_person(f"arvioija{number}@joensuu.example", name=f"Arvioija {number}", roles=roles or ["reviewer"])


def test_weights_multiply_points(case, reviewer):
    review = give(case, reviewer, **full(case, points=4))
    assert weighted_points(review) == 4 * WEIGHTS == 4 * sum(it.weight for it in case.round.criteria.all())


def test_what_has_no_points_counts_nothing(case, reviewer):
    first = case.round.criteria.first()
    review = give(case, reviewer, send=False, points={first.code: 2}, reasons={})
    assert weighted_points(review) == 2 * first.weight


def test_a_reviewer_waits_for_the_others_until_she_has_sent_hers(case, reviewer, coordinator):
    give(case, coordinator, role="coordinator")
    assert (reads(case, reviewer), stands(case, reviewer)) == ([], None)
    give(case, reviewer, send=False)
    assert (reads(case, reviewer), stands(case, reviewer)) == (["Arto Arvioija"], None)
    give(case, reviewer)
    assert reads(case, reviewer) == ["Kaisa Koordinaattori", "Arto Arvioija"]
    assert stands(case, reviewer).reviews == 2


def test_nobody_reads_the_draft_of_another(case, reviewer, coordinator, decider):
    give(case, reviewer, send=False)
    assert [reads(case, person) for person in (coordinator, decider)] == [[], []]


@pytest.mark.parametrize("role", ["coordinator", "decider", "auditor"])
def test_who_does_not_review_the_case_waits_until_it_has_as_many_as_the_round_wants(case, reviewer, role):
    person, second = somebody(1, role), somebody(2)
    ask(case, reviewer, second)
    give(case, reviewer)
    assert (reads(case, person), stands(case, person)) == ([], None)
    give(case, second)
    assert (reads(case, person), stands(case, person).reviews) == (["Arto Arvioija", "Arvioija 2"], 2)


def test_she_waits_also_for_those_beyond_that_number(case, reviewer, decider):
    second, third = somebody(2), somebody(3)
    ask(case, reviewer, second, third)
    give(case, reviewer)
    give(case, second)
    assert not sees_points(decider, case)
    Assignment.objects.filter(reviewer=third).update(ended_at=after_closing(case), end="taken_back")
    assert sees_points(decider, case)


def test_where_nobody_was_asked_one_review_is_enough(case, reviewer, decider):
    assert not sees_points(decider, case)
    give(case, reviewer)
    Assignment.objects.all().delete()
    assert sees_points(decider, case)


@pytest.mark.parametrize("role", ["coordinator", "auditor"])
def test_who_is_asked_waits_for_herself_whatever_else_she_may_do(case, reviewer, role):
    person, third = somebody(1, "reviewer", role), somebody(2)
    give(case, reviewer)
    give(case, third)
    assert sees_points(person, case)
    ask(case, person)
    assert (sees_points(person, case), reads(case, person)) == (False, [])
    give(case, person)
    assert sees_points(person, case)


@pytest.mark.parametrize("role", ["applicant", "finance", "admin"])
def test_nobody_else_sees_points(request, case, reviewer, role):
    give(case, reviewer)
    give(case, somebody())
    assert not sees_points(request.getfixturevalue(role), case)


def test_the_standing_is_the_mean_of_reviews_that_count(case, reviewer, coordinator):
    give(case, reviewer, **full(case, points=4))
    give(case, coordinator, role="coordinator", send=False, **full(case, points=0))
    mean = stands(case, reviewer)
    assert (mean.points, mean.highest, mean.reviews, mean.wanted) == (Decimal("56.00"), Decimal(70), 1, 2)
    give(case, coordinator, role="coordinator", **full(case, points=1))
    mean = stands(case, reviewer)
    assert (mean.points, mean.points_shown, mean.percent, mean.reviews) == (Decimal("35.00"), "35", 50, 2)


@pytest.mark.parametrize("why", ["stepped aside", "own group"])
def test_reviews_of_somebody_who_is_disqualified_count_nothing(case, reviewer, coordinator, decider, why):
    ask(case, reviewer, coordinator)
    give(case, reviewer, **full(case, points=5))
    give(case, coordinator, role="coordinator", **full(case, points=1))
    if why == "stepped aside":
        InterestDeclaration.objects.filter(person=reviewer).update(is_disqualified=True, ground="benefit")
    else:
        Membership.objects.create(person=reviewer, group=case.group, role=Membership.READER, joined_at=AT)
    assert stands(case, coordinator).points == Decimal("14.00")
    # It stays to be read, marked.
    marked = {str(it.reviewer): it.is_void for it in readable_reviews(case, coordinator)}
    assert marked == {"Arto Arvioija": True, "Kaisa Koordinaattori": False}
    assert [str(it.reviewer) for it in Review.objects.counting()] == ["Kaisa Koordinaattori"]
    assert not sees_points(decider, case)


def test_the_widest_gap_on_one_criterion_is_the_spread(case, reviewer, coordinator):
    first, second = (it.code for it in case.round.criteria.all()[:2])
    mine, hers = full(case, points=3), full(case, points=3)
    mine["points"] |= {first: 5, second: 4}
    give(case, reviewer, **mine)
    assert stands(case, reviewer).spread == 0
    give(case, coordinator, role="coordinator", **hers)
    shown = stands(case, reviewer)
    assert (shown.spread, [it.criterion.code for it in shown.far_apart], shown.criteria[1].gap) == (2, [first], 1)
    assert (shown.criteria[1].mean, shown.criteria[1].mean_shown) == (Decimal("3.50"), "3,5")


@pytest.mark.parametrize(("points", "percent", "is_below"), [(2, 50, True), (3, 60, False), (3, 61, True), (2, None, False)])
def test_a_case_below_the_share_that_the_round_asks_for_is_below_the_threshold(case, reviewer, points, percent, is_below):
    case.round.criteria.update(minimum=None)
    case.round.threshold_percent = percent
    case.round.save()
    give(case, reviewer, **full(case, points=points))
    assert stands(case, reviewer).is_below_threshold == is_below


def test_a_mean_below_the_least_of_a_criterion_is_below_the_threshold_whatever_the_total(case, reviewer, coordinator):
    case.round.criteria.update(minimum=None)
    first = case.round.criteria.first()
    first.minimum = 2
    first.save()
    low = full(case, points=5)
    low["points"][first.code] = 1
    give(case, reviewer, **low)
    shown = stands(case, reviewer)
    assert (shown.is_below_threshold, [it.criterion for it in shown.below_minimum]) == (True, [first])
    low["points"][first.code] = 3
    give(case, coordinator, role="coordinator", **low)
    assert not stands(case, reviewer).is_below_threshold


def test_the_standing_of_one_case_is_that_of_the_list(case, reviewer, coordinator):
    give(case, reviewer, **full(case, points=4))
    give(case, coordinator, role="coordinator", **full(case, points=1))
    alone = standing(case.round, case.round.criteria.all(), readable_reviews(case, reviewer))
    assert alone == stands(case, reviewer)


def test_without_reviews_there_is_no_standing(case, decider):
    assert (stands(case, decider), standing(case.round, case.round.criteria.all(), [])) == (None, None)
    assert (Standing((), 0, 2).points_shown, Standing((), 0, 2).percent, Standing((), 0, 2).spread) == ("0", 0, 0)


def test_reading_asks_as_much_for_three_reviews_as_for_one(case, coordinator):
    numbers, _roles = [], coordinator.roles
    for number in range(3):
        person = somebody(number)
        declare(case, by=acting(person, "reviewer"), at=after_closing(case))
        give(case, person)
        with CaptureQueriesContext(connection) as asked:
            for review in readable_reviews(case, coordinator):
                weighted_points(review), str(review.reviewer)
        numbers.append(len(asked))
    assert numbers[0] <= numbers[2] <= 4


def test_a_list_asks_as_much_for_three_cases_as_for_one(case, reviewer, coordinator, applicant, group):
    _roles = reviewer.roles
    cases = [case, *(make_case_in_review(applicant, group, case.round, coordinator) for _ in range(2))]
    for it in cases:
        give(it, reviewer)
    numbers = []
    for some in (cases[:1], cases):
        with CaptureQueriesContext(connection) as asked:
            assert {it.reviews for it in standings(some, reviewer).values()} == {1}
        numbers.append(len(asked))
    assert numbers == [4, 4]


def test_the_reviews_of_another_case_are_not_among_them(case, reviewer, coordinator, stranger, other_group):
    other = make_case_in_review(stranger, other_group, case.round, coordinator)
    give(other, reviewer)
    assert (list(reviews_of(case)), [review.version.application for review in reviews_of(other)]) == ([], [other])
