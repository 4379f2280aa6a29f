"""What an administrator does to a person of whom the groups' applications depend."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import can_manage_people
from accounts.queries import people_managed_by
from applications import actions
from core.actor import Actor
from core.http import see_other


@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """The button stands on the page of the person, and so does what came of it."""
    if not can_manage_people(request.user):
        raise PermissionDenied
    person = get_object_or_404(people_managed_by(request.user), pk=pk)
    try:
        actions.close_account(person, by=Actor.of(request, "admin"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The account of %(person)s is closed.") % {"person": person})
    return see_other(reverse("accounts:person", args=[pk]))
