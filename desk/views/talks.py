"""What the coordinator and the groups write to each other: the list, and the talk about one application."""

from __future__ import annotations

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions
from advice.forms import REPLIES, AnswerForm, replies_for
from advice.models import CITY, MessageFile, Thread
from advice.queries import applications_to_talk_about, page_of, talk_about
from applications.actions import note_reading
from applications.models import Application
from applications.queries import open_attachment, people_to_tell
from core.actor import Actor
from core.http import as_download, see_other
from desk import permissions, queries
from registry.actions import record

ROWS_A_PAGE = 50
DONE = "#viesti"


@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """What waits for an answer with its age, and below it the others; of a case that she has not opened only the row."""
    _refuse_others(request)
    waiting = queries.talks_waiting(request.user, request.received_at)
    others = queries.talks_of(request.user).exclude(pk__in=[row.pk for row in waiting])
    page = Paginator(others, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/talks.html", {"waiting": waiting, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, reference: str) -> HttpResponse:
    """The talk about one application. A case opens first, with a declaration of interests."""
    _refuse_others(request)
    application = _find(request, reference)
    if application is None:
        return see_other(reverse("desk:case", args=[reference]))
    if request.method != "POST":
        ready = REPLIES.get(request.GET.get("valmis", ""))
        return _page(request, application, AnswerForm(initial={"text": ready.about(application)} if ready else None))
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        by, at = Actor.of(request, "coordinator"), request.received_at
        try:
            actions.send_message(application, by=by, at=at, side=CITY, **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            flash.success(request, _("The message is sent to the applicant."))
            return see_other(reverse("desk:messages", args=[reference]) + DONE)
    return _page(request, application, form, status=422)


@require_safe
def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of a talk that she may read, which is noted; with `?kopio` the smaller JPEG of a picture."""
    _refuse_others(request)
    handled = MessageFile.objects.handled_by(request.user).select_related("message__thread__application", "message__thread__idea")
    found = get_object_or_404(handled, pk=pk)
    if found.is_waiting and found.message.side != CITY:
        flash.warning(request, _("The file “%(name)s” is being checked for malware. Try again in a minute.") % {"name": found})
        return see_other(page_of(found.message.thread.subject, CITY) + DONE)
    note_reading(found, by=Actor.of(request, "coordinator"), at=request.received_at)
    if "kopio" in request.GET and found.copy_path:
        return as_download(open_attachment(found, is_copy=True), found.copy_name, "image/jpeg")
    return as_download(open_attachment(found), found.name, found.type)


@require_POST
def settle_talk(request: HttpRequest, pk: int) -> HttpResponse:
    _refuse_others(request)
    thread = get_object_or_404(Thread.objects.handled_by(request.user), pk=pk)
    actions.settle_talk(thread, by=Actor.of(request, "coordinator"), at=request.received_at)
    flash.success(request, _("The talk does not wait for an answer any more."))
    return see_other(reverse("desk:talks") + DONE)


def _page(request: HttpRequest, application: Application, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    talk, told = talk_about(application, request.user, CITY), people_to_tell(application)
    by = Actor.of(request, "coordinator")
    if talk.new:
        actions.mark_read(talk.thread, by=by, at=request.received_at, upto=talk.spoken[-1].pk)
    if status == 200:
        record("view_talk", by=by, at=request.received_at, about=application.about)
    waiting = Thread.objects.handled_by(request.user).unanswered().filter(application=application)
    context = {
        "application": application,
        "talk": talk,
        "waits": talk.thread is not None and waiting.exists(),
        "told": told,
        # Nobody of a group that lives on paper would read it, nor of a draft that was thrown away.
        "form": form if told and application.status != "discarded" else None,
        "side": CITY,
        "replies": replies_for(application, request.received_at),
    }
    return render(request, "desk/messages.html", context, status=status)


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_advise(request.user):
        raise PermissionDenied


def _find(request: HttpRequest, reference: str) -> Application | None:
    """None where she may see the row of the case, and has not opened it."""
    mine = applications_to_talk_about(request.user).select_related("round__programme", "group")
    if found := mine.filter(reference=reference).first():
        return found
    if Application.objects.listed_for(request.user).filter(reference=reference).exists():
        return None
    raise Http404
