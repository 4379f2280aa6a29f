"""Publishing the decisions of a round: the list, every letter as it will be, and then at once or at a set time."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import dates
from core.actor import Actor
from core.http import see_other
from decisions import actions as decision_actions
from decisions.permissions import can_publish
from desk import queries
from desk.forms import ScheduleForm
from registry.actions import record
from rounds.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """The list. Its button stands below the letters, with the fingerprint of those that were read there."""
    round_ = _find(request, number)
    if request.method != "POST":
        return _list(request, round_)
    by, seen = Actor.of(request, "decider"), request.POST.get("fingerprint", "")
    try:
        published = decision_actions.publish(round_, by=by, at=request.received_at, fingerprint=seen)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return see_other(reverse("desk:publish_preview" if refusal.code == "changed" else "desk:publish", args=[number]))
    sentence = ngettext("%(count)s decision is published.", "%(count)s decisions are published.", len(published))
    messages.success(request, sentence % {"count": len(published)})
    return see_other(reverse("desk:publish", args=[number]))


@require_safe
def publish_preview(request: HttpRequest, number: int) -> HttpResponse:
    """Every letter as it will be, one after another."""
    round_ = _find(request, number)
    answer = _preview(request, round_, ScheduleForm())
    record("view", by=Actor.of(request, "decider"), at=request.received_at, about=f"round:{round_.pk}")
    return answer


@require_POST
def schedule_publication(request: HttpRequest, number: int) -> HttpResponse:
    round_ = _find(request, number)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _preview(request, round_, form, status=422)
    by, seen = Actor.of(request, "decider"), request.POST.get("fingerprint", "")
    try:
        set_time = decision_actions.schedule_publication(
            round_, by=by, at=request.received_at, due_at=form.due_at, fingerprint=seen
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _preview(request, round_, form, status=422)
    messages.success(request, _("The decisions are published on %(moment)s.") % {"moment": dates.moment(set_time.due_at)})
    return see_other(reverse("desk:publish", args=[number]))


@require_POST
def cancel_publication(request: HttpRequest, number: int) -> HttpResponse:
    round_ = _find(request, number)
    try:
        decision_actions.cancel_publication(round_, by=Actor.of(request, "decider"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The set time is taken back. Nothing is published before you publish it or set a new time."))
    return see_other(reverse("desk:publish", args=[number]))


def _find(request: HttpRequest, number: int) -> Round:
    if not can_publish(request.user):
        raise PermissionDenied
    return get_object_or_404(Round.objects.select_related("programme"), number=number)  # rounds are public


def _list(request: HttpRequest, round_: Round) -> HttpResponse:
    context = {"round": round_, "publication": queries.publication(round_, request.user)}
    if waiting := context["publication"].waiting:
        # Sets letters, and so loads what most lists need not wait for.
        from desk import pdf

        context["is_off"] = pdf.is_off(waiting, request.received_at)
    return render(request, "desk/publish.html", context)


def _preview(request: HttpRequest, round_: Round, form: ScheduleForm, status: int = 200) -> HttpResponse:
    from desk import pdf

    at = request.received_at
    shown = queries.publication(round_, request.user, with_letters=True)
    if not shown.decisions:
        messages.info(request, _("There is nothing to publish in this round."))
        return see_other(reverse("desk:publish", args=[round_.number]))
    context = {
        "round": round_,
        "publication": shown,
        "is_off": pdf.is_off(shown.waiting, at),
        "letters": pdf.letters_to_publish(shown, at),
        "fingerprint": pdf.fingerprint(shown, at),
        "form": form,
    }
    return render(request, "desk/publish_preview.html", context, status=status)
