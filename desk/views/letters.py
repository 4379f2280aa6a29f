"""Every letter that the portal writes, in each language, and whether letters go through."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.letters import SAMPLES
from desk.permissions import can_see_letters
from registry.letters import write
from registry.queries import failed_letters, outbox_health


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    if not can_see_letters(request.user):
        raise PermissionDenied
    catalogue = [
        (name, [(code, language, write(sample(code))) for code, language in settings.LANGUAGES])
        for name, sample in SAMPLES.items()
    ]
    context = {"outbox": outbox_health(request.received_at), "failed": failed_letters(), "catalogue": catalogue}
    return render(request, "desk/letters.html", context)
