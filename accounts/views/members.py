"""Pages of who belongs to a group: its members, and what its owners do with them."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, permissions, queries
from accounts.forms import ChangeMemberForm, InviteToGroupForm
from accounts.models import Group, Membership
from accounts.views.pages import PAGE, attempt, status_of, unsaved_in
from core import parked
from core.actor import Actor
from core.http import see_other


@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(queries.groups_of(request.user), pk=pk)
    can_manage = permissions.can_manage_members(request.user, group)
    context = {
        "group": group,
        "places": queries.members_of(group),
        "can_manage": can_manage,
        "can_edit_group": permissions.can_edit_group(request.user, group),
        "invitations": _invitations(request, group) if can_manage else [],
        "next": get_next_redirect_url(request),
    }
    return render(request, "accounts/members.html", context)


def _invitations(request: HttpRequest, group: Group) -> list[tuple]:
    """Each with whether it can still be answered."""
    return [(one, one.is_open(request.received_at)) for one in queries.invitations_shown(group, request.received_at)]


@require_http_methods(PAGE)
def invite_to_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = _managed(request, pk)
    unsaved = unsaved_in(request)
    form = InviteToGroupForm(request.POST if request.method == "POST" else None, initial=unsaved)
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request, "owner"), request.received_at
        invitation = attempt(form, lambda: actions.invite_to_group(group, by=by, at=at, **form.cleaned_data))
        if invitation:
            parked.forget(request)
            sentence = _("We sent an invitation to %(email)s. It is listed below until it is answered.")
            messages.success(request, sentence % {"email": invitation.email})
            return _to_members(request, group)
    context = {"form": form, "group": group, "next": get_next_redirect_url(request), "is_parked": bool(unsaved)}
    return render(request, "accounts/invite_to_group.html", context, status=status_of(request))


@require_http_methods(PAGE)
def change_member(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What one member may do; from here she is also removed."""
    group, place = _managed(request, pk), _place(request, pk, person)
    form = ChangeMemberForm(request.POST if request.method == "POST" else None, initial={"role": place.role})
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request, "owner"), request.received_at
        changed = attempt(form, lambda: actions.change_member(place, by=by, at=at, **form.cleaned_data))
        if changed:
            sentence = _("%(person)s now has the role: %(role)s.")
            messages.success(request, sentence % {"person": changed.person, "role": changed.label})
            return _to_members(request, group)
    context = {"form": form, "group": group, "place": place, "is_me": place.person == request.user}
    return render(request, "accounts/change_member.html", context, status=status_of(request))


@require_POST
def remove_member(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    group, place = _managed(request, pk), _place(request, pk, person)
    if place.person == request.user:
        # She is asked first, on a page of its own.
        return see_other(reverse("accounts:leave_group", args=[pk]))
    try:
        actions.remove_member(place, by=Actor.of(request, "owner"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(person)s does not belong to the group any more.") % {"person": place.person})
    return _to_members(request, group)


@require_http_methods(PAGE)
def leave_group(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(queries.places_of(request.user), group=pk)
    if request.method == "POST":
        try:
            actions.leave_group(place, by=Actor.of(request, place.role), at=request.received_at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return _to_members(request, place.group)
        messages.success(request, _("You have left the group %(group)s.") % {"group": place.group})
        return see_other(reverse("front:me"))
    context = {"group": place.group, "is_last_owner": permissions.is_last_owner(place)}
    return render(request, "accounts/leave_group.html", context)


def _managed(request: HttpRequest, pk: int) -> Group:
    """A group of the person's own, which she also owns."""
    group = get_object_or_404(queries.groups_of(request.user), pk=pk)
    if not permissions.can_manage_members(request.user, group):
        raise PermissionDenied
    return group


def _place(request: HttpRequest, group: int, person: int) -> Membership:
    return get_object_or_404(queries.places_in_groups_of(request.user), group=group, person=person)


def _to_members(request: HttpRequest, group: Group) -> HttpResponse:
    """Back to the list, which still knows where the person came from."""
    there = get_next_redirect_url(request)
    return see_other(reverse("accounts:members", args=[group.pk], query={"next": there} if there else None))
