"""Giving points with reasons: as a draft, and sent."""

import pytest

from reviews.models import Review
from tests.applications.views.reading import errors, sentences
from tests.desk.views.reading import page_of, summary, typed
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


def filled(case, **changes: str) -> dict[str, str]:
    codes = [criterion.code for criterion in case.round.criteria.all()]
    answers = {f"points-{code}": "4" for code in codes} | {f"reason-{code}": f"Perustelu: {code}" for code in codes}
    return {**answers, "comment": "Hyvä kokonaisuus.", "act": "send", **changes}


@pytest.fixture
def first(case) -> str:
    return case.round.criteria.first().code


@pytest.mark.parametrize(("role", "as_role"), [("reviewer", "reviewer"), ("coordinator", "coordinator")])
def test_a_full_review_is_sent(client_of, request, case, role, as_role):
    person = request.getfixturevalue(role)
    browser = client_of(person)
    answer = browser.post(page_of(case, "pisteet/"), filled(case))
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(case))
    assert sentences(browser.get(page_of(case))) == ["Your review is sent."]
    review = Review.objects.get()
    assert (review.reviewer, review.sent_at is None, {score.points for score in review.scores.all()}) == (person, False, {4})


def test_a_draft_may_be_half_filled(client_of, reviewer, case, first):
    answer = client_of(reviewer).post(page_of(case, "pisteet/"), {f"points-{first}": "0", "act": "save"})
    review = Review.objects.get()
    assert (answer.status_code, review.sent_at) == (303, None)
    assert [score.points for score in review.scores.all()] == [0, *[None] * (case.round.criteria.count() - 1)]


def test_a_half_filled_review_is_not_sent_and_keeps_what_was_typed(client_of, reviewer, case, first):
    page = client_of(reviewer).post(page_of(case, "pisteet/"), filled(case, **{f"reason-{first}": " "}))
    assert (page.status_code, errors(page)) == (422, [(f"#id_reason-{first}", "Give a reason: Fits the target group.")])
    assert (typed(page, f"points-{first}"), typed(page, "comment")) == ("4", "Hyvä kokonaisuus.")
    assert not Review.objects.exists()


@pytest.mark.parametrize("points", ["6", "-1", "five", "4.5"])
def test_points_are_from_0_to_5(client_of, reviewer, case, first, points):
    page = client_of(reviewer).post(page_of(case, "pisteet/"), filled(case, **{f"points-{first}": points}))
    assert (page.status_code, summary(page)) == (422, ["Give points from 0 to 5."])
    assert typed(page, "comment") == "Hyvä kokonaisuus."


def test_a_sent_review_stands(client_of, reviewer, case):
    browser = client_of(reviewer)
    browser.post(page_of(case, "pisteet/"), filled(case))
    page = browser.post(page_of(case, "pisteet/"), filled(case, comment="Muutin mieleni."))
    assert (page.status_code, summary(page)) == (422, ["You have already sent your review."])
    assert typed(page, "comment") == "Muutin mieleni."
    assert Review.objects.get().comment == "Hyvä kokonaisuus."


def test_who_was_too_late_keeps_what_was_typed(client_of, reviewer, coordinator, case):
    make_proposal(case, coordinator)
    page = client_of(reviewer).post(page_of(case, "pisteet/"), filled(case))
    assert (page.status_code, summary(page)) == (422, ["The case is not in review any more, so points can't be given."])
    assert typed(page, "comment") == "Hyvä kokonaisuus."
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", ["applicant", "decider", "auditor", "finance", "admin"])
def test_others_give_no_points(client_of, request, case, role):
    assert client_of(request.getfixturevalue(role)).post(page_of(case, "pisteet/"), filled(case)).status_code == 403


def test_not_before_a_declaration(client_of, reviewer, received):
    assert client_of(reviewer).post(page_of(received, "pisteet/"), filled(received)).status_code == 403


def test_it_is_only_posted_to(client_of, reviewer, case):
    assert client_of(reviewer).get(page_of(case, "pisteet/")).status_code == 405


def test_what_is_pasted_is_cleaned(client_of, reviewer, case, first):
    typed_in = filled(case, **{f"reason-{first}": "Hyvä\x00 perustelu\x07"})
    assert client_of(reviewer).post(page_of(case, "pisteet/"), typed_in).status_code == 303
    assert Review.objects.get().scores.first().reason == "Hyvä perustelu"
