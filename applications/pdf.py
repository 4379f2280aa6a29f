"""Applications on paper: a version as it was sent, a draft as it stands, and the form with nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.sections import described
from applications.models import Application, Version
from applications.queries import Filled, content_of
from applications.sections import ASKED_BY_CODE, COST_HEADS
from core.money import euros, read_euros
from core.pdf import PATIENCE, BusyError, document
from core.text import clean_line
from rounds.models import KINDS, LUMP_SUM

__all__ = ["BusyError", "blank_form", "file_name", "sent_application", "unsent_application"]

STYLES = ("base.css", "application.css")
BLANK_STYLES = ("base.css", "blank.css")
# A draft may hold anything of any length, and no paper may keep a server busy for long: what is longer is cut, and says so.
LONGEST_ANSWER, MOST_LINES, LONGEST_LINE, MOST_COSTS = 5_000, 200, 200, 200


def sent_application(version: Version) -> bytes:
    """In the language and words it was sent in; the same version makes the same bytes. Never inside a transaction."""
    html = application_html(version.application, version.content, version=version)
    return document(html, styles=STYLES, patience=PATIENCE)


def unsent_application(form: Filled, *, at: datetime) -> bytes:
    """As it stands, in the reader's language and marked on every page as a draft. Never inside a transaction."""
    html = application_html(form.application, content_of(form), printed_at=at)
    return document(html, styles=STYLES, patience=PATIENCE)


def blank_form(context: Mapping[str, Any]) -> bytes:
    """Every question with room to write, in the reader's language. The same questions are set once in a process."""
    return _blank(render_to_string("pdf/blank_form.html", context))


@lru_cache(maxsize=8)
def _blank(html: str) -> bytes:
    return document(html, styles=BLANK_STYLES, patience=PATIENCE)


def file_name(application: Application, version: int | None) -> str:
    """Tells on somebody's disk which paper it is."""
    return f"hakemus-{application.reference}-{f'versio-{version}' if version else 'luonnos'}.pdf"


def application_html(
    application: Application, content: Mapping[str, Any], *, version: Version | None = None, printed_at: datetime | None = None
) -> str:
    """What is set on the paper; everything that people typed is escaped."""
    # Versions of the portal's first days did not keep their language; all were Finnish.
    with translation.override(content.get("language", "fi")):
        context = {
            "application": application,
            "programme": application.round.programme,
            "version": version,
            "printed_at": printed_at,
            "created": version.received_at if version else printed_at,
            "kind": KINDS[content["kind"]],
            "title": _cut(content["title"]),
            "group": content["group"],
            "facts": described(content["group"]),
            "sections": [_section(section) for section in content["sections"] if section["answers"]],
            "lines": [_line(line) for line in content["costs"][:MOST_COSTS]],
            "lines_left_out": len(content["costs"][MOST_COSTS:]),
            "files": [(ASKED_BY_CODE[file["shows"]].label, _cut(file["name"])) for file in content.get("attachments", [])],
            "funding": [(_cut(line["what"]), line["label"], _euros(line["amount"])) for line in content.get("funding", [])],
            "sums": [(label, euros(Decimal(amount))) for label, amount in content["estimate"]],
            "years": _by_year(content.get("by_year")),
            "is_lump_sum": content.get("cost_model") == LUMP_SUM,
            "applied": euros(Decimal(content["applied"])),
        }
        return render_to_string("pdf/application.html", context)


def _section(section: Mapping[str, Any]) -> tuple[str, list[tuple[str, str, bool]]]:
    """Title, and label, text and whether it was cut of each answer."""
    return section["title"], [(answer["label"], *_beginning(answer["text"])) for answer in section["answers"]]


def _beginning(text: str) -> tuple[str, bool]:
    """What of an answer is printed, and whether that leaves something out."""
    whole = text.strip()
    beginning = "\n".join(whole.split("\n")[:MOST_LINES])[:LONGEST_ANSWER]
    return beginning, beginning != whole


def _line(line: Mapping[str, Any]) -> tuple[str, str, str]:
    """What for, kind (and year) and sum of a cost line."""
    labels = {head.code: str(head.label) for head in COST_HEADS}
    kind = line.get("label") or labels.get(line["head"], "")
    return _cut(line["what"]), f"{kind} {line['year']}" if line.get("year") else kind, _euros(line["amount"])


def _by_year(table: Mapping[str, Any] | None) -> tuple[list[str], list[tuple[str, list[str]]]] | None:
    """The years, and label and sums of each kind of cost and of all together; each row ends with its whole."""
    if not table:
        return None
    whole = str(sum(map(Decimal, table["totals"])))
    rows = [*table["rows"], [_("Total"), table["totals"], whole]]
    return table["years"], [(label, [euros(Decimal(amount)) for amount in [*amounts, total]]) for label, amounts, total in rows]


def _euros(amount: str) -> str:
    """A sum that is not understood stays as it was typed."""
    try:
        return euros(read_euros(amount))
    except ValueError:
        return _cut(amount)


def _cut(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= LONGEST_LINE else _("%(beginning)s… (cut short)") % {"beginning": line[:LONGEST_LINE]}
