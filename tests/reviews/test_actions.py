"""Declaring interests and scoring."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application, InterestDeclaration
from registry.queries import events_about
from reviews.actions import declare, score
from reviews.models import Review
from tests.factories import AT, acting, after_closing, make_application, make_proposal, send
from tests.reviews.points import full, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(applicant, group, programme) -> Application:
    return send(make_application(applicant, group, programme.rounds.get(number=1)), applicant)


def acts(case) -> list[tuple[str, str]]:
    return [(event.act, event.outcome) for event in reversed(events_about(case.about))]


def test_no_conflict_is_written_down_and_the_coordinators_word_takes_the_case_up(received, coordinator):
    declare(received, by=acting(coordinator, "coordinator"), at=after_closing(received))
    received.refresh_from_db()
    declaration = InterestDeclaration.objects.get()
    assert (declaration.person, declaration.is_disqualified, declaration.ground) == (coordinator, False, "")
    assert (received.status, acts(received)[-2:]) == ("in_review", [("take_up", "done"), ("declare", "no_conflict")])


def test_while_the_round_is_open_it_is_only_a_word(received, coordinator):
    declare(received, by=acting(coordinator, "coordinator"), at=AT)
    received.refresh_from_db()
    assert (received.status, acts(received)[-1]) == ("submitted", ("declare", "no_conflict"))


@pytest.mark.parametrize("role", ["reviewer", "decider"])
def test_other_handlers_take_nothing_up(request, received, role):
    declare(received, by=acting(request.getfixturevalue(role), role), at=after_closing(received))
    received.refresh_from_db()
    assert received.status == "submitted"


def test_stepping_aside_closes_the_case_and_takes_nothing_up(received, coordinator):
    declare(received, by=acting(coordinator, "coordinator"), at=after_closing(received), ground="party")
    received.refresh_from_db()
    assert (received.status, acts(received)[-1]) == ("submitted", ("declare", "stepped_aside"))
    assert list(Application.objects.handled_by(coordinator)) == []


def test_a_later_word_replaces_the_earlier(case, reviewer):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case, days=2), ground="party")
    declaration = InterestDeclaration.objects.get(person=reviewer)
    assert (declaration.is_disqualified, declaration.declared_at) == (True, after_closing(case, days=2))


def test_the_ground_is_not_in_the_record(case, reviewer):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case, days=2), ground="board")
    assert "Sisareni" not in str(events_about(case.about).first().details)


def test_a_draft_keeps_what_there_is(case, reviewer):
    code = case.round.criteria.first().code
    review = give(case, reviewer, send=False, points={code: 0}, reasons={code: "Ei sovi."}, comment="Kesken.")
    assert (review.sent_at, review.comment, review.version.number) == (None, "Kesken.", 1)
    assert [(it.points, it.reason) for it in review.scores.all()][:2] == [(0, "Ei sovi."), (None, "")]
    assert acts(case)[-1] == ("score", "saved")


def test_saving_again_replaces_the_draft(case, reviewer):
    give(case, reviewer, send=False)
    give(case, reviewer, send=False, **full(case, points=2))
    assert (Review.objects.count(), {it.points for it in Review.objects.get().scores.all()}) == (1, {2})


def test_a_sent_review_has_its_time_and_names_the_version(case, reviewer):
    review = give(case, reviewer)
    assert review.sent_at == after_closing(case, days=2)
    event = events_about(case.about).first()
    assert (event.act, event.outcome, event.details) == ("score", "sent", {"version": 1})


def test_sending_needs_points_and_a_reason_for_every_criterion(case, reviewer):
    first, second = case.round.criteria.all()[:2]
    typed = full(case)
    typed["points"][first.code], typed["reasons"][second.code] = None, "  "
    with pytest.raises(ValidationError) as refusal:
        give(case, reviewer, **typed)
    assert refusal.value.message_dict == {
        f"points-{first.code}": [f"Give points: {first}."],
        f"reason-{second.code}": [f"Give a reason: {second}."],
    }
    assert not Review.objects.exists()


def test_a_refused_sending_leaves_the_draft_as_it_was(case, reviewer):
    give(case, reviewer, send=False, comment="Ennen.")
    with pytest.raises(ValidationError):
        give(case, reviewer, comment="Jälkeen.", points={})
    assert Review.objects.get().comment == "Ennen."


@pytest.mark.parametrize("points", [-1, 6])
def test_points_are_on_the_scale(case, reviewer, points):
    with pytest.raises(ValidationError, match="from 0 to 5"):
        give(case, reviewer, send=False, **full(case, points=points))


def test_a_sent_review_is_not_changed(case, reviewer):
    give(case, reviewer)
    with pytest.raises(ValidationError, match="already sent"):
        give(case, reviewer, send=False, comment="Toisin.")
    assert Review.objects.get().comment == ""


def test_no_points_are_given_once_a_decision_is_proposed_even_from_an_old_page(case, reviewer, coordinator):
    as_the_page_knew_it = Application.objects.get(pk=case.pk)
    make_proposal(case, coordinator)
    with pytest.raises(ValidationError, match="not in review any more"):
        give(as_the_page_knew_it, reviewer)
    assert not Review.objects.exists()


def test_everybody_has_a_review_of_her_own(case, reviewer, coordinator):
    give(case, reviewer)
    give(case, coordinator, role="coordinator", **full(case, points=1))
    assert [(it.reviewer, it.scores.first().points) for it in Review.objects.order_by("pk")] == [(reviewer, 4), (coordinator, 1)]


def test_what_is_typed_is_cleaned(case, reviewer):
    review = give(case, reviewer, comment="Hyvä\x00\r\nkokonaisuus", **full(case, reason="Sopii\x07."))
    assert (review.comment, review.scores.first().reason) == ("Hyvä\nkokonaisuus", "Sopii.")


def test_a_case_that_has_come_further_is_not_taken_up_again(case, coordinator):
    make_proposal(case, coordinator)
    case.refresh_from_db()
    declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case, days=4))
    assert (Application.objects.get(pk=case.pk).status, acts(case)[-1]) == ("proposed", ("declare", "no_conflict"))


def test_no_points_are_given_before_the_case_is_taken_up(received, reviewer):
    with pytest.raises(ValidationError, match="not in review"):
        give(received, reviewer)
    assert not Review.objects.exists()


def test_points_on_what_is_no_criterion_of_the_round_are_left_out(case, reviewer):
    review = give(case, reviewer, send=False, points={"beauty": 5}, reasons={"beauty": "Kaunis."})
    assert {(it.points, it.reason) for it in review.scores.all()} == {(None, "")}


def test_only_coordinators_and_reviewers_score(case, decider):
    with pytest.raises(PermissionDenied):
        score(case, by=acting(decider, "decider"), at=after_closing(case, days=2), points={}, reasons={})
    assert not Review.objects.exists()


def test_a_declaration_takes_the_round_before_the_case_as_all_others_do(received, coordinator):
    """Otherwise it and an owner who withdraws at that moment wait for each other, and PostgreSQL refuses one of them."""
    with CaptureQueriesContext(connection) as asked:
        declare(received, by=acting(coordinator, "coordinator"), at=after_closing(received))
    locked = [found[1] for query in asked if (found := re.search(r'FROM "(\w+)".* FOR UPDATE', query["sql"]))]
    # SQLite lets one writer in at a time and locks no rows.
    assert locked[:2] == (["rounds_round", "applications_application"] if connection.vendor == "postgresql" else [])
