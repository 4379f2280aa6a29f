"""What a round weighs applications by, until it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.actor import Actor
from core.text import clean_line, clean_text
from registry.actions import record
from rounds.actions.programme import SCORING
from rounds.models import Criterion, Round


@dataclass(frozen=True)
class Asked:
    """One criterion as somebody wants it. `levels` are what 0 to 5 points mean, in Finnish and in English; all or none in Finnish.

    `code` is of a criterion that the round, or another one, has already; a new one has none.
    """

    name_fi: str
    name_en: str
    weight: int
    guide_fi: str = ""
    guide_en: str = ""
    minimum: int | None = None
    levels: Sequence[tuple[str, str]] = ()
    code: str = ""


@transaction.atomic
def set_criteria(
    round_: Round,
    *,
    by: Actor,
    at: datetime,
    edition: int,
    criteria: Sequence[Asked],
    reviews_wanted: int,
    threshold_percent: int | None,
) -> Round:
    """Say on what the round's cases are scored, by how many people, and below what share of the points they are not funded.

    Refused from the opening on, and with the code `changed` where somebody has saved since `edition`. What is wrong with a
    criterion is told under the name of its field and its place in `criteria`, as in `name_fi-0`.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.has_frozen_criteria(at):
        raise ValidationError(_("The round has opened, so its criteria can't change any more."))
    if round_.criteria_edition != edition:
        raise ValidationError(_("Somebody else has saved the criteria while you had them open."), code="changed")
    round_.reviews_wanted, round_.threshold_percent, round_.criteria_edition = reviews_wanted, threshold_percent, edition + 1
    round_.validate_constraints()
    _replace_criteria(round_, [_cleaned(asked) for asked in criteria])
    round_.save(update_fields=[*SCORING, "criteria_edition"])
    weights = {criterion.code: criterion.weight for criterion in round_.criteria.all()}
    record(
        "set_criteria",
        by=by,
        at=at,
        about=f"round:{round_.pk}",
        edition=edition + 1,
        weights=weights,
        reviews_wanted=reviews_wanted,
        threshold_percent=threshold_percent,
    )
    return round_


def _cleaned(asked: Asked) -> Asked:
    levels = [(clean_line(finnish), clean_line(english)) for finnish, english in asked.levels]
    return replace(
        asked,
        name_fi=clean_line(asked.name_fi),
        name_en=clean_line(asked.name_en),
        guide_fi=clean_text(asked.guide_fi).strip(),
        guide_en=clean_text(asked.guide_en).strip(),
        levels=levels if any(finnish or english for finnish, english in levels) else (),
    )


def _replace_criteria(round_: Round, wanted: Sequence[Asked]) -> None:
    """What stays keeps its row, so that reasons which name its code go on meaning it."""
    if not wanted:
        raise ValidationError(_("Cases are scored on at least one criterion."))
    if broken := _broken(wanted):
        raise ValidationError(broken)
    known = {criterion.code: criterion for criterion in round_.criteria.all()}
    taken = {asked.code for asked in wanted if asked.code}
    kept = set()
    for position, asked in enumerate(wanted, start=1):
        code = asked.code or _new_code(asked, taken)
        criterion = known.get(code) or Criterion(round=round_, code=code)
        criterion.position, criterion.weight, criterion.minimum = position, asked.weight, asked.minimum
        for name in ("name_fi", "name_en", "guide_fi", "guide_en"):
            setattr(criterion, name, getattr(asked, name))
        criterion.levels = [{"fi": finnish, "en": english} for finnish, english in asked.levels]
        criterion.full_clean(exclude={"levels"})  # made just above, and may be empty
        criterion.save()
        taken.add(code)
        kept.add(code)
    round_.criteria.exclude(code__in=kept).delete()


def _broken(wanted: Sequence[Asked]) -> dict[str, list[str]]:
    """What is wrong with the criteria, by field and place."""
    broken: dict[str, list[str]] = {}
    names = [asked.name_fi.casefold() for asked in wanted]
    for place, asked in enumerate(wanted):
        if not asked.name_fi:
            broken[f"name_fi-{place}"] = [_("Give the criterion a name in Finnish.")]
        elif names.index(asked.name_fi.casefold()) < place:
            broken[f"name_fi-{place}"] = [_("Another criterion has this name.")]
        if not asked.name_en:
            broken[f"name_en-{place}"] = [_("Give the criterion a name in English.")]
        for points, (finnish, _english) in enumerate(asked.levels):
            if not finnish:
                sentence = _("Write what %(points)d points mean, or leave all of them empty.") % {"points": points}
                broken[f"level_fi_{points}-{place}"] = [sentence]
    return broken


def _new_code(asked: Asked, taken: set[str]) -> str:
    """From its English name, with a number where that is taken."""
    stem = slugify(asked.name_en)[:36].strip("-") or "criterion"
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem}-{number}") not in taken)
