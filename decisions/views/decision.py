"""Pages of the published decision: the decision itself, and its letter to keep."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from applications.models import Application
from core import dates
from core.actor import Actor
from core.http import as_download
from decisions import actions, permissions, queries
from decisions.models import Claim, Decision
from registry.models import Document
from registry.queries import open_document


@require_safe
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """What was decided and why, and what one can do. Before publication it is as if there was no such case."""
    found = _find(request.user, reference)
    context = {"decision": found, "application": found.application, "contents": queries.contents(found)}
    context["explanation"] = queries.published_explanation(found.application)
    today, notice = dates.local_day(request.received_at), queries.party_notice(found)
    context |= {"notice": notice, "is_over": bool(notice and notice.is_over(today))}
    context["finality"] = queries.finality(found, today) if found.is_in_force else None
    context["versions"] = queries.versions_of(found.application) if found.number > 1 else []
    context["may_give_up"] = permissions.can_give_up(request.user, found.application, found)
    if found.application.membership_role(request.user):
        context |= _disputes(request, found)
    return render(request, "decisions/decision.html", context)


def _disputes(request: HttpRequest, found: Decision) -> dict[str, object]:
    """What the group may claim, and has claimed."""
    return {
        "disputes": queries.disputes_for_group(found.application),
        "may_claim": permissions.can_claim(request.user, found.application),
        "last_day": queries.last_day_to_claim(found, Claim.PARTY),
        "today": dates.local_day(request.received_at),
    }


@require_safe
def letter(request: HttpRequest, reference: str) -> FileResponse:
    found = _find(request.user, reference)
    return _handed_out(request, found, found.document, "fi")


@require_safe
def translation(request: HttpRequest, reference: str) -> FileResponse:
    """The letter in English, where one was made: a courtesy, and it says so."""
    found = _find(request.user, reference)
    return _handed_out(request, found, found.translation, "en")


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version of the decision, also one that a newer one has replaced, as it was made known."""
    found = _find_version(request.user, reference, number)
    context = {"decision": found, "application": found.application, "contents": queries.contents(found)}
    context |= {"versions": queries.versions_of(found.application), "is_older": found.state == Decision.REPLACED}
    return render(request, "decisions/decision.html", context)


@require_safe
def version_letter(request: HttpRequest, reference: str, number: int) -> FileResponse:
    found = _find_version(request.user, reference, number)
    return _handed_out(request, found, found.document, "fi")


def _handed_out(request: HttpRequest, found: Decision, document: Document | None, language: str) -> FileResponse:
    if document is None:
        raise Http404
    by = Actor.of(request, _role(request.user, found.application))
    actions.download(found, by=by, at=request.received_at, language=language)
    return as_download(open_document(document), document.name, document.content_type)


def _find_version(person: User, reference: str, number: int) -> Decision:
    found = queries.readable_version(person, reference, number)
    if found is None:
        raise Http404
    return found


def _find(person: User, reference: str) -> Decision:
    found = queries.readable_decision(person, reference)
    if found is None:
        raise Http404
    return found


def _role(person: User, application: Application) -> str:
    """In what part the person reads: a member of the group, or a handler of the case."""
    return application.membership_role(person) or min(person.roles)
