"""Pages of an idea for whoever tells it: telling, what happens next, the talk about it, and making an application of it."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions, queries
from advice.forms import MessageForm, TellIdeaForm, TurnIntoDraftForm
from advice.models import GROUP, Idea
from applications.models import Application
from applications.queries import groups_to_apply_with
from core import parked, sessions
from core.actor import Actor
from core.http import see_other
from rounds.queries import open_rounds, rounds_to_come

PAGE = ["GET", "HEAD", "POST"]
# Where what was done is said: a browser moves the focus there by itself.
DONE = "#viesti"
# In the session of whoever has just told an idea; so long its number and address can be seen again in the same browser.
_TOLD = "told_idea"


@login_not_required  # an idea is told before anybody signs in
@never_cache
@require_http_methods(PAGE)
def tell_idea(request: HttpRequest) -> HttpResponse:
    unsaved = parked.typed(request, at=request.received_at) if request.method == "GET" else None
    is_visitor = not request.user.is_authenticated
    data = request.POST if request.method == "POST" else None
    form = TellIdeaForm(data, initial=unsaved.dict() if unsaved else None, asks_address=is_visitor)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"].lower() if is_visitor else request.user.email
        if ratelimit.consume(request, action="tell_idea", key=address):
            by = Actor.of(request, "visitor" if is_visitor else "applicant")
            idea = actions.tell_idea(by=by, at=request.received_at, language=get_language(), **form.told)
            parked.forget(request)
            if is_visitor:
                sessions.remember_address(request, address)
            request.session[_TOLD] = {"reference": idea.reference, "to": address, "at": request.received_at.timestamp()}
            return see_other(reverse("advice:idea_told"))
        form.add_error(None, _("Many ideas have come from here just now. Send yours again in an hour, or call us."))
        status = 429
    return render(request, "advice/tell_idea.html", {"form": form, "is_parked": bool(unsaved)}, status=status)


@login_not_required  # visitors read what happens next; only the browser in which the idea was told shows its number
@never_cache
@require_safe
def idea_told(request: HttpRequest) -> HttpResponse:
    told = request.session.get(_TOLD)
    if not told or told["at"] < (request.received_at - sessions.SHARED_LIVES).timestamp():
        return see_other(reverse("advice:tell_idea"))
    return render(request, "advice/idea_told.html", {"told": told})


@require_http_methods(PAGE)
def idea(request: HttpRequest, reference: str) -> HttpResponse:
    """The talk about one's own idea. Who opens the page has read it; what is posted here is a message."""
    try:
        found = _find(request, reference)
    except Http404:
        # The same for somebody else's idea and for none at all: a forwarded letter gives nothing away.
        return render(request, "advice/idea_elsewhere.html", {"here": request.get_full_path()}, status=404)
    unsaved = parked.typed(request, at=request.received_at)
    form = (
        MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm(initial=unsaved and unsaved.dict())
    )
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "applicant")
        try:
            actions.add_to_idea(found, by=by, at=request.received_at, **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            parked.forget(request)
            messages.success(request, _("Your message is sent. You get an e-mail when somebody has answered."))
            return see_other(reverse("advice:idea", args=[reference]) + DONE)
    return _page(request, found, form=form)


@require_POST
def turn_into_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """One press: the application begins with what was told. A second one leads to the same application."""
    found = _find(request, reference)
    groups, rounds = groups_to_apply_with(request.user), open_rounds(request.received_at)
    form = TurnIntoDraftForm(request.POST, groups=groups, rounds=rounds)
    if form.is_valid():
        role = form.cleaned_data["group"].memberships.get(person=request.user).role
        try:
            draft = actions.turn_into_draft(found, by=Actor.of(request, role), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The application has begun with your idea. What you wrote is in it."))
            return see_other(reverse("applications:tasks", args=[draft.reference]))
    return _page(request, found, form=form)


@require_POST
def close_idea(request: HttpRequest, reference: str) -> HttpResponse:
    actions.close_idea(_find(request, reference), by=Actor.of(request, "applicant"), at=request.received_at)
    messages.success(request, _("The idea is closed. If you still need it, write a message."))
    return see_other(reverse("advice:idea", args=[reference]))


def _find(request: HttpRequest, reference: str) -> Idea:
    ideas = Idea.objects.visible_to(request.user).with_state().select_related("application", "person")
    return get_object_or_404(ideas, reference=reference)


def _page(request: HttpRequest, found: Idea, *, form: MessageForm | TurnIntoDraftForm) -> HttpResponse:
    """`form` is the one that was posted, or the one for a message: what is wrong with it stands on top of the page."""
    talk = queries.talk_about(found, request.user, GROUP)
    if talk.new:
        by = Actor.of(request, "applicant")
        actions.mark_read(talk.thread, by=by, at=request.received_at, upto=talk.spoken[-1].pk)
    groups, rounds = groups_to_apply_with(request.user), open_rounds(request.received_at)
    context: dict[str, Any] = {
        "idea": found,
        "talk": talk,
        "side": GROUP,
        "form": form,
        "message_form": form if isinstance(form, MessageForm) else MessageForm(),
        "draft": found.draft and Application.objects.visible_to(request.user).filter(pk=found.draft.pk).first(),
        "groups": groups,
        "kinds": queries.kinds_to_choose(rounds, found.suggested_kind),
        "is_parked": bool(form.initial) and not form.is_bound,
        "coming": None if rounds else rounds_to_come(request.received_at)[:1],
    }
    if rounds and groups:
        context["draft_form"] = form if isinstance(form, TurnIntoDraftForm) else TurnIntoDraftForm(groups=groups, rounds=rounds)
    return render(request, "advice/idea.html", context, status=422 if request.method == "POST" else 200)
