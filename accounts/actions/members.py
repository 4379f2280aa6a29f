"""Who belongs to a group: invitations and their answers, roles, leaving. The group's row is locked first by each of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters, queries
from accounts.models import Group, Invitation, Membership, User
from accounts.permissions import is_last_owner
from core.actor import Actor
from registry.actions import cancel, post, record

LETTER = "accounts/invited_to_group"
# More than any group of people needs, and too few for somebody who wants to fill the mailboxes of others.
MOST_OPEN, MOST_A_DAY = 20, 30
# The same button pressed twice sends one letter.
SAME_PRESS = timedelta(minutes=1)


@transaction.atomic
def invite_to_group(group: Group, *, by: Actor, at: datetime, email: str, role: str) -> Invitation:
    """Offer a place to an address, known or not, and tell it by letter. A former invitation to it is renewed."""
    _lock(group)
    _refuse_unknown(role)
    email = email.lower()
    if group.memberships.filter(person__email=email).exists():
        raise ValidationError({"email": _("This person is already in the group.")})
    former = group.invitations.filter(email=email).first()
    if former and former.is_open(at) and former.role == role and at - former.invited_at < SAME_PRESS:
        return former
    _refuse_too_many(group, former, by=by, at=at)
    invitation = former or Invitation(group=group, email=email)
    invitation.role, invitation.invited_by, invitation.invited_at = role, by.person, at
    invitation.expires_at = at + Invitation.LIVES
    invitation.state, invitation.ended_at = Invitation.OPEN, None
    invitation.clean_fields(exclude=["group", "invited_by"])
    invitation.save()
    # The language is the reader's own where we know her; who invites sees nothing of the letter, so it tells nothing.
    reader = User.objects.filter(email=email).first() or by.person
    cancel(about=f"group:{group.pk}", kind=LETTER, to=[email])
    post(letters.invited_to_group(invitation, language=reader.language), at=at)
    record("invite_to_group", by=by, at=at, about=f"group:{group.pk}", invitation=invitation.pk, role=role)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Take an offer back; a letter that has not gone yet stays."""
    _lock(invitation.group)
    invitation = _unanswered(invitation)
    _end(invitation, Invitation.WITHDRAWN, at)
    about = f"group:{invitation.group.pk}"
    cancel(about=about, kind=LETTER, to=[invitation.email])
    record("withdraw_invitation", by=by, at=at, about=about, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> Membership:
    """Take the place that was offered. Whoever has it already, for the button was pressed twice, keeps it."""
    _lock(invitation.group)
    if place := invitation.group.memberships.filter(person=by.person).first():
        return place
    invitation = _mine_and_open(invitation, by=by, at=at)
    place = Membership.objects.create(person=by.person, group=invitation.group, role=invitation.role, joined_at=at)
    _end(invitation, Invitation.ACCEPTED, at)
    about = f"group:{invitation.group.pk}"
    record("accept_invitation", by=by, at=at, about=about, invitation=invitation.pk, role=place.role)
    return place


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    _lock(invitation.group)
    invitation = _mine_and_open(invitation, by=by, at=at)
    _end(invitation, Invitation.DECLINED, at)
    record("decline_invitation", by=by, at=at, about=f"group:{invitation.group.pk}", invitation=invitation.pk)
    return invitation


@transaction.atomic
def change_member(place: Membership, *, by: Actor, at: datetime, role: str) -> Membership:
    """Give a member another role; ownership is handed over by making somebody else an owner first."""
    _refuse_unknown(role)
    place = _locked_place(place)
    if place.role == role:
        return place
    if role != Membership.OWNER:
        _keep_an_owner(place)
    place.role = role
    place.save(update_fields=["role"])
    record("change_member", by=by, at=at, about=f"group:{place.group.pk}", person=place.person_id, role=role)
    return place


@transaction.atomic
def remove_member(place: Membership, *, by: Actor, at: datetime) -> None:
    """Take a member out of the group: her next request finds nothing of it. What she wrote stays."""
    place = _locked_place(place)
    _keep_an_owner(place)
    group, person = place.group, place.person_id
    place.delete()
    record("remove_member", by=by, at=at, about=f"group:{group.pk}", person=person)


@transaction.atomic
def leave_group(place: Membership, *, by: Actor, at: datetime) -> None:
    """Go out of a group by oneself."""
    place = _locked_place(place)
    _keep_an_owner(place)
    group = place.group
    place.delete()
    record("leave_group", by=by, at=at, about=f"group:{group.pk}")


@transaction.atomic
def forget_invitations(*, by: Actor, at: datetime) -> int:
    """Delete invitations that ended long ago, with their addresses; returns how many. The events say that there were some.

    One that is renewed at this moment stays: the database looks at each row once more as it deletes it.
    """
    count, _by_model = queries.outlived_invitations(at).delete()
    if count:
        record("forget_invitations", by=by, at=at, about="invitations", count=count)
    return count


def _lock(group: Group) -> None:
    Group.objects.select_for_update().get(pk=group.pk)


def _refuse_unknown(role: str) -> None:
    if role not in Membership.ROLES:
        raise ValidationError(_("Choose what the person may do."))


def _refuse_too_many(group: Group, former: Invitation | None, *, by: Actor, at: datetime) -> None:
    is_one_more = former is None or not former.is_open(at)
    if is_one_more and queries.open_invitations(group, at) >= MOST_OPEN:
        sentence = _("Your group has %(most)d invitations that wait for an answer. Withdraw one of them first.")
        raise ValidationError(sentence % {"most": MOST_OPEN})
    today = [queries.invitations_made(at, about=f"group:{group.pk}"), queries.invitations_made(at, actor=by.reference)]
    if max(today) >= MOST_A_DAY:
        raise ValidationError(_("You have sent many invitations today. Send the rest tomorrow, or call us."))


def _unanswered(invitation: Invitation) -> Invitation:
    """The row as it is now; the group is locked."""
    now = Invitation.objects.select_related("group").get(pk=invitation.pk)
    if now.state != Invitation.OPEN:
        raise ValidationError(_("This invitation has been answered or withdrawn already."))
    return now


def _mine_and_open(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    now = _unanswered(invitation)
    if now.email != by.person.email:
        raise ValidationError(_("The invitation was sent to another address."))
    if not now.is_open(at):
        raise ValidationError(_("The invitation is too old. Ask the group for a new one."))
    return now


def _end(invitation: Invitation, state: str, at: datetime) -> None:
    invitation.state, invitation.ended_at = state, at
    invitation.save(update_fields=["state", "ended_at"])


def _locked_place(place: Membership) -> Membership:
    """The member's place as it is now, with the group locked."""
    _lock(place.group)
    now = Membership.objects.select_related("group", "person").filter(pk=place.pk).first()
    if now is None:
        raise ValidationError(_("This person does not belong to the group any more."))
    return now


def _keep_an_owner(place: Membership) -> None:
    if is_last_owner(place):
        raise ValidationError(_("The group needs an owner. Make somebody else an owner first."))
