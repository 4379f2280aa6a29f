"""What we tell applicants about their applications."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from applications.models import Application, Version
from registry.letters import Draft
from rounds.models import Round


def submitted(application: Application, person: User, *, version: Version) -> Draft:
    """The receipt (laki 13/2003 12 §): the reference and the time the application was received."""
    return Draft(
        name="applications/submitted",
        key=f"applications/submitted:{application.reference}:{version.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "version": version, "contact": application.round.programme},
    )


def withdrawn(application: Application, person: User, *, at: datetime) -> Draft:
    """The application was withdrawn by its owner."""
    return Draft(
        name="applications/withdrawn",
        key=f"applications/withdrawn:{application.reference}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "at": at, "contact": application.round.programme},
    )


def deadline_near(round_: Round, person: User, *, drafts: list[tuple[Application, list[str]]], days: int) -> Draft:
    """One letter to one person about all the drafts she can finish: `drafts` with the titles of the parts that are not ready.

    The deadline is in the key, so a moved deadline makes a new series.
    """
    return Draft(
        name="applications/deadline_near",
        key=f"applications/deadline_near:{round_.pk}:{round_.closes_at.isoformat()}:{days}:{person.pk}",
        about=round_about(round_),
        to=person.email,
        language=person.language,
        context={
            "round": round_,
            "drafts": drafts,
            "days": days,
            "contact": round_.programme,
        },
        not_after=round_.closes_at,
    )


def round_extended(round_: Round, person: User, *, before: datetime) -> Draft:
    """A round that this person has a draft in closes later than it was going to."""
    return Draft(
        name="applications/round_extended",
        key=f"applications/round_extended:{round_.pk}:{round_.closes_at.isoformat()}:{person.pk}",
        about=round_about(round_),
        to=person.email,
        language=person.language,
        context={"round": round_, "before": before, "contact": round_.programme},
        not_after=round_.closes_at,
    )


def round_about(round_: Round) -> str:
    """How letters about a round name it."""
    return f"round:{round_.pk}"
