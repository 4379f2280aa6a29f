"""The application as a PDF, to keep or to show to somebody, at any time."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from applications import actions
from core.pdf import ONE_AT_A_TIME
from registry.queries import events_about
from tests.applications.views.reading import found, sentences
from tests.documents import text_of
from tests.factories import acting, answers_for, make_group, make_person, send


def address(application) -> str:
    return f"/hakemukset/{application.reference}/hakemus.pdf"


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def is_draft(response) -> bool:
    return "It has not been sent." in text_of(content(response))


@pytest.fixture
def changed(sent, applicant):
    """Sent and edited an hour later, while its round is still open."""
    texts = {**answers_for(sent.round, "event"), "title": "Uusi nimi"}
    at = sent.submitted_at + timedelta(hours=1)
    actions.save(sent, by=acting(applicant, "owner"), at=at, slug="idea", texts=texts, seen=1)
    sent.refresh_from_db()
    return sent


def test_a_draft_is_saved_as_a_file_that_no_browser_shows_or_keeps(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert (page.status_code, page["Content-Type"], page["Content-Disposition"]) == (
        200,
        "application/pdf",
        f'attachment; filename="hakemus-{draft.reference}-luonnos.pdf"',
    )
    assert (page["Cache-Control"], page["Content-Security-Policy"]) == ("private, no-store", "sandbox; default-src 'none'")
    assert is_draft(page)


def test_what_was_sent_is_the_newest_version(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert page["Content-Disposition"].endswith('-versio-1.pdf"')
    assert not is_draft(page)


def test_changes_that_wait_to_be_sent_make_a_draft(client_of, applicant, changed):
    page = client_of(applicant).get(address(changed))
    assert (page["Content-Disposition"].endswith('-luonnos.pdf"'), "Uusi nimi" in text_of(content(page))) == (True, True)


def test_after_closing_what_was_sent_counts_and_is_printed(client_of, applicant, changed):
    with time_machine.travel(changed.round.closes_at + timedelta(days=1)):
        page = client_of(applicant).get(address(changed))
    assert (page["Content-Disposition"].endswith('-versio-1.pdf"'), "Uusi nimi" in text_of(content(page))) == (True, False)


def test_one_version_can_be_had_for_good(client_of, co_applicant, changed, applicant):
    send(changed, applicant, at=changed.changed_at + timedelta(hours=1))
    browser = client_of(co_applicant)
    papers = [browser.get(f"/hakemukset/{changed.reference}/versiot/{number}/hakemus.pdf") for number in (1, 2)]
    titles = ["Uusi nimi" in text_of(content(paper)) for paper in papers]
    assert titles == [False, True]


def test_a_copy_is_noted_without_a_word_of_it(client_of, applicant, draft, sent):
    client_of(applicant).get(address(sent))
    event = events_about(sent.about).filter(act="take_printout").get()
    assert (event.actor, event.role, event.details) == (f"person:{applicant.pk}", "owner", {"version": 1})


def test_a_stranger_finds_nothing(client_of, stranger, draft):
    make_group(make_person("toinen@example.org"), name="Toiset Esimerkit ry", business_id="9100004-7")
    assert client_of(stranger).get(address(draft)).status_code == 404


def test_a_version_that_is_not_there_is_not_found(client_of, applicant, draft, sent):
    browser = client_of(applicant)
    assert [browser.get(f"/hakemukset/{sent.reference}/versiot/{number}/hakemus.pdf").status_code for number in (0, 2)] == [
        404,
        404,
    ]


def test_when_many_papers_are_being_made_the_page_says_so(client_of, applicant, draft):
    browser = client_of(applicant)
    with ONE_AT_A_TIME:
        page = browser.get(address(draft), follow=True)
    assert page.redirect_chain == [(f"/hakemukset/{draft.reference}/tarkista/", 303)]
    assert sentences(page) == ["Many papers are being made just now. Try again in a moment."]


@pytest.mark.parametrize("page", ["osat", "tarkista"])
def test_it_is_to_be_had_where_the_application_is(client_of, applicant, draft, page):
    shown = client_of(applicant).get(f"/hakemukset/{draft.reference}/{page}/")
    assert [it.text for it in found(shown, f"//main//a[@href='{address(draft)}']")] == ["Download the draft as PDF"]


@pytest.mark.parametrize("name", ["applications:receipt", "front:my_application"])
def test_what_was_sent_is_to_be_had_where_it_is_told_of(client_of, applicant, sent, name):
    shown = client_of(applicant).get(reverse(name, args=[sent.reference]))
    links = found(shown, f"//main//a[@href='/hakemukset/{sent.reference}/versiot/1/hakemus.pdf']")
    assert [it.text for it in links] == ["Download the application as PDF"]
