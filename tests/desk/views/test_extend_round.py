"""Extending a round: later, for a reason, and everybody who has a draft is told."""

from datetime import time, timedelta

import pytest

from core import dates
from registry.models import Letter
from tests.applications.views.reading import errors, found, sentences
from tests.desk.views.reading import main, typed

pytestmark = pytest.mark.django_db


def page_of(round_) -> str:
    return f"/tyopoyta/kierrokset/{round_.number}/jatka/"


def later(round_, **changes: str) -> dict[str, str]:
    day = dates.local_day(round_.closes_at) + timedelta(days=7)
    return {"day": dates.day(day), "clock": "12:00", "reason": "Palvelu oli poissa käytöstä.", **changes}


def test_it_shows_the_present_closing_time(client_of, coordinator, open_round):
    page = client_of(coordinator).get(page_of(open_round))
    assert (page.status_code, dates.moment(open_round.closes_at) in main(page)) == (200, True)
    assert found(page, "//select/option[@selected]")[0].get("value") == "16:00"


def test_midnight_is_not_among_the_closing_times(client_of, coordinator, open_round):
    clocks = [it.get("value") for it in found(client_of(coordinator).get(page_of(open_round)), "//select/option")]
    assert (clocks[0], clocks[-1]) == ("09:00", "20:00")


def test_the_round_closes_later_and_holders_of_drafts_are_told(client_of, coordinator, draft):
    browser, round_ = client_of(coordinator), draft.round
    day = dates.local_day(round_.closes_at) + timedelta(days=7)
    answer = browser.post(page_of(round_), later(round_))
    round_.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tyopoyta/kierrokset/")
    page = browser.get("/tyopoyta/kierrokset/")
    assert sentences(page) == ["The round closes later now. Everybody who has a draft gets a letter."]
    assert "Palvelu oli poissa käytöstä." in main(page)
    assert (round_.closes_at, round_.extension_reason) == (dates.local(day, time(12)), "Palvelu oli poissa käytöstä.")
    assert Letter.objects.filter(kind="applications/round_extended").count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"day": ""}, "#id_day", "Write the new closing day."),
        ({"day": "tomorrow"}, "#id_day", "Write the date like this: 28.2.2018."),
        ({"day": "31.2.2027"}, "#id_day", "There is no such day. Check the day and the month."),
        ({"day": "1.1.2018"}, "#id_day", "Choose a time that is later than the present closing time."),
        ({"day": "1.1.0001"}, "#id_day", "Check the year."),
        ({"day": "1.3.3028"}, "#id_day", "Check the year."),
        ({"day": "1.3.2128"}, "#id_day", "A round is extended by at most 60 days at a time: choose {last} or an earlier day."),
        ({"clock": "00:00"}, "#id_clock", "Choose the closing time."),
        ({"clock": "24:00"}, "#id_clock", "Choose the closing time."),
        ({"clock": ""}, "#id_clock", "Choose the closing time."),
        ({"reason": "  "}, "#id_reason", "Say why the round is extended."),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(client_of, coordinator, open_round, changes, field, sentence):
    answers = later(open_round, **changes)
    page = client_of(coordinator).post(page_of(open_round), answers)
    last = dates.day(dates.local_day(open_round.closes_at) + timedelta(days=60))
    assert (page.status_code, errors(page)) == (422, [(field, sentence.format(last=last))])
    assert (typed(page, "day"), typed(page, "reason")) == (answers["day"], answers["reason"].strip())
    before = open_round.closes_at
    open_round.refresh_from_db()
    assert open_round.closes_at == before


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance", "admin"])
def test_only_the_coordinator_extends(client_of, request, open_round, role):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(page_of(open_round)).status_code, browser.post(page_of(open_round)).status_code] == [403, 403]


def test_a_round_that_is_not_there_is_not_found(client_of, coordinator, programme):
    assert client_of(coordinator).get("/tyopoyta/kierrokset/99/jatka/").status_code == 404
