"""Paper and help: what is being entered, which drafts the coordinator may help with, and writing down a consent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import actions
from applications.models import Consent
from core import clock, dates
from tests.advice.factories import ask_advice, make_note
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary
from tests.factories import acting, answers_for, make_application, make_draft, make_paper, register

pytestmark = pytest.mark.django_db
HELPING = "/tyopoyta/apu/"


def note(browser, draft, **changes: str):
    today = dates.day(clock.now())
    facts = {"reference": draft.reference, "scope": "fill_in", "given_by": "Aino Esimerkki", "way": "by_phone", "given_on": today}
    return browser.post(f"{HELPING}lupa/", {**facts, **changes})


def tasks(response) -> list[str]:
    return found(response, "//main//a[@class='task']/@href")


def test_without_consent_a_draft_is_only_a_number(client_of, coordinator, draft):
    page = client_of(coordinator).get(HELPING)
    assert tasks(page) == []
    text = main(page)
    assert [secret for secret in (draft.reference, draft.title, draft.group.name) if secret in text] == []
    [row] = [[words(cell) for cell in it.xpath("./*")] for it in found(page, "//table[@aria-labelledby='drafts']/tbody/tr")]
    assert row == [str(draft.round), "Event", "1", dates.day(draft.changed_at)]


def test_a_consent_by_phone_opens_the_draft_of_that_number(client_of, coordinator, applicant, draft):
    browser = client_of(coordinator)
    answer = note(browser, draft, reference=f" {draft.reference.lower()} ")
    address = f"/tyopoyta/neuvonta/luonnokset/{draft.reference}/"
    assert (answer.status_code, answer.url) == (303, address)
    assert "Aino Esimerkki gave the permission on" in main(browser.get(address))
    assert tasks(browser.get(HELPING)) == [address]
    group_page = f"/hakemukset/{draft.reference}/osat/"
    assert "Kaisa Koordinaattori helps you: she may read this application and fill it in." in main(
        client_of(applicant).get(group_page)
    )
    assert browser.get(group_page).status_code == 200


def test_a_consent_to_reading_only_says_so_and_lets_nobody_fill_in(client_of, coordinator, applicant, draft):
    browser = client_of(coordinator)
    assert note(browser, draft, scope="read").status_code == 303
    assert Consent.objects.get().scope == "read"
    group_page = f"/hakemukset/{draft.reference}/osat/"
    assert "she may read this application and give advice on it. She can't change it." in main(
        client_of(applicant).get(group_page)
    )
    assert browser.get(group_page).status_code == 404


def test_drafts_that_wait_for_advice_stand_first_with_since_when_and_how_ready_they_are(
    client_of, coordinator, applicant, group, open_round
):
    helped = make_application(applicant, group, open_round)
    browser = client_of(coordinator)
    note(browser, helped)
    older, newer = make_application(applicant, group, open_round), make_draft(applicant, group, open_round)
    ask_advice(newer, applicant, at=older.created_at + timedelta(hours=2))
    ask_advice(older, applicant, at=older.created_at + timedelta(hours=1))
    shown = found(browser.get(HELPING), "//main//a[@class='task']")
    assert [it.get("href").split("/")[-2] for it in shown] == [older.reference, newer.reference, helped.reference]
    asked = dates.short_moment(older.created_at + timedelta(hours=1)).replace("\xa0", " ")
    assert f"Asks for advice 6 of 6 parts are ready · asked {asked} ·" in words(shown[0])
    assert "1 of 6 parts is ready" in words(shown[1])
    make_note(older, coordinator, at=older.created_at + timedelta(hours=3))
    shown = found(browser.get(HELPING), "//main//a[@class='task']")
    assert [it.get("href").split("/")[-2] for it in shown] == [newer.reference, older.reference, helped.reference]
    assert "You may read it" in words(shown[1])


def test_a_number_that_is_no_draft_says_so(client_of, coordinator, sent, draft):
    for reference in ("PK-1999-0001", sent.reference):
        page = note(client_of(coordinator), draft, reference=reference)
        assert (page.status_code, summary(page)) == (422, ["There is no draft with this number. Check it with the applicant."])
    assert Consent.objects.count() == 0


def test_a_draft_of_her_own_group_is_not_hers_to_help_at_the_desk(client_of, coordinator, draft):
    draft.group.memberships.create(person=coordinator, role="reader", joined_at=draft.created_at)
    assert note(client_of(coordinator), draft).status_code == 422


def test_what_is_entered_and_what_is_registered_stand_in_their_lists(client_of, coordinator, group, open_round):
    done = register(make_paper(coordinator, group, open_round), coordinator)
    paper = make_paper(coordinator, group, open_round)
    page = client_of(coordinator).get(HELPING)
    assert tasks(page) == [f"/hakemukset/{paper.reference}/osat/"]
    assert f"/tyopoyta/apu/hakemukset/{done.reference}/kuitti/" in found(page, "//main//table//a/@href")


def test_worklist_and_rounds_lead_here_for_the_coordinator_alone(client_of, coordinator, reviewer):
    for address in ("/tyopoyta/", "/tyopoyta/kierrokset/"):
        leads = [HELPING in found(client_of(person).get(address), "//main//a/@href") for person in (coordinator, reviewer)]
        assert leads == [True, False]


def test_the_case_says_who_helped(client_of, coordinator, auditor, applicant, draft):
    actions.allow_help(
        draft, by=acting(applicant, "owner"), at=draft.created_at, given_by="Aino", way="portal", given_on=draft.created_at.date()
    )
    by = acting(coordinator, "coordinator")
    texts = {**answers_for(draft.round, "event"), "title": "Yhdessä"}
    actions.save(draft, by=by, at=draft.created_at, slug="idea", texts=texts, seen=1)
    actions.submit(draft, by=acting(applicant, "owner"), received_at=draft.created_at, form_token="x")
    page = main(client_of(auditor).get(f"/tyopoyta/hakemukset/{draft.reference}/"))
    assert "Filled in for the group at the desk: Kaisa Koordinaattori." in page
    assert "sent by Aino Esimerkki" in page


def test_a_case_that_its_group_wrote_alone_says_nothing_of_help(client_of, auditor, sent):
    assert "at the desk" not in main(client_of(auditor).get(f"/tyopoyta/hakemukset/{sent.reference}/"))


def test_it_asks_few_questions_however_many_there_are(client_of, coordinator, applicant, group, open_round):
    counts = []
    for _ in range(2):
        make_paper(coordinator, group, open_round)
        register(make_paper(coordinator, group, open_round), coordinator)
        note(client_of(coordinator), make_application(applicant, group, open_round))
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as asked:
            browser.get(HELPING)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
