"""Whose reviews one reads, and what they add up to."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import declare
from reviews.queries import Standing, must_wait, readable_reviews, reviews_of, standing, weighted_points
from tests.factories import acting, after_closing, make_case_in_review, make_person
from tests.reviews.points import full, give

pytestmark = pytest.mark.django_db
WEIGHTS = 14


def reads(case, person) -> list[str]:
    return [str(review.reviewer) for review in readable_reviews(case, person)]


def test_weights_multiply_points(case, reviewer):
    review = give(case, reviewer, **full(case, points=4))
    assert weighted_points(review) == 4 * WEIGHTS == 4 * sum(it.weight for it in case.round.criteria.all())


def test_what_has_no_points_counts_nothing(case, reviewer):
    first = case.round.criteria.first()
    review = give(case, reviewer, send=False, points={first.code: 2}, reasons={})
    assert weighted_points(review) == 2 * first.weight


def test_a_reviewer_waits_for_the_others_until_she_has_sent_hers(case, reviewer, coordinator):
    give(case, coordinator, role="coordinator")
    assert reads(case, reviewer) == []
    give(case, reviewer, send=False)
    assert reads(case, reviewer) == ["Arto Arvioija"]
    give(case, reviewer)
    assert reads(case, reviewer) == ["Kaisa Koordinaattori", "Arto Arvioija"]


def test_nobody_reads_the_draft_of_another(case, reviewer, coordinator, decider):
    give(case, reviewer, send=False)
    assert [reads(case, person) for person in (coordinator, decider)] == [[], []]


@pytest.mark.parametrize("roles", [["coordinator"], ["decider"], ["reviewer", "coordinator"], ["auditor"]])
def test_who_must_see_the_whole_case_does_not_wait(case, reviewer, roles):
    give(case, reviewer)
    person = make_person("toinen@joensuu.example", roles=roles)
    assert (must_wait(person, None), reads(case, person)) == (False, ["Arto Arvioija"])


def test_the_standing_is_the_mean_of_sent_reviews(case, reviewer, coordinator):
    give(case, reviewer, **full(case, points=4))
    give(case, coordinator, role="coordinator", send=False, **full(case, points=0))
    assert standing(list(reviews_of(case)), WEIGHTS) == Standing(Decimal("56.00"), Decimal(70), 1)
    give(case, coordinator, role="coordinator", **full(case, points=1))
    mean = standing(list(reviews_of(case)), WEIGHTS)
    assert (mean.points, mean.points_shown, mean.percent, mean.reviews) == (Decimal("35.00"), "35", 50, 2)


def test_half_points_have_a_comma():
    assert Standing(Decimal("34.50"), Decimal(70), 2).points_shown == "34,5"
    assert Standing(Decimal("30.00"), Decimal(70), 2).points_shown == "30"


def test_without_reviews_or_criteria_the_standing_is_nothing(case):
    assert standing([], WEIGHTS) == Standing(Decimal("0.00"), Decimal(70), 0)
    assert Standing(Decimal("0.00"), Decimal(0), 0).percent == 0


def test_reading_asks_as_much_for_three_reviews_as_for_one(case, coordinator):
    numbers, _roles = [], coordinator.roles
    for number in range(3):
        person = make_person(f"arvioija{number}@joensuu.example", name=f"Arvioija {number}", roles=["reviewer"])
        declare(case, by=acting(person, "reviewer"), at=after_closing(case))
        give(case, person)
        with CaptureQueriesContext(connection) as asked:
            for review in readable_reviews(case, coordinator):
                weighted_points(review), str(review.reviewer)
        numbers.append(len(asked))
    assert numbers[0] == numbers[2] <= 3


def test_the_reviews_of_another_case_are_not_among_them(case, reviewer, coordinator, stranger, other_group):
    other = make_case_in_review(stranger, other_group, case.round, coordinator)
    give(other, reviewer)
    assert (list(reviews_of(case)), [review.version.application for review in reviews_of(other)]) == ([], [other])
