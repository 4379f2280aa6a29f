"""The worklist as a file: exactly what the address narrows it to."""

from __future__ import annotations

import tempfile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from core import sheets
from core.actor import Actor
from core.dates import local_day
from core.sheets import Sheet
from desk import permissions, queries
from desk.exports import worklist_sheet
from desk.views.worklist import filters
from registry.actions import record
from reviews.queries import standings

# A file of this size or less stays in memory.
IN_MEMORY = 1_000_000


@require_safe
def worklist_csv(request: HttpRequest) -> HttpResponse:
    sheet = _sheet(request, "csv")
    return StreamingHttpResponse(sheets.csv_pieces(sheet), content_type=sheets.CSV, headers=_named(request, "csv"))


@require_safe
def worklist_xlsx(request: HttpRequest) -> HttpResponse:
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    sheets.write_xlsx(_sheet(request, "xlsx"), file)
    file.seek(0)
    return FileResponse(file, content_type=sheets.XLSX, headers=_named(request, "xlsx"))


def _sheet(request: HttpRequest, ending: str) -> Sheet:
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied
    person, at, form = request.user, request.received_at, filters(request)
    rows = queries.narrowed(person, at, form.chosen)
    record("export", by=Actor.of(request, permissions.role_at_desk(person)), at=at, about="worklist", format=ending)
    return worklist_sheet(
        rows, person=person, at=at, filters=form.in_words, points=standings(rows.order_by().only("pk").iterator(), person)
    )


def _named(request: HttpRequest, ending: str) -> dict[str, str]:
    day = local_day(request.received_at).isoformat()
    return {"Content-Disposition": f'attachment; filename="hakemukset-{day}.{ending}"'}
