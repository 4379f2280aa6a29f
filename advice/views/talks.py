"""The talk about an application, as its group sees it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advice import actions, permissions, queries
from advice.forms import MessageForm
from advice.models import GROUP, MessageFile
from applications.models import Application
from applications.queries import open_attachment
from core import parked
from core.actor import Actor
from core.http import as_download, see_other

# Where what was done is said: a browser moves the focus there by itself.
DONE = "#viesti"


@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody of the group reads; owners and editors write."""
    application = _find(request, reference)
    may_write = permissions.can_write(request.user, application)
    if request.method != "POST":
        unsaved = parked.typed(request, at=request.received_at)
        return _page(request, application, MessageForm(initial=unsaved and unsaved.dict()) if may_write else None)
    if not may_write:
        raise PermissionDenied
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        by, at = Actor.of(request, application.membership_role(request.user)), request.received_at
        try:
            actions.send_message(application, by=by, at=at, side=GROUP, **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            parked.forget(request)
            flash.success(request, _("Your message is sent. The adviser answers you here, and we tell you by e-mail."))
            return see_other(reverse("advice:messages", args=[reference]) + DONE)
    return _page(request, application, form, status=422)


@require_safe
def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of any talk that she sees: always saved, never shown. What the other side sent waits for the scanner, if there is one."""
    visible = MessageFile.objects.visible_to(request.user).select_related("message__thread__application", "message__thread__idea")
    found = get_object_or_404(visible, pk=pk)
    if found.is_waiting and found.message.side != GROUP:
        flash.warning(request, _("The file “%(name)s” is being checked for malware. Try again in a minute.") % {"name": found})
        return see_other(queries.page_of(found.message.thread.subject, GROUP) + DONE)
    return as_download(open_attachment(found), found.name, found.type)


def _page(request: HttpRequest, application: Application, form: MessageForm | None, *, status: int = 200) -> HttpResponse:
    talk = queries.talk_about(application, request.user, GROUP)
    if talk.new:
        by = Actor.of(request, application.membership_role(request.user))
        actions.mark_read(talk.thread, by=by, at=request.received_at, upto=talk.spoken[-1].pk)
    context = {"application": application, "round": application.round, "talk": talk, "form": form, "side": GROUP}
    context["is_parked"] = form is not None and bool(form.initial) and not form.is_bound
    return render(request, "advice/messages.html", context, status=status)


def _find(request: HttpRequest, reference: str) -> Application:
    visible = (
        Application.objects.visible_to(request.user)
        .select_related("round__programme", "group")
        .prefetch_related("group__memberships")
    )
    return get_object_or_404(visible, reference=reference)
