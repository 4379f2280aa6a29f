"""The public list of decisions, for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core import dates
from decisions import queries
from rounds.queries import current_programme


@login_not_required  # decisions are made known to every member of the municipality
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """Only what may be published, and only while it may be disputed."""
    programme = current_programme()
    context = {
        "programme": programme,
        "rounds": queries.public_list(request.received_at),
        "office_closes": programme.office_closes if programme else None,
        "legal": queries.legal_text(dates.local_day(request.received_at), get_language()),
    }
    return render(request, "decisions/public_list.html", context)
