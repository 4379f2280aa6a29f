"""Meetings and training at the desk: announcing, changing and cancelling them, and who comes."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions, queries
from advice.forms import CallerForm, CancelMeetingForm, MeetingForm
from advice.models import Meeting, SignUp
from core.actor import Actor
from core.http import SeeOther, see_other
from desk.permissions import can_advise

PAGE = ["GET", "HEAD", "POST"]
# Past meetings that the list still shows: for who came, and as a model for the next one.
PAST = 20


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    coming = Meeting.objects.coming(request.received_at)
    past = Meeting.objects.filter(ends_at__lte=request.received_at).order_by("-starts_at", "-pk")[:PAST]
    return render(request, "desk/meetings.html", {"coming": queries.with_waiting(coming), "past": queries.with_waiting(past)})


@require_http_methods(PAGE)
def announce_meeting(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=_copied(request))
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            announced = actions.announce_meeting(by=by, at=request.received_at, **form.meeting)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The meeting is announced. Everybody can read of it and sign up."))
            return _to(announced)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/announce_meeting.html", {"form": form}, status=status)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk), CallerForm())


@require_http_methods(PAGE)
def edit_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if request.method != "POST" and not found.takes_sign_ups(request.received_at):
        return _to(found)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=MeetingForm.stored(found))
    theirs = None
    if request.method == "POST" and form.is_valid():
        by, seen = Actor.of(request, "coordinator"), form.cleaned_data["seen"]
        try:
            actions.edit_meeting(found, by=by, at=request.received_at, seen=seen, **form.meeting)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            # What somebody else has saved meanwhile stands beside what is typed, and the next press is an informed one.
            theirs = found if seen and seen != found.mark else None
            form.renew(found)
        else:
            messages.success(request, _("The meeting is saved."))
            _say_whom_to_call(request, found)
            return _to(found)
    context = {"form": form, "meeting": found, "theirs": theirs}
    return render(request, "desk/edit_meeting.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
def cancel_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = CancelMeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, reason = Actor.of(request, "coordinator"), form.cleaned_data["reason"]
        try:
            actions.cancel_meeting(found, by=by, at=request.received_at, reason=reason)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The meeting is cancelled. Everybody on the list gets a letter."))
            _say_whom_to_call(request, found)
            return _to(found)
    context = {"form": form, "meeting": found, "on_list": queries.comers(found).count()}
    return render(request, "desk/cancel_meeting.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def sign_up_caller(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = CallerForm(request.POST)
    if form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            place = actions.sign_up_caller(found, by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _caller_sentence(place))
            return _to(found)
    return _page(request, found, form, status=422)


@require_POST
def cancel_sign_up(request: HttpRequest, pk: int, sign_up: int) -> HttpResponse:
    """Somebody called and can't come."""
    found = _find(request, pk)
    place = get_object_or_404(found.sign_ups.select_related("meeting", "person"), pk=sign_up)  # finds: coordinators see who comes
    try:
        moved_up = actions.cancel_sign_up(place, by=Actor.of(request, "coordinator"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(name)s is not on the list any more.") % {"name": place})
        _say_whom_to_call(request, found, moved_up)
    return _to(found)


@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """For the wall and the pen: names in the order of the alphabet, and room for those who come without having signed up."""
    found = _find(request, pk)
    going = sorted(queries.comers(found).going(), key=lambda place: str(place).casefold())
    return render(
        request, "desk/attendance.html", {"meeting": found, "going": going, "empty": range(min(max(found.left, 5), 15))}
    )


@require_POST
def note_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    came = {int(number) for number in request.POST.getlist("came") if number.isascii() and number.isdigit() and len(number) < 10}
    try:
        count = actions.note_attendance(found, by=Actor.of(request, "coordinator"), at=request.received_at, came=came)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        sentence = ngettext("%(count)s person came. It is saved.", "%(count)s people came. It is saved.", count)
        messages.success(request, sentence % {"count": count})
    return _to(found)


def _refuse_others(request: HttpRequest) -> None:
    if not can_advise(request.user):
        raise PermissionDenied


def _find(request: HttpRequest, pk: int) -> Meeting:
    _refuse_others(request)
    return get_object_or_404(Meeting, pk=pk)  # meetings are public; who comes is behind the permission


def _to(found: Meeting) -> SeeOther:
    return see_other(reverse("desk:meeting", args=[found.pk]))


def _copied(request: HttpRequest) -> dict:
    """A meeting like an earlier one: everything but its day."""
    number = request.GET.get("kuin", "")
    like = Meeting.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 10 else None
    return {**MeetingForm.stored(like), "day": "", "seen": ""} if like else {}


def _page(request: HttpRequest, found: Meeting, form: CallerForm, *, status: int = 200) -> HttpResponse:
    places = list(queries.comers(found))
    context = {
        "form": form,
        "meeting": found,
        "going": [place for place in places if place.is_going],
        "waiting": [place for place in places if place.is_waiting],
        "is_open": found.takes_sign_ups(request.received_at),
        "has_begun": found.starts_at <= request.received_at,
    }
    return render(request, "desk/meeting.html", context, status=status)


def _caller_sentence(place: SignUp) -> str:
    if place.is_going:
        return _("%(name)s has a place.") % {"name": place}
    return _("%(name)s is number %(number)s in the waiting list.") % {"name": place, "number": place.number}


def _say_whom_to_call(request: HttpRequest, found: Meeting, places: Iterable[SignUp] | None = None) -> None:
    """Those who get no letter: callers on the list, or those of `places`."""
    callers = [place for place in (queries.comers(found) if places is None else places) if place.person is None]
    if callers:
        names = ", ".join(f"{place.name} {place.phone}".strip() for place in callers)
        messages.warning(request, _("These people get no letter, so call them: %(names)s.") % {"names": names})
