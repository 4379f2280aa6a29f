"""What the cases of a round are scored on: changed until it opens, and read by everybody at the desk ever after."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.actor import Actor
from core.http import see_other
from desk import permissions
from desk.forms import CriteriaForm, criteria_of, criteria_typed, rearranged
from reviews.models import HIGHEST
from rounds import actions
from rounds.actions import Asked
from rounds.models import Round
from rounds.permissions import can_change_rounds
from rounds.queries import other_rounds


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, number: int) -> HttpResponse:
    """Adding, moving, taking away and copying change the page alone; nothing is kept until "save" is pressed."""
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round, number=number)  # rounds are public
    if request.method != "POST":
        return _page(request, round_, _form(round_))
    if not can_change_rounds(request.user):
        raise PermissionDenied
    act, typed = request.POST.get("act", "save"), criteria_typed(request.POST)
    if act == "copy":
        return _copied(request, round_, typed)
    if act != "save":
        return _page(request, round_, _again(request, rearranged(typed, act)), is_unsaved=True)
    return _saved(request, round_, typed)


def _saved(request: HttpRequest, round_: Round, typed: Sequence[Asked]) -> HttpResponse:
    by, at = Actor.of(request, "coordinator"), request.received_at
    form = CriteriaForm(request.POST, shown=typed, reviews_wanted=round_.reviews_wanted, threshold="")
    if not form.is_valid():
        return _page(request, round_, form, status=422)
    try:
        actions.set_criteria(round_, by=by, at=at, edition=_edition(request), criteria=typed, **form.settings)
    except ValidationError as refusal:
        is_changed = getattr(refusal, "code", "") == "changed"
        form.add_error(None, refusal)
        # Whoever saves again has seen what the other one saved.
        edition = round_.criteria_edition if is_changed else _edition(request)
        return _page(request, round_, form, status=409 if is_changed else 422, edition=edition, is_changed=is_changed)
    messages.success(request, _("The criteria are saved. Applicants see them at once."))
    return see_other(reverse("desk:criteria", args=[round_.number]))


def _copied(request: HttpRequest, round_: Round, typed: Sequence[Asked]) -> HttpResponse:
    """What another round has, in place of what is on the page."""
    source = next((other for other in other_rounds(round_) if str(other.number) == request.POST.get("source")), None)
    if source is None:
        return _page(request, round_, _again(request, typed), is_unsaved=True, no_source=True, status=422)
    return _page(request, round_, _form(source), is_unsaved=True, copied=source)


def _form(round_: Round) -> CriteriaForm:
    threshold = "" if round_.threshold_percent is None else str(round_.threshold_percent)
    return CriteriaForm(shown=criteria_of(round_), reviews_wanted=round_.reviews_wanted, threshold=threshold)


def _again(request: HttpRequest, shown: Sequence[Asked]) -> CriteriaForm:
    """The settings as they were typed, with these criteria."""
    wanted = request.POST.get("reviews_wanted", "")
    return CriteriaForm(shown=shown, reviews_wanted=wanted, threshold=request.POST.get("threshold_percent", ""))


def _edition(request: HttpRequest) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _page(request: HttpRequest, round_: Round, form: CriteriaForm, *, status: int = 200, **more: object) -> HttpResponse:
    is_frozen = round_.has_frozen_criteria(request.received_at)
    saved = list(round_.criteria.all())
    context = {
        "round": round_,
        "form": form,
        "criteria": saved,
        "highest_points": HIGHEST * sum(criterion.weight for criterion in saved),
        "highest_on_page": HIGHEST * form.weights,
        "is_frozen": is_frozen,
        "may_change": can_change_rounds(request.user) and not is_frozen,
        "others": list(other_rounds(round_)) if not is_frozen else [],
        "edition": _edition(request) if request.method == "POST" else round_.criteria_edition,
        **more,
    }
    return render(request, "desk/criteria.html", context, status=status)
