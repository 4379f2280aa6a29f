"""What accounts forget because time has passed."""

from datetime import timedelta

import pytest

from accounts import actions
from accounts.models import Invitation
from core.actor import Actor
from registry.models import Event
from tests.factories import AT, SYSTEM, acting, make_invitation, make_person


@pytest.fixture
def owner(applicant) -> Actor:
    return acting(applicant, "owner")


def ended(group, owner, how: str) -> Invitation:
    """An invitation that has ended 30 days after AT, in one of the ways in which they do."""
    email = f"{how}@example.org"
    invited = make_invitation(group, owner.person, email=email)
    if how == "withdrawn":
        actions.withdraw_invitation(invited, by=owner, at=invited.expires_at)
    elif how != "ran_out":
        answer = actions.accept_invitation if how == "accepted" else actions.decline_invitation
        answer(invited, by=acting(make_person(email)), at=invited.expires_at - timedelta(seconds=1))
    return invited


@pytest.mark.parametrize("how", ["accepted", "declined", "withdrawn", "ran_out"])
def test_the_address_of_an_invitation_that_ended_is_forgotten_after_90_days(group, owner, how):
    invited = ended(group, owner, how)
    places = group.memberships.count()
    end = invited.expires_at + timedelta(days=90)
    assert actions.forget_invitations(by=SYSTEM, at=end - timedelta(seconds=2)) == 0
    assert Invitation.objects.get() == invited
    assert actions.forget_invitations(by=SYSTEM, at=end + timedelta(seconds=1)) == 1
    assert (Invitation.objects.count(), group.memberships.count()) == (0, places)
    event = Event.objects.order_by("-pk")[0]
    assert (event.act, event.actor, event.about, event.details) == (
        "forget_invitations",
        SYSTEM.reference,
        "invitations",
        {"count": 1},
    )
    assert invited.email not in str(list(Event.objects.values()))


def test_an_invitation_that_was_renewed_or_can_be_answered_is_not_forgotten(group, owner):
    old = ended(group, owner, "ran_out")
    later = AT + timedelta(days=200)
    make_invitation(group, owner.person, email=old.email, at=later)
    assert actions.forget_invitations(by=SYSTEM, at=later + timedelta(days=29)) == 0
    assert Event.objects.filter(act="forget_invitations").count() == 0


def test_whoever_was_forgotten_can_be_invited_again(group, owner):
    old = ended(group, owner, "declined")
    later = AT + timedelta(days=200)
    actions.forget_invitations(by=SYSTEM, at=later)
    assert make_invitation(group, owner.person, email=old.email, at=later).is_open(later)
