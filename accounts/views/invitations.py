"""Pages of an invitation: taking it, leaving it, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, permissions, queries
from accounts.forms import AcceptInvitationForm
from accounts.models import Invitation
from accounts.views.pages import PAGE, attempt, status_of
from core.actor import Actor
from core.http import see_other


@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the letter leads. Reading changes nothing: programs that look through mail open every link."""
    shown = queries.invitations_to(request.user).filter(pk=pk).first()
    if shown is None:
        # The same for an invitation to another address and for none at all: a forwarded letter gives nothing away.
        return render(request, "accounts/invitation_elsewhere.html", {"here": request.get_full_path()}, status=404)
    return _page(request, shown, AcceptInvitationForm(person=request.user))


@require_http_methods(PAGE)
def accept_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    accepted = _mine(request, pk)
    form = AcceptInvitationForm(request.POST, person=request.user)
    if request.method != "POST":
        return see_other(reverse("accounts:invitation", args=[pk]))
    if form.is_valid():
        by, at = Actor.of(request, "applicant"), request.received_at
        if attempt(form, lambda: actions.accept_invitation(accepted, by=by, at=at)):
            if form.person:
                actions.edit_person(request.user, by=by, at=at, **form.person)
            messages.success(request, _("You now belong to the group %(group)s.") % {"group": accepted.group})
            return see_other(reverse("front:me"))
        accepted.refresh_from_db()
    return _page(request, accepted, form)


@require_POST
def decline_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    declined = _mine(request, pk)
    try:
        actions.decline_invitation(declined, by=Actor.of(request, "applicant"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return see_other(reverse("accounts:invitation", args=[pk]))


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """By an owner of the group, from the list of its members."""
    withdrawn = get_object_or_404(queries.invitations_from_groups_of(request.user), pk=pk)
    if not permissions.can_manage_members(request.user, withdrawn.group):
        raise PermissionDenied
    try:
        actions.withdraw_invitation(withdrawn, by=Actor.of(request, "owner"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": withdrawn.email})
    return see_other(reverse("accounts:members", args=[withdrawn.group.pk]))


def _mine(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(queries.invitations_to(request.user), pk=pk)


def _page(request: HttpRequest, shown: Invitation, form: AcceptInvitationForm) -> HttpResponse:
    context = {
        "form": form,
        "invitation": shown,
        "group": shown.group,
        "is_open": shown.is_open(request.received_at),
        "is_member": queries.groups_of(request.user).filter(pk=shown.group.pk).exists(),
    }
    return render(request, "accounts/invitation.html", context, status=status_of(request))
