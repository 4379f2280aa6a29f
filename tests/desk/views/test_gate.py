"""The page of the eligibility check."""

import pytest

from applications.models import Application
from reviews.actions import declare
from reviews.models import GateAnswer
from tests.applications.views.reading import found, heading, sentences, words
from tests.desk.views.reading import forms, main, page_of, summary, typed
from tests.factories import acting, after_closing

pytestmark = pytest.mark.django_db

ANSWERS = {
    f"answer-{code}": "yes" for code in ("eligible_carrier", "in_area", "target_group", "no_double_funding", "not_running_costs")
}


@pytest.fixture
def opened(received, coordinator, reviewer) -> Application:
    """In review, its gate unanswered."""
    for person, role in ((coordinator, "coordinator"), (reviewer, "reviewer")):
        declare(received, by=acting(person, role), at=after_closing(received))
    received.refresh_from_db()
    return received


def test_it_shows_what_the_application_says_and_asks_the_rest(client_of, coordinator, opened):
    page = client_of(coordinator).get(page_of(opened, "kelpoisuus/"))
    assert (page.status_code, heading(page)) == (200, "Eligibility check")
    assert (typed(page, "answer-target_group"), typed(page, "answer-in_area")) == ("yes", "")
    assert not found(page, "//input[@name='answer-under_limit']")
    text = main(page).replace("\u00a0", " ")
    assert ["Applied for: 2 000,50 €. The sum must be below 8 000 €." in text, "Kauppatori" in text] == [True, True]


def test_answered_it_leads_back_to_the_case_where_points_are_given_now(client_of, coordinator, opened):
    browser = client_of(coordinator)
    assert "pisteet" not in forms(browser.get(page_of(opened)))
    answer = browser.post(page_of(opened, "kelpoisuus/"), ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(opened))
    page = browser.get(page_of(opened))
    assert (sentences(page), "pisteet" in forms(page)) == (["Saved. The eligibility check is passed."], True)


def test_a_no_without_a_reason_keeps_what_was_typed(client_of, coordinator, opened):
    typed_in = {**ANSWERS, "answer-in_area": "no", "reason-no_double_funding": "Kysyin puhelimessa."}
    page = client_of(coordinator).post(page_of(opened, "kelpoisuus/"), typed_in)
    assert (page.status_code, summary(page)) == (422, ["Write a reason: It is done in the area of the programme."])
    assert (typed(page, "answer-in_area"), typed(page, "reason-no_double_funding")) == ("no", "Kysyin puhelimessa.")
    assert not GateAnswer.objects.exists()


def test_failed_it_prefills_the_proposal(client_of, coordinator, opened):
    browser = client_of(coordinator)
    browser.post(page_of(opened, "kelpoisuus/"), {**ANSWERS, "answer-in_area": "no", "reason-in_area": "Kontiolahdella."})
    page = browser.get(page_of(opened))
    assert "pisteet" not in forms(page)
    assert (typed(page, "outcome"), typed(page, "reasons")) == (
        "rejected",
        "Toiminta ei ole ohjelman alueella. Kontiolahdella.",
    )


def test_who_only_reviews_reads_it(client_of, coordinator, reviewer, opened):
    client_of(coordinator).post(page_of(opened, "kelpoisuus/"), {**ANSWERS, "reason-in_area": "Tori on keskustassa."})
    page = client_of(reviewer).get(page_of(opened, "kelpoisuus/"))
    assert (page.status_code, found(page, "//main//textarea"), "Tori on keskustassa." in main(page)) == (200, [], True)
    assert client_of(reviewer).post(page_of(opened, "kelpoisuus/"), ANSWERS).status_code == 403


def test_the_worklist_leads_to_it(client_of, coordinator, reviewer, opened):
    steps = {
        person: [words(it) for it in found(client_of(person).get("/tyopoyta/"), "//ul[@class='counts']//a")]
        for person in (coordinator, reviewer)
    }
    assert steps == {coordinator: ["1 to check for eligibility"], reviewer: []}


def test_not_before_a_declaration(client_of, coordinator, received):
    assert client_of(coordinator).get(page_of(received, "kelpoisuus/")).status_code == 404
