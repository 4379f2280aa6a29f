"""Publishing the decisions of a round: what was on the page when the button was pressed, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Decision
from registry.models import Letter
from tests.applications.views.reading import buttons, found, sentences, words
from tests.desk.views.reading import main, rows
from tests.factories import make_case_in_review, make_decision

pytestmark = pytest.mark.django_db
PAGE = "/tyopoyta/kierrokset/1/julkaisu/"
PREVIEW = f"{PAGE}esikatselu/"


def seen(page) -> str:
    """The fingerprint of the letters on the page."""
    return found(page, "//input[@name='fingerprint']")[0].get("value")


def test_it_lists_what_would_be_published_with_its_drafts_and_totals(client_of, decider, case, prepared):
    page = client_of(decider).get(PAGE)
    assert [cell.replace("\u00a0", " ") for cell in rows(page)[0]] == [
        f"Pyöräpaja keskustaan Esimerkkikylän yhdistys ry · {case.reference}",
        "Granted",
        "2 000,50 €",
        "Paula Päättäjä",
        f"Draft: {case.reference}",
    ]
    assert [words(it).replace("\u00a0", " ") for it in found(page, "//tfoot/tr")] == ["Event: 1 decision2 000,50 €"]
    assert [link.get("href") for link in found(page, "//main//a[contains(@class, 'button')]")] == [
        PREVIEW,
        "/tyopoyta/kierrokset/",
    ]
    assert buttons(page) == []


def test_totals_are_by_kind(client_of, decider, coordinator, applicant, group, first_round, prepared):
    for outcome in ("granted", "rejected"):
        project = make_case_in_review(applicant, group, first_round, coordinator, kind="development")
        make_decision(project, coordinator, decider, outcome=outcome)
    page = client_of(decider).get(PAGE)
    assert [[words(cell).replace("\u00a0", " ") for cell in row] for row in found(page, "//tfoot/tr")] == [
        ["Event: 1 decision", "2 000,50 €", ""],
        ["Development project: 2 decisions", "20 000,50 €", ""],
    ]


def test_pressing_the_button_publishes_and_tells_the_applicants(client_of, decider, applicant, case, prepared):
    browser = client_of(decider)
    letters = Letter.objects.filter(kind="decisions/decision_published")
    assert letters.count() == 0
    answer = browser.post(PAGE, {"fingerprint": seen(browser.get(PREVIEW))})
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = browser.get(PAGE)
    assert sentences(page) == ["1 decision is published."]
    assert "There is nothing to publish in this round." in main(page)
    assert words(found(page, "//a[@href='/tyopoyta/kierrokset/1/tiedoksianto/']")[0]) == "Service of notice"
    prepared.refresh_from_db()
    assert (prepared.state, letters.count()) == ("published", 2)
    assert client_of(applicant).get(f"/hakemukset/{case.reference}/paatos/").status_code == 200


def test_what_came_after_the_page_was_opened_is_not_published_unseen(
    client_of, decider, coordinator, applicant, group, first_round, prepared
):
    browser = client_of(decider)
    seen_then = seen(browser.get(PREVIEW))
    make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider)
    answer = browser.post(PAGE, {"fingerprint": seen_then})
    assert (answer.status_code, answer.headers["Location"]) == (303, PREVIEW)
    page = browser.get(PREVIEW)
    assert sentences(page) == ["The letters have changed since you looked them through. Look at them again."]
    assert (Decision.objects.known().count(), buttons(page)[0]) == (0, "Publish 2 decisions now")


def test_a_post_of_nothing_publishes_nothing(client_of, decider, prepared):
    assert client_of(decider).post(PAGE).status_code == 303
    assert Decision.objects.known().count() == 0


def test_a_second_press_says_that_there_is_nothing_left(client_of, decider, prepared):
    browser = client_of(decider)
    answers = {"fingerprint": seen(browser.get(PREVIEW))}
    browser.post(PAGE, answers)
    browser.get(PAGE)
    browser.post(PAGE, answers)
    assert sentences(browser.get(PAGE)) == ["There is nothing to publish in this round."]
    assert Letter.objects.filter(kind="decisions/decision_published").count() == 2


def test_cases_that_the_reader_does_not_handle_are_counted_and_stay(client_of, coordinator, case, prepared, decider):
    case.interest_declarations.filter(person=decider).delete()
    page = client_of(decider).get(PAGE)
    assert "There is nothing to publish in this round." in main(page)
    assert "1 decided case is not in the list, because you have not declared your interests in it" in main(page)
    client_of(decider).post(PAGE, {"fingerprint": "0" * 64})
    prepared.refresh_from_db()
    assert prepared.state == "prepared"


@pytest.mark.parametrize("role", ["applicant", "coordinator", "reviewer", "auditor", "finance", "admin"])
def test_only_the_decider_publishes(client_of, request, prepared, role):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(PAGE).status_code, browser.post(PAGE).status_code] == [403, 403]


def test_a_round_that_is_not_there_is_not_found(client_of, decider, programme):
    assert client_of(decider).get("/tyopoyta/kierrokset/99/julkaisu/").status_code == 404


def test_it_asks_few_questions_however_many_decisions_there_are(
    client_of, decider, coordinator, applicant, group, first_round, prepared
):
    browser, numbers = client_of(decider), []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        numbers.append(len(asked))
        make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider)
    assert numbers[0] == numbers[2] <= 12
