"""What we tell applicants about their applications."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from applications.models import Application, Attachment, StoredFile, Version
from core import dates
from core.text import Words
from registry.letters import Draft
from rounds.models import Round
from rounds.queries import current_programme


def submitted(application: Application, person: User, *, version: Version) -> Draft:
    """The receipt (laki 13/2003 12 §): the reference and the time the application was received."""
    return Draft(
        name="applications/submitted",
        key=f"applications/submitted:{application.reference}:{version.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "version": version, "programme": application.round.programme},
    )


def registered(application: Application, person: User, *, version: Version) -> Draft:
    """The receipt of what came on paper and the desk registered: when it arrived, and what being late means."""
    return Draft(
        name="applications/registered",
        key=f"applications/registered:{application.reference}:{version.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "version": version, "programme": application.round.programme},
    )


def withdrawn(application: Application, person: User, *, at: datetime) -> Draft:
    """The application was withdrawn by its owner."""
    return Draft(
        name="applications/withdrawn",
        key=f"applications/withdrawn:{application.reference}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "at": at, "programme": application.round.programme},
    )


def malware_found(file: StoredFile, person: User) -> Draft:
    """A file held malware, and was deleted: one of an application, or one that the reader sent in a message."""
    application = file.application if isinstance(file, Attachment) else None
    return Draft(
        name="applications/malware_found",
        key=f"applications/malware_found:{'' if application else f'{file.word}:'}{file.pk}:{person.pk}",
        about=file.about,
        to=person.email,
        language=person.language,
        context={
            "application": application,
            "file": file,
            "programme": application.round.programme if application else current_programme(),
        },
    )


def deadline_near(
    round_: Round, person: User, *, drafts: list[tuple[Application, list[Words]]], rung: int, at: datetime
) -> Draft:
    """One letter to one person about all the drafts she can finish: `drafts` with the titles of the parts that are not ready.

    The deadline is in the key, so a moved deadline makes a new series. A letter of the rung of three days may go out when
    only two are left, and then says two.
    """
    return Draft(
        name="applications/deadline_near",
        key=f"applications/deadline_near:{round_.pk}:{round_.closes_at.isoformat()}:{rung}:{person.pk}",
        about=round_about(round_),
        to=person.email,
        language=person.language,
        context={
            "round": round_,
            "drafts": drafts,
            "days": (dates.local_day(round_.closes_at) - dates.local_day(at)).days,
            "programme": round_.programme,
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
        context={"round": round_, "before": before, "programme": round_.programme},
        not_after=round_.closes_at,
    )


def removal_near(application: Application, person: User, *, on: date) -> Draft:
    """An idle draft is removed on a day, unless somebody changes it. Another day makes another letter."""
    return Draft(
        name="applications/removal_near",
        key=f"applications/removal_near:{application.reference}:{on.isoformat()}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "on": on, "programme": application.round.programme},
    )


def round_about(round_: Round) -> str:
    """How letters about a round name it."""
    return f"round:{round_.pk}"
