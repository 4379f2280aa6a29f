"""Invitations and their answers, and what owners do with the members of a group: each act and each of its refusals."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from accounts import actions
from accounts.actions.members import MOST_A_DAY, MOST_OPEN
from accounts.models import Invitation, Membership, User
from applications.models import Application
from registry.models import Event, Letter
from tests.factories import AT, acting, make_application, make_group, make_invitation

pytestmark = pytest.mark.django_db

SOON, LATER = AT + timedelta(minutes=5), AT + timedelta(days=30)


def refusal(act, *things, at=SOON, **details) -> list[str]:
    """What the act answers when it refuses; a refusal notes no event and sends nothing."""
    before = Event.objects.count(), Letter.objects.count()
    with pytest.raises(ValidationError) as refused:
        act(*things, at=at, **details)
    assert (Event.objects.count(), Letter.objects.count()) == before
    return refused.value.messages


def newest_event() -> tuple:
    event = Event.objects.order_by("-pk").first()
    return event.act, event.actor, event.role, event.about, event.details


def place_of(person: User, group) -> Membership:
    return group.memberships.get(person=person)


@pytest.fixture
def owner(applicant):
    return acting(applicant, "owner")


@pytest.fixture
def invited(stranger, group, applicant) -> Invitation:
    return make_invitation(group, applicant, email=stranger.email)


def test_an_invitation_is_kept_in_small_letters_told_by_letter_and_noted_without_the_address(group, applicant, owner):
    invitation = actions.invite_to_group(group, by=owner, at=AT, email="Uusi@Example.org", role="editor")
    assert (invitation.email, invitation.role, invitation.invited_by, invitation.state) == (
        "uusi@example.org",
        "editor",
        applicant,
        "open",
    )
    assert (invitation.invited_at, invitation.expires_at) == (AT, LATER)
    letter = Letter.objects.get()
    assert (letter.to, letter.kind, letter.not_after) == ("uusi@example.org", "accounts/invited_to_group", LATER)
    assert newest_event() == (
        "invite_to_group",
        f"person:{applicant.pk}",
        "owner",
        f"group:{group.pk}",
        {"invitation": invitation.pk, "role": "editor"},
    )


def test_an_invitation_makes_nobody_known_and_nobody_a_member(group, applicant):
    people, places = User.objects.count(), group.memberships.count()
    make_invitation(group, applicant)
    assert (User.objects.count(), group.memberships.count()) == (people, places)


def test_the_letter_is_in_the_language_of_its_reader_or_else_of_who_invites(group, applicant, stranger):
    User.objects.filter(pk=stranger.pk).update(language="en")
    make_invitation(group, applicant, email=stranger.email)
    make_invitation(group, applicant)
    assert list(Letter.objects.order_by("pk").values_list("language", flat=True)) == ["en", "fi"]


def test_who_is_in_the_group_is_not_invited(group, owner, co_applicant):
    details = {"email": "LAURI@example.org", "role": "owner"}
    assert refusal(actions.invite_to_group, group, by=owner, **details) == ["This person is already in the group."]


def test_an_unknown_role_is_not_offered(group, owner):
    details = {"email": "uusi@example.org", "role": "king"}
    assert refusal(actions.invite_to_group, group, by=owner, **details) == ["Choose what the person may do."]


def test_something_that_is_no_address_is_refused(group, owner):
    assert refusal(actions.invite_to_group, group, by=owner, email="uusi", role="reader") == ["Enter a valid email address."]


def test_the_same_press_twice_sends_one_letter(group, applicant):
    first = make_invitation(group, applicant)
    assert make_invitation(group, applicant, at=AT + timedelta(seconds=59)) == first
    assert (Letter.objects.count(), Event.objects.filter(act="invite_to_group").count()) == (1, 1)


def test_inviting_again_renews_the_invitation_and_the_letter_that_waits_gives_way(group, applicant):
    first = make_invitation(group, applicant)
    again = make_invitation(group, applicant, role="reader", at=SOON)
    assert (again.pk, again.role, again.expires_at) == (first.pk, "reader", SOON + Invitation.LIVES)
    assert list(Letter.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "queued"]


@pytest.mark.parametrize("end", [actions.withdraw_invitation, actions.decline_invitation])
def test_after_its_end_an_address_can_be_invited_again(group, applicant, stranger, invited, end):
    end(invited, by=acting(stranger), at=SOON)
    again = make_invitation(group, applicant, email=stranger.email, at=SOON + timedelta(hours=1))
    assert (again.pk, again.state, again.ended_at) == (invited.pk, "open", None)


def test_a_group_has_so_many_open_invitations_and_no_more(group, applicant, owner):
    days = [AT + timedelta(days=number % 2) for number in range(MOST_OPEN)]
    made = [make_invitation(group, applicant, email=f"e{number}@example.org", at=at) for number, at in enumerate(days)]
    details = {"email": "yksi@example.org", "role": "reader"}
    assert refusal(actions.invite_to_group, group, by=owner, at=AT + timedelta(days=2), **details) == [
        "Your group has 20 invitations that wait for an answer. Withdraw one of them first."
    ]
    again = make_invitation(group, applicant, email="e0@example.org", at=AT + timedelta(days=2))
    assert again.pk == made[0].pk
    actions.withdraw_invitation(made[1], by=owner, at=AT + timedelta(days=2))
    assert make_invitation(group, applicant, email="yksi@example.org", at=AT + timedelta(days=2)).state == "open"


def test_old_invitations_do_not_count_as_open(group, applicant):
    for number in range(MOST_OPEN):
        make_invitation(group, applicant, email=f"e{number}@example.org")
    assert make_invitation(group, applicant, at=LATER).state == "open"


def test_a_group_invites_so_often_in_a_day_also_the_same_address(group, applicant, owner):
    for number in range(MOST_A_DAY):
        make_invitation(group, applicant, at=AT + timedelta(minutes=2 * number))
    at = AT + timedelta(hours=23)
    details = {"email": "yksi@example.org", "role": "reader"}
    sentence = ["You have sent many invitations today. Send the rest tomorrow, or call us."]
    assert refusal(actions.invite_to_group, group, by=owner, at=at, **details) == sentence
    assert make_invitation(group, applicant, at=AT + timedelta(hours=25)).state == "open"


def test_a_person_can_not_go_around_the_limit_with_a_second_group(group, applicant, owner):
    other = make_group(applicant, name="Toinen ry", business_id="9100002-1")
    for number in range(MOST_A_DAY):
        make_invitation(group if number % 2 else other, applicant, at=AT + timedelta(minutes=2 * number))
    at = AT + timedelta(hours=2)
    details = {"email": "yksi@example.org", "role": "reader"}
    sentence = ["You have sent many invitations today. Send the rest tomorrow, or call us."]
    assert refusal(actions.invite_to_group, other, by=owner, at=at, **details) == sentence


@pytest.mark.parametrize("role", ["owner", "editor", "reader"])
def test_who_accepts_gets_the_place_that_was_offered(group, applicant, stranger, role):
    invitation = make_invitation(group, applicant, email=stranger.email, role=role)
    place = actions.accept_invitation(invitation, by=acting(stranger), at=SOON)
    assert (place.person, place.group, place.role, place.joined_at) == (stranger, group, role, SOON)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.ended_at) == ("accepted", SOON)
    assert newest_event() == (
        "accept_invitation",
        f"person:{stranger.pk}",
        "applicant",
        f"group:{group.pk}",
        {"invitation": invitation.pk, "role": role},
    )


def test_accepting_twice_is_accepting_once(group, stranger, invited):
    place = actions.accept_invitation(invited, by=acting(stranger), at=SOON)
    events = Event.objects.count()
    assert actions.accept_invitation(invited, by=acting(stranger), at=SOON) == place
    assert Event.objects.count() == events


def test_an_invitation_is_for_one_address(group, invited, coordinator):
    for act in (actions.accept_invitation, actions.decline_invitation):
        assert refusal(act, invited, by=acting(coordinator)) == ["The invitation was sent to another address."]
    assert not group.memberships.filter(person=coordinator).exists()


@pytest.mark.parametrize(("age", "works"), [(timedelta(days=30) - timedelta(microseconds=1), True), (timedelta(days=30), False)])
def test_an_invitation_can_be_answered_for_thirty_days(group, stranger, invited, age, works):
    if works:
        assert actions.accept_invitation(invited, by=acting(stranger), at=AT + age).role == "editor"
    else:
        for act in (actions.accept_invitation, actions.decline_invitation):
            assert refusal(act, invited, by=acting(stranger), at=AT + age) == [
                "The invitation is too old. Ask the group for a new one."
            ]


def test_declining_is_noted_and_can_not_be_taken_back(group, stranger, invited):
    actions.decline_invitation(invited, by=acting(stranger), at=SOON)
    invited.refresh_from_db()
    assert (invited.state, invited.ended_at) == ("declined", SOON)
    assert newest_event()[0] == "decline_invitation"
    assert refusal(actions.accept_invitation, invited, by=acting(stranger)) == [
        "This invitation has been answered or withdrawn already."
    ]


def test_a_withdrawn_invitation_sends_no_letter_and_lets_nobody_in(group, owner, stranger, invited):
    actions.withdraw_invitation(invited, by=owner, at=SOON)
    invited.refresh_from_db()
    assert (invited.state, invited.ended_at, Letter.objects.get().status) == ("withdrawn", SOON, "cancelled")
    assert newest_event()[0::4] == ("withdraw_invitation", {"invitation": invited.pk})
    gone = ["This invitation has been answered or withdrawn already."]
    assert refusal(actions.accept_invitation, invited, by=acting(stranger)) == gone
    assert refusal(actions.withdraw_invitation, invited, by=owner) == gone


def test_withdrawing_one_invitation_leaves_the_letters_of_others(group, applicant, owner, invited):
    make_invitation(group, applicant)
    actions.withdraw_invitation(invited, by=owner, at=SOON)
    assert dict(Letter.objects.values_list("to", "status")) == {invited.email: "cancelled", "kutsuttu@example.org": "queued"}


def test_a_member_gets_another_role(group, owner, co_applicant):
    place = actions.change_member(place_of(co_applicant, group), by=owner, at=SOON, role="owner")
    assert place_of(co_applicant, group).role == place.role == "owner"
    assert newest_event()[0::4] == ("change_member", {"person": co_applicant.pk, "role": "owner"})


def test_the_same_role_again_changes_and_notes_nothing(group, owner, co_applicant):
    events = Event.objects.count()
    actions.change_member(place_of(co_applicant, group), by=owner, at=SOON, role="editor")
    assert Event.objects.count() == events


def test_ownership_is_handed_over_in_two_steps(group, owner, applicant, co_applicant):
    actions.change_member(place_of(co_applicant, group), by=owner, at=SOON, role="owner")
    actions.change_member(place_of(applicant, group), by=owner, at=SOON, role="reader")
    assert dict(group.memberships.values_list("person", "role")) == {applicant.pk: "reader", co_applicant.pk: "owner"}


def test_nobody_gets_an_unknown_role(group, owner, co_applicant):
    place = place_of(co_applicant, group)
    assert refusal(actions.change_member, place, by=owner, role="king") == ["Choose what the person may do."]


LAST = ["The group needs an owner. Make somebody else an owner first."]


def test_the_last_owner_stays(group, owner, applicant):
    place = place_of(applicant, group)
    assert refusal(actions.change_member, place, by=owner, role="editor") == LAST
    assert refusal(actions.remove_member, place, by=owner) == LAST
    assert refusal(actions.leave_group, place, by=owner) == LAST
    assert place_of(applicant, group).role == "owner"


def test_an_owner_whose_account_is_closed_is_no_other_owner(group, owner, applicant, co_applicant):
    actions.change_member(place_of(co_applicant, group), by=owner, at=SOON, role="owner")
    actions.close_account(co_applicant, by=owner, at=SOON)
    assert refusal(actions.leave_group, place_of(applicant, group), by=owner) == LAST


def test_a_removed_member_sees_nothing_of_the_group_and_what_she_wrote_stays(group, owner, applicant, co_applicant, open_round):
    draft = make_application(applicant, group, open_round)
    assert list(Application.objects.visible_to(co_applicant)) == [draft]
    actions.remove_member(place_of(co_applicant, group), by=owner, at=SOON)
    assert list(Application.objects.visible_to(co_applicant)) == []
    assert draft.revisions.count() == 6
    assert newest_event()[0::4] == ("remove_member", {"person": co_applicant.pk})


def test_a_removed_member_is_invited_back_by_the_same_row(group, applicant, owner, stranger, invited):
    place = actions.accept_invitation(invited, by=acting(stranger), at=SOON)
    actions.remove_member(place, by=owner, at=SOON)
    gone = ["This invitation has been answered or withdrawn already."]
    assert refusal(actions.accept_invitation, invited, by=acting(stranger)) == gone
    again = make_invitation(group, applicant, email=stranger.email, role="reader", at=SOON + timedelta(hours=1))
    assert actions.accept_invitation(again, by=acting(stranger), at=SOON + timedelta(hours=2)).role == "reader"
    assert group.invitations.count() == 1


def test_a_member_leaves(group, co_applicant):
    actions.leave_group(place_of(co_applicant, group), by=acting(co_applicant, "editor"), at=SOON)
    assert not group.memberships.filter(person=co_applicant).exists()
    assert newest_event() == ("leave_group", f"person:{co_applicant.pk}", "editor", f"group:{group.pk}", {})


def test_who_is_gone_already_can_not_be_changed_or_removed(group, owner, co_applicant):
    place = place_of(co_applicant, group)
    Membership.objects.filter(pk=place.pk).delete()
    gone = ["This person does not belong to the group any more."]
    assert refusal(actions.change_member, place, by=owner, role="reader") == gone
    assert refusal(actions.remove_member, place, by=owner) == gone
    assert refusal(actions.leave_group, place, by=owner) == gone


ROUNDS = 10


def at_once(*acts) -> list[str]:
    """What came of each act, started at the same moment on connections of their own."""
    together, came = Barrier(len(acts), timeout=60), [""] * len(acts)

    def run(number: int, act) -> None:
        try:
            with translation.override("en"):
                connection.ensure_connection()
                together.wait()
                act()
                came[number] = "done"
        except ValidationError as refused:
            came[number] = refused.messages[0]
        except Exception as error:
            came[number] = repr(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=it) for it in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["leave", "demote"])
def test_of_two_owners_who_go_at_the_same_moment_one_stays(applicant, co_applicant, way):
    for number in range(ROUNDS):
        group = make_group(applicant, name=f"Ryhmä {number}")
        other = Membership.objects.create(person=co_applicant, group=group, role="owner", joined_at=AT)
        places = [place_of(applicant, group), other]

        def go(place: Membership):
            by = acting(place.person, "owner")
            if way == "leave":
                return lambda: actions.leave_group(place, by=by, at=SOON)
            return lambda: actions.change_member(place, by=by, at=SOON, role="reader")

        assert sorted(at_once(*map(go, places))) == sorted(["done", LAST[0]])
        assert group.memberships.filter(role="owner").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_owners_would_go(applicant, co_applicant):
    """The control: the same two with the check most people write. If one of them stays, the test above proves nothing."""
    group = make_group(applicant)
    Membership.objects.create(person=co_applicant, group=group, role="owner", joined_at=AT)
    read = Barrier(2, timeout=60)

    def go_carelessly(person: User):
        def go():
            others = group.memberships.filter(role="owner").exclude(person=person).exists()
            read.wait()
            if others:
                group.memberships.filter(person=person).delete()

        return go

    assert at_once(go_carelessly(applicant), go_carelessly(co_applicant)) == ["done", "done"]
    assert group.memberships.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_invitation_pressed_four_times_at_once_is_one_invitation_and_one_letter(applicant):
    group = make_group(applicant)
    assert at_once(*[lambda: make_invitation(group, applicant)] * 4) == ["done"] * 4
    assert (group.invitations.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_accepting_and_withdrawing_at_once_leave_one_truth(applicant, stranger):
    for number in range(ROUNDS):
        group = make_group(applicant, name=f"Ryhmä {number}")
        invitation = make_invitation(group, applicant, email=stranger.email)
        came = at_once(
            lambda it=invitation: actions.accept_invitation(it, by=acting(stranger), at=SOON),
            lambda it=invitation: actions.withdraw_invitation(it, by=acting(applicant, "owner"), at=SOON),
        )
        invitation.refresh_from_db()
        is_member = group.memberships.filter(person=stranger).exists()
        assert (came[0] == "done", came[1] == "done") == (is_member, not is_member)
        assert invitation.state == ("accepted" if is_member else "withdrawn")
