"""What a group has sent: each version to read and to keep, what changed between two, and the application on paper at any time."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import actions, permissions, queries
from applications.models import Application, Version
from applications.views.pages import filled
from core.actor import Actor
from core.http import as_download, see_other

# The same pages are shown at the desk, in its own frame and with its own addresses.
OURS = {"layout": "base.html", "place": "applications"}


@require_safe
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    application = _find(request, reference)
    sent = list(application.versions.defer("content").select_related("sent_by"))
    if not sent:
        raise Http404
    return render(request, "applications/versions.html", {"application": application, "versions": sent, **OURS})


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found = _version(_find(request, reference), number)
    context = {"version": found, "sent": queries.as_sent(found)}
    return render(request, "applications/version.html", {"application": found.application, **context, **OURS})


@require_safe
def comparison(request: HttpRequest, reference: str, older: int, newer: int) -> HttpResponse:
    application = _find(request, reference)
    return _compared(request, _version(application, older), _version(application, newer))


@require_safe
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """What the form says now beside what was sent last."""
    form = filled(request, reference)
    return _compared(request, _newest(form.application), queries.unsent_version(form))


def _compared(request: HttpRequest, older: Version, newer: Version) -> HttpResponse:
    application = older.application
    context = {"older": older, "newer": newer, "comparison": queries.comparison(older, newer)}
    about = {"application": application, "programme": application.round.programme}
    return render(request, "applications/comparison.html", {**about, **context, **OURS})


@require_safe
def printout(request: HttpRequest, reference: str) -> HttpResponse:
    """The application on paper as it is now: what was sent, or a draft while something waits to be sent."""
    form = filled(request, reference)
    application = form.application
    if not application.is_draft and not (application.has_unsent_changes() and application.takes_answers(request.received_at)):
        return _sent_printout(request, _newest(application))
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from applications import pdf

    return _printout(request, application, lambda: pdf.unsent_application(form, at=request.received_at))


@require_safe
def version_printout(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return _sent_printout(request, _version(_find(request, reference), number))


def _sent_printout(request: HttpRequest, found: Version) -> HttpResponse:
    from applications import pdf

    return _printout(request, found.application, lambda: pdf.sent_application(found), version=found.number)


def _printout(
    request: HttpRequest, application: Application, make: Callable[[], bytes], version: int | None = None
) -> HttpResponse:
    from applications import pdf

    try:
        content = make()
    except pdf.BusyError:
        messages.warning(request, _("Many papers are being made just now. Try again in a moment."))
        return see_other(reverse("applications:check", args=[application.reference]))
    by = Actor.of(request, permissions.part_of(request.user, application) or "reader")
    actions.take_printout(application, by=by, at=request.received_at, version=version)
    return as_download(ContentFile(content), pdf.file_name(application, version), "application/pdf")


def _find(request: HttpRequest, reference: str) -> Application:
    return get_object_or_404(queries.for_reading(Application.objects.visible_to(request.user)), reference=reference)


def _version(application: Application, number: int) -> Version:
    return _there(queries.version_of(application, number))


def _newest(application: Application) -> Version:
    return _there(application.versions.select_related("sent_by").first())


def _there(found: Version | None) -> Version:
    if found is None:
        raise Http404
    return found
