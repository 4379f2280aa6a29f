"""What is waiting, what is published, and what a letter says."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from accounts.models import Group
from applications.models import InterestDeclaration
from applications.sections import Cost, Estimate, Funding
from decisions import queries
from decisions.models import Decision, GrantedCost
from tests.factories import make_case_in_review, make_decision, make_group, make_proposal, use_flat_rate

pytestmark = pytest.mark.django_db


def test_only_prepared_decisions_of_cases_that_one_handles_can_be_published(
    prepared, first_round, decider, coordinator, reviewer
):
    assert list(queries.decisions_to_publish(first_round, decider)) == [prepared]
    assert list(queries.decisions_to_publish(first_round, reviewer)) == []
    InterestDeclaration.objects.filter(person=decider).update(is_disqualified=True, ground="party")
    assert list(queries.decisions_to_publish(first_round, decider)) == []


def test_a_published_decision_is_not_published_again(published, first_round, decider):
    assert list(queries.decisions_to_publish(first_round, decider)) == []


def test_the_applicant_reads_nothing_before_publication(prepared, case):
    assert queries.published_decision(case) is None


def test_the_newest_published_decision_is_read(published, case, applicant, decider):
    Decision.objects.filter(pk=published.pk).update(state="replaced")
    newer = Decision.objects.create(
        application=case, version=case.versions.get(), number=2,
        outcome="rejected", amount=0, reasons="Korjattu.", state="published", section=2,
        decided_by=decider, decided_at=published.published_at, published_at=published.published_at,
    )  # fmt: skip
    assert queries.published_decision(case) == newer
    assert queries.readable_decision(applicant, case.reference) == newer


def test_what_is_proposed_is_summed_from_the_newest_proposals_of_waiting_cases(case, first_round, coordinator, applicant, group):
    assert queries.proposed_by_fund_and_round() == {}
    make_proposal(case, coordinator, outcome="granted_in_part", amount=Decimal("900.00"))
    other = make_case_in_review(applicant, group, first_round, coordinator)
    make_proposal(other, coordinator)
    assert queries.proposed_by_fund_and_round() == {("event", first_round.pk): Decimal("2900.50")}


def test_decided_money_is_no_longer_proposed(prepared):
    assert queries.proposed_by_fund_and_round() == {}


def test_a_letter_says_what_was_sent_even_if_the_group_changes_its_name(published, group):
    Group.objects.filter(pk=group.pk).update(name="Aivan toinen ry")
    contents = queries.contents(Decision.objects.get())
    assert contents.group["name"] == "Esimerkkikylän yhdistys ry"
    assert contents.responsible_body == ""
    assert (contents.title, contents.applied) == ("Pyöräpaja keskustaan", Decimal("2000.50"))
    assert [(row.label, row.applied, row.approved) for row in contents.cost_table.rows] == [
        ("Purchased services", Decimal("800.50"), Decimal("800.50")),
        ("Venue rents", Decimal("1200.00"), Decimal("1200.00")),
    ]


def test_a_letter_names_the_carrier_of_a_free_group(applicant, first_round, coordinator, decider):
    free = make_group(
        applicant, type=Group.FREE_GROUP, name="Keskiviikon väki", carrier_name="Kantaja ry", carrier_business_id="9100001-3"
    )
    case = make_case_in_review(applicant, free, first_round, coordinator)
    contents = queries.contents(make_decision(case, coordinator, decider, published=True))
    assert (contents.responsible_body, contents.group["business_id"]) == ("Kantaja ry", "9100001-3")


def test_a_project_has_a_flat_rate_and_a_time(applicant, group, first_round, coordinator, decider):
    use_flat_rate(first_round, Decimal("17.00"))
    case = make_case_in_review(
        applicant, group, first_round, coordinator, kind="development", costs=[Cost("wages", "Ohjaaja", "10 000")]
    )
    contents = queries.contents(make_decision(case, coordinator, decider, published=True))
    rows = contents.cost_table.rows
    assert [(row.label, row.applied) for row in rows] == [
        ("Wages", Decimal("10000.00")),
        ("Flat-rate costs (17\u00a0% of wages)", Decimal("1700.00")),
    ]
    assert sum(row.applied for row in rows) == sum(row.approved for row in rows) == contents.applied
    assert contents.period == "1.4.2018–31.12.2020"


def test_the_legal_text_is_that_of_the_day_of_publication():
    assert queries.legal_text(date(2018, 3, 4))["version"] == "1"


def test_every_legal_text_says_whether_a_lawyer_has_checked_it():
    text = queries.legal_text(date(2018, 3, 4))
    assert (text["checked"], text["to_check"]) == (False, "tarkistettava kaupungin lakimiehellä")


def test_in_english_the_texts_are_marked_as_unofficial_and_say_each_thing_that_the_finnish_do():
    finnish, english = (queries.legal_text(date(2018, 3, 4), language) for language in ("fi", "en"))
    assert ("unofficial" in finnish, english["unofficial"]) == (False, True)
    untranslated = {"version", "in_force_from", "in_force_to", "checked", "to_check", "to_fill_in", "en"}
    assert set(finnish["en"]) - {"unofficial"} == set(finnish) - untranslated
    lists = [name for name, text in finnish["en"].items() if isinstance(text, list)]
    assert [len(finnish[name]) for name in lists] == [len(english[name]) for name in lists]


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        (date(2018, 1, 2), "Euroopan unioni – Vipuvoimaa EU:lta – Euroopan sosiaalirahasto"),
        (date(2021, 1, 1), "Euroopan unionin osarahoittama"),
        (date(2031, 1, 1), "Euroopan unionin osarahoittama"),
    ],
)
def test_the_emblem_says_what_the_period_of_the_programme_asks(starts, sentence):
    assert queries.publicity(starts)["statement"] == sentence


def costs_of(applied: list[Cost], approved: dict[str, str], amount: str, *funding: Funding) -> list[tuple[str, str, str]]:
    """The table of a grant in part, as texts."""
    parts = [GrantedCost(head=head, amount=Decimal(sum_)) for head, sum_ in approved.items()]
    decision = SimpleNamespace(
        is_favourable=True, outcome="granted_in_part", amount=Decimal(amount), granted_costs=SimpleNamespace(all=lambda: parts)
    )
    table = queries.cost_table(decision, Estimate(applied, None, funding))
    assert sum(row.applied for row in table.rows) == table.applied
    assert not approved or sum(row.approved or 0 for row in table.rows) == table.granted
    return [(row.label, str(row.applied), str(row.approved)) for row in table.rows]


LINES = [Cost("wages", "Ohjaaja", "1000"), Cost("travel", "Bussi", "100,10")]
TICKETS = Funding("income", "Liput", "50,05")


def test_what_is_not_approved_is_nothing_and_other_money_stands_below_zero():
    assert costs_of(LINES, {"wages": "900.05"}, "850.00", TICKETS) == [
        ("Wages", "1000.00", "900.05"),
        ("Travel", "100.10", "0.00"),
        ("Income", "-50.05", "-50.05"),
    ]


def test_where_other_money_was_counted_otherwise_it_is_said_as_one_sum():
    assert costs_of(LINES, {"wages": "900.00"}, "890.00", TICKETS)[2:] == [
        ("Income", "-50.05", "None"),
        ("Other money, together", "0.00", "-10.00"),
    ]


def test_costs_that_are_the_sum_granted_leave_no_other_money():
    assert costs_of(LINES, {"wages": "900.00"}, "900.00", TICKETS)[2:] == [("Income", "-50.05", "None")]


def test_a_head_that_was_not_applied_for_is_named_too():
    assert costs_of(LINES, {"wages": "500", "purchases": "400"}, "900")[1] == ("Purchased services", "0.00", "400")


def test_a_part_that_is_not_divided_says_what_was_applied_for_alone():
    assert costs_of(LINES, {}, "900") == [("Wages", "1000.00", "None"), ("Travel", "100.10", "None")]


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ({"event_day": "15.9.2018"}, "15.9.2018"),
        ({"event_day": "15.9.2018", "event_last_day": "16.9.2018"}, "15.9.2018–16.9.2018"),
        ({"event_day": "En tiedä vielä", "event_last_day": "16.9.2018"}, "on 16.9.2018 at the latest"),
    ],
)
def test_the_days_of_an_event_are_one_or_several_or_the_last_that_is_possible(
    days, period, applicant, group, first_round, coordinator, decider
):
    case = make_case_in_review(applicant, group, first_round, coordinator, **days)
    make_decision(case, coordinator, decider, published=True)
    assert queries.contents(Decision.objects.get()).period == period
