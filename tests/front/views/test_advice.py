"""The page with all ways to an adviser, for everybody."""

from datetime import time, timedelta

import pytest

from advice.actions import offer_time
from core import clock, dates
from tests.applications.views.reading import found, heading, words
from tests.factories import acting
from tests.meetings import make_meeting

pytestmark = pytest.mark.django_db


def test_everybody_reads_how_to_get_advice_without_signing_in(visitor, programme):
    page = visitor.get("/neuvonta/")
    assert (page.status_code, heading(page)) == (200, "Talk with us")
    assert [link.get("href") for link in found(page, "//main//a")] == ["/ideat/uusi/"]


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
