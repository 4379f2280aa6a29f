"""A coordinator's times: offering them, who has booked them, and what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions, exports
from advice.forms import CancelForm, MoveBookedForm, NoteForm, OfferPatternForm, OfferTimeForm
from advice.models import Appointment, Slot
from advice.models.appointments import HELD
from advice.queries import appointments as queries
from advice.queries.times import Plan, plan_for, where_of
from core import calendars
from core.actor import Actor
from core.dates import moment, short_moment
from core.http import as_download, see_other
from desk import permissions

PAGE = ["GET", "HEAD", "POST"]
TIMES_A_PAGE = 50


@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    at = request.received_at
    page = Paginator(queries.coming_times(request.user, at), TIMES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "today": queries.todays_appointments(request.user, at),
        "to_note": queries.appointments_to_note(request.user, at),
        "note_form": NoteForm(auto_id=False),
        "page": page,
        "days": queries.by_day(page),
        "has_colleagues": any(slot.adviser_id != request.user.pk for slot in page),
        "received_at": at,
    }
    return render(request, "desk/appointments.html", context)


@require_safe
def todays_appointments(request: HttpRequest) -> HttpResponse:
    """The day's list on a paper."""
    _refuse_others(request)
    context = {"today": queries.todays_appointments(request.user, request.received_at), "received_at": request.received_at}
    return render(request, "desk/todays_appointments.html", context)


@require_http_methods(PAGE)
def offer_time(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    form = OfferTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            slot = actions.offer_time(by=_coordinator(request), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The time is offered: %(time)s.") % {"time": moment(slot.starts_at)})
            return see_other(reverse("desk:appointments"))
    return render(request, "desk/offer_time.html", {"form": form}, status=_status(request))


@require_http_methods(PAGE)
def offer_pattern(request: HttpRequest) -> HttpResponse:
    """Written, looked at, and then offered: a pattern makes many times at once."""
    _refuse_others(request)
    form, step = OfferPatternForm(request.POST or None), request.POST.get("step", "")
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/offer_pattern.html", {"form": form}, status=_status(request))
    try:
        if step == "offer":
            plan = actions.offer_pattern(
                by=_coordinator(request), at=request.received_at, pattern=form.pattern, **form.place_facts
            )
            messages.success(request, _told(plan))
            return see_other(reverse("desk:appointments"))
        plan = plan_for(request.user, form.pattern, at=request.received_at)
        where = where_of(form.cleaned_data["place"], form.cleaned_data["where"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return render(request, "desk/offer_pattern.html", {"form": form}, status=422)
    if step == "change":
        return render(request, "desk/offer_pattern.html", {"form": form})
    return render(request, "desk/offer_pattern_preview.html", {"form": form, "plan": plan, "where": where})


def _told(plan: Plan) -> str:
    made = ngettext("%(count)s time is offered.", "%(count)s times are offered.", len(plan.times))
    left = ngettext("%(count)s was left out.", "%(count)s were left out.", len(plan.left_out))
    sentences = [made % {"count": len(plan.times)}, left % {"count": len(plan.left_out)}]
    return " ".join(sentences if plan.left_out else sentences[:1])


@require_POST
def withdraw_time(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_others(request)
    slot = get_object_or_404(Slot.objects.handled_by(request.user), pk=pk)
    try:
        actions.withdraw_time(slot, by=_coordinator(request), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The time %(time)s is offered no more.") % {"time": short_moment(slot.starts_at)})
    return see_other(reverse("desk:appointments"))


@require_safe
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    at = request.received_at
    may_note = found.slot.adviser == request.user and found.has_begun(at) and not found.is_cancelled and not found.outcome
    context = {
        "appointment": found,
        "slot": found.slot,
        "is_ahead": found.is_ahead(at),
        "note_form": NoteForm(auto_id=False) if may_note else None,
    }
    return render(request, "desk/appointment.html", context)


@require_http_methods(PAGE)
def move_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    free = queries.times_to_move_to(found, request.user, request.received_at)
    form = MoveBookedForm(request.POST if request.method == "POST" else None, slots=free)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_appointment(found, by=_coordinator(request), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("slot", refusal.messages)
        else:
            time = short_moment(moved.slot.starts_at)
            messages.success(request, _("The new time is %(time)s. Both of you get a letter.") % {"time": time})
            return see_other(_url(moved))
    page = Paginator(free, TIMES_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "appointment": found, "slot": found.slot, "page": page, "days": queries.by_day(page)}
    context["is_ahead"] = found.is_ahead(request.received_at)
    return render(request, "desk/move_appointment.html", context, status=_status(request))


@require_http_methods(PAGE)
def cancel_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_appointment(found, by=_coordinator(request), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The appointment is cancelled. Both of you get a letter."))
            return see_other(_url(found))
    context = {"form": form, "appointment": found, "slot": found.slot, "is_ahead": found.is_ahead(request.received_at)}
    return render(request, "desk/cancel_appointment.html", context, status=_status(request))


@require_POST
def note_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Held, with what it was about, or missed: one press each. Only who gave the advice knows."""
    found = _find(request, pk)
    if found.slot.adviser != request.user:
        raise PermissionDenied
    outcome, form = request.POST.get("outcome", ""), NoteForm(request.POST)
    is_told = form.is_valid() or outcome != HELD
    try:
        if not is_told:
            raise ValidationError(form.errors.as_data()["topic"])
        topic = form.cleaned_data.get("topic", "") if outcome == HELD else ""
        actions.note_appointment(found, by=_coordinator(request), at=request.received_at, outcome=outcome, topic=topic)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Written down."))
    return see_other(reverse("desk:appointments"))


@require_safe
def appointment_calendar(request: HttpRequest, pk: int) -> FileResponse:
    text = exports.appointment_calendar(_find(request, pk), request.user)
    return as_download(ContentFile(text.encode()), calendars.FILE_NAME, f"{calendars.TYPE}; charset=utf-8")


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_advise(request.user):
        raise PermissionDenied


def _find(request: HttpRequest, pk: int) -> Appointment:
    _refuse_others(request)
    return get_object_or_404(queries.with_time(Appointment.objects.handled_by(request.user)), pk=pk)


def _coordinator(request: HttpRequest) -> Actor:
    return Actor.of(request, "coordinator")


def _url(appointment: Appointment) -> str:
    return reverse("desk:appointment", args=[appointment.pk])


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
