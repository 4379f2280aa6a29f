"""The desk serves decisions by hand: the list, the file to print, what is looked at before it is recorded, and what does not count."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import edit_group
from core import dates
from decisions import queries
from decisions.actions import render_letters
from decisions.models import Decision, Notice
from registry.models import Event, Letter
from tests.applications.views.reading import found, words
from tests.desk.views.reading import counts, main, page_of, rows
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, make_person

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/1/tiedoksianto/"
FILE, MARK, RESULT = f"{LIST}kirjeet.pdf", f"{LIST}merkitse/", f"{LIST}tulos/"


@pytest.fixture
def by_post(published, group, applicant) -> Decision:
    """Published on 4.3.2018 to a group that wants it as a letter, and its letter is made."""
    edit_group(group, by=acting(applicant, "owner"), at=after_closing(published.application), electronic_service="no")
    render_letters(by=SYSTEM, at=after_closing(published.application, days=4))
    published.refresh_from_db()
    return published


def choice(*decisions: Decision, **more: str) -> dict[str, object]:
    return {"decision": [decision.pk for decision in decisions], "channel": "post", "sent_on": "5.3.2018", **more}


def test_the_list_says_who_is_served_by_hand_why_and_where(client_of, coordinator, by_post):
    (row,) = rows(client_of(coordinator).get(LIST))
    assert row[2:5] == [
        "4.3.2018",
        "The group does not agree to electronic service",
        "Esimerkkikylän yhdistys ryEsimerkkikatu 1 A 280100 Joensuu",
    ]


def test_nothing_to_serve_is_said(client_of, coordinator, first_round):
    assert "No decision of this round has been published." in main(client_of(coordinator).get(LIST))


def test_a_mail_on_its_way_is_not_to_be_printed(client_of, coordinator, published):
    page = client_of(coordinator).get(LIST)
    assert "The e-mail of 1 decision is on its way." in main(page)
    assert "Every decision of this round that holds has been served." not in main(page)
    assert found(page, "//input[@name='decision']") == []


def test_a_case_in_which_interests_are_not_declared_is_counted_and_not_shown(client_of, by_post):
    other = make_person("toinen@joensuu.example", name="Toini Toinen", roles=["coordinator"])
    page = main(client_of(other).get(LIST))
    assert "1 decision that waits to be served is not in the list" in page
    assert "Esimerkkikylän" not in page


def test_the_decider_and_the_auditor_only_read(client_of, decider, auditor, by_post):
    for person in (decider, auditor):
        page = client_of(person).get(LIST)
        assert len(rows(page)) == 1
        assert found(page, "//main//input | //main//button") == []


def test_the_file_has_an_address_page_and_the_letter_of_each_in_order(client_of, coordinator, by_post):
    answer = client_of(coordinator).get(FILE, choice(by_post))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as made:
        # Address, its empty back, and a letter of two pages or three with an empty back.
        assert (len(made.pages) % 2, len(made.pages) >= 4) == (0, True)
    event = Event.objects.get(act="take_letter")
    assert (event.about, event.details) == (by_post.application.about, {"number": 1})


def test_what_can_not_be_printed_is_refused_with_a_sentence(client_of, coordinator, by_post, group):
    browser = client_of(coordinator)
    assert "Choose at least one decision whose letter is ready" in main(browser.get(FILE))
    type(group).objects.filter(pk=group.pk).update(street_address="")
    page = browser.get(FILE, choice(by_post))
    assert (page.status_code, Event.objects.filter(act="take_letter").count()) == (422, 0)


def test_the_days_are_looked_at_before_anything_is_recorded(client_of, coordinator, by_post):
    page = client_of(coordinator).get(MARK, choice(by_post))
    assert rows(page)[0][1:] == ["Monday 12.3.2018", "Monday 26.3.2018"]
    assert "This is recorded of 1 of the 1 decisions. Nothing has happened yet." in main(page)
    assert Notice.objects.to_party().count() == 0


def test_each_row_is_recorded_once_and_the_page_tells_what_became_of_it(client_of, coordinator, by_post):
    browser = client_of(coordinator)
    assert browser.post(MARK, choice(by_post)).headers["Location"] == RESULT
    assert [row[1] for row in rows(browser.get(RESULT))] == ["Sent by post"]
    assert browser.post(MARK, choice(by_post)).status_code == 422
    assert Notice.objects.to_party().count() == 1
    assert "Every decision of this round that holds has been served." in main(browser.get(LIST))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"sent_on": ""}, "Write the day on which it was done."),
        ({"sent_on": "huomenna"}, "Write the date like this: 28.2.2018."),
        ({"sent_on": "31.12.9999"}, "Check the year."),
        ({"channel": "kyyhky"}, "Choose how it was served."),
        ({"decision": []}, "Choose at least one decision."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client_of, coordinator, by_post, typed, sentence):
    page = client_of(coordinator).get(MARK, choice(by_post, **typed))
    assert (page.status_code, sentence in main(page)) == (422, True)
    if "sent_on" not in typed:
        assert found(page, "//input[@name='sent_on']/@value") == ["5.3.2018"]


def test_a_day_before_publication_is_a_row_that_is_not_recorded(client_of, coordinator, by_post):
    page = client_of(coordinator).get(MARK, choice(by_post, sent_on="1.3.2018"))
    assert "It was published on 4.3.2018." in main(page)
    assert [words(it) for it in found(page, "//main//button")] == []


def test_a_day_to_come_is_a_row_for_which_no_days_are_counted(client_of, coordinator, by_post, monkeypatch):
    monkeypatch.setattr(queries, "counted_service", None)
    browser = client_of(coordinator)
    page = browser.get(MARK, choice(by_post, sent_on="31.12.2199"))
    assert (page.status_code, "The day is still to come." in main(page)) == (200, True)
    assert browser.post(MARK, choice(by_post, sent_on="31.12.2199")).status_code == 303
    assert not Notice.objects.to_party().exists()


def test_a_service_that_does_not_count_comes_back_to_the_list(client_of, coordinator, by_post):
    browser = client_of(coordinator)
    browser.post(MARK, choice(by_post))
    notice = Notice.objects.to_party().get()
    where = f"/tyopoyta/tiedoksiannot/{notice.pk}/"
    assert "Monday 26.3.2018" in main(browser.get(where))
    assert browser.post(where, {"way": "came_back", "reason": "Kirje palautui."}).headers["Location"] == LIST
    page = browser.get(LIST)
    assert [row[3] for row in rows(page)] == ["The earlier service does not count"]
    assert "Does not count: Kirje palautui." in main(page)


def test_another_day_is_asked_for_and_recorded(client_of, coordinator, by_post):
    browser = client_of(coordinator)
    browser.post(MARK, choice(by_post))
    where = f"/tyopoyta/tiedoksiannot/{Notice.objects.to_party().get().pk}/"
    refused = browser.post(where, {"way": "other_day", "reason": "Näytti kuoren."})
    assert (refused.status_code, "Write the day on which it arrived." in main(refused)) == (422, True)
    browser.post(where, {"way": "other_day", "reason": "Näytti kuoren.", "shown_on": "14.3.2018"})
    assert str(Notice.objects.standing().to_party().get().claim_until) == "2018-03-28"


def test_who_may_not_see_the_case_finds_no_notice_of_it(client_of, by_post):
    other = make_person("toinen@joensuu.example", name="Toini Toinen", roles=["coordinator"])
    assert client_of(other).get(f"/tyopoyta/tiedoksiannot/{Notice.objects.first().pk}/").status_code == 404


def test_many_rows_cost_no_more_questions_than_one(client_of, coordinator, decider, applicant, by_post, first_round):
    browser, asked = client_of(coordinator), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        asked.append(len(queries))
        case = make_case_in_review(applicant, by_post.application.group, first_round, coordinator)
        make_decision(case, coordinator, decider, published=True)
    assert asked[0] == asked[1]


def test_the_worklist_counts_what_is_to_be_served(client_of, coordinator, by_post):
    assert ("1 decision to serve Round 1/2018", LIST) in counts(client_of(coordinator).get("/tyopoyta/?all=1"))


def test_the_case_says_how_it_was_served_and_whether_it_is_final(client_of, coordinator, by_post):
    browser = client_of(coordinator)
    assert "Not final yet: somebody has still to be served" in main(browser.get(page_of(by_post.application)))
    browser.post(MARK, choice(by_post))
    page = main(browser.get(page_of(by_post.application)))
    assert "By letter, 5.3.2018. Counts as served on 12.3.2018, the last day for a claim is 26.3.2018." in page
    assert "Legally final" in page


@pytest.mark.parametrize(("finality", "count"), [("final", 0), ("not_final", 1), ("disputed", 0)])
def test_the_worklist_is_narrowed_by_finality(client_of, coordinator, by_post, finality, count):
    assert len(rows(client_of(coordinator).get(f"/tyopoyta/?finality={finality}"))) == count


def test_a_row_of_the_worklist_says_the_finality_in_words(client_of, coordinator, by_post):
    (row,) = rows(client_of(coordinator).get("/tyopoyta/?all=1"))
    assert row[6] == "Not final yet: somebody has still to be served"


def test_the_group_reads_how_it_was_served_and_the_last_day(client_of, applicant, coordinator, by_post):
    browser, page = client_of(applicant), f"/hakemukset/{by_post.application.reference}/paatos/"
    assert "We send you the decision as a letter by post." in main(browser.get(page))
    client_of(coordinator).post(MARK, choice(by_post))
    told = main(browser.get(page))
    assert "The time to claim a rectification ended on Monday 26.3.2018." in told
    assert "By letter, Monday 5.3.2018" in told
    assert "Monday 12.3.2018, unless something else is shown" in told


def test_while_there_is_time_the_group_reads_until_when(client_of, applicant, coordinator, by_post):
    client_of(coordinator).post(MARK, choice(by_post))
    Notice.objects.to_party().update(claim_until=date(2999, 4, 12))
    told = main(client_of(applicant).get(f"/hakemukset/{by_post.application.reference}/paatos/"))
    assert "You can claim a rectification until Friday 12.4.2999, before the office closes." in told


def test_the_group_sees_the_service_among_what_has_happened(client_of, applicant, coordinator, by_post):
    client_of(coordinator).post(MARK, choice(by_post))
    page = main(client_of(applicant).get(f"/hakemukset/{by_post.application.reference}/"))
    assert "The decision was served (By letter, 5.3.2018). The last day for a claim is 26.3.2018." in page


def test_the_letter_tells_how_the_decision_is_served(published, group, applicant):
    assert (
        "Ryhmänne on suostunut sähköiseen tiedoksiantoon"
        in Letter.objects.filter(kind="decisions/decision_published").first().body_text
    )


def test_the_administrator_says_when_the_office_closes_and_whether_there_is_a_list(client_of, admin, programme):
    browser, where = client_of(admin), "/tyopoyta/kierrokset/tiedoksianto/"
    refused = browser.post(where, {"office_closes": "iltapäivällä"})
    assert (refused.status_code, "Write the time like this: 14.05." in main(refused)) == (422, True)
    browser.post(where, {"office_closes": "15", "lists_decisions": "on"})
    programme.refresh_from_db()
    assert (programme.lists_decisions, f"{programme.office_closes:%H.%M}") == (True, "15.00")
    assert Event.objects.get(act="set_service").details == {"lists": True, "office_closes": "15:00"}


def test_only_a_served_decision_ends_within_the_week(client_of, coordinator, published):
    today = dates.local_day(published.published_at)
    Notice.objects.update(claim_until=today + timedelta(days=4000))
    assert [it for it, _url in counts(client_of(coordinator).get("/tyopoyta/?all=1")) if "ends within a week" in it] == []
