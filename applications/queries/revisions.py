"""Kept texts of a part: whose goes on, and which come after which."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application, Revision
from applications.queries.filled import Filled
from applications.sections import Section
from core.differences import SAME, Piece, compare
from core.text import Words

# What one person types is kept at least so often as a revision of its own, and whenever more than a line of it was struck out.
AUTOSAVES_APART = timedelta(minutes=10)
STRUCK_OUT = 80


@dataclass(frozen=True)
class Sheet:
    """The opened form that a text comes from: the number its writer had before her, the form's own mark, how often it has sent.

    A form that saves by itself may not get to know its answer, when the connection breaks; by its mark it still goes on from
    its own text. An older text of the same form that comes late does not: its turn has passed.
    """

    seen: int | None
    token: str = ""
    turn: int = 0

    def goes_on_from(self, newest: Revision | None) -> bool:
        """Whether its writer knows the text in effect, having read or written it."""
        if newest is None or newest.number == self.seen:
            return True
        return bool(self.token) and newest.form_token == self.token and newest.turn < self.turn


@dataclass(frozen=True)
class Compared:
    """One answer, in the words of the later text and those that only the earlier one has."""

    label: Words
    pieces: list[Piece]

    @property
    def differs(self) -> bool:
        return any(piece.kind != SAME for piece in self.pieces)


def revisions_of(application: Application, slug: str) -> QuerySet[Revision]:
    """What was saved in a part, the newest first; the texts themselves are fetched only where they are read."""
    return application.revisions.filter(section=slug).select_related("saved_by").defer("content")


def newest_by_section(application: Application, reader: User) -> dict[str, Revision]:
    """The text in use of each part in which something was saved, with who saved it; without the text itself.

    Each knows up to which text of others its reader has read the part: `read_up_to`.
    """
    newer = Revision.objects.filter(application=OuterRef("application"), section=OuterRef("section"), took_effect=True)
    in_use = application.revisions.filter(~Exists(newer.filter(number__gt=OuterRef("number"))), took_effect=True)
    read = application.readings.filter(person=reader, section=OuterRef("section")).values("number")
    in_use = in_use.annotate(read_up_to=Coalesce(Subquery(read), 0))
    return {revision.section: revision for revision in in_use.select_related("saved_by").defer("content")}


def compared(before: Filled, after: Filled, section: Section) -> list[Compared]:
    """Each answer of a part as `after` has it, with the words marked that came and those of `before` that went."""
    asked = [it for it in after.whole(section).questions if it.is_asked(before.texts) or it.is_asked(after.texts)]
    rows = [Compared(it.label, compare(before.shown(it), after.shown(it))) for it in asked]
    lines = zip(_lines(before), _lines(after), strict=True) if section.has_costs else ()
    return [*rows, *(Compared(label, compare(old, new)) for (label, old), (_label, new) in lines)]


def _lines(form: Filled) -> list[tuple[Words, str]]:
    """The lines of money, those of each kind as lines of one text, so that they are compared like words."""
    costs = [(label, cost.year, cost) for label, cost in form.estimate.lines_shown]
    lines = [f"{label}{f' {year}' if year else ''} – {cost.what}: {cost.amount_text}" for label, year, cost in costs]
    money = [f"{line.label} – {line.what}: {line.amount_text}" for line in form.funding]
    return [(_("Costs"), "\n".join(lines)), (_("Other money"), "\n".join(money))]


def last_number(application: Application, slug: str) -> int:
    return application.revisions.filter(section=slug).aggregate(last=Max("number"))["last"] or 0


def going_on(application: Application, slug: str, fields: dict[str, Any], *, person: User, took_effect: bool) -> Revision | None:
    """The revision of the same person that this text only carries further, so that it needs none of its own.

    Only what was kept by itself is carried further, and only while no more is struck out than one mends in passing: who
    selects all and types finds in the earlier texts what stood there.
    """
    if took_effect and not fields["is_auto"]:
        return None
    mine = list(application.revisions.filter(section=slug, saved_by=person, took_effect=took_effect)[:2])
    if mine and not took_effect and mine[0].content == fields["content"]:
        return mine[0]
    if len(mine) < 2 or not fields["is_auto"] or not mine[0].is_auto:
        return None
    is_soon = fields["saved_at"] - mine[1].saved_at < AUTOSAVES_APART
    return mine[0] if is_soon and struck_out(mine[0].content, fields["content"]) <= STRUCK_OUT else None


def struck_out(before: dict[str, Any], after: dict[str, Any]) -> int:
    """How many characters are gone if one place was changed: what stood between the common beginning and the common end."""
    old, new = (json.dumps(content, ensure_ascii=False, sort_keys=True) for content in (before, after))
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return len(old) - start - end


def _shared(old: str, new: str) -> int:
    """How many characters at the beginning are the same."""
    pairs = zip(old, new, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))
