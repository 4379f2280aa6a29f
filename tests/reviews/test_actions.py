"""Declaring interests, and scoring: what is kept, what it opens, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from applications.models import Application, InterestDeclaration
from registry.models import Event
from reviews import actions
from reviews.models import Review, Score
from tests.factories import acting, after_closing, make_proposal, make_review

pytestmark = pytest.mark.django_db


def status_of(case: Application) -> str:
    return Application.objects.get(pk=case.pk).status


def declare(case, person, role, *, ground="", at=None):
    actions.declare(case, by=acting(person, role), at=at or after_closing(case), ground=ground)


def score(case, person, **typed):
    empty = {"points": {}, "reasons": {}}
    return actions.score(case, by=acting(person, "reviewer"), at=after_closing(case, days=2), **{**empty, **typed})


def events(case, *acts):
    found = Event.objects.filter(about=case.about, act__in=acts).order_by("pk")
    return [(event.act, event.role, event.outcome) for event in found]


def test_the_coordinators_word_of_no_conflict_opens_the_case_and_takes_it_up(received, coordinator):
    declare(received, coordinator, "coordinator")
    assert status_of(received) == "in_review"
    assert list(Application.objects.handled_by(coordinator)) == [received]
    assert events(received, "take_up", "declare") == [
        ("take_up", "coordinator", "done"),
        ("declare", "coordinator", "no_conflict"),
    ]


def test_while_the_round_is_open_the_case_opens_but_stays_as_received(received, coordinator):
    declare(received, coordinator, "coordinator", at=received.round.closes_at - timedelta(seconds=1))
    assert status_of(received) == "submitted"
    assert list(Application.objects.handled_by(coordinator)) == [received]


@pytest.mark.parametrize("role", ["reviewer", "decider"])
def test_the_word_of_a_reviewer_or_decider_takes_nothing_up(received, request, role):
    person = request.getfixturevalue(role)
    declare(received, person, role)
    assert status_of(received) == "submitted"
    assert list(Application.objects.handled_by(person)) == [received]


def test_a_case_that_is_further_already_stays_where_it_is(case, coordinator):
    make_proposal(case, coordinator)
    case.refresh_from_db()
    declare(case, coordinator, "coordinator")
    assert status_of(case) == "proposed"


def test_who_steps_aside_opens_nothing_and_the_record_does_not_tell_the_ground(received, coordinator):
    declare(received, coordinator, "coordinator", ground="My sister is in the group")
    declaration = InterestDeclaration.objects.get()
    assert (declaration.is_disqualified, declaration.ground) == (True, "My sister is in the group")
    assert (status_of(received), list(Application.objects.handled_by(coordinator))) == ("submitted", [])
    assert events(received, "take_up", "declare") == [("declare", "coordinator", "stepped_aside")]
    assert Event.objects.get(act="declare").details == {}


def test_who_notices_a_conflict_later_steps_aside_in_the_same_declaration(case, coordinator):
    declare(case, coordinator, "coordinator", ground="I joined the board", at=after_closing(case, days=5))
    declaration = InterestDeclaration.objects.get()
    assert (declaration.is_disqualified, declaration.declared_at) == (True, after_closing(case, days=5))
    assert list(Application.objects.handled_by(coordinator)) == []


def test_a_draft_may_be_half_filled(case, reviewer, codes):
    review = score(case, reviewer, points={codes[0]: 4}, reasons={codes[1]: "Hyvä\r\nsuunnitelma"}, comment="Kysy\x00 lisää")
    kept = [(kept.points, kept.reason) for kept in review.scores.all()]
    assert kept == [(4, ""), (None, "Hyvä\nsuunnitelma")] + [(None, "")] * 4
    assert (review.comment, review.sent_at, review.version) == ("Kysy lisää", None, case.versions.get())
    assert events(case, "score") == [("score", "reviewer", "saved")]


def test_saving_again_changes_the_same_review(case, reviewer, codes):
    first = make_review(case, reviewer, points=1, send=False)
    second = score(case, reviewer, points={codes[0]: 5}, comment="Parempi")
    assert (second.pk, Review.objects.count(), Score.objects.count()) == (first.pk, 1, len(codes))
    assert [kept.points for kept in second.scores.all()] == [5] + [None] * 5
    assert second.saved_at == after_closing(case, days=2)


def test_a_sent_review_counts_and_tells_of_which_version_it_is(case, reviewer):
    review = make_review(case, reviewer)
    assert review.sent_at == after_closing(case)
    event = Event.objects.get(act="score")
    assert (event.outcome, event.details) == ("sent", {"version": 1})


def test_zero_points_are_points(case, reviewer):
    assert make_review(case, reviewer, points=0).sent_at


def test_sending_needs_points_and_a_reason_for_each_criterion_and_names_those_that_lack(case, reviewer, codes):
    points, reasons = dict.fromkeys(codes, 3), dict.fromkeys(codes, "Selkeä.")
    points[codes[1]], reasons[codes[4]] = None, " \n"
    with pytest.raises(ValidationError) as refusal:
        score(case, reviewer, points=points, reasons=reasons, send=True)
    assert refusal.value.messages == ["Give points and a reason to: Effect on inclusion and readiness for work, Sensible costs."]
    assert (Review.objects.count(), events(case, "score")) == (0, [])


def test_what_was_saved_before_a_refused_sending_stays(case, reviewer, codes):
    make_review(case, reviewer, points=2, send=False)
    with pytest.raises(ValidationError):
        score(case, reviewer, points={codes[0]: 5}, send=True)
    review = Review.objects.get()
    assert ([kept.points for kept in review.scores.all()], review.sent_at) == ([2] * 6, None)


def test_a_review_is_sent_once(case, reviewer, codes):
    make_review(case, reviewer)
    with pytest.raises(ValidationError, match=r"^\['You have already sent your review\.'\]$"):
        score(case, reviewer, points={codes[0]: 5})
    assert {kept.points for kept in Score.objects.all()} == {3}


@pytest.mark.parametrize("points", [-1, 6])
def test_points_outside_the_scale_are_refused(case, reviewer, codes, points):
    with pytest.raises(ValidationError, match="Give points from 0 to 5"):
        score(case, reviewer, points={codes[2]: points})
    assert Review.objects.count() == 0


def test_points_for_what_is_no_criterion_of_the_round_are_left_out(case, reviewer, codes):
    review = score(case, reviewer, points={"beauty": 5}, reasons={"beauty": "Kaunis"})
    assert [kept.criterion.code for kept in review.scores.all()] == codes
    assert {kept.points for kept in review.scores.all()} == {None}


def test_nobody_scores_before_the_case_is_taken_up(received, reviewer):
    with pytest.raises(ValidationError, match="not in review"):
        make_review(received, reviewer)


def test_a_review_that_was_being_written_while_somebody_proposed_is_refused(case, coordinator, reviewer):
    opened_before = Application.objects.select_related("round").get(pk=case.pk)
    make_proposal(case, coordinator)
    with pytest.raises(ValidationError) as refusal:
        make_review(opened_before, reviewer)
    assert refusal.value.messages == ["The case is not in review any more, so points can't be given."]
    assert Review.objects.count() == 0


def test_each_handler_has_a_review_of_her_own(case, coordinator, reviewer):
    make_review(case, coordinator, role="coordinator", points=5)
    make_review(case, reviewer, points=1)
    assert [(review.reviewer, review.scores.first().points) for review in Review.objects.order_by("pk")] == [
        (coordinator, 5),
        (reviewer, 1),
    ]
