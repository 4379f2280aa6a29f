"""Pages about the portal itself: is it alive, is it ready, and what it says when a request cannot be read."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry import queries

# The worker sends what is due each minute; ten minutes without means that it does not run.
OUTBOX_LIMIT_MINUTES = 10


@login_not_required  # asked by the machinery that watches the process
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database, so that a database at rest does not restart the web."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required  # asked by the machinery that watches the service; tells no names
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether people can be served: 200 or 503, and which part is not ready."""
    parts = {"database": "unreachable", "migrations": "unknown", "letters": "unknown"}
    try:
        executor = MigrationExecutor(connection)
        parts["database"] = "ok"
        parts["migrations"] = "waiting" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
        if parts["migrations"] == "ok":
            parts["letters"] = _letters(request.received_at)
    except DatabaseError:
        pass
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def _letters(at) -> str:
    oldest = queries.outbox_health(at)["oldest"]
    late = oldest is not None and (at - oldest).total_seconds() > OUTBOX_LIMIT_MINUTES * 60
    return "late" if late else "ok"


def too_large(request: HttpRequest) -> HttpResponse:
    """413: what was sent is larger than the portal takes. A page for files says so of files, and leads back to itself."""
    context = {"is_file": request.content_type == "multipart/form-data", "megabytes": settings.ATTACHMENT_MEGABYTES}
    return render(request, "413.html", context, status=413)


def no_room(request: HttpRequest) -> HttpResponse:
    """507: the disk on which files arrive is full."""
    return render(request, "507.html", status=507)


def unreadable(request: HttpRequest) -> HttpResponse:
    """400: what was sent cannot be taken apart."""
    return render(request, "400.html", status=400)


@login_not_required  # an error can happen to anybody
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django itself refuses; rendered without the request, whose host may be what is wrong."""
    return _plain(request, "400.html", 400)


@login_not_required  # an error can happen to anybody
def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database does not answer. Uses neither database nor session: either may be what is broken."""
    resting = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return _plain(request, "503.html", 503) if resting else _plain(request, "500.html", 500)


def _plain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    context = {"request_id": getattr(request, "request_id", ""), "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", "fi")}
    return HttpResponse(render_to_string(template, context), status=status)
