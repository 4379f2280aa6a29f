"""What we tell applicants about their applications."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application, Attachment, CompletionRequest, StoredFile, Version
from applications.queries import REMINDER_CLOCK, AskedPart
from applications.sections import FILES
from core import dates
from core.calendars import CalendarEvent, calendar_file
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


def completion_requested(request: CompletionRequest, person: User, *, asked: list[AskedPart]) -> Draft:
    """The City asks for more: what, why, and by which day, with the day for the calendar."""
    with translation.override(person.language):
        calendar = calendar_file(_last_day(request))
    return Draft(
        name="applications/completion_requested",
        key=f"applications/completion_requested:{request.application.reference}:{request.pk}:{person.pk}",
        about=request.application.about,
        to=person.email,
        language=person.language,
        context={**_case(request), "request": request, "asked": asked},
        not_after=request.due_at,
        calendar=calendar,
    )


def completion_near(request: CompletionRequest, person: User, *, asked: list[AskedPart], rung: int, at: datetime) -> Draft:
    """The last day is near and nothing has been sent. A rung that is late says how many days are left now."""
    days = (request.due_on - dates.local_day(at)).days
    return Draft(
        name="applications/completion_near",
        key=f"applications/completion_near:{request.application.reference}:{request.pk}:{rung}:{person.pk}",
        about=request.application.about,
        to=person.email,
        language=person.language,
        context={**_case(request), "request": request, "asked": asked, "days": days},
        not_after=request.due_at,
    )


def completion_received(request: CompletionRequest, person: User, *, version: Version) -> Draft:
    """The receipt of a completion."""
    return Draft(
        name="applications/completion_received",
        key=f"applications/completion_received:{request.application.reference}:{request.pk}:{person.pk}",
        about=request.application.about,
        to=person.email,
        language=person.language,
        context={**_case(request), "version": version},
    )


def completion_lapsed(request: CompletionRequest, person: User) -> Draft:
    """Nothing came in time. It happens at midnight, and is told in the morning."""
    return Draft(
        name="applications/completion_lapsed",
        key=f"applications/completion_lapsed:{request.application.reference}:{request.pk}:{person.pk}",
        about=request.application.about,
        to=person.email,
        language=person.language,
        context={**_case(request), "request": request},
        not_before=dates.local(request.due_on + timedelta(days=1), REMINDER_CLOCK),
    )


def _case(request: CompletionRequest) -> dict[str, object]:
    return {"application": request.application, "programme": request.application.round.programme}


def _last_day(request: CompletionRequest) -> CalendarEvent:
    """In the morning of the last day, so that there is a day left; its reminder rings on the day before."""
    reference = request.application.reference
    starts_at = dates.local(request.due_on, time(9))
    return CalendarEvent(
        uid=f"completion-{reference}-{request.pk}@pikkukake",
        sequence=0,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        changed_at=request.asked_at,
        summary=_("Pikku KAKE: the last day to complete the application %(reference)s") % {"reference": reference},
        url=f"{settings.PORTAL_BASE_URL}{reverse('applications:complete', args=[reference])}",
    )


def malware_found(file: StoredFile, person: User, *, at: datetime) -> Draft:
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
            # What has been sent and can't be changed gets another file only if the City asks for it.
            "is_closed": application is not None and not application.takes_answers_in(FILES, at),
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
