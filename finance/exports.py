"""The budget report as CSV and XLSX: the same rows, for Finnish Excel and for machines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import sheets
from core.dates import stamp
from core.sheets import Cell, Sheet
from finance.queries import Figures, Report


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
        lines.append([label, _("Total"), None, None, fund.budget, *_cells(fund.figures), fund.left])
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


def as_csv(report: Report, made_by: str) -> bytes:
    return sheets.as_csv(_sheet(report, made_by))


def as_xlsx(report: Report, made_by: str) -> bytes:
    return sheets.as_xlsx(_sheet(report, made_by))


def _sheet(report: Report, made_by: str) -> Sheet:
    titles = headings()
    widths = [(0, 0, 24), (1, 3, 18), (4, len(titles) - 1, 15)]
    return Sheet(_("Budget"), titles, rows(report), facts(report, made_by), widths, heads=2)
