"""Closing the account of somebody whose groups may need her."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import actions as account_actions
from accounts.models import Group, Membership, User
from accounts.permissions import is_last_owner
from applications import queries
from core.actor import Actor


@transaction.atomic
def close_account(person: User, *, by: Actor, at: datetime) -> None:
    """Close an account, unless a group would be left without an owner while it needs one.

    Only an owner sends, withdraws and answers for a group, and only an owner makes owners: the City has no button for that.
    Closing the account of the last one would leave the others with a form that nobody can send, and the City with an
    application whose letters nobody can answer. Where nobody else belongs to the group there is nobody to hand it to, and the
    account can go as soon as nothing is open: no draft, which would wait for its removal in vain, and no application without a
    published decision. An open account meanwhile lets nobody in who does not read the person's own mail, and staff roles can
    be taken away at any time.
    """
    places = Membership.objects.filter(person=person, role=Membership.OWNER).select_related("group")
    # The rows of groups are locked first and in one order, as by everything that changes who belongs to them.
    list(Group.objects.select_for_update().filter(pk__in=places.values("group")).order_by("pk"))
    for place in places.order_by("group"):
        if is_last_owner(place):
            _refuse_if_needed(place)
    account_actions.close_account(person, by=by, at=at)


def _refuse_if_needed(place: Membership) -> None:
    words = {"person": place.person, "group": place.group}
    others = place.group.memberships.filter(person__closed_at__isnull=True).exclude(pk=place.pk)
    if others.exists():
        raise ValidationError(
            _(
                "%(person)s is the only owner of the group %(group)s. Ask the owner to make another member an owner first. "
                "Then you can close the account."
            )
            % words
        )
    if queries.unfinished_applications(place.group).exists():
        raise ValidationError(
            _(
                "Nobody but %(person)s belongs to the group %(group)s, and an application of the group is not finished. Ask the "
                "owner to delete or withdraw it, or wait for the decision. Then you can close the account."
            )
            % words
        )
