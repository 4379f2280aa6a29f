"""A table as CSV and XLSX: the same rows, for Finnish Excel and for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.dates import HELSINKI, day, stamp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

# What a spreadsheet would take for a formula, also in its full-width form.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | Decimal | datetime | date | None
# So many rows of CSV go out together: a piece for each would cost more than its row.
ROWS_A_PIECE = 200


@dataclass(frozen=True)
class Sheet:
    """`facts` say what it is, from when and by whom: they stand before the rows. `heads` first columns name a row.

    `rows` may be read as they are
    written, so that a long table is never whole in memory. `widths` are (first column, last column, width in characters).
    """

    title: str
    headings: list[str]
    rows: Iterable[list[Cell]]
    facts: list[tuple[str, str]]
    widths: list[tuple[int, int, int]]
    heads: int = 1


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas and CRLF, as Finnish Excel opens it."""
    return b"".join(csv_pieces(sheet))


def csv_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The same a few rows at a time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    text.write("\ufeff")
    writer.writerows([safe_text(name), safe_text(value)] for name, value in sheet.facts)
    writer.writerow([])
    writer.writerow(safe_text(heading) for heading in sheet.headings)
    for number, row in enumerate(sheet.rows, start=1):
        writer.writerow([_csv_cell(cell) for cell in row])
        if number % ROWS_A_PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, datetime):
        return stamp(cell).replace("\u00a0", " ")
    if isinstance(cell, date):
        return day(cell)
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def as_xlsx(sheet: Sheet) -> bytes:
    """Real numbers and dates; every text as text, whatever it begins with."""
    target = io.BytesIO()
    write_xlsx(sheet, target)
    return target.getvalue()


def write_xlsx(sheet: Sheet, target: IO[bytes]) -> None:
    """The same into a file; the rows wait on the disk meanwhile, not in memory."""
    with xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "d.m.yyyy hh:mm"}) as book:
        _write_rows(book, sheet)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 60)
        for number, fact in enumerate(sheet.facts):
            for column, text in enumerate(fact):
                about.write_string(number, column, text)


def _write_rows(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {Decimal: book.add_format({"num_format": "#,##0.00"}), date: book.add_format({"num_format": "d.m.yyyy"})}
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(1, sheet.heads)
    for first, last, width in sheet.widths:
        page.set_column(first, last, width)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell, formats)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[type, Format]) -> None:
    if isinstance(cell, Decimal):
        page.write_number(row, column, cell, formats[Decimal])
    elif isinstance(cell, datetime):
        # A spreadsheet knows no time zones: the wall clock of Helsinki.
        page.write_datetime(row, column, timezone.localtime(cell, HELSINKI).replace(tzinfo=None))
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats[date])
    elif isinstance(cell, int):
        page.write_number(row, column, cell)
    elif cell is not None:
        page.write_string(row, column, cell)
