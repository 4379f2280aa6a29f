"""How reviews would be shared out; nothing is written, so a page can show it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import User
from applications.models import Application
from reviews.models import Assignment
from reviews.queries.candidates import AWAITED as AWAITED_STATES
from reviews.queries.candidates import unsent_assignments
from reviews.queries.reading import reads_points


@dataclass(frozen=True)
class Split:
    """Who would get which case, and the cases for which there are too few people."""

    pairs: list[tuple[Application, User]]
    short: list[Application]


def even_split(applications: Sequence[Application], reviewers: Sequence[User], *, each: int | None = None) -> Split:
    """Each case gets who has the least to do, until it has `each` reviewers, or as many as its round wants.

    Nobody gets a case in which she is disqualified, or one whose points she can read already. Those who are asked already count.
    """
    load = dict(unsent_assignments().filter(reviewer__in=reviewers).order_by().values_list("reviewer").annotate(Count("pk")))
    asked: dict[int, set[int]] = {application.pk: set() for application in applications}
    standing = Assignment.objects.standing().filter(application__in=asked)
    for application, reviewer in standing.order_by().values_list("application", "reviewer"):
        asked[application].add(reviewer)
    open_to = {person.pk: _open_to(person, list(asked)) for person in reviewers}
    pairs, short = [], []
    for application in applications:
        wanted = (each or application.round.reviews_wanted) - len(asked[application.pk])
        free = [it for it in reviewers if application.pk in open_to[it.pk] and it.pk not in asked[application.pk]]
        chosen = sorted(free, key=lambda person: (load.get(person.pk, 0), person.pk))[: max(wanted, 0)]
        for person in chosen:
            load[person.pk] = load.get(person.pk, 0) + 1
            pairs.append((application, person))
        if len(chosen) < wanted:
            short.append(application)
    return Split(pairs, short)


def _open_to(person: User, keys: list[int]) -> set[int]:
    """Which of the cases the person could review without having read what others gave."""
    rows = Application.objects.filter(pk__in=keys, status__in=AWAITED_STATES, is_late=False).without_conflict(person)
    return set(
        rows.annotate(reads_points=reads_points(person)).filter(reads_points=False).order_by().values_list("pk", flat=True)
    )
