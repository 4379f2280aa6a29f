"""What the database refuses about reviews."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reviews.models import Review, Score
from tests.factories import AT
from tests.reviews.points import give

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(case, reviewer) -> Review:
    return give(case, reviewer)


def test_a_person_reviews_a_version_once(review):
    again = Review(version=review.version, reviewer=review.reviewer, saved_at=AT)
    with pytest.raises(ValidationError, match="You have already reviewed this application"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_criterion_has_points_once(review):
    again = Score(review=review, criterion=review.scores.first().criterion, points=1)
    with pytest.raises(ValidationError, match="This criterion already has points"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_points_end_at_five(review):
    with pytest.raises(IntegrityError), transaction.atomic():
        review.scores.update(points=6)
    score = review.scores.first()
    score.points = 6
    with pytest.raises(ValidationError, match="Give points from 0 to 5"):
        score.validate_constraints()


@pytest.mark.parametrize("points", [None, 0, 5])
def test_none_and_both_ends_of_the_scale_are_kept(review, points):
    assert review.scores.update(points=points) == review.version.application.round.criteria.count()


def test_they_call_themselves_by_what_they_are(review):
    score = review.scores.first()
    assert str(review) == f"{review.version.application.reference} v1: Arto Arvioija"
    assert str(score) == f"{score.criterion}: 4"


def test_scores_stand_in_the_order_of_the_criteria(review):
    assert [it.criterion for it in review.scores.all()] == list(review.version.application.round.criteria.all())
