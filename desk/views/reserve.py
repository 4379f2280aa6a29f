"""The reserve list at the desk: its order and history, offering free money, and reopening a case for its new decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Application
from core.actor import Actor
from core.http import see_other
from decisions import actions, permissions, queries
from decisions.forms import OfferForm
from decisions.models import ReservePlace
from rounds.models import KIND_PATHS, KINDS, Round


@require_safe
def reserve(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    round_, code = _part(request, number, kind)
    found = queries.reserve_of(request.user, round_, code)
    context = {
        "round": round_,
        "kind_label": KINDS[code],
        "kind_path": kind,
        "reserve": found,
        "rows": [(place, smallest, _waits_for_decider(found, place)) for place, smallest in found.rows],
        "may_offer": permissions.can_offer(request.user),
        "may_take_up": permissions.can_take_up_offer(request.user),
    }
    return render(request, "desk/reserve.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_reserve(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    round_, code = _part(request, number, kind)
    if not permissions.can_offer(request.user):
        raise PermissionDenied
    found = queries.reserve_of(request.user, round_, code)
    place = next((place for place in found.places if place.pk == pk), None)
    if place is None:
        raise Http404
    form = OfferForm(request.POST if request.method == "POST" else None, is_first=place == found.next_in_line)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_reserve(place, by=Actor.of(request, "coordinator"), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The offer is made, and the group gets a letter."))
            return see_other(reverse("desk:reserve", args=[number, kind]))
    context = {"round": round_, "kind_path": kind, "place": place, "reserve": found, "form": form}
    context["smallest"] = found.smallest[place.application_id]
    return render(request, "desk/offer_reserve.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def take_up_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """The decider's press after the group has accepted; then she decides as always."""
    if not permissions.can_take_up_offer(request.user):
        raise PermissionDenied
    found = get_object_or_404(Application.objects.handled_by(request.user), reference=reference)
    try:
        actions.take_up_offer(found, by=Actor.of(request, "decider"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request, _("The case is open for a new decision. The earlier one stands until the new one is published.")
        )
    return see_other(reverse("desk:case", args=[reference]))


def _waits_for_decider(found: queries.Reserve, place: ReservePlace) -> bool:
    """Whether the group has accepted and the case can be reopened: not while its refusal is being corrected."""
    return place.pk in found.to_take_up and place.application.status == "decided"


def _tell(form: OfferForm, refusal: ValidationError) -> None:
    """Beside its field, where the form has it."""
    said = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for field, sentences in said.items():
        form.add_error(field if field in form.fields else None, sentences)


def _part(request: HttpRequest, number: int, kind: str) -> tuple[Round, str]:
    if not permissions.can_read_divisions(request.user):
        raise PermissionDenied
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    if code is None:
        raise Http404
    return get_object_or_404(Round.objects.select_related("programme"), number=number), code  # rounds are public
