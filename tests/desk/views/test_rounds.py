"""The rounds as the desk sees them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.applications.views.reading import found, words
from tests.desk.views.reading import forms, main
from tests.factories import AT, make_round

pytestmark = pytest.mark.django_db
PAGE = "/tyopoyta/kierrokset/"


def links(page) -> list[str]:
    return [it.get("href") for it in found(page, "//main//a[contains(@class, 'button')]")]


@time_machine.travel(AT)
def test_the_newest_round_is_first_and_each_says_its_state(client_of, coordinator, programme):
    page = client_of(coordinator).get(PAGE)
    assert [words(it) for it in found(page, "//main//h2")] == ["Round 3/2018", "Round 2/2018", "Round 1/2018"]
    assert [words(it) for it in found(page, "//main//*[contains(@class, 'status')]")] == ["Tentative", "Tentative", "Open"]


@time_machine.travel(AT)
def test_reminders_are_shown_with_the_very_moment(client_of, coordinator, programme):
    first = found(client_of(coordinator).get(PAGE), "//section[@aria-labelledby='round-1']")[0]
    assert [words(it).replace("\u00a0", " ") for it in first.xpath(".//dd/span")] == [
        "14 days before: Wednesday 14.2.2018 at 9.00 (past)",
        "7 days before: Wednesday 21.2.2018 at 9.00",
        "3 days before: Sunday 25.2.2018 at 9.00",
        "1 day before: Tuesday 27.2.2018 at 9.00",
    ]


@time_machine.travel(AT)
def test_the_coordinator_confirms_and_extends_what_is_ahead(client_of, coordinator, programme):
    page = client_of(coordinator).get(PAGE)
    assert (forms(page), links(page)) == (["vahvista"] * 3, ["/tyopoyta/kierrokset/1/jatka/"])
    assert main(page).count("The time of day is proposed and to be confirmed.") == 3


def test_a_closed_round_has_nothing_to_confirm_or_remind_of(client_of, coordinator, programme):
    page = client_of(coordinator).get(PAGE)
    assert (forms(page), links(page), "Reminders go" in main(page)) == ([], [], False)


@pytest.mark.parametrize(("days", "offered"), [(0, ["/tyopoyta/kierrokset/4/jatka/"]), (7, [])])
def test_a_round_can_be_extended_for_a_week_after_it_closed(client_of, coordinator, open_round, days, offered):
    with time_machine.travel(open_round.closes_at + timedelta(days=days), tick=False):
        assert links(client_of(coordinator).get(PAGE)) == offered


@pytest.mark.parametrize("role", ["reviewer", "decider", "auditor"])
def test_others_at_the_desk_only_read(client_of, request, open_round, role):
    page = client_of(request.getfixturevalue(role)).get(PAGE)
    assert (page.status_code, forms(page), links(page)) == (200, [], [])


def test_the_decider_finds_the_way_to_publishing(client_of, decider, coordinator, prepared):
    assert links(client_of(decider).get(PAGE)) == ["/tyopoyta/kierrokset/1/julkaisu/"]
    assert links(client_of(coordinator).get(PAGE)) == []


@pytest.mark.parametrize("role", ["applicant", "finance", "admin"])
def test_who_does_not_work_at_the_desk_is_refused(client_of, request, programme, role):
    assert client_of(request.getfixturevalue(role)).get(PAGE).status_code == 403


def test_before_there_are_rounds_it_says_so(client_of, coordinator):
    assert "There are no rounds yet." in main(client_of(coordinator).get(PAGE))


def test_it_is_only_looked_at(client_of, coordinator):
    assert client_of(coordinator).post(PAGE).status_code == 405


def test_it_asks_few_questions_however_many_rounds_there_are(client_of, coordinator, programme):
    browser, numbers = client_of(coordinator), []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        numbers.append(len(asked))
        make_round(programme)
    assert numbers[0] == numbers[2] <= 12
