"""What an applicant is told in plain words: a draft from means in words and reasons of the bank, which a person then edits.

No reviewer's name and no reviewer's sentence comes into it: only how a criterion did, and reasons that many decisions share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from applications.models import Application
from applications.queries import people_to_tell
from decisions.models import GRANTED, GRANTED_IN_PART, REJECTED, Explanation, Reason, ReasonUse
from reviews.queries import standings
from rounds.models import Criterion, Programme, Round

# A mean from here on is a strength, and below the other something to improve, of at most 5 points.
STRONG_FROM, WEAK_BELOW = Decimal("3.5"), Decimal("3")
# Stands between the Finnish text, which the decision's reasons begin with, and the English one.
IN_ENGLISH = "– – – In English – – –"


@dataclass(frozen=True)
class Weighed:
    """How one criterion did: its mean, and whether that is below the least the round asks for."""

    criterion: Criterion
    mean: Decimal
    is_below_minimum: bool = False

    @property
    def is_strong(self) -> bool:
        return self.mean >= STRONG_FROM and not self.is_below_minimum

    @property
    def is_weak(self) -> bool:
        return self.mean < WEAK_BELOW or self.is_below_minimum


def draft_of(
    *,
    title: str,
    outcome: str,
    weighed: Sequence[Weighed],
    reasons: Sequence[Reason],
    programme: Programme,
    languages: Sequence[str] = ("fi",),
) -> str:
    """Pure: the same case gives the same words. Finnish always, and English after it where `languages` has that."""
    facts = (title, outcome, weighed, reasons, programme)
    texts = []
    for language in ("fi", *(it for it in languages if it != "fi")):
        with override(language):
            texts.append(_text(*facts))
    return f"\n\n{IN_ENGLISH}\n\n".join(texts)


def _text(title: str, outcome: str, weighed: Sequence[Weighed], reasons: Sequence[Reason], programme: Programme) -> str:
    parts = [
        [_("Thank you for your application “%(title)s”. Here is in plain words what we thought of it.") % {"title": title}],
        _listed(_("What was good"), [str(it.criterion.name) for it in weighed if it.is_strong]),
        _listed(_why(outcome), [reason.text for reason in reasons]),
        _listed(_("What you can improve next time"), [_to_improve(it) for it in weighed if it.is_weak]),
        [
            _("You can ask us more, and we help you with the next application. Advice does not oblige you to anything."),
            _contact(programme),
        ],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _listed(heading: str, lines: Iterable[str]) -> list[str]:
    items = [f"• {line}" for line in lines]
    return [f"{heading}:", *items] if items else []


def _why(outcome: str) -> str:
    if outcome == GRANTED:
        return _("Why you get the money")
    return (
        _("Why you get less than you applied for") if outcome == GRANTED_IN_PART else _("Why you do not get the money this time")
    )


def _to_improve(it: Weighed) -> str:
    """The criterion, and the question that those who review ask of it, for the group to answer next time."""
    words = {"criterion": it.criterion.name, "question": it.criterion.guide}
    if it.is_below_minimum:
        return _("%(criterion)s. This was below what the round asks for at least. Tell next time: %(question)s") % words
    return _("%(criterion)s. Tell next time: %(question)s") % words


def _contact(programme: Programme) -> str:
    return f"{programme.contact_name}, {programme.contact_phone}, {programme.contact_email}"


def weighed_of(application: Application, person: User) -> list[Weighed]:
    """The criteria of a case, as far as this person may see points already."""
    found = standings([application], person)[application.pk]
    return [Weighed(it.criterion, it.mean, it.is_below_minimum) for it in found.criteria] if found else []


def languages_of(application: Application) -> list[str]:
    """Finnish, and English where somebody of the group reads it."""
    return ["fi", *sorted({person.language for person in people_to_tell(application)} & {"en"})]


def outcome_of(application: Application, reasons: Sequence[Reason]) -> str:
    """What is decided or proposed; before that, what the chosen reasons are for."""
    decided = application.decisions.binding().first() or application.proposals.first()
    if decided:
        return decided.outcome
    uses = {reason.use for reason in reasons}
    return GRANTED if uses == {Reason.GRANT} else GRANTED_IN_PART if Reason.PART in uses else REJECTED


def explanation_of(application: Application) -> Explanation | None:
    """At the desk."""
    return Explanation.objects.filter(application=application).exclude(text="").select_related("written_by").first()


def published_explanation(application: Application) -> Explanation | None:
    """What the applicant may read: nothing before the decision is published. Asks nothing if the row was selected with it."""
    explanation = getattr(application, "explanation", None) if application.published_at else None
    return explanation if explanation and explanation.text else None


def earlier_explanation(draft: Application) -> Explanation | None:
    """What was told of the application whose answers a draft began with; drafts begun otherwise ask nothing."""
    if draft.copied_from_id is None:
        return None
    told = Explanation.objects.exclude(text="").filter(application__published_at__isnull=False)
    return told.filter(application=draft.copied_from_id).select_related("application").first()


def draft_for(application: Application, person: User, reasons: Sequence[Reason]) -> str:
    return draft_of(
        title=str(application),
        outcome=outcome_of(application, reasons),
        weighed=weighed_of(application, person),
        reasons=reasons,
        programme=application.round.programme,
        languages=languages_of(application),
    )


def finnish_part(explanation: Explanation) -> str:
    return explanation.text.partition(IN_ENGLISH)[0].strip()


def english_part(explanation: Explanation) -> str:
    """Empty where nobody of the group reads English."""
    return explanation.text.partition(IN_ENGLISH)[2].strip()


def reasons_to_choose(application: Application) -> list[Reason]:
    """Those in use, and the retired ones that the case has already."""
    return list(Reason.objects.filter(Q(retired_at__isnull=True) | Q(uses__application=application)).distinct())


def bank_of_reasons() -> QuerySet[Reason]:
    """Every reason, those in use first, with how many cases it was told in (`used`)."""
    return Reason.objects.annotate(used=Count("uses")).order_by(F("retired_at").asc(nulls_first=True), "use", "position", "pk")


def uses_by_round() -> dict[int, list[tuple[str, int]]]:
    """By reason: each round in which it was used, with how many cases. Two questions, however many reasons."""
    rounds = {round_.pk: str(round_) for round_ in Round.objects.all()}
    rows = ReasonUse.objects.order_by().values("reason", "application__round").annotate(number=Count("pk"))
    found: dict[int, list[tuple[str, int]]] = {}
    for row in rows.order_by("application__round__number"):
        found.setdefault(row["reason"], []).append((rounds[row["application__round"]], row["number"]))
    return found
