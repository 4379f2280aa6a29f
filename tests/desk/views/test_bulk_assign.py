"""Sharing many cases out to reviewers: looked at first, as even as can be, and nobody asked where she may not be."""

import pytest

from accounts.models import User
from applications.models import Application
from registry.models import Letter
from reviews.actions import declare
from reviews.models import Assignment
from tests.applications.views.reading import found
from tests.desk.views.reading import main, rows
from tests.factories import acting, after_closing, make_case_in_review, make_person, make_proposal

pytestmark = pytest.mark.django_db
BULK, RESULT = "/tyopoyta/monta/", "/tyopoyta/monta/tulos/"


@pytest.fixture
def second(db) -> User:
    return make_person("anni@joensuu.example", name="Anni Arvioija", roles=["reviewer"])


@pytest.fixture
def cases(case, applicant, group, first_round, coordinator) -> list[Application]:
    return [
        case,
        *(make_case_in_review(applicant, group, first_round, coordinator, title=title) for title in ("Toinen", "Kolmas")),
    ]


def press(cases: list[Application], *people: User) -> dict[str, object]:
    return {"act": "assign_evenly", "case": [it.reference for it in cases], "reviewer": [str(it.pk) for it in people]}


def asked() -> set[tuple[str, str]]:
    return {(it.application.reference, it.reviewer.name) for it in Assignment.objects.standing()}


def test_the_preview_says_who_gets_what_and_asks_nobody(client_of, coordinator, reviewer, second, cases):
    page = client_of(coordinator).get(BULK, press(cases, reviewer, second))
    assert [row[3] for row in rows(page)] == [f"Who is asked: {reviewer}, {second}"] * 3
    assert [it.text.strip() for it in found(page, "//main//button")] == ["Share out to reviewers evenly: 3 applications"]
    assert asked() == set()


def test_what_was_shown_is_done_with_one_letter_each(client_of, coordinator, reviewer, second, cases):
    browser = client_of(coordinator)
    assert browser.post(BULK, press(cases, reviewer, second)).headers["Location"] == RESULT
    assert asked() == {(case.reference, person.name) for case in cases for person in (reviewer, second)}
    assert [row[1] for row in rows(browser.get(RESULT))] == [f"Asked to review {reviewer}, {second}"] * 3
    assert Letter.objects.filter(kind="reviews/assigned").count() == 2
    browser.post(BULK, press(cases, reviewer, second))
    assert [row[1] for row in rows(browser.get(RESULT))] == ["It has all the reviewers that it needs."] * 3
    assert (Assignment.objects.count(), Letter.objects.filter(kind="reviews/assigned").count()) == (6, 2)


def test_the_work_is_split_by_who_has_the_least_to_do(client_of, coordinator, reviewer, second, cases, first_round):
    type(first_round).objects.filter(pk=first_round.pk).update(reviews_wanted=1)
    browser, typed = client_of(coordinator), press(cases, reviewer, second)
    shown = [row[3].removeprefix("Who is asked: ") for row in rows(browser.get(BULK, typed))]
    assert sorted(shown.count(str(person)) for person in (reviewer, second)) == [1, 2]
    browser.post(BULK, typed)
    assert asked() == set(zip([case.reference for case in cases], shown, strict=True))


def test_rows_say_why_nobody_is_asked(client_of, coordinator, second, cases, received):
    declare(cases[1], by=acting(second, "reviewer"), at=after_closing(cases[1]), ground="board")
    make_proposal(cases[2], coordinator)
    page = client_of(coordinator).get(BULK, press([*cases, received], second))
    assert {row[0].split("PK-")[-1]: row[3] for row in rows(page)} == {
        cases[0].reference.removeprefix("PK-"): f"Who is asked: {second}. More reviewers would be needed.",
        cases[1].reference.removeprefix("PK-"): "Nothing. Nobody of those chosen can review it.",
        cases[2].reference.removeprefix("PK-"): "Nothing. Nothing to do: its state is “Proposed”.",
        received.reference.removeprefix("PK-"): "Nothing. Declare your interests first.",
    }


def test_somebody_must_be_chosen(client_of, coordinator, decider, cases):
    for people in ((), (decider,)):
        page = client_of(coordinator).get(BULK, press(cases, *people))
        assert (page.status_code, "Choose at least one reviewer." in main(page)) == (422, True)


def test_the_list_offers_reviewers_first_and_chosen(client_of, coordinator, reviewer, decider, cases):
    page = client_of(coordinator).get("/tyopoyta/")
    boxes = found(page, "//input[@name='reviewer']")
    assert [(it.get("value"), it.get("checked") is not None) for it in boxes] == [
        (str(reviewer.pk), True),
        (str(coordinator.pk), False),
    ]
