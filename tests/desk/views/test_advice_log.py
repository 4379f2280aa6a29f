"""Writing advice down in three presses, and its numbers on the page and in the files."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import AdviceGiven
from core import clock
from registry.models import Event
from tests.advice.factories import ask_advice, make_note
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, rows, summary, typed
from tests.factories import acting, make_idea, make_message
from tests.finance.reading import sheet, table

pytestmark = pytest.mark.django_db
LOG, STATISTICS = "/tyopoyta/neuvonta/kirjaa/", "/tyopoyta/neuvonta/tilasto/"
PRESSED = {"channel": "phone", "topic": "costs", "minutes": "15"}


def test_three_presses_write_a_line_and_one_takes_it_back(client_of, coordinator):
    browser = client_of(coordinator)
    page = browser.get(LOG)
    assert [it.get("value") for it in found(page, "//main//button[@name='minutes']")] == ["", "5", "15", "30", "60"]
    answer = browser.post(LOG, PRESSED, follow=True)
    assert "Written down: By phone, Costs and money, 15 min." in main(answer)
    assert [row[1:] for row in rows(answer)] == [["By phone", "Costs and money", "15", ""]]
    browser.post(f"{LOG}peru/")
    assert AdviceGiven.objects.count() == 0
    again = browser.post(f"{LOG}peru/", follow=True)
    assert "There is nothing to undo" in main(again)


def test_the_enter_key_asks_for_the_minutes_and_keeps_what_was_chosen(client_of, coordinator):
    page = client_of(coordinator).post(LOG, {**PRESSED, "reference": "PK-2018-0012", "minutes": ""})
    assert (page.status_code, summary(page)) == (422, ["Press the minutes: about how long did it take?"])
    assert (typed(page, "channel"), typed(page, "topic"), typed(page, "reference")) == ("phone", "costs", "PK-2018-0012")


def test_nothing_chosen_says_what_to_choose(client_of, coordinator):
    page = client_of(coordinator).post(LOG, {"minutes": "7"})
    assert summary(page) == [
        "Choose how you advised.",
        "Choose on what you advised.",
        "Press the minutes: about how long did it take?",
    ]
    assert AdviceGiven.objects.count() == 0


def test_a_number_comes_along_from_the_page_it_is_about(client_of, coordinator, draft):
    browser = client_of(coordinator)
    page = browser.get(f"{LOG}?asia={draft.reference}")
    assert typed(page, "reference") == draft.reference
    assert found(page, "//main//details[@open]") != []
    assert browser.post(LOG, {**PRESSED, "reference": draft.reference}).status_code == 303
    assert AdviceGiven.objects.get().application == draft
    shown = browser.get(LOG)
    assert (draft.reference in main(shown), str(draft) in main(shown)) == (True, False)
    refused = browser.post(LOG, {**PRESSED, "reference": "PK-1999-0001"})
    assert (refused.status_code, typed(refused, "reference")) == (422, "PK-1999-0001")
    assert summary(refused) == ["There is no such idea or application for you. Check the number, or leave it empty."]


@pytest.fixture
def some_advice(coordinator, applicant, draft):
    """Over two months: two calls, a visit, a message and a note."""
    from advice.actions import log_advice

    by, at = acting(coordinator, "coordinator"), clock.now()
    log_advice(by=by, at=at, channel="phone", topic="costs", minutes=15)
    log_advice(by=by, at=at, channel="phone", topic="form", minutes=5)
    log_advice(
        by=by, at=at - timedelta(days=40), channel="desk", topic="idea", minutes=60, reference=make_idea(applicant).reference
    )
    ask_advice(draft, applicant, at=at)
    make_note(draft, coordinator, at=at, text="Kanarianeuvo")
    make_message(draft, coordinator, at=at, text="Kanariaviesti")


def test_page_csv_and_xlsx_say_the_same(client_of, finance, coordinator, some_advice):
    browser = client_of(finance)
    page = browser.get(STATISTICS)
    how, what = (
        [[words(cell) for cell in row.xpath("./*")] for row in found(page, f"(//main//table)[{number}]//tr")] for number in (1, 2)
    )
    _facts, (headings, *in_csv) = table(browser.get(f"{STATISTICS}neuvonta.csv").content)
    in_xlsx = [[str(cell) for cell in row] for row in sheet(browser.get(f"{STATISTICS}neuvonta.xlsx").content, "Advice")]
    on_page = [[*one, *other[1:]] for one, other in zip(how[1:], what[1:], strict=True)]
    assert on_page == in_csv == in_xlsx[1:]
    assert [heading.partition(": ")[2] or heading for heading in headings] == [*how[0], *what[0][1:]]
    assert in_xlsx[0] == headings
    assert in_csv[-1][:3] == ["Total", "5", "80"]
    for column in range(1, len(headings)):
        assert sum(int(row[column]) for row in in_csv[:-1]) == int(in_csv[-1][column])
    assert sum(int(cell) for cell in in_csv[-1][3:10]) == sum(int(cell) for cell in in_csv[-1][10:]) == 5


def test_it_names_nobody_and_quotes_nothing(client_of, auditor, some_advice, coordinator, applicant, draft):
    browser = client_of(auditor)
    secrets = [str(coordinator), str(applicant), draft.reference, str(draft), "Kanaria", str(draft.group)]
    for path in (STATISTICS, f"{STATISTICS}neuvonta.csv"):
        said = browser.get(path).content.decode()
        assert [secret for secret in secrets if secret in said] == []
    assert list(Event.objects.filter(act="export").values_list("about", "role", "details")) == [
        ("advice", "auditor", {"format": "csv"})
    ]


def test_before_any_advice_the_page_says_so(client_of, decider):
    assert "No advice has been given yet." in main(client_of(decider).get(STATISTICS))


def test_they_ask_few_questions_however_many_lines_there_are(client_of, coordinator, some_advice):
    def asked(path: str) -> int:
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        return len(queries)

    before = asked(LOG), asked(STATISTICS)
    client_of(coordinator).post(LOG, PRESSED)
    assert (asked(LOG), asked(STATISTICS)) == before
    assert max(before) <= 12
