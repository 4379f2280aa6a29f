"""The page where an event becomes a project, or the other way round."""

from applications import permissions
from applications.models import Application
from tests.applications.views.reading import buttons, found, heading, sentences, words
from tests.factories import make_person, send


def address(application) -> str:
    return f"/hakemukset/{application.reference}/laji/"


def test_it_says_that_nothing_is_lost_and_which_parts_come_and_go(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert (heading(page), buttons(page)) == ("Change what you apply for", ["Change to: Development project"])
    told = [words(it) for it in found(page, "//main//ul/li")]
    assert any("put aside" in it and "Plan the event" in it for it in told)
    assert any("are new" in it and "Plan the project" in it for it in told)


def test_it_changes_and_leads_to_the_list(client_of, co_applicant, draft):
    browser = client_of(co_applicant)
    answer = browser.post(address(draft))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    assert sentences(browser.get(answer.url)) == ["The application is now: Development project."]
    draft.refresh_from_db()
    assert draft.kind == "development"


def test_a_sent_application_is_not_changed(client_of, applicant, sent):
    browser = client_of(applicant)
    assert (browser.get(address(sent)).status_code, browser.post(address(sent)).status_code) == (403, 403)


def test_one_that_another_member_sends_in_the_same_moment_stays_as_it_was_sent(client_of, applicant, draft, monkeypatch):
    browser, can_change_kind = client_of(applicant), permissions.can_change_kind

    def sent_after_the_look(person, application):
        found = can_change_kind(person, application)
        if Application.objects.get().status == "draft":
            send(Application.objects.get(), applicant)
        return found

    monkeypatch.setattr(permissions, "can_change_kind", sent_after_the_look)
    answer = browser.post(address(draft))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    page = browser.get(answer.url)
    assert "The application has been sent, so its kind can't be changed any more." in sentences(page)
    draft.refresh_from_db()
    assert (draft.status, draft.kind) == ("submitted", "event")


def test_readers_may_not_and_strangers_do_not_find_it(client_of, stranger, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    for person, status in ((reader, 403), (stranger, 404)):
        browser = client_of(person)
        assert (browser.get(address(draft)).status_code, browser.post(address(draft)).status_code) == (status, status)
    draft.refresh_from_db()
    assert draft.kind == "event"
