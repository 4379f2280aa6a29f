"""What the database refuses of reviews, and how they are called."""

import pytest
from django.db import IntegrityError, transaction

from reviews.models import Review, Score
from tests.factories import make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(case, reviewer) -> Review:
    return make_review(case, reviewer)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_a_second_review_of_one_person(review):
    again = {"version": review.version, "reviewer": review.reviewer, "saved_at": review.saved_at}
    assert refused(lambda: Review.objects.create(**again))


def test_the_database_refuses_a_second_score_on_a_criterion(review):
    assert refused(lambda: Score.objects.create(review=review, criterion=review.scores.first().criterion, points=1))


@pytest.mark.parametrize(("points", "is_refused"), [(-1, True), (0, False), (5, False), (6, True), (None, False)])
def test_the_database_keeps_points_within_the_scale(review, points, is_refused):
    score = review.scores.first()
    assert refused(lambda: Score.objects.filter(pk=score.pk).update(points=points)) == is_refused


def test_scores_come_in_the_order_of_the_criteria(review, codes):
    assert [score.criterion.code for score in review.scores.all()] == codes


def test_a_review_and_a_score_say_what_they_are(review):
    assert str(review) == f"{review.version}: Arto Arvioija"
    assert str(review.scores.first()) == "Fits the target group: 3"
