"""What the database refuses, and who sees which decisions."""

import pytest
from django.db import IntegrityError, transaction

from applications.models import InterestDeclaration
from decisions.models import Decision, Proposal
from tests.factories import acting, make_group, make_person

pytestmark = pytest.mark.django_db


def make_row(model, case, person, **fields):
    at = case.round.closes_at
    decided = {"decided_by": person, "decided_at": at, "number": 9, "version": case.versions.get()}
    who = decided if model is Decision else {"proposed_by": person, "proposed_at": at}
    return model.objects.create(application=case, **{"outcome": "granted", "amount": 1, "reasons": "Sopii.", **who, **fields})


@pytest.mark.parametrize("model", [Decision, Proposal])
@pytest.mark.parametrize(
    "fields", [{"outcome": "maybe"}, {"outcome": "granted", "amount": 0}, {"outcome": "rejected", "amount": 1}, {"amount": -1}]
)
def test_outcome_and_money_fit_together(case, decider, model, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_row(model, case, decider, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "published"},
        {"state": "published", "section": 1},
        {"state": "prepared", "section": 1},
        {"state": "cancelled", "section": 1},
        {"state": "lost"},
    ],
)
def test_a_published_decision_and_no_other_has_time_and_section(case, decider, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_row(Decision, case, decider, **fields)


def test_a_case_has_one_prepared_decision_at_a_time(case, prepared, decider):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_row(Decision, case, decider, number=2)
    assert make_row(Decision, case, decider, number=2, state="cancelled").number == 2


def test_a_number_is_used_once_in_a_case(case, prepared, decider):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_row(Decision, case, decider, number=1, state="cancelled")


def seen_by(person):
    return list(Decision.objects.visible_to(person))


def test_the_group_sees_its_decision_only_when_it_is_published(prepared, applicant, co_applicant, stranger):
    assert [seen_by(person) for person in (applicant, co_applicant, stranger)] == [[], [], []]
    Decision.objects.update(state="published", published_at=prepared.decided_at, section=1)
    assert [seen_by(person) for person in (applicant, co_applicant, stranger)] == [[prepared], [prepared], []]


def test_those_who_handle_the_case_see_it_prepared(prepared, coordinator, decider, auditor):
    assert [seen_by(person) for person in (coordinator, decider, auditor)] == [[prepared]] * 3


def test_staff_who_do_not_handle_the_case_do_not_see_it(published, reviewer, finance, admin):
    assert [seen_by(person) for person in (reviewer, finance, admin)] == [[], [], []]


def test_who_stepped_aside_sees_it_no_more(published, coordinator):
    InterestDeclaration.objects.filter(person=coordinator).update(is_disqualified=True, ground="board")
    assert seen_by(coordinator) == []


def test_a_withdrawn_decision_is_never_seen_by_the_group(prepared, applicant):
    Decision.objects.update(state="cancelled")
    assert seen_by(applicant) == []


def test_only_published_decisions_wait_for_a_letter(prepared):
    assert list(Decision.objects.without_letter()) == []
    Decision.objects.update(state="published", published_at=prepared.decided_at, section=1)
    assert list(Decision.objects.without_letter()) == [prepared]


def test_a_reader_of_two_groups_sees_each_decision_once(published, applicant):
    make_group(applicant, name="Toinen ryhmä ry", business_id="9100001-3")
    make_group(make_person("eri@example.org"), readers=[applicant], name="Kolmas ry", business_id="9100002-1")
    assert seen_by(applicant) == [published]


def test_names_for_people_and_for_the_ledger(published):
    assert str(published) == "PK-2018-0001/1"
    assert published.about == "application:PK-2018-0001 decision 1"
    assert (published.outcome_label, published.is_favourable) == ("Granted", True)
    assert acting(published.decided_by).reference == f"person:{published.decided_by_id}"
