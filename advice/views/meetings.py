"""Meetings and training as everybody sees them; signing up asks who is there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import edit_person
from advice import actions, queries
from advice.forms import SignUpForm
from advice.models import Meeting, SignUp
from core import calendars
from core.actor import Actor
from core.http import as_download, see_other


@login_not_required  # what is announced is for everybody, also for somebody who has never been here
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    places = queries.places_by_meeting(request.user, request.received_at)
    shown = [(meeting, places.get(meeting.pk)) for meeting in Meeting.objects.coming(request.received_at)]
    return render(request, "advice/meetings.html", {"meetings": shown, "received_at": request.received_at})


@login_not_required  # one reads what a meeting is about before one decides to sign up
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _find(pk), SignUpForm(person=request.user))


@login_not_required  # it holds what the page of the meeting says
@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """For the calendar of a telephone; whoever has a place gets the same entry as in her letters."""
    found = _find(pk)
    place = queries.place_of(request.user, found)
    event = queries.calendar_event(found, place if place and place.is_going else None)
    return as_download(ContentFile(calendars.calendar_file(event).encode()), calendars.FILE_NAME, calendars.TYPE)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET is somebody who pressed the button and had to sign in first: her page has the button still."""
    found = _find(pk)
    if request.method != "POST":
        return see_other(reverse("advice:meeting", args=[pk]))
    form = SignUpForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    by = Actor.of(request, "applicant")
    try:
        place = actions.sign_up(found, by=by, at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if form.person:
            edit_person(request.user, by=by, at=request.received_at, **form.person)
        messages.success(request, _signed_up_sentence(place))
    return see_other(reverse("advice:meeting", args=[pk]))


@require_POST
def cancel_sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    place = queries.place_of(request.user, _find(pk))
    if place is None:
        messages.info(request, _("You are not on the list of this meeting."))
        return see_other(reverse("advice:meeting", args=[pk]))
    try:
        actions.cancel_sign_up(place, by=Actor.of(request, "applicant"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("You have given up your place. If you change your mind, sign up again."))
    return see_other(reverse("advice:meeting", args=[pk]))


def _find(pk: int) -> Meeting:
    return get_object_or_404(Meeting, pk=pk)  # meetings are public


def _page(request: HttpRequest, found: Meeting, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "meeting": found,
        "place": queries.place_of(request.user, found),
        "is_open": found.takes_sign_ups(request.received_at),
    }
    return render(request, "advice/meeting.html", context, status=status)


def _signed_up_sentence(place: SignUp) -> str:
    if place.is_going:
        return _("You have a place. We also sent you a letter with the time.")
    return _("You are number %(number)s in the waiting list. We write to you when a place comes free.") % {"number": place.number}
