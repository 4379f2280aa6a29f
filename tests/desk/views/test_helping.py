"""Paper and help: what is being entered, which drafts the coordinator may help with, and writing down a consent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import actions
from applications.models import Consent
from core import clock, dates
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary
from tests.factories import acting, answers_for, make_application, make_paper, register

pytestmark = pytest.mark.django_db
HELPING = "/tyopoyta/apu/"


def note(browser, draft, **changes: str):
    today = dates.day(clock.now())
    facts = {"reference": draft.reference, "given_by": "Aino Esimerkki", "way": "by_phone", "given_on": today}
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
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    assert "Aino Esimerkki gave the permission on" in main(browser.get(answer.url))
    assert tasks(browser.get(HELPING)) == [f"/hakemukset/{draft.reference}/osat/"]
    assert "Kaisa Koordinaattori helps you" in main(client_of(applicant).get(answer.url))


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
