"""Pages of citizens, and what people see when something can't be shown."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import edit_person
from accounts.permissions import can_edit_group
from accounts.queries import invitations_waiting_for, places_of
from advice.models import Meeting
from advice.queries import unread_about
from advice.queries.appointments import next_free_times
from advice.queries.questions import newest_published
from applications import permissions, workflow
from applications.models import Application
from applications.queries import as_sent, for_reading
from applications.sections import hours_of
from core import parked
from core.actor import Actor
from core.http import is_autosave, see_other, tell
from decisions import actions as decision_actions
from decisions import permissions as decision_permissions
from decisions.forms import GiveUpForm
from decisions.queries import offer_to_answer, published_explanation
from front import queries
from registry.queries import development_mail
from rounds.models import KIND_PATHS, KINDS
from rounds.queries import current_round

# Enough to see that there is something; all of it stands on a page of its own.
MOST_LISTED = 3
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600


@login_not_required  # the first page of somebody who has never been here
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html", {"offer": queries.offer(request.received_at), "kind_paths": KIND_PATHS})


@login_not_required  # what to know before applying is read before signing in
@require_safe
def instructions(request: HttpRequest) -> HttpResponse:
    round_ = current_round(request.received_at)
    context = {
        "offer": queries.offer(request.received_at),
        "criteria": round_.criteria.all() if round_ else [],
        "hours": [(words, hours_of(kind)) for kind, words in KINDS.items()],
    }
    return render(request, "front/instructions.html", context)


@login_not_required  # whoever has a question need not sign in to read how to ask
@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """All ways to an adviser: an idea, a time, a meeting, a question."""
    context = {
        "times": next_free_times(request.received_at),
        "meetings": Meeting.objects.coming(request.received_at).held()[:MOST_LISTED],
        "questions": newest_published(MOST_LISTED),
    }
    return render(request, "front/advice.html", context)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    applications = list(queries.applications_of(request.user))
    context = {
        "places": places_of(request.user),
        "invitations": invitations_waiting_for(request.user, request.received_at),
        "unsent": [it for it in applications if it.is_draft],
        "sent": [it for it in applications if not it.is_draft],
        "asked": queries.still_asked(applications, request.received_at),
        "offer": queries.offer(request.received_at),
        "advice": queries.advice_of(request.user, request.received_at),
        "claims": [(it, *claim) for it in applications if (claim := queries.shown_claim(it))],
        "received_at": request.received_at,
    }
    return render(request, "front/me.html", context)


@require_safe
def my_application(request: HttpRequest, reference: str) -> HttpResponse:
    """The case as its group sees it. A draft has its home in the task list."""
    application = _find(request, reference)
    if application.status == workflow.DRAFT:
        return see_other(reverse("applications:tasks", args=[reference]))
    decision, version = queries.published_decision(application), queries.newest_version(application)
    may_copy = permissions.can_copy(request.user, application)
    disputes = queries.disputes(application, decision, request.user, request.received_at)
    context = {
        "application": application,
        "round": application.round,
        "version": version,
        "sent": version and as_sent(version),
        "decision": decision,
        **queries.completion_of(application, request.received_at),
        "told": published_explanation(application) if decision else None,
        "tries_again": may_copy and queries.may_try_again(application, decision),
        "next_rounds": queries.rounds_ahead(request.received_at) if queries.may_try_again(application, decision) else [],
        **disputes,
        "events": queries.timeline(application, decision, disputes["disputes"].own if disputes else ()),
        "is_receiving": application.round.receives(request.received_at),
        "can_edit": permissions.can_edit(request.user, application, request.received_at),
        "can_copy": may_copy,
        "can_withdraw": permissions.can_withdraw(request.user, application),
        "asks_consent": not (decision or application.group.electronic_service)
        and can_edit_group(request.user, application.group),
        "can_give_up": decision_permissions.can_give_up(request.user, application, decision),
        "unread": unread_about(application, request.user),
        "offer": offer_to_answer(request.user, application) if application.has_offer else None,
        "may_answer_offer": decision_permissions.can_answer_offer(request.user, application),
    }
    return render(request, "front/my_application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    application = _find(request, reference)
    if not permissions.can_withdraw(request.user, application):
        raise PermissionDenied
    if request.method == "POST":
        try:
            decision_actions.withdraw(application, by=Actor.of(request, "owner"), at=request.received_at)
        except ValidationError as refusal:
            # It was decided or withdrawn in another window since this page was opened.
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("You have withdrawn the application %(reference)s.") % {"reference": reference})
        return see_other(reverse("front:my_application", args=[reference]))
    return render(request, "front/withdraw.html", {"application": application, "round": application.round})


@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, reference: str) -> HttpResponse:
    """The group does not want the money after all."""
    application = _find(request, reference)
    here = see_other(reverse("front:my_application", args=[reference]))
    if application.membership_role(request.user) != "owner":
        raise PermissionDenied
    decision = queries.published_decision(application)
    if not decision_permissions.can_give_up(request.user, application, decision):
        messages.error(request, _("There is no grant here to give up."))
        return here
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decision_actions.give_up(decision, by=Actor.of(request, "owner"), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("You have given the grant up. Thank you for telling: others may get the money now."))
        return here
    context = {"application": application, "round": application.round, "decision": decision, "form": form}
    return render(request, "front/give_up.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Whether the group takes what it is offered from the reserve list."""
    application = _find(request, reference)
    here = see_other(reverse("front:my_application", args=[reference]))
    if not decision_permissions.can_answer_offer(request.user, application):
        raise PermissionDenied
    offer = offer_to_answer(request.user, application)
    if request.method != "POST":
        context = {"application": application, "round": application.round, "offer": offer}
        return render(request, "front/answer_offer.html", context) if offer else here
    accepts = request.POST.get("act") == "accept"
    answer = decision_actions.accept_offer if accepts else decision_actions.decline_offer
    try:
        if offer is None:
            raise ValidationError(_("This offer can't be answered any more."))
        answer(offer, by=Actor.of(request, "owner"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        thanks = _("Thank you. You take the money, and we make a new decision. You get a letter about it.")
        messages.success(request, thanks if accepts else _("Thank you. You don't take the money."))
    return here


@login_not_required  # visitors read in their own language
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the choice in this browser, and with the person who is signed in."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = see_other(back if is_ours else reverse("front:home"))
    if chosen not in dict(settings.LANGUAGES):
        return answer
    if request.user.is_authenticated and request.user.language != chosen:
        edit_person(request.user, by=Actor.of(request, "applicant"), at=request.received_at, language=chosen)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@login_not_required  # codes are read here before signing in; there is no such page where DEBUG is off
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT:
        raise Http404
    return render(request, "front/mail.html", {"letters": development_mail()})


def _find(request: HttpRequest, reference: str) -> Application:
    rows = queries.with_offers(Application.objects.visible_to(request.user))
    return get_object_or_404(for_reading(rows).select_related("explanation"), reference=reference)  # finds: rows are visible_to


@login_not_required  # an error can happen to anybody
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed is kept, if it was typed on a page of ours: another site must not put its words into a form."""
    is_kept = parked.is_from_our_page(request) and parked.park(request, at=request.received_at)
    if is_autosave(request):
        return _tell_page_too_old(is_kept)
    context = {"continue_url": request.get_full_path() if is_kept else "", "given_back": parked.given_back(request)}
    return render(request, "403_csrf.html", context, status=403)


def _tell_page_too_old(is_kept: bool) -> HttpResponse:
    if is_kept:
        sentence = _(
            "This page is too old to save by itself. Your text is kept. Press “Save and continue” and follow the advice."
        )
    else:
        sentence = _("Not saved. This page is too old. Copy your text to a safe place, and load the page again.")
    return tell(sentence, is_kept=is_kept, status=403)


@login_not_required  # an error can happen to anybody
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@login_not_required  # an error can happen to anybody
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)
