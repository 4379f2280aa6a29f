"""Whose account may be closed, when groups depend on it."""

import pytest
from django.core.exceptions import ValidationError

from accounts.actions import change_member
from accounts.models import User
from applications import actions
from registry.models import Event
from tests.factories import acting, make_application, make_case_in_review, make_decision, make_draft, send

ONLY_OWNER = (
    "Aino Esimerkki is the only owner of the group Esimerkkikylän yhdistys ry. Ask the owner to make another member an owner "
    "first. Then you can close the account."
)
ALONE = (
    "Nobody but Veera Vieras belongs to the group Esimerkkinuoret ry, and an application of the group is not finished. Ask the "
    "owner to delete or withdraw it, or wait for the decision. Then you can close the account."
)


def close(person: User, admin: User) -> User:
    actions.close_account(person, by=acting(admin, "admin"), at=person.joined_at)
    return User.objects.get(pk=person.pk)


def refusal(person: User, admin: User) -> list[str]:
    """What is said; a refusal closes nothing and notes no event."""
    events = Event.objects.count()
    with pytest.raises(ValidationError) as refused:
        close(person, admin)
    assert (User.objects.get(pk=person.pk).is_active, Event.objects.count()) == (True, events)
    return refused.value.messages


def make_owner(person: User, group, by: User) -> None:
    change_member(group.memberships.get(person=person), by=acting(by, "owner"), at=by.joined_at, role="owner")


def test_a_member_who_is_no_owner_is_closed(admin, co_applicant, group, draft):
    assert not close(co_applicant, admin).is_active
    assert Event.objects.filter(act="close_account").count() == 1


def test_the_only_owner_hands_the_group_over_first(admin, applicant, co_applicant, group):
    assert refusal(applicant, admin) == [ONLY_OWNER]
    make_owner(co_applicant, group, by=applicant)
    assert not close(applicant, admin).is_active


def test_members_whose_accounts_are_closed_are_no_help(admin, applicant, co_applicant, group, draft):
    make_owner(co_applicant, group, by=applicant)
    close(co_applicant, admin)
    assert refusal(applicant, admin)[0].startswith("Nobody but Aino Esimerkki belongs to the group")


def test_who_is_alone_in_a_group_is_closed_when_nothing_was_begun(admin, stranger, other_group, draft):
    assert not close(stranger, admin).is_active


def test_who_is_alone_finishes_what_is_open_first(admin, stranger, other_group, open_round):
    owner = acting(stranger, "owner")
    first = make_draft(stranger, other_group, open_round)
    assert refusal(stranger, admin) == [ALONE]
    actions.discard(first, by=owner, at=first.created_at)
    second = send(make_application(stranger, other_group, open_round), stranger)
    assert refusal(stranger, admin) == [ALONE]
    actions.withdraw(second, by=owner, at=second.submitted_at)
    assert not close(stranger, admin).is_active


@pytest.mark.parametrize("published", [False, True])
def test_a_decision_ends_it_once_the_group_has_seen_it(admin, coordinator, decider, stranger, other_group, open_round, published):
    case = make_case_in_review(stranger, other_group, open_round, coordinator)
    make_decision(case, coordinator, decider, published=published)
    if published:
        assert not close(stranger, admin).is_active
    else:
        assert refusal(stranger, admin) == [ALONE]


def test_the_page_of_the_person_says_why_not(client_of, admin, applicant, group):
    browser = client_of(admin)
    answer = browser.post(f"/henkilot/{applicant.pk}/sulje/")
    assert (answer.status_code, answer.url) == (303, f"/henkilot/{applicant.pk}/")
    assert [str(message) for message in browser.get(answer.url).context["messages"]] == [ONLY_OWNER]
