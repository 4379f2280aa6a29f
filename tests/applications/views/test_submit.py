"""Sending: once, in time, whole, and with every refusal on a page that keeps what was written."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import actions
from registry.models import Event, Letter
from tests.applications.views.reading import buttons, errors, found, notices, problems, title, words
from tests.factories import acting, make_application, make_person

TICKED = {"is_true": "on", "is_paid_once": "on", "is_public": "on"}
TOKEN = "0123456789abcdef" * 2


def address(application) -> str:
    return f"/hakemukset/{application.reference}/laheta/"


def receipt(application) -> str:
    return f"/hakemukset/{application.reference}/kuitti/"


def press(browser, application, **typed):
    return browser.post(address(application), {**TICKED, "form_token": TOKEN, **typed})


def refusals() -> list[list[str]]:
    return [event.details["rules"] for event in Event.objects.filter(act="submit", outcome="refused")]


def test_sending_leads_to_the_receipt(client_of, applicant, draft):
    answer = press(client_of(applicant), draft)
    assert (answer.status_code, answer.url) == (303, receipt(draft))
    draft.refresh_from_db()
    assert (draft.status, draft.versions.get().sent_by) == ("submitted", applicant)


def test_a_double_click_sends_one_version_and_one_letter_a_person(client_of, applicant, draft):
    browser = client_of(applicant)
    answers = [press(browser, draft) for _click in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(303, receipt(draft))] * 2
    assert (draft.versions.count(), Letter.objects.filter(kind="applications/submitted").count()) == (1, 2)


def test_the_same_mark_on_another_application_is_another_press(client_of, applicant, group, draft):
    other = make_application(applicant, group, draft.round, kind="development")
    browser = client_of(applicant)
    assert [press(browser, it).status_code for it in (draft, other)] == [303, 303]
    assert (draft.versions.count(), other.versions.count()) == (1, 1)


def test_without_the_declarations_nothing_is_sent_and_the_ticks_are_kept(client_of, applicant, draft):
    page = client_of(applicant).post(address(draft), {"is_true": "on", "form_token": TOKEN})
    assert (page.status_code, title(page)) == (422, "Error: Check and send – Pyöräpaja keskustaan")
    assert errors(page) == [
        ("#id_is_paid_once", "Confirm that nobody else pays for these costs."),
        ("#id_is_public", "Confirm that you know the application becomes a document of the City."),
    ]
    assert found(page, "//input[@checked]/@name") == ["is_true"]
    assert found(page, "//input[@name='form_token']/@value") == [TOKEN]
    assert (draft.versions.count(), refusals()) == (0, [["declarations"]])


def test_what_is_missing_is_said_on_the_page_and_noted(client_of, applicant, group, open_round):
    draft = make_application(applicant, group, open_round, place="", costs=[])
    page = press(client_of(applicant), draft)
    assert (page.status_code, notices(page)) == (422, ["The application was not sent. Mend these first"])
    assert [sentence for _link, sentence in problems(page)] == [
        "Not ready: Plan the event",
        "Add at least one cost. The sum applied for is now 0 €.",
    ]
    assert found(page, "//input[@type='checkbox' and @checked]/@name") == list(TICKED)
    assert refusals() == [["sections_are_complete", "something_is_applied_for"]]


def test_a_press_after_the_round_says_when_it_came_and_that_nothing_is_lost(client_of, applicant, draft):
    with time_machine.travel(draft.round.closes_at + timedelta(minutes=1, seconds=5), tick=False):
        page = press(client_of(applicant), draft)
    assert (page.status_code, notices(page)) == (422, ["The application came too late and was not sent"])
    text = words(found(page, "//main")[0])
    assert "at 16.01.05." in text
    assert "Your answers are kept here." in text
    assert "050 562 5440" in text
    assert buttons(page) == []
    assert draft.answers.get(name="title").text == "Pyöräpaja keskustaan"
    assert refusals() == [["round_has_not_closed"]]


def test_what_reached_us_within_the_minute_of_grace_is_in_time(client_of, applicant, draft):
    with time_machine.travel(draft.round.closes_at + timedelta(seconds=59), tick=False):
        assert press(client_of(applicant), draft).url == receipt(draft)


def test_a_press_once_the_desk_has_the_case_is_refused_in_words(client_of, applicant, sent):
    sent.status, sent.waiting_since = "withdrawn", None
    sent.save()
    page = press(client_of(applicant), sent)
    assert page.status_code == 422
    assert "This can't be done: the application is now in the state “Withdrawn”." in words(found(page, "//main")[0])


@pytest.mark.parametrize("token", ["", "x" * 5000, "a\x00b"])
def test_a_mark_that_we_did_not_make_sends_all_the_same(client_of, applicant, draft, token):
    assert press(client_of(applicant), draft, form_token=token).status_code == 303
    assert draft.versions.count() == 1


def test_editors_and_readers_may_not_send_and_strangers_do_not_find_it(client_of, co_applicant, stranger, coordinator, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    answers = [press(client_of(person), draft).status_code for person in (co_applicant, reader, stranger, coordinator)]
    assert answers == [403, 403, 404, 404]
    assert draft.versions.count() == 0


def test_a_look_at_the_address_leads_to_the_check(client_of, applicant, draft):
    answer = client_of(applicant).get(address(draft))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/tarkista/")


def test_sending_again_after_changes_makes_the_second_version(client_of, applicant, sent):
    texts = {"title": "Toinen nimi", "summary": "x", "aims": "1"}
    actions.save(sent, by=acting(applicant, "owner"), at=sent.submitted_at + timedelta(hours=1), slug="idea", seen=1, texts=texts)
    assert press(client_of(applicant), sent).status_code == 303
    assert [(it.number, it.content["title"]) for it in sent.versions.all()] == [(2, "Toinen nimi"), (1, "Pyöräpaja keskustaan")]


@pytest.mark.parametrize("editors", [1, 3])
def test_sending_costs_the_same_however_many_get_a_receipt(client_of, applicant, draft, editors):
    for number in range(editors):
        person = make_person(f"muokkaaja{number}@example.org")
        draft.group.memberships.create(person=person, role="editor", joined_at=draft.created_at)
    browser = client_of(applicant)
    with CaptureQueriesContext(connection) as captured:
        press(browser, draft)
    assert len(captured) == 24
