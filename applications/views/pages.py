"""What every page of an application finds and says."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from applications import permissions, queries
from applications.models import Application, Revision
from applications.sections import Section

PAGE = ["GET", "HEAD", "POST"]
# For so long a page tells that somebody else has saved the same part.
JUST_NOW = timedelta(minutes=5)


def filled(request: HttpRequest, reference: str) -> queries.Filled:
    """The form of an application of one's own group, or else of a draft that one helps with."""
    found = queries.for_form(Application.objects.open_to(request.user))
    return queries.filled(get_object_or_404(found, reference=reference))


def state(request: HttpRequest, form: queries.Filled, part: Section | None = None) -> dict:
    """What every page of an application says about it; with `part`, about that part."""
    application, slug = form.application, part.slug if part else ""
    points = application.completion.points.all() if application.completion else []
    return {
        "point": next((point for point in points if point.section == slug), None),
        "filled": form,
        "application": application,
        "round": application.round,
        "programme": application.round.programme,
        "received_at": request.received_at,
        "is_receiving": application.round.receives(request.received_at),
        "can_edit": permissions.can_edit(request.user, application, request.received_at, slug),
        "can_send": permissions.can_send(request.user, application),
        "can_discard": permissions.can_discard(request.user, application),
        "can_register": permissions.can_register(request.user, application),
        "is_helping": permissions.can_help(request.user, application),
        "is_reader": not permissions.can_fill_in(request.user, application),
        "owners": [place.person for place in application.group.memberships.all() if place.role == "owner"],
    }


def home_url(application: Application) -> str:
    """The page that its parts lead back to."""
    page = "complete" if application.completion else "tasks"
    return reverse(f"applications:{page}", args=[application.reference])


def is_after_round(application: Application, request: HttpRequest) -> bool:
    """Whether what is saved now comes too late to be sent; what the City asked for later has a time of its own."""
    has_own_time = application.is_on_paper or application.completion is not None
    return not has_own_time and not application.round.receives(request.received_at)


def section_url(reference: str, part: Section, **more) -> str:
    return reverse("applications:section", args=[reference, part.slug], **more)


def group_url(application: Application, page: str) -> str:
    """Where the group's details are told; saving leads back to the named page of the application."""
    back = reverse(f"applications:{page}", args=[application.reference])
    return reverse("accounts:edit_group", args=[application.group_id], query={"next": back})


def status_of(request: HttpRequest) -> int:
    """A posted form that is shown again was refused."""
    return 422 if request.method == "POST" else 200


def count_in(request: HttpRequest, name: str) -> int | None:
    """A number that the page wrote into its form; whatever else stands there counts as not known."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def just_changed(request: HttpRequest, newest: Revision | None) -> bool:
    """Whether somebody else may be writing here right now."""
    return newest is not None and newest.saved_by != request.user and request.received_at - newest.saved_at < JUST_NOW
