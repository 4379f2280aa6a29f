"""Pages of the published decision: the decision itself, and its letter to keep."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from applications.models import Application
from core.actor import Actor
from core.http import as_download
from decisions import actions, queries
from decisions.models import Decision
from registry.models import Document
from registry.queries import open_document


@require_safe
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """What was decided and why, and what one can do. Before publication it is as if there was no such case."""
    found = _find(request.user, reference)
    context = {"decision": found, "application": found.application, "contents": queries.contents(found)}
    context["explanation"] = queries.published_explanation(found.application)
    return render(request, "decisions/decision.html", context)


@require_safe
def letter(request: HttpRequest, reference: str) -> FileResponse:
    found = _find(request.user, reference)
    return _handed_out(request, found, found.document, "fi")


@require_safe
def translation(request: HttpRequest, reference: str) -> FileResponse:
    """The letter in English, where one was made: a courtesy, and it says so."""
    found = _find(request.user, reference)
    return _handed_out(request, found, found.translation, "en")


def _handed_out(request: HttpRequest, found: Decision, document: Document | None, language: str) -> FileResponse:
    if document is None:
        raise Http404
    by = Actor.of(request, _role(request.user, found.application))
    actions.download(found, by=by, at=request.received_at, language=language)
    return as_download(open_document(document), document.name, document.content_type)


def _find(person: User, reference: str) -> Decision:
    found = queries.readable_decision(person, reference)
    if found is None:
        raise Http404
    return found


def _role(person: User, application: Application) -> str:
    """In what part the person reads: a member of the group, or a handler of the case."""
    return application.membership_role(person) or min(person.roles)
