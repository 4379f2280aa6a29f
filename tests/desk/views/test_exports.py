"""The worklist as a file: exactly what is filtered, and no more than the person may see."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from applications.models import Application
from registry.models import Event
from reviews.actions import declare
from tests.desk.conftest import CANARY
from tests.factories import acting, after_closing, make_case_in_review, make_decision, make_person, make_review

pytestmark = pytest.mark.django_db
CSV, XLSX = "/tyopoyta/hakemukset.csv", "/tyopoyta/hakemukset.xlsx"


def table(response) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def body(lines: list[list[str]]) -> list[dict[str, str]]:
    """The rows by their headings, after the facts and before the sum."""
    start = lines.index([]) + 1
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 : -2]]


def test_it_says_what_it_is_and_which_filters_it_follows(client_of, coordinator, case):
    lines = table(client_of(coordinator).get(f"{CSV}?kind=event&words=paja"))
    assert lines[0] == ["Report", "Applications in the worklist"]
    assert lines[1] == ["Filter", "Search: paja, Kind: Event"]
    assert (lines[2], lines[4]) == (["Applications", "1"], ["Made by", "Kaisa Koordinaattori"])


def test_it_has_24_columns_and_the_sum_apart(client_of, coordinator, case):
    lines = table(client_of(coordinator).get(CSV))
    [row] = body(lines)
    assert len(row) == 24
    assert (row["Reference"], row["Applied"], row["Handler"], row["Who does the next step"], row["Business ID"]) == (
        case.reference,
        "2000,50",
        "Kaisa Koordinaattori",
        "The coordinator",
        "9100001-3",
    )
    assert (lines[-1][0], lines[-1][9], set(lines[-2])) == ("Total", "2000,50", {""})


def test_it_has_exactly_what_is_filtered(client_of, coordinator, case, received):
    browser = client_of(coordinator)
    assert [row["Reference"] for row in body(table(browser.get(f"{CSV}?status=in_review")))] == [case.reference]
    assert len(body(table(browser.get(CSV)))) == 2
    assert body(table(browser.get(f"{CSV}?words=olematon"))) == []


def test_in_excel_numbers_are_numbers_and_days_are_days(client_of, coordinator, decider, case):
    make_decision(case, coordinator, decider, published=True)
    content = b"".join(client_of(coordinator).get(XLSX).streaming_content)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (row["Applied"], row["Decided"], row["Outcome"], row["Published"].date()) == (
        2000.5,
        2000.5,
        "Granted",
        date(2018, 3, 4),
    )
    assert (sheet.freeze_panes, sheet.cell(4, 1).value, sheet.cell(4, 10).value) == ("B2", "Total", 2000.5)


def test_of_a_case_that_is_not_declared_only_the_row_is_there(client_of, coordinator, decider, case):
    make_decision(case, coordinator, decider)
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    [row] = body(table(client_of(other).get(CSV)))
    assert {name for name, value in row.items() if not value} >= {"Business ID", "Reviews sent", "Proposed", "Decided", "Outcome"}
    [full] = body(table(client_of(coordinator).get(CSV)))
    assert (full["Proposed"], full["Decided"]) == ("2000,50", "2000,50")


def test_who_stepped_aside_gets_nothing_of_the_case(client_of, coordinator, case):
    declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case), ground="board")
    assert body(table(client_of(coordinator).get(CSV))) == []


def test_it_carries_no_answers_and_runs_no_formula(client_of, coordinator, case):
    Application.objects.filter(pk=case.pk).update(title="=1+1")
    lines = table(client_of(coordinator).get(CSV))
    assert body(lines)[0]["Title"] == "'=1+1"
    assert CANARY not in str(lines)


def test_each_download_is_on_record(client_of, auditor, case):
    for address, ending in ((CSV, "csv"), (XLSX, "xlsx")):
        b"".join(client_of(auditor).get(address).streaming_content)
        event = Event.objects.filter(act="export").first()
        assert (event.about, event.role, event.details) == ("worklist", "auditor", {"format": ending})


def test_sums_match_the_applications_to_the_cent(client_of, coordinator, applicant, group, first_round, case):
    make_case_in_review(applicant, group, first_round, coordinator)
    total = sum((it.applied for it in Application.objects.all()), Decimal("0.00"))
    assert table(client_of(coordinator).get(CSV))[-1][9] == str(total).replace(".", ",")


def test_it_asks_as_many_questions_for_three_rows_as_for_one(client_of, coordinator, applicant, group, first_round, case):
    browser = client_of(coordinator)

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            table(browser.get(CSV))
        return len(asked)

    make_review(case, coordinator, role="coordinator")
    for_one = ask()
    for _ in range(2):
        make_review(make_case_in_review(applicant, group, first_round, coordinator), coordinator, role="coordinator")
    assert for_one == ask() <= 15
