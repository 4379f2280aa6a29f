"""The page where a draft is deleted."""

from datetime import timedelta

import pytest

from applications import actions, permissions
from applications.models import Application
from tests.applications.views.reading import buttons, heading, sentences
from tests.factories import acting, make_person, send


def discard(application, person) -> None:
    actions.discard(application, by=acting(person, "owner"), at=application.changed_at + timedelta(minutes=1))


def address(application) -> str:
    return f"/hakemukset/{application.reference}/poista/"


def test_it_asks_first(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert (heading(page), buttons(page)) == ("Delete this draft?", ["Delete the draft"])
    assert Application.objects.get().status == "draft"


def test_an_owner_deletes_the_draft_and_its_content(client_of, applicant, draft):
    browser = client_of(applicant)
    answer = browser.post(address(draft))
    assert (answer.status_code, answer.url) == (303, "/oma/")
    discarded = Application.objects.get()
    assert (discarded.status, discarded.title, discarded.answers.count()) == ("discarded", "", 0)
    assert browser.post(address(draft)).status_code == 404


def test_a_sent_application_is_not_deleted(client_of, applicant, sent):
    assert client_of(applicant).get(address(sent)).status_code == 403
    assert client_of(applicant).post(address(sent)).status_code == 403
    assert sent.answers.count() > 0


@pytest.mark.parametrize("quicker", [send, discard])
def test_one_that_another_member_sends_or_deletes_in_the_same_moment_is_left_so(
    client_of, applicant, draft, monkeypatch, quicker
):
    browser, can_discard = client_of(applicant), permissions.can_discard

    def done_after_the_look(person, application):
        found = can_discard(person, application)
        quicker(Application.objects.get(), applicant)
        return found

    monkeypatch.setattr(permissions, "can_discard", done_after_the_look)
    answer = browser.post(address(draft))
    assert (answer.status_code, answer.url) == (303, "/oma/")
    monkeypatch.undo()
    assert any("This can't be done: the application is now in the state" in it for it in sentences(browser.get(answer.url)))
    assert Application.objects.get().status == {send: "submitted", discard: "discarded"}[quicker]


def test_only_owners_may_and_strangers_do_not_find_it(client_of, co_applicant, stranger, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    for person, status in ((co_applicant, 403), (reader, 403), (stranger, 404)):
        browser = client_of(person)
        assert (browser.get(address(draft)).status_code, browser.post(address(draft)).status_code) == (status, status)
    assert Application.objects.get().status == "draft"


def test_the_list_says_that_it_is_gone(client_of, applicant, draft):
    browser = client_of(applicant)
    browser.post(address(draft))
    assert sentences(browser.get("/hakemukset/uusi/")) == [f"The draft {draft.reference} is deleted."]
