"""Serving the decisions of a round by hand: letters to print, how and when each was served, and what does not count after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.actor import Actor
from core.http import as_download, see_other
from core.pdf import BusyError
from decisions import actions, permissions, queries, rules
from decisions.forms import AnnulForm, ServeForm
from decisions.models import Notice
from desk.forms import SetServiceForm
from rounds import actions as round_actions
from rounds.models import Round
from rounds.permissions import can_set_service
from rounds.queries import current_programme

# So many letters are made while somebody waits: a second or two.
MOST_LETTERS = 100
# Where what became of each row is kept until the next time, so that loading the page again does nothing again.
RESULT = "serving_result"


@dataclass(frozen=True)
class Row:
    """What recording the service of one decision would count, or why it can't be recorded."""

    it: queries.ToServe
    why_not: str
    counted: queries.Served | None


@require_safe
def serving(request: HttpRequest, number: int) -> HttpResponse:
    if not permissions.can_read_services(request.user):
        raise PermissionDenied
    return _page(request, _round(number))


@require_safe
def letters_to_post(request: HttpRequest, number: int) -> HttpResponse:
    """One file to print, of the decisions that are chosen and can be printed."""
    round_ = _served_round(request, number)
    chosen = [it for it in _chosen(request.GET, queries.to_serve(request.user, round_)) if not it.why_not_printed]
    if not chosen:
        problem = _("Choose at least one decision whose letter is ready and whose address is known.")
        return _page(request, round_, status=422, problem=problem)
    if len(chosen) > MOST_LETTERS:
        problem = _("At most %(most)d letters can be printed at once.") % {"most": MOST_LETTERS}
        return _page(request, round_, status=422, problem=problem)
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from desk import pdf

    try:
        content = pdf.letters_to_post(chosen, at=request.received_at)
    except BusyError:
        return _page(request, round_, status=503, problem=_("Other papers are being made just now. Try again in a moment."))
    by = Actor.of(request, "coordinator")
    actions.take_letters([it.decision for it in chosen], by=by, at=request.received_at)
    return as_download(ContentFile(content), f"paatoskirjeet-{number}.pdf", "application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, number: int) -> HttpResponse:
    """Before the press every row with the days that are counted; after it, the page of results. Each row is an act of its own."""
    round_ = _served_round(request, number)
    typed = request.POST if request.method == "POST" else request.GET
    waiting = queries.to_serve(request.user, round_)
    chosen = _chosen(typed, waiting)
    form = ServeForm(typed, members_wait=any(it.lacks_members for it in waiting))
    problem = "" if chosen else _("Choose at least one decision.")
    if problem or not form.is_valid():
        return _page(request, round_, form, status=422, problem=problem)
    rows = [_row(it, form, request) for it in chosen]
    if request.method == "POST":
        return _do(request, round_, form, rows)
    context = {
        "round": round_,
        "form": form,
        "rows": rows,
        "possible": [row for row in rows if not row.why_not],
        "channel_label": dict(form.fields["channel"].choices)[form.cleaned_data["channel"]],
    }
    return render(request, "desk/serve.html", context)


@require_safe
def served(request: HttpRequest, number: int) -> HttpResponse:
    """What became of each row."""
    round_ = _served_round(request, number)
    return render(request, "desk/served.html", {"round": round_, "result": request.session.get(RESULT)})


@require_http_methods(["GET", "HEAD", "POST"])
def annul_notice(request: HttpRequest, pk: int) -> HttpResponse:
    if not permissions.can_serve(request.user):
        raise PermissionDenied
    rows = Notice.objects.handled_by(request.user).select_related("decision__application__round", "decision__application__group")
    notice = get_object_or_404(rows, pk=pk)
    form = AnnulForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            again = actions.annul_notice(notice, by=by, at=request.received_at, **form.act)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _recorded(again))
            return see_other(reverse("desk:serving", args=[notice.decision.application.round.number]))
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/annul_notice.html", {"form": form, "notice": notice}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def set_service(request: HttpRequest) -> HttpResponse:
    """Whether decisions are listed in public, and when the office closes."""
    if not can_set_service(request.user):
        raise PermissionDenied
    programme = current_programme()
    if programme is None:
        raise Http404
    form = SetServiceForm(request.POST if request.method == "POST" else None, initial=SetServiceForm.stored(programme))
    if request.method == "POST" and form.is_valid():
        round_actions.set_service(programme, by=Actor.of(request, "admin"), at=request.received_at, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on; what has been listed stays on the list for its time."))
        return see_other(reverse("desk:set_service"))
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/set_service.html", {"form": form, "programme": programme}, status=status)


def _round(number: int) -> Round:
    return get_object_or_404(Round.objects.select_related("programme"), number=number)  # rounds are public


def _served_round(request: HttpRequest, number: int) -> Round:
    if not permissions.can_serve(request.user):
        raise PermissionDenied
    return _round(number)


def _page(
    request: HttpRequest, round_: Round, form: ServeForm | None = None, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    """The list; without a `form` with what stands in the address, as when the file to print was refused."""
    rows = queries.to_serve(request.user, round_)
    if form is None:
        typed = {name: request.GET[name] for name in ServeForm.base_fields if name in request.GET}
        form = ServeForm(members_wait=any(it.lacks_members for it in rows), initial=typed or None)
    context = {
        "round": round_,
        "form": form,
        "rows": [it for it in rows if not it.is_on_its_way],
        "on_its_way": [it for it in rows if it.is_on_its_way],
        "services": queries.services_shown(round_, request.user),
        "left_out": queries.not_handled(round_, request.user),
        "chosen": set((request.POST if request.method == "POST" else request.GET).getlist("decision")),
        "may_serve": permissions.can_serve(request.user),
        "problem": problem,
    }
    return render(request, "desk/serving.html", context, status=status)


def _chosen(typed: QueryDict, waiting: Sequence[queries.ToServe]) -> list[queries.ToServe]:
    """Those that are ticked and still wait; what somebody else has served meanwhile is not among them."""
    ticked = set(typed.getlist("decision"))
    return [it for it in waiting if str(it.decision.pk) in ticked]


def _row(it: queries.ToServe, form: ServeForm, request: HttpRequest) -> Row:
    channel, sent_on = form.cleaned_data["channel"], form.cleaned_data["sent_on"]
    audience = Notice.MEMBERS if channel == rules.PUBLIC else Notice.PARTY
    why_not = queries.why_not_served(it.decision, audience, sent_on, request.received_at)
    return Row(it, why_not, None if why_not else queries.counted_service(channel, sent_on))


def _do(request: HttpRequest, round_: Round, form: ServeForm, rows: Sequence[Row]) -> HttpResponse:
    by, at, told = Actor.of(request, "coordinator"), request.received_at, []
    for row in rows:
        problem = row.why_not
        if not problem:
            try:
                actions.serve(row.it.decision, by=by, at=at, **form.cleaned_data)
            except ValidationError as refusal:
                problem = " ".join(refusal.messages)
        application = row.it.decision.application
        told.append({"reference": application.reference, "title": str(application), "problem": problem})
    label = str(dict(form.fields["channel"].choices)[form.cleaned_data["channel"]])
    request.session[RESULT] = {"label": label, "rows": told}
    done = sum(not row["problem"] for row in told)
    messages.success(request, _("%(done)d of %(all)d done.") % {"done": done, "all": len(told)})
    return see_other(reverse("desk:served", args=[round_.number]))


def _recorded(again: Notice | None) -> str:
    if again is None:
        return _("The service does not count any more. The decision is on the list of what is to be served.")
    return _("The new day is recorded, and the time for a claim is counted from it.")
