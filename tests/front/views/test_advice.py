"""The page with all ways to an adviser, for everybody."""

from datetime import time, timedelta

import pytest

from advice.actions import offer_time
from core import clock, dates
from tests.applications.views.reading import found, heading, words
from tests.factories import acting
from tests.meetings import make_meeting
from tests.questions import make_answer, make_question

pytestmark = pytest.mark.django_db


def test_everybody_reads_how_to_get_advice_without_signing_in(visitor, programme):
    page = visitor.get("/neuvonta/")
    assert (page.status_code, heading(page)) == (200, "Talk with us")
    assert [link.get("href") for link in found(page, "//main//a")] == ["/ideat/uusi/", "/kysymykset/"]


def test_where_there_is_nothing_the_page_says_what_to_do_instead(visitor, programme):
    text = words(found(visitor.get("/neuvonta/"), "//main")[0])
    assert "No meeting has been announced just now." in text
    assert f"There are no free times just now. Call {programme.contact_name}, tel. {programme.contact_phone}" in text


def test_the_next_free_times_and_meetings_stand_there(visitor, coordinator, programme):
    day = dates.local_day(clock.now()) + timedelta(days=2)
    offer_time(by=acting(coordinator, "coordinator"), at=clock.now(), day=day, clock=time(12), minutes=30, place="phone")
    make_meeting(coordinator, title="Esimerkkikoulutus")
    text = words(found(visitor.get("/neuvonta/"), "//main")[0])
    assert "The next free times:" in text
    assert "Esimerkkikoulutus" in text


def test_what_was_asked_and_answered_in_public_stands_there_and_nothing_else(visitor, applicant, coordinator, open_round):
    make_answer(make_question(applicant), coordinator, public_text="Saako kahvia tarjota?")
    make_question(applicant, text="Kuiskaus")
    text = words(found(visitor.get("/neuvonta/"), "//main")[0])
    assert ("Saako kahvia tarjota?" in text, "Kuiskaus" in text) == (True, False)
