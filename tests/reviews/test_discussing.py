"""Points far apart are talked over before a proposal, and changed with a reason that stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from registry.queries import events_about
from reviews.actions import change_score, record_discussion
from reviews.models import ScoreChange
from reviews.queries import is_talked_over, must_talk_over, readable_reviews, standing
from tests.factories import acting, after_closing, make_proposal
from tests.reviews.points import full, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart(case, reviewer, coordinator):
    """The reviewer gave 4 on everything, the coordinator 1."""
    give(case, reviewer)
    give(case, coordinator, role="coordinator", **full(case, points=1))
    return case


def talk(case, person, role="reviewer", text="Puhuimme kustannuksista.", days=3):
    return record_discussion(case, by=acting(person, role), at=after_closing(case, days=days), text=text)


def change(case, person, points, reason="Puhuimme siitä.", role="reviewer"):
    return change_score(case, by=acting(person, role), at=after_closing(case, days=3), points=points, reason=reason)


def test_no_proposal_while_a_gap_is_not_talked_over(apart, reviewer, coordinator):
    with pytest.raises(ValidationError, match="far apart"):
        make_proposal(apart, coordinator)
    talk(apart, reviewer, days=2)
    assert not must_talk_over(apart)
    make_proposal(apart, coordinator)


@pytest.mark.parametrize(("points", "is_apart"), [(3, False), (2, True)])
def test_a_gap_of_two_or_more_is_talked_over(case, reviewer, coordinator, points, is_apart):
    give(case, reviewer)
    assert not must_talk_over(case)
    give(case, coordinator, role="coordinator", **full(case, points=points))
    assert must_talk_over(case) == is_apart


def test_the_case_that_was_read_says_the_same(apart, reviewer):
    reviews = readable_reviews(apart, reviewer)
    shown = standing(apart.round, apart.round.criteria.all(), reviews)
    assert not is_talked_over(shown, reviews, [])
    assert is_talked_over(shown, reviews, [talk(apart, reviewer)])


def test_only_who_can_read_the_points_records_a_talk(case, reviewer, coordinator, decider):
    give(case, coordinator, role="coordinator")
    for person, role in ((reviewer, "reviewer"), (decider, "decider")):
        with pytest.raises(PermissionDenied):
            talk(case, person, role)


def test_a_talk_has_words(apart, reviewer):
    with pytest.raises(ValidationError, match="Write what was talked over"):
        talk(apart, reviewer, text=" ")


def test_changed_points_leave_the_old_ones_and_the_reason_on_record(apart, reviewer):
    first = apart.round.criteria.first()
    change(apart, reviewer, {first.code: 2})
    kept = ScoreChange.objects.get()
    assert (kept.before, kept.after, kept.reason, kept.score.points, kept.score.reason) == (
        4,
        2,
        "Puhuimme siitä.",
        2,
        "Sopii hyvin.",
    )
    event = events_about(apart.about).first()
    assert (event.act, event.details) == ("change_score", {"version": 1})


def test_a_change_needs_a_reason_and_other_points(apart, reviewer):
    code = apart.round.criteria.first().code
    for points, reason, sentence in (
        ({code: 2}, " ", "Say why"),
        ({code: 4}, "Syy.", "same as before"),
        ({code: 6}, "Syy.", "0 to 5"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            change(apart, reviewer, points, reason)
    assert not ScoreChange.objects.exists()


def test_nothing_is_changed_after_the_proposal_or_before_sending(apart, reviewer, coordinator, decider):
    code = apart.round.criteria.first().code
    with pytest.raises(PermissionDenied):
        change(apart, decider, {code: 2}, role="decider")
    talk(apart, reviewer, days=2)
    make_proposal(apart, coordinator)
    with pytest.raises(ValidationError, match="not in review"):
        change(apart, reviewer, {code: 2})


def test_who_has_sent_nothing_has_nothing_to_change(case, reviewer):
    give(case, reviewer, send=False)
    with pytest.raises(ValidationError, match="not sent a review"):
        change(case, reviewer, {case.round.criteria.first().code: 2})
