"""Reads the sums back from the page, the CSV and the XLSX, as the City's own tools would."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from decimal import Decimal

from openpyxl import load_workbook

SUMS = ("Budget", "Applications", "Applied", "Proposed", "Granted", "Released", "Paid", "To be paid", "Left")

Sums = dict[tuple[str, str], list[Decimal | None]]


def of_page(page: str) -> Sums:
    """By fund and round, in the order of SUMS."""
    found: Sums = {}
    for section in re.findall(r"<section .*?</section>", page, re.DOTALL):
        fund = re.search(r"<h2[^>]*>(.*?)</h2>", section)[1]
        for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", section, re.DOTALL):
            name, *cells = (re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
            found[fund, name] = [_shown(cell) for cell in cells]
    return found


def _shown(cell: str) -> Decimal | None:
    number = cell.replace("\u00a0", "").removesuffix("€").replace(",", ".").replace("−", "-")
    return Decimal(number) if re.fullmatch(r"-?[0-9.]+", number) else None


def table(text: bytes) -> tuple[list[list[str]], list[list[str]]]:
    """The facts before the rows, and the headings with the rows."""
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    gap = lines.index([])
    return lines[:gap], lines[gap + 1 :]


def of_csv(text: bytes) -> Sums:
    _facts, (headings, *rows) = table(text)
    columns = [headings.index(name) for name in SUMS]
    return {
        (row[0], row[1]): [Decimal(row[column].replace(",", ".")) if row[column] else None for column in columns] for row in rows
    }


def sheet(content: bytes, name: str = "Budget") -> list[list[str | int | float | datetime | None]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content))[name].iter_rows()]


def of_xlsx(content: bytes) -> Sums:
    headings, *rows = sheet(content)
    columns = [headings.index(name) for name in SUMS]
    return {(row[0], row[1] or ""): [_number(row[column]) for column in columns] for row in rows}


def _number(cell: float | None) -> Decimal | None:
    return None if cell is None else Decimal(str(cell)).quantize(Decimal("0.01"))
