"""The public list of decisions: what may be published and nothing else, for as long as members can make a claim."""

from datetime import date, datetime, timedelta

import pytest

from accounts.models import Group
from core import dates
from decisions import actions, queries
from decisions.models import Decision, Notice
from decisions.tasks import take_off_list
from registry.models import Event
from rounds.actions import set_service
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, make_group

pytestmark = pytest.mark.django_db


def at(day: int, month: int = 3) -> datetime:
    return datetime(2018, month, day, 12, 0, tzinfo=dates.HELSINKI)


def listed(when: datetime) -> list[queries.Listed]:
    return [it for _round, decisions in queries.public_list(when) for it in decisions]


def test_publishing_puts_a_decision_on_the_list_and_counts_the_members_time(published, applicant):
    notice = published.notices.get()
    assert (notice.audience, notice.channel, notice.sent_on, notice.served_on, notice.claim_until) == (
        "members",
        "public",
        date(2018, 3, 4),
        date(2018, 3, 11),
        date(2018, 3, 26),
    )
    (it,) = listed(at(5))
    assert (it.section, it.published_on, it.body, it.is_free_group, str(it.kind), str(it.outcome), str(it.amount)) == (
        "1/2018",
        date(2018, 3, 4),
        "Esimerkkikylän yhdistys ry",
        False,
        "Event",
        "Granted",
        "2000.50",
    )


def test_what_is_only_prepared_is_not_there(prepared):
    assert listed(at(5)) == []


def test_a_free_group_is_there_by_its_carrier_alone(applicant, first_round, coordinator, decider):
    facts = {"type": Group.FREE_GROUP, "name": "Salaisen kadun naapurit", "carrier_name": "Kantaja Esimerkki ry"}
    group = make_group(applicant, **facts, carrier_business_id="9100004-8", register_number="")
    make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    (it,) = listed(at(5))
    assert (it.body, it.is_free_group) == ("Kantaja Esimerkki ry", True)
    assert "naapurit" not in repr(it)


def test_it_leaves_when_the_members_time_is_over_even_if_no_task_ever_runs(published):
    assert [len(listed(at(day))) for day in (26, 27)] == [1, 0]


def test_that_it_left_is_recorded_once(published):
    assert actions.take_off_list(by=SYSTEM, at=at(26)) == 0
    assert [actions.take_off_list(by=SYSTEM, at=at(27)) for _ in range(2)] == [1, 0]
    event = Event.objects.get(act="take_off_list")
    assert (event.about, event.details) == (published.application.about, {"number": 1})
    assert published.notices.get().left_list_at == at(27)


def test_the_beat_takes_it_off(published):
    take_off_list()
    assert Notice.objects.filter(left_list_at__isnull=False).count() == 1


def test_a_newer_version_is_listed_anew_and_the_one_that_it_replaces_is_gone(published, case, decider):
    Decision.objects.filter(pk=published.pk).update(state=Decision.REPLACED)
    facts = {
        "number": 2,
        "outcome": "granted_in_part",
        "amount": "900.00",
        "reasons": "Korjaus.",
        "section": 2,
        "section_year": 2018,
    }
    newer = Decision.objects.create(
        application=case,
        version=case.versions.get(),
        state=Decision.PUBLISHED,
        decided_by=decider,
        decided_at=at(8),
        published_at=at(8),
        **facts,
    )
    actions.list_decision(newer, at=at(8))
    assert [(it.section, str(it.amount), it.listed_on) for it in listed(at(9))] == [("2/2018", "900.00", date(2018, 3, 8))]
    assert actions.take_off_list(by=SYSTEM, at=at(9)) == 1


def test_a_programme_that_keeps_no_list_lists_nothing(programme, case, coordinator, decider):
    set_service(programme, by=SYSTEM, at=at(1), lists_decisions=False, office_closes=None)
    decision = make_decision(case, coordinator, decider, published=True)
    assert (list(decision.notices.all()), listed(at(5))) == ([], [])


def test_then_the_coordinator_writes_down_when_it_was_on_the_citys_own_pages(programme, case, coordinator, decider):

    set_service(programme, by=SYSTEM, at=at(1), lists_decisions=False, office_closes=None)
    decision = make_decision(case, coordinator, decider, published=True)
    by = acting(coordinator, "coordinator")
    notice = actions.serve(decision, by=by, at=after_closing(case, days=6), channel="public", sent_on=date(2018, 3, 5))
    assert (notice.audience, notice.claim_until, notice.recorded_by) == ("members", date(2018, 3, 26), coordinator)
    assert (listed(at(6)), actions.take_off_list(by=SYSTEM, at=at(27) + timedelta(days=9))) == ([], 0)
