"""Meetings and training as everybody sees them, and signing up in one press."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from advice.actions import cancel_meeting, edit_meeting
from advice.models import Meeting, SignUp
from core import clock
from registry.models import Letter
from tests.applications.views.reading import buttons, errors, found, heading, notices, rows, sentences
from tests.desk.views.reading import main
from tests.factories import acting, make_person
from tests.meetings import make_caller, make_meeting, make_place

pytestmark = pytest.mark.django_db
MEETINGS = "/tapaamiset/"


def page_of(meeting: Meeting, act: str = "") -> str:
    return f"{MEETINGS}{meeting.pk}/{act}"


@pytest.fixture
def meeting(coordinator) -> Meeting:
    return make_meeting(coordinator, seats=1)


def test_a_visitor_reads_of_meetings_to_come(visitor, coordinator, meeting):
    make_meeting(coordinator, title="Myöhempi", starts_at=meeting.starts_at + timedelta(days=1))
    page = visitor.get(MEETINGS)
    assert heading(page) == "Meetings and training"
    assert [row.split(" Training")[0] for row in rows(page)] == ["Esimerkkikoulutus 1 place left", "Myöhempi 12 places left"]


def test_without_meetings_it_says_what_one_can_do(visitor, db):
    page = visitor.get(MEETINGS)
    assert [it.text.strip() for it in found(page, "//p[@class='empty-state']")] == [
        "No meetings are announced just now. Call us and tell what you would need."
    ]


def test_what_is_over_is_not_in_the_list_but_keeps_its_page(visitor, meeting):
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1), tick=True):
        assert rows(visitor.get(MEETINGS)) == []
        page = visitor.get(page_of(meeting))
    assert (page.status_code, buttons(page)) == (200, [])
    assert "The meeting has begun or is over, so the list is closed." in main(page)


def test_a_visitor_is_led_to_signing_in_and_back_to_the_page(visitor, client_of, applicant, meeting):
    page = visitor.get(page_of(meeting))
    [link] = found(page, "//main//a[text()='Sign in and sign up']/@href")
    answer = visitor.get(link)
    assert (answer.status_code, answer.url) == (302, f"/kirjaudu/?next={link}")
    assert client_of(applicant).get(link).url == page_of(meeting)


def test_one_press_signs_up_and_one_press_gives_up(client_of, applicant, meeting):
    browser = client_of(applicant)
    assert buttons(browser.get(page_of(meeting))) == ["Sign up"]
    answer = browser.post(page_of(meeting, "ilmoittaudu/"))
    assert (answer.status_code, answer.url) == (303, page_of(meeting))
    page = browser.get(page_of(meeting))
    assert sentences(page) == ["You have a place. We also sent you a letter with the time."]
    assert ("You are going" in main(page), buttons(page)) == (True, ["Give up my place"])
    browser.post(page_of(meeting, "peru/"))
    page = browser.get(page_of(meeting))
    assert sentences(page) == ["You have given up your place. If you change your mind, sign up again."]
    assert buttons(page) == ["Sign up"]
    assert Meeting.objects.get().taken == 0


def test_whoever_comes_when_it_is_full_reads_her_number_and_moves_up_by_herself(client_of, applicant, stranger, meeting):
    make_place(meeting, applicant)
    browser = client_of(stranger)
    assert buttons(browser.get(page_of(meeting))) == ["Sign up for the waiting list"]
    browser.post(page_of(meeting, "ilmoittaudu/"))
    page = browser.get(page_of(meeting))
    assert sentences(page) == ["You are number 1 in the waiting list. We write to you when a place comes free."]
    assert buttons(page) == ["Leave the waiting list"]
    client_of(applicant).post(page_of(meeting, "peru/"))
    assert buttons(browser.get(page_of(meeting))) == ["Give up my place"]
    assert "You are going" in rows(browser.get(MEETINGS))[0]
    assert Letter.objects.filter(kind="advice/moved_up", to=stranger.email).count() == 1


def test_a_name_is_asked_of_whoever_has_none(client_of, meeting):
    nameless = make_person("nimeton@example.org", name="")
    browser = client_of(nameless)
    page = browser.post(page_of(meeting, "ilmoittaudu/"), {"person_name": " "})
    assert (page.status_code, errors(page)) == (422, [("#id_person_name", "Write your own name.")])
    assert SignUp.objects.count() == 0
    assert browser.post(page_of(meeting, "ilmoittaudu/"), {"person_name": "Nina Esimerkki"}).status_code == 303
    assert str(SignUp.objects.get()) == "Nina Esimerkki"


def test_pressing_too_late_says_so_and_changes_nothing(client_of, applicant, meeting):
    with time_machine.travel(meeting.starts_at, tick=True):
        browser = client_of(applicant)
        browser.post(page_of(meeting, "ilmoittaudu/"))
        page = browser.get(page_of(meeting))
    assert sentences(page) == ["This meeting has begun, so the list is closed."]
    assert SignUp.objects.count() == 0


def test_giving_up_what_one_does_not_have_says_so(client_of, applicant, meeting):
    browser = client_of(applicant)
    browser.post(page_of(meeting, "peru/"))
    assert sentences(browser.get(page_of(meeting))) == ["You are not on the list of this meeting."]


def test_a_cancelled_meeting_says_why_and_takes_nobody(client_of, visitor, coordinator, applicant, meeting):
    make_place(meeting, applicant)
    cancel_meeting(meeting, by=acting(coordinator, "coordinator"), at=clock.now(), reason="Kouluttaja on sairas.")
    page = visitor.get(page_of(meeting))
    assert (notices(page), buttons(page)) == (["This meeting is cancelled"], [])
    assert "Kouluttaja on sairas." in main(page)
    assert "Cancelled" in rows(visitor.get(MEETINGS))[0]
    browser = client_of(applicant)
    browser.post(page_of(meeting, "peru/"))
    assert sentences(browser.get(page_of(meeting))) == ["This meeting is cancelled."]


def test_nobody_reads_here_who_comes(visitor, client_of, applicant, stranger, coordinator, meeting):
    make_place(meeting, applicant)
    make_caller(meeting, coordinator)
    for browser in (visitor, client_of(stranger)):
        for path in (MEETINGS, page_of(meeting), page_of(meeting, "aika.ics")):
            text = b"".join(browser.get(path)).decode()
            assert [secret for secret in (applicant.name, applicant.email, "Soili") if secret in text] == []


def test_the_coordinators_words_are_marked_as_finnish(visitor, meeting):
    page = visitor.get(page_of(meeting))
    assert [it.text_content().strip() for it in found(page, "//main//*[@lang='fi']")] == [
        "Esimerkkikoulutus",
        "Esimerkkitalo",
        "Teemme kustannusarvion yhdessä.",
    ]


def test_the_calendar_file_moves_and_cancels(visitor, coordinator, meeting):
    def read() -> tuple:
        calendar = Calendar.from_ical(b"".join(visitor.get(page_of(meeting, "aika.ics"))))
        [event] = calendar.walk("VEVENT")
        assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
        return str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"], event["DTSTART"].dt

    by, at = acting(coordinator, "coordinator"), clock.now()
    later = meeting.starts_at + timedelta(days=1)
    edit_meeting(meeting, by=by, at=at, starts_at=later, ends_at=later + timedelta(hours=1))
    assert read() == ("PUBLISH", str(meeting.uid), 1, later)
    cancel_meeting(meeting, by=by, at=at, reason="Sairaus")
    assert read()[:3] == ("CANCEL", str(meeting.uid), 2)


def test_who_has_a_place_gets_the_entry_of_her_letters(client_of, applicant, meeting):
    place = make_place(meeting, applicant)
    text = b"".join(client_of(applicant).get(page_of(meeting, "aika.ics"))).decode()
    assert [f"UID:{uid}" in text for uid in (place.uid, meeting.uid)] == [True, False]


def test_a_meeting_that_is_not_there_is_not_found(visitor, db):
    assert [visitor.get(f"{MEETINGS}999/{act}").status_code for act in ("", "aika.ics")] == [404, 404]


def test_it_asks_few_questions_however_many_meetings_there_are(client_of, coordinator, applicant):
    counts = []
    for number in range(2):
        make_place(make_meeting(coordinator, title=f"Koulutus {number}"), applicant)
        browser = client_of(applicant)
        with CaptureQueriesContext(connection) as asked:
            browser.get(MEETINGS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
