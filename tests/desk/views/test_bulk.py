"""One act on many cases: looked at first, done row by row, and never twice."""

import pytest

from applications.models import Application
from registry.models import Event
from reviews.actions import declare
from tests.applications.views.reading import found
from tests.desk.views.reading import main, rows
from tests.factories import AT, acting, make_application, make_person, send

pytestmark = pytest.mark.django_db
BULK, RESULT = "/tyopoyta/monta/", "/tyopoyta/monta/tulos/"


@pytest.fixture
def declared(received, coordinator, monkeypatch) -> Application:
    """Received, of a closed round, and the coordinator has declared no conflict of interest while it was open."""
    from applications.actions import declare_interest

    declare_interest(received, by=acting(coordinator, "coordinator"), at=AT)
    return received


def test_each_row_says_what_happens_or_why_not(client_of, coordinator, declared, case, sent):
    page = client_of(coordinator).get(BULK, {"act": "take_up", "case": [declared.reference, case.reference, sent.reference, "x"]})
    assert [row[3] for row in rows(page)] == [
        "Take up for review",
        "Nothing. Nothing to do: its state is “In review”.",
        "Nothing. Declare your interests first.",
    ]
    assert "This is done to 1 of the 3 applications. Nothing has happened yet." in main(page)
    assert [it.text.strip() for it in found(page, "//main//button")] == ["Take up for review: 1 application"]
    declared.refresh_from_db()
    assert declared.status == "submitted"


def test_each_row_is_an_act_of_its_own_and_pressing_twice_does_nothing_twice(client_of, coordinator, declared, case):
    browser, press = client_of(coordinator), {"act": "take_up", "case": [declared.reference, case.reference]}
    assert browser.post(BULK, press).headers["Location"] == RESULT
    page = browser.get(RESULT)
    assert [row[1] for row in rows(page)] == ["Taken up for review", "Nothing to do: its state is “In review”."]
    assert [it.get("value") for it in found(page, "//input[@name='case']")] == [case.reference]
    browser.post(BULK, press)
    assert Event.objects.filter(act="take_up", about=declared.about).count() == 1


def test_many_are_handed_over(client_of, coordinator, case, received):
    other = make_person("toinen@joensuu.example", name="Toini Toinen", roles=["coordinator"])
    browser = client_of(coordinator)
    press = {"act": "hand_over", "to": str(other.pk), "case": [case.reference, received.reference]}
    assert "Toini Toinen" in main(browser.get(BULK, press))
    browser.post(BULK, press)
    assert set(Application.objects.values_list("handler", flat=True)) == {other.pk}
    assert [row[3] for row in rows(browser.get(BULK, press))] == ["Nothing. Nothing changes: it is so already."] * 2


def test_without_a_choice_the_list_is_there_again_as_it_was(client_of, coordinator, case):
    page = client_of(coordinator).get(BULK, {"act": "take_up", "list": "kind=event"})
    assert page.status_code == 422
    assert "Choose at least one application." in main(page)
    assert found(page, "//select[@name='kind']/option[@selected]")[0].get("value") == "event"


def test_all_that_the_filters_show_is_a_step_of_its_own(client_of, coordinator, applicant, group, first_round, case, received):
    send(make_application(applicant, group, first_round, title="Muu asia"), applicant)
    page = client_of(coordinator).get(BULK, {"act": "take_up", "everything": "1", "all": "words=pyoraPAJA"})
    assert len(rows(page)) == 2


def test_nobody_does_anything_to_a_case_that_is_not_hers(client_of, coordinator, case):
    declare(case, by=acting(coordinator, "coordinator"), at=AT, ground="board")
    browser, press = client_of(coordinator), {"act": "hand_over", "to": "", "case": [case.reference]}
    before = Event.objects.filter(act="hand_over").count()
    assert rows(browser.get(BULK, press)) == []
    browser.post(BULK, press)
    assert Event.objects.filter(act="hand_over").count() == before


def test_too_many_at_once_are_refused(client_of, coordinator):
    page = client_of(coordinator).get(BULK, {"act": "take_up", "case": [f"PK-2018-{number:03}" for number in range(201)]})
    assert (page.status_code, "At most 200 applications" in main(page)) == (422, True)


def test_what_was_done_to_a_case_is_not_told_after_stepping_aside_from_it(client_of, coordinator, case):
    browser = client_of(coordinator)
    browser.post(BULK, {"act": "hand_over", "to": "", "case": [case.reference]})
    assert len(rows(browser.get(RESULT))) == 1
    declare(case, by=acting(coordinator, "coordinator"), at=AT, ground="board")
    answer = browser.get(RESULT)
    assert (case.reference in main(answer), case.title in main(answer)) == (False, False)
