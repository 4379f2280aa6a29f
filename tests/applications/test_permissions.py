"""Who may do what with an application."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from applications import permissions
from tests.factories import make_person


@pytest.fixture
def reader(group):
    person = make_person("riitta@example.org", name="Riitta Lukija")
    Membership.objects.create(person=person, group=group, role="reader", joined_at=group.created_at)
    return person


def answers(permission, application, *people):
    return [permission(person, application) for person in people]


def test_only_owners_send_discard_and_withdraw(draft, sent, applicant, co_applicant, reader, stranger):
    people = (applicant, co_applicant, reader, stranger)
    for permission in (permissions.can_withdraw, permissions.can_send):
        assert answers(permission, sent, *people) == [True, False, False, False]
    sent.status = "draft"
    assert answers(permissions.can_discard, sent, *people) == [True, False, False, False]


def test_owners_and_editors_fill_in(draft, applicant, co_applicant, reader, stranger):
    people = (applicant, co_applicant, reader, stranger)
    assert answers(permissions.can_fill_in, draft, *people) == [True, True, False, False]


def test_a_draft_can_be_edited_at_any_time_and_a_sent_one_until_the_grace_ends(draft, applicant):
    closed = draft.round.closes_at
    grace = timedelta(seconds=draft.round.grace_seconds)
    assert permissions.can_edit(applicant, draft, closed + timedelta(days=30))
    draft.status = "submitted"
    assert permissions.can_edit(applicant, draft, closed + grace - timedelta(seconds=1))
    assert not permissions.can_edit(applicant, draft, closed + grace)


@pytest.mark.parametrize("status", ["in_review", "proposed", "decided", "withdrawn", "discarded"])
def test_nothing_is_edited_or_discarded_once_the_desk_has_it(draft, applicant, status):
    draft.status = status
    assert not permissions.can_edit(applicant, draft, draft.created_at)
    assert not permissions.can_discard(applicant, draft)


def test_nothing_is_withdrawn_after_publication(sent, applicant):
    sent.status, sent.published_at = "decided", sent.submitted_at
    assert not permissions.can_withdraw(applicant, sent)
