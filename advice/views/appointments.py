"""Times for a talk as citizens find, book, move and cancel them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advice import actions, exports, letters
from advice.actions.appointments import TAKEN
from advice.forms import BookForm, MoveForm
from advice.models import Appointment, Slot
from advice.models.given import PHONE
from advice.queries import appointments as queries
from core import calendars, parked
from core.actor import Actor
from core.dates import short_moment
from core.http import as_download, see_other

PAGE = ["GET", "HEAD", "POST"]
TIMES_A_PAGE = 40


@login_not_required  # somebody who wonders whether to ask sees the free times first; they tell nothing of who books
@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.free_times(request.received_at), TIMES_A_PAGE).get_page(request.GET.get("page"))
    mine = queries.coming_appointments(request.user, request.received_at) if request.user.is_authenticated else []
    context = {"page": page, "days": queries.by_day(page), "mine": mine}
    return render(request, "advice/appointments.html", context)


@require_http_methods(PAGE)
def book_time(request: HttpRequest, pk: int) -> HttpResponse:
    slot = get_object_or_404(Slot, pk=pk)  # finds: a time is public, and its page tells nothing of who has booked it
    if already := Appointment.objects.visible_to(request.user).standing().filter(slot=slot).first():
        return see_other(_url(already))
    form = _book_form(request, slot)
    if request.method != "POST":
        if not queries.free_times(request.received_at).filter(pk=pk).exists():
            return _too_late(request, slot, form)
        return render(request, "advice/book_time.html", {"form": form, "slot": slot})
    if form.is_valid():
        try:
            by, at = Actor.of(request, "applicant"), request.received_at
            appointment = actions.book_time(slot, by=by, at=at, **form.booking)
        except ValidationError as refusal:
            if getattr(refusal, "code", None) == TAKEN:
                return _too_late(request, slot, form)
            form.add_error(None, refusal)
        else:
            parked.forget(request)
            messages.success(request, _("The time is yours. We have sent you a letter about it."))
            return see_other(_url(appointment))
    return render(request, "advice/book_time.html", {"form": form, "slot": slot}, status=422)


def _book_form(request: HttpRequest, slot: Slot) -> BookForm:
    """With what was typed for a time that had just gone, or before the person had to sign in again."""
    known = {"phone": request.user.phone}
    subjects = queries.subjects_of(request.user)
    if request.method == "POST":
        data = request.POST.copy()
        data.setdefault("phone", known["phone"])
        return BookForm(data, slot=slot, subjects=subjects)
    typed = parked.typed(request, at=request.received_at)
    return BookForm(slot=slot, subjects=subjects, initial={**known, **(typed.dict() if typed else {})})


def _too_late(request: HttpRequest, slot: Slot, form: BookForm) -> HttpResponse:
    """409: somebody was faster, or the time is too near. What was typed goes along to the next one."""
    context = {"form": form, "slot": slot, "times": queries.next_free_times(request.received_at)}
    return render(request, "advice/time_taken.html", context, status=409)


@require_safe
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    context = {
        "appointment": found,
        "slot": found.slot,
        "is_ahead": found.is_ahead(request.received_at),
        "is_reminded": letters.reminder_time(found.slot) > request.received_at,
        "is_over": found.is_over(request.received_at),
    }
    return render(request, "advice/appointment.html", context)


@require_http_methods(PAGE)
def move_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    free = queries.free_times(request.received_at)
    known = found.phone or request.user.phone
    asks_phone = not known and free.filter(place=PHONE).exists()
    form = MoveForm(request.POST if request.method == "POST" else None, slots=free, asks_phone=asks_phone)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data.get("phone") or known
        by, slot = Actor.of(request, "applicant"), form.cleaned_data["slot"]
        try:
            moved = actions.move_appointment(found, by=by, at=request.received_at, slot=slot, phone=phone)
        except ValidationError as refusal:
            _note_refusal(form, refusal)
        else:
            messages.success(request, _("Your new time is %(time)s.") % {"time": short_moment(moved.slot.starts_at)})
            return see_other(_url(moved))
    page = Paginator(free, TIMES_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "appointment": found, "slot": found.slot, "page": page, "days": queries.by_day(page)}
    context["is_ahead"] = found.is_ahead(request.received_at)
    return render(request, "advice/move_appointment.html", context, status=422 if request.method == "POST" else 200)


def _note_refusal(form: MoveForm, refusal: ValidationError) -> None:
    is_placed = hasattr(refusal, "error_dict") and set(refusal.error_dict) <= set(form.fields)
    form.add_error(None if is_placed else "slot", refusal if is_placed else refusal.messages)


@require_http_methods(PAGE)
def cancel_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if request.method != "POST":
        context = {"appointment": found, "slot": found.slot, "is_ahead": found.is_ahead(request.received_at)}
        return render(request, "advice/cancel_appointment.html", context)
    try:
        actions.cancel_appointment(found, by=Actor.of(request, "applicant"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Your time is cancelled. You can book another one whenever you like."))
    return see_other(_url(found))


@require_safe
def appointment_calendar(request: HttpRequest, pk: int) -> FileResponse:
    """The appointment for one's own calendar; that of a cancelled one takes it out again."""
    text = exports.appointment_calendar(_find(request, pk), request.user)
    return as_download(ContentFile(text.encode()), calendars.FILE_NAME, f"{calendars.TYPE}; charset=utf-8")


def _find(request: HttpRequest, pk: int) -> Appointment:
    return get_object_or_404(queries.with_time(Appointment.objects.visible_to(request.user)), pk=pk)


def _url(appointment: Appointment) -> str:
    return reverse("advice:appointment", args=[appointment.pk])
