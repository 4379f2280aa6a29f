"""What else the group of a case has applied for, and what may pay for the same twice: only what the reader may see."""

from decimal import Decimal

import pytest

from desk.queries.earlier import earlier, possible_double_funding
from reviews.actions import declare
from tests.factories import acting, after_closing, make_application, make_case_in_review, make_decision, make_group, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(applicant, group, first_round, coordinator, decider):
    """An event of the same group and the same day, decided and published."""
    case = make_case_in_review(applicant, group, first_round, coordinator, title="Kyläjuhla")
    return make_decision(case, coordinator, decider, published=True).application


def references(found) -> list[str]:
    return [row.reference for row in found.rows]


def test_what_the_same_group_has_got_is_listed_with_its_sum(case, granted, coordinator):
    found = earlier(case, coordinator)
    assert (references(found), found.granted) == ([granted.reference], granted.decisions.get().amount)


def test_a_decision_that_is_not_published_tells_nothing(case, applicant, group, first_round, coordinator, decider):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    make_decision(other, coordinator, decider)
    found = earlier(case, coordinator)
    assert ([(row.reference, row.granted) for row in found.rows], found.granted) == ([(other.reference, None)], Decimal("0.00"))


def test_the_body_that_carries_a_free_group_is_known_by_its_number(case, stranger, first_round, coordinator):
    carried = make_group(
        stranger, name="Naapurit", type="free_group", business_id="", carrier_name="Kantaja ry", carrier_business_id="9100001-3"
    )
    other = send(make_application(stranger, carried, first_round, title="Talkoot"), stranger)
    assert references(earlier(case, coordinator)) == [other.reference]


def test_another_group_is_not_listed_but_the_same_name_is_a_sign(case, stranger, first_round, coordinator):
    twin = make_group(stranger, name="Vieras Esimerkki ry", business_id="9100002-1")
    other = send(make_application(stranger, twin, first_round, title=case.title.upper()), stranger)
    assert references(earlier(case, coordinator)) == []
    assert possible_double_funding(case, coordinator) == [
        f"Application {other.reference} has the same name. Its applicant is Vieras Esimerkki ry."
    ]


def test_the_same_days_are_a_sign_only_to_who_handles_both(case, applicant, group, first_round, coordinator, reviewer):
    other = send(make_application(applicant, group, first_round, title="Toinen nimi"), applicant)
    assert possible_double_funding(case, reviewer) == []
    declare(other, by=acting(reviewer, "reviewer"), at=after_closing(other))
    assert [it.split(" is for ")[0] for it in possible_double_funding(case, reviewer)] == [
        f"Application {other.reference} of the same applicant"
    ]


def test_a_case_with_a_conflict_is_not_even_counted(case, granted, reviewer):
    declare(granted, by=acting(reviewer, "reviewer"), at=after_closing(granted), ground="party")
    found = earlier(case, reviewer)
    assert (references(found), found.granted, possible_double_funding(case, reviewer)) == ([], Decimal("0.00"), [])


def test_what_got_nothing_is_no_sign(case, applicant, group, first_round, coordinator, decider):
    other = make_case_in_review(applicant, group, first_round, coordinator, title=case.title)
    make_decision(other, coordinator, decider, outcome="rejected", published=True)
    assert possible_double_funding(case, coordinator) == []
