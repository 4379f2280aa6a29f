"""The files that the finance office downloads."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from core.sheets import safe_text
from finance import exports
from finance.queries import report
from tests.factories import AT
from tests.finance.reading import of_csv, of_xlsx, sheet, table

pytestmark = pytest.mark.django_db


def test_the_csv_opens_in_finnish_excel(year):
    content = exports.as_csv(report(AT), "Tuula Talous")
    text = content.decode("utf-8")
    assert text.startswith("\ufeffReport;")
    assert text.count("\n") == text.count("\r\n") > 10
    _facts, (headings, *rows) = table(content)
    assert len(headings) == 13
    assert {len(row) for row in rows} == {13}
    assert rows[4] == [
        "Event", "Round 1/2018", "16.1.2018 at 8.00", "28.2.2018 at 16.00", "", "1", "2000,50", "0,00", "3235,06", "2000,50",
        "0,00", "1234,56", "",
    ]  # fmt: skip


def test_both_files_say_from_when_and_by_whom(year):
    about = [
        ["Report", "Budget report of Joensuun KAKE2.0"],
        ["Made on", "14.2.2018 at 12.00.00"],
        ["Made by", "Tuula Talous"],
        ["Filter", "None: all funds and rounds"],
        ["Sums", "Euros. Paid is 0: nothing is paid through the portal yet."],
    ]
    made = report(AT)
    assert table(exports.as_csv(made, "Tuula Talous"))[0] == about
    assert sheet(exports.as_xlsx(made, "Tuula Talous"), "About") == about


def test_the_xlsx_has_real_numbers_and_dates(year):
    headings, *rows = sheet(exports.as_xlsx(report(AT), "Tuula Talous"))
    row = dict(zip(headings, rows[4], strict=True))
    assert row["Opens"] == datetime(2018, 1, 16, 8, 0)
    assert row["Closes"] == datetime(2018, 2, 28, 16, 0)
    assert (row["Applications"], row["Granted"], row["To be paid"]) == (1, 3235.06, 1234.56)
    assert {type(row[name]) for name in ("Applied", "Granted", "Released")} <= {int, float}


def test_both_files_hold_the_same_to_the_cent(year):
    made = report(AT)
    in_csv, in_xlsx = of_csv(exports.as_csv(made, "x")), of_xlsx(exports.as_xlsx(made, "x"))
    assert in_csv == in_xlsx
    assert in_csv["Event", "Total"] == [
        Decimal(number) for number in ("50000.00", "1", "2000.50", "0.00", "3235.06", "2000.50", "0.00", "1234.56", "48765.44")
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+358", "'+358"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("Tuula Talous", "Tuula Talous"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_spreadsheet_takes_a_text_for_a_formula(text, kept):
    assert safe_text(text) == kept


def test_a_name_that_looks_like_a_formula_stays_a_text(year):
    made, name = report(AT), "=1+1"
    assert table(exports.as_csv(made, name))[0][2] == ["Made by", "'=1+1"]
    assert sheet(exports.as_xlsx(made, name), "About")[2] == ["Made by", "=1+1"]


def test_a_name_with_separators_stays_in_its_cell(year):
    name = 'Tuula; "Talous"\nJoensuu'
    assert table(exports.as_csv(report(AT), name))[0][2] == ["Made by", name]


def test_the_files_are_in_the_readers_language(year):
    with translation.override("fi"):
        _facts, (headings, *rows) = table(exports.as_csv(report(AT), "Tuula Talous"))
    assert "Myönnetty" in headings
    assert rows[4][3] == "28.2.2018 klo 16.00"
