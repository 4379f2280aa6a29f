"""Meetings and training at the desk: announcing, changing, cancelling, callers and the list for the wall."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import Meeting, SignUp
from core import clock, dates
from registry.models import Letter
from tests.applications.views.reading import errors, found, sentences, words
from tests.desk.views.reading import main, typed
from tests.factories import make_person
from tests.meetings import make_caller, make_meeting, make_place

pytestmark = pytest.mark.django_db
MEETINGS = "/tyopoyta/neuvonta/tapaamiset/"


def page_of(meeting: Meeting, act: str = "") -> str:
    return f"{MEETINGS}{meeting.pk}/{act}"


def fields(**changes: str) -> dict[str, str]:
    day = dates.day(clock.now() + timedelta(days=7))
    facts = {"kind": "joint", "title": "Yhteinen ilta", "text": "Tutustumme.", "day": day, "starts": "17", "ends": "19.30"}
    return {**facts, "where": "Esimerkkitalo", "seats": "2", **changes}


def as_typed(meeting: Meeting, page, **changes: str) -> dict[str, str]:
    """The form of its page, filled in as it is shown."""
    facts = {name: typed(page, name) for name in ("title", "text", "day", "starts", "ends", "where", "seats", "seen")}
    return {**facts, "kind": meeting.kind, **changes}


@pytest.fixture
def meeting(coordinator) -> Meeting:
    return make_meeting(coordinator, seats=2)


def test_announcing_a_meeting_puts_it_before_everybody(client_of, visitor, coordinator):
    browser = client_of(coordinator)
    answer = browser.post(f"{MEETINGS}uusi/", fields())
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.url) == (303, page_of(meeting))
    assert sentences(browser.get(answer.url)) == ["The meeting is announced. Everybody can read of it and sign up."]
    assert (dates.clock(meeting.starts_at), dates.clock(meeting.ends_at)) == ("17.00", "19.30")
    assert "Yhteinen ilta" in main(visitor.get("/tapaamiset/"))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kind": ""}, "#id_kind_0", "Choose a joint meeting or training."),
        ({"title": " "}, "#id_title", "Write a name for the meeting."),
        ({"text": ""}, "#id_text", "Tell what the meeting is about."),
        ({"day": "ensi viikolla"}, "#id_day", "Write the date like this: 28.2.2018."),
        ({"day": "1.1.2018"}, "#id_day", "Choose a time that is still to come."),
        ({"starts": "25"}, "#id_starts", "Write the time like this: 14.05."),
        ({"starts": ""}, "#id_starts", "Write when the meeting starts."),
        ({"ends": "16.30"}, "#id_ends", "The meeting ends after it starts."),
        ({"where": ""}, "#id_where", "Write where the meeting is."),
        ({"seats": "kymmenen"}, "#id_seats", "Write the number of places in digits, for example 12."),
        ({"seats": "0"}, "#id_seats", "A meeting has at least one place."),
        ({"seats": "501"}, "#id_seats", "There can be at most 500 places."),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(client_of, coordinator, changes, field, sentence):
    page = client_of(coordinator).post(f"{MEETINGS}uusi/", fields(**changes))
    assert (page.status_code, errors(page)) == (422, [(field, sentence)])
    assert [typed(page, name) for name in changes if name != "kind"] == [it for name, it in changes.items() if name != "kind"]
    assert Meeting.objects.count() == 0


def test_another_like_an_earlier_one_asks_only_for_its_day(client_of, coordinator, meeting):
    page = client_of(coordinator).get(f"{MEETINGS}uusi/?kuin={meeting.pk}")
    assert [typed(page, name) for name in ("title", "starts", "where", "seats", "day")] == [
        "Esimerkkikoulutus",
        "17.00",
        "Esimerkkitalo",
        "2",
        "",
    ]
    assert client_of(coordinator).get(f"{MEETINGS}uusi/?kuin=x").status_code == 200


def test_another_place_is_told_to_those_on_the_list(client_of, coordinator, applicant, meeting):
    make_place(meeting, applicant)
    make_caller(meeting, coordinator)
    browser = client_of(coordinator)
    page = browser.get(page_of(meeting, "muokkaa/"))
    answer = browser.post(page_of(meeting, "muokkaa/"), as_typed(meeting, page, where="Toinen talo"))
    assert answer.status_code == 303
    assert sentences(browser.get(answer.url)) == [
        "The meeting is saved.",
        "These people get no letter, so call them: Soili Soittaja 040 000 0000.",
    ]
    assert Letter.objects.filter(kind="advice/meeting_changed").values_list("to", flat=True).get() == applicant.email


def test_fewer_places_than_people_are_refused_beside_the_number(client_of, coordinator, applicant, stranger, meeting):
    for person in (applicant, stranger):
        make_place(meeting, person)
    browser = client_of(coordinator)
    page = browser.post(page_of(meeting, "muokkaa/"), as_typed(meeting, browser.get(page_of(meeting, "muokkaa/")), seats="1"))
    sentence = "2 people are going, so there can't be fewer places than that. Call them first."
    assert (page.status_code, errors(page), typed(page, "seats")) == (422, [("#id_seats", sentence)], "1")


def test_two_who_change_it_at_once_are_told(client_of, coordinator, meeting):
    browser = client_of(coordinator)
    mine = as_typed(meeting, browser.get(page_of(meeting, "muokkaa/")), title="Minun nimeni")
    browser.post(page_of(meeting, "muokkaa/"), {**mine, "title": "Esimerkkikoulutus", "where": "Toinen talo"})
    page = browser.post(page_of(meeting, "muokkaa/"), mine)
    assert (page.status_code, typed(page, "title"), "Toinen talo" in main(page)) == (422, "Minun nimeni", True)
    again = browser.post(page_of(meeting, "muokkaa/"), {**mine, "where": "Toinen talo", "seen": typed(page, "seen")})
    assert (again.status_code, Meeting.objects.get().title) == (303, "Minun nimeni")


def test_cancelling_asks_for_a_reason_and_tells_everybody(client_of, coordinator, applicant, meeting):
    make_place(meeting, applicant)
    browser = client_of(coordinator)
    page = browser.post(page_of(meeting, "peruuta/"), {"reason": " "})
    assert (page.status_code, errors(page)) == (422, [("#id_reason", "Say why the meeting is cancelled.")])
    assert browser.post(page_of(meeting, "peruuta/"), {"reason": "Sairaus"}).status_code == 303
    page = browser.get(page_of(meeting))
    assert sentences(page) == ["The meeting is cancelled. Everybody on the list gets a letter."]
    assert found(page, "//main//form") == []


def test_a_caller_is_written_on_the_list_and_taken_off(client_of, coordinator, applicant, meeting):
    browser = client_of(coordinator)
    answer = browser.post(page_of(meeting, "ilmoita/"), {"name": " Soili  Soittaja ", "phone": "040 1"})
    page = browser.get(answer.url)
    assert sentences(page) == ["Soili Soittaja has a place."]
    place = SignUp.objects.get()
    assert (place.name, place.phone) == ("Soili Soittaja", "040 1")
    browser.post(page_of(meeting, f"ilmoittautuneet/{place.pk}/peru/"))
    assert sentences(browser.get(page_of(meeting))) == ["Soili Soittaja is not on the list any more."]
    page = browser.post(page_of(meeting, "ilmoita/"), {"name": "", "phone": "040 1"})
    assert (page.status_code, typed(page, "phone")) == (422, "040 1")


def test_a_caller_who_moves_up_has_to_be_called(client_of, coordinator, applicant, stranger, meeting):
    for person in (applicant, stranger):
        make_place(meeting, person)
    make_caller(meeting, coordinator)
    browser = client_of(coordinator)
    browser.post(page_of(meeting, f"ilmoittautuneet/{SignUp.objects.get(person=applicant).pk}/peru/"))
    assert sentences(browser.get(page_of(meeting)))[1:] == [
        "These people get no letter, so call them: Soili Soittaja 040 000 0000."
    ]


def test_a_sign_up_of_another_meeting_is_not_found_here(client_of, coordinator, applicant, meeting):
    other = make_place(make_meeting(coordinator, title="Toinen"), applicant)
    assert client_of(coordinator).post(page_of(meeting, f"ilmoittautuneet/{other.pk}/peru/")).status_code == 404


def test_the_list_to_print_has_names_in_order_and_room_for_more_but_no_addresses(client_of, coordinator, meeting):
    make_caller(meeting, coordinator, name="Öljy Esimerkki")
    make_place(meeting, make_person("anna@example.org", name="anna Esimerkki"))
    make_place(meeting, make_person("jono@example.org", name="Jono Esimerkki"))
    page = client_of(coordinator).get(page_of(meeting, "osallistujat/"))
    cells = [[words(cell).strip() for cell in row] for row in found(page, "//table/tbody/tr")]
    assert cells == [["1. anna Esimerkki", ""], ["2. Öljy Esimerkki", ""]] + [["", ""]] * 5
    assert [secret for secret in ("anna@", "040", "Jono") if secret in main(page)] == []


def test_who_came_is_marked_when_the_meeting_has_begun(client_of, coordinator, applicant, stranger, meeting):
    places = [make_place(meeting, person) for person in (applicant, stranger)]
    with time_machine.travel(meeting.starts_at, tick=True):
        browser = client_of(coordinator)
        browser.post(page_of(meeting, "paikalla/"), {"came": [str(places[1].pk), "x"]})
        page = browser.get(page_of(meeting))
    assert sentences(page) == ["1 person came. It is saved."]
    assert found(page, "//input[@name='came'][@checked]/@value") == [str(places[1].pk)]


def test_who_came_can_not_be_marked_before(client_of, coordinator, applicant, meeting):
    place = make_place(meeting, applicant)
    browser = client_of(coordinator)
    browser.post(page_of(meeting, "paikalla/"), {"came": [str(place.pk)]})
    assert sentences(browser.get(page_of(meeting))) == ["Mark who came when the meeting has begun."]


def test_it_asks_few_questions_however_many_come(client_of, coordinator):
    counts = []
    for number in range(2):
        meeting = make_meeting(coordinator, title=f"Koulutus {number}", seats=number + 1)
        for more in range(number * 2 + 2):
            make_place(meeting, make_person(f"tulija-{number}-{more}@example.org"))
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as asked:
            for path in (MEETINGS, page_of(meeting), page_of(meeting, "osallistujat/")):
                browser.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24


def test_moving_a_meeting_asks_few_questions_however_many_are_told(client_of, coordinator):
    counts = []
    for number in range(2):
        meeting = make_meeting(coordinator, title=f"Koulutus {number}", seats=20)
        for more in range(number * 5 + 2):
            make_place(meeting, make_person(f"tulija-{number}-{more}@example.org"))
        browser = client_of(coordinator)
        typed_in = as_typed(meeting, browser.get(page_of(meeting, "muokkaa/")), where="Toinen talo")
        with CaptureQueriesContext(connection) as asked:
            assert browser.post(page_of(meeting, "muokkaa/"), typed_in).status_code == 303
        counts.append(len(asked))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 25
