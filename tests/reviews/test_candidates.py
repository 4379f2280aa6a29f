"""Who can be asked to review a case: nobody with a conflict of interest in it, and first who has the least to do."""

import pytest

from accounts.models import Membership
from reviews.actions import declare
from reviews.models import TAKEN_BACK, Assignment
from reviews.queries import fit_to_review
from tests.factories import AT, acting, after_closing, make_person, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db):
    return make_person("anni@joensuu.example", name="Anni Arvioija", roles=["reviewer"])


def ask(case, person, **ended) -> Assignment:
    return Assignment.objects.create(application=case, reviewer=person, assigned_at=AT, **ended)


def test_reviewers_come_before_coordinators_and_nobody_else_is_there(case, coordinator, reviewer, decider, auditor, applicant):
    assert list(fit_to_review(case)) == [reviewer, coordinator]


def test_who_has_the_least_to_do_comes_first(case, coordinator, reviewer, other):
    ask(case, reviewer)
    people = fit_to_review(case)
    assert [(it, it.open_work, it.is_assigned) for it in people] == [
        (other, 0, False),
        (reviewer, 1, True),
        (coordinator, 0, False),
    ]


def test_what_is_sent_or_taken_back_or_already_proposed_is_no_work_any_more(case, reviewer, other):
    ask(case, reviewer)
    ask(case, other, ended_at=AT, end=TAKEN_BACK)
    make_review(case, reviewer)
    assert {it.open_work for it in fit_to_review(case)} == {0}


def test_who_stepped_aside_or_belongs_to_the_group_is_not_asked(case, coordinator, reviewer, other):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case), ground="party")
    Membership.objects.create(person=other, group=case.group, role=Membership.READER, joined_at=AT)
    assert list(fit_to_review(case)) == [coordinator]


def test_neither_is_who_has_closed_her_account(case, coordinator, reviewer):
    reviewer.closed_at = AT
    reviewer.save()
    assert list(fit_to_review(case)) == [coordinator]
