"""The first page of the desk: what waits for the reader, and every case in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import SavedView, User
from applications.models import Application
from applications.workflow import DECIDED
from core import dates
from core.text import Words
from decisions.permissions import can_handle_claims, can_publish, can_serve
from decisions.queries import claims_to_go_on_with, finalities_of, rectification_ends, to_serve
from desk import permissions, queries
from desk.forms import WorklistForm
from registry.queries import failed_letters
from reviews.queries import reviewers_to_choose
from rounds.models import Round

ROWS_A_PAGE = 50
# What each column sorts by, and whether its cells are numbers.
COLUMNS = (
    ("title", _("Application"), ""),
    ("kind", _("Kind"), ""),
    ("applied", _("Applied"), "number"),
    ("status", _("State"), ""),
    ("waiting", _("Waiting, days"), "number"),
    ("next", _("Next"), ""),
    ("handler", _("Handler"), ""),
)


@dataclass(frozen=True)
class Column:
    """`sorted` is `ascending`, `descending` or nothing; `url` sorts by it, and the other way when it is sorted already."""

    label: Words
    css: str
    sorted: str
    url: str


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Without anything in the address it is the person's start view, if she has one."""
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied
    views = list(SavedView.objects.visible_to(request.user))
    start = next((view for view in views if view.is_start), None)
    if start and not request.GET:
        return redirect(f"{reverse('desk:worklist')}?{start.query}")
    return worklist_page(request, views=views)


def worklist_page(request: HttpRequest, *, views: list[SavedView], status: int = 200, problem: str = "") -> HttpResponse:
    """Also for who pressed the button of many cases without choosing any: `problem` says so."""
    may_coordinate = permissions.can_coordinate(request.user)
    reviewers = list(reviewers_to_choose()) if may_coordinate else []
    form = filters(request, handlers=[it for it in reviewers if it.is_coordinator] if may_coordinate else None)
    rows = queries.narrowed(request.user, request.received_at, form.chosen)
    keys = queries.ordered(rows, request.GET.get("sort", ""), request.user, request.received_at).values_list("pk", flat=True)
    waiting, total = queries.waiting_of_all(request.user, request.received_at)
    # Narrowed, all keys at once: counting and then cutting a page would search the whole list twice. The rest are counted already.
    pages = Paginator(list(keys) if form.narrowing else keys, ROWS_A_PAGE)
    if not form.narrowing:
        pages.count = total
    page = pages.get_page(request.GET.get("page"))
    page.object_list = _rows(page.object_list, request.user, request.received_at)
    context = {
        "filter": form,
        "form": form,
        "page": page,
        "columns": _columns(request.GET),
        "views": views,
        "kept": form.narrowing,
        "problem": problem,
        "acts": queries.BULK_ACTS.values(),
        "mark": request.GET.get("mark", ""),
        "may_coordinate": may_coordinate,
        "handlers": form.handlers,
        "reviewers": reviewers,
        "waiting": waiting,
        "query": request.GET.urlencode(),
        **_waiting(request),
        "open_round": queries.open_round(request.received_at) if not page.object_list else None,
    }
    return render(request, "desk/worklist.html", context, status=status)


def filters(request: HttpRequest, *, handlers: Iterable[User] | None = None) -> WorklistForm:
    """What the address narrows the list to; `handlers` where they have been read already."""
    handlers = queries.handlers_to_choose() if handlers is None else handlers
    return WorklistForm(request.GET, work=queries.work_of(request.user), handlers=handlers)


def _rows(keys: object, person: User, at: datetime) -> list[Application]:
    rows = queries.rows_of(person, at, list(keys))
    finality = finalities_of([row.pk for row in rows if row.published_at], dates.local_day(at))
    for row in rows:
        row.waited, row.next_step = queries.days_waited(row, at), queries.next_step(row, at)
        if row.pk in finality and row.status == DECIDED and not row.work:
            row.next_step = finality[row.pk].words
        row.state_words = queries.state_words(row)
    return rows


def _columns(address: QueryDict) -> list[Column]:
    chosen = address.get("sort", "")
    by = chosen.removeprefix("-") if chosen.removeprefix("-") in queries.SORTS else next(iter(queries.SORTS))
    backwards = chosen == f"-{by}"
    found = []
    for name, label, css in COLUMNS:
        rest = address.copy()
        rest.pop("page", None)
        rest["sort"] = f"-{name}" if name == by and not backwards else name
        now = ("descending" if backwards else "ascending") if name == by else ""
        found.append(Column(label, css, now, f"?{rest.urlencode()}"))
    return found


def _waiting(request: HttpRequest) -> dict[str, object]:
    """What stands above the list."""
    person, at = request.user, request.received_at
    may_help = permissions.can_help_applicants(person)
    claims = list(claims_to_go_on_with(person, at)) if can_handle_claims(person) else []
    return {
        "may_help": may_help,
        "advice": queries.advice_of_the_day(person, at) if may_help else [],
        "claims": claims,
        "lacks_answer": any(claim.lacks_answer for claim in claims),
        "serving": _to_serve(request) if can_serve(person) else [],
        "ends": rectification_ends(person, at) if can_serve(person) else [],
        "publishing": queries.rounds_to_publish(person) if can_publish(person) else [],
        "failed_letters": failed_letters().count() if permissions.can_see_letters(person) else 0,
    }


def _to_serve(request: HttpRequest) -> list[tuple[Round, int]]:
    """In which rounds decisions wait to be served by hand, and how many."""
    counts = Counter(it.decision.application.round for it in to_serve(request.user) if not it.is_on_its_way)
    return sorted(counts.items(), key=lambda counted: counted[0].number)
