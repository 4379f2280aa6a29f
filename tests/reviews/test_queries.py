"""Standing, and who reads whose review."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.queries import Standing, must_wait, readable_reviews, reviews_of, standing, weighted_points
from tests.factories import make_case_in_review, make_person, make_review

pytestmark = pytest.mark.django_db

WEIGHTS = 14


def readers(case, *people):
    """Whose reviews each of the people may read."""
    return [[review.reviewer.name for review in readable_reviews(case, person)] for person in people]


def test_points_are_multiplied_by_weights(case, reviewer, codes):
    review = make_review(case, reviewer, points=2)
    assert weighted_points(review) == 2 * WEIGHTS
    review.scores.filter(criterion__code=codes[0]).update(points=None)
    assert weighted_points(review) == 2 * (WEIGHTS - 3)


def test_standing_is_the_mean_of_the_sent_reviews(case, coordinator, reviewer):
    make_review(case, coordinator, role="coordinator", points=3)
    make_review(case, reviewer, points=4)
    make_review(case, make_person("luonnos@joensuu.example", roles=["reviewer"]), points=0, send=False)
    found = standing(list(reviews_of(case)), WEIGHTS)
    assert found == Standing(Decimal("49.00"), Decimal("70"), 2)
    assert (found.percent, found.points_shown) == (70, "49")


def test_standing_without_reviews_is_nothing_of_all(case):
    found = standing([], WEIGHTS)
    assert found == Standing(Decimal("0.00"), Decimal("70"), 0)
    assert (found.percent, found.points_shown) == (0, "0")


def test_a_round_without_criteria_divides_by_nothing():
    assert standing([], 0).percent == 0


@pytest.mark.parametrize(("points", "shown"), [("40.00", "40"), ("34.50", "34,5"), ("34.33", "34,33"), ("0.00", "0")])
def test_points_are_shown_with_no_more_decimals_than_they_have(points, shown):
    assert Standing(Decimal(points), Decimal("70"), 1).points_shown == shown


def test_a_mere_reviewer_reads_the_reviews_of_others_after_sending_hers(case, coordinator, reviewer):
    make_review(case, coordinator, role="coordinator")
    assert readers(case, reviewer) == [[]]
    make_review(case, reviewer, send=False)
    assert readers(case, reviewer) == [["Arto Arvioija"]]
    make_review(case, reviewer)
    assert sorted(readers(case, reviewer)[0]) == ["Arto Arvioija", "Kaisa Koordinaattori"]


def test_a_draft_is_read_by_its_writer_alone(case, coordinator, reviewer, decider, auditor):
    make_review(case, reviewer, send=False)
    assert readers(case, reviewer, coordinator, decider, auditor) == [["Arto Arvioija"], [], [], []]


def test_coordinator_decider_and_auditor_read_what_was_sent_without_a_review_of_their_own(
    case, reviewer, coordinator, decider, auditor
):
    make_review(case, reviewer)
    assert readers(case, coordinator, decider, auditor) == [["Arto Arvioija"]] * 3


def test_a_reviewer_who_also_coordinates_or_decides_does_not_wait(db):
    roles = (["reviewer"], ["reviewer", "coordinator"], ["reviewer", "decider"], ["decider"], ["auditor"])
    people = [make_person(f"nro{number}@joensuu.example", roles=held) for number, held in enumerate(roles)]
    assert [must_wait(person, None) for person in people] == [True, False, False, False, False]


def test_a_second_review_takes_no_more_questions_than_the_first(case, coordinator, reviewer):
    asked = []
    for person, role in ((coordinator, "coordinator"), (reviewer, "reviewer")):
        make_review(case, person, role=role)
        with CaptureQueriesContext(connection) as questions:
            assert {weighted_points(review) for review in reviews_of(case)} == {3 * WEIGHTS}
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 3


def test_reviews_of_another_case_are_not_shown(case, reviewer, coordinator, stranger, other_group, first_round):
    other = make_case_in_review(stranger, other_group, first_round, coordinator)
    make_review(other, reviewer)
    assert list(reviews_of(case)) == []
