"""The budget report as CSV and XLSX: the same rows, for Finnish Excel and for machines."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import HELSINKI, stamp
from finance.queries import Figures, Report

# What a spreadsheet would take for a formula, also in its full-width form.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | Decimal | datetime | None


def headings() -> list[str]:
    return [
        _("Fund"),
        _("Round"),
        _("Opens"),
        _("Closes"),
        _("Budget"),
        _("Applications"),
        _("Applied"),
        _("Proposed"),
        _("Granted"),
        _("Released"),
        _("Paid"),
        _("To be paid"),
        _("Left"),
    ]


def rows(report: Report) -> list[list[Cell]]:
    """A row for each fund and round, then the sum of each fund, then the programme's."""
    lines: list[list[Cell]] = []
    for fund in report.funds:
        label = str(fund.fund.kind_label)
        for row in fund.rows:
            opens, closes = row.round.opens_at, row.round.closes_at
            lines.append([label, str(row.round), opens, closes, row.share, *_cells(row.figures), row.left])
        lines.append([label, _("Together"), None, None, fund.budget, *_cells(fund.figures), fund.left])
    nothing = _cells(Figures())
    lines.append([_("Outside the funds"), None, None, None, report.outside_funds, *[None for _cell in nothing], None])
    lines.append([_("The whole programme"), None, None, None, report.programme.total_budget, *_cells(report.figures), None])
    return lines


def _cells(figures: Figures) -> list[Cell]:
    return [
        figures.applications,
        figures.applied,
        figures.proposed,
        figures.granted,
        figures.released,
        figures.paid,
        figures.to_be_paid,
    ]


def facts(report: Report, made_by: str) -> list[tuple[str, str]]:
    """What it is, from when and by whom: stands before the rows."""
    return [
        (_("Report"), _("Budget report of %(programme)s") % {"programme": report.programme.name}),
        (_("Made on"), stamp(report.at, seconds=True)),
        (_("Made by"), made_by),
        (_("Filter"), _("None: all funds and rounds")),
        (_("Sums"), _("Euros. Paid is 0: nothing is paid through the portal yet.")),
    ]


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text


def as_csv(report: Report, made_by: str) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas and CRLF, as Finnish Excel opens it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows([safe_text(name), safe_text(value)] for name, value in facts(report, made_by))
    writer.writerow([])
    writer.writerow(safe_text(heading) for heading in headings())
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows(report))
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, datetime):
        return stamp(cell).replace("\u00a0", " ")
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def as_xlsx(report: Report, made_by: str) -> bytes:
    """Real numbers and dates; every text as text, whatever it begins with."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"constant_memory": True, "in_memory": True, "default_date_format": "d.m.yyyy hh:mm"}
    ) as book:
        _write_rows(book, report)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 60)
        for number, fact in enumerate(facts(report, made_by)):
            for column, text in enumerate(fact):
                about.write_string(number, column, text)
    return target.getvalue()


def _write_rows(book: xlsxwriter.Workbook, report: Report) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet(_("Budget"))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 3, 18)
    sheet.set_column(4, len(headings()) - 1, 15)
    for column, heading in enumerate(headings()):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows(report), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, money)


def _write_cell(sheet, row: int, column: int, cell: Cell, money) -> None:
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, money)
    elif isinstance(cell, datetime):
        # A spreadsheet knows no time zones: the wall clock of Helsinki.
        sheet.write_datetime(row, column, timezone.localtime(cell, HELSINKI).replace(tzinfo=None))
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, cell)
