"""Advice that was given outside the portal: written down, undone, and counted by month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from advice import actions, queries
from advice.models import AdviceGiven
from registry.models import Event
from tests.advice.factories import ask_advice, make_note
from tests.factories import AT, acting, make_idea, make_message, make_person

pytestmark = pytest.mark.django_db


def log(person, *, at=AT, **changes):
    facts = {"channel": "phone", "topic": "costs", "minutes": 15, **changes}
    return actions.log_advice(by=acting(person, "coordinator"), at=at, **facts)


def undo(person, *, at=AT):
    actions.undo_advice(by=acting(person, "coordinator"), at=at)


def test_a_call_is_written_down_of_somebody_who_gave_no_name(coordinator):
    given = log(coordinator)
    assert (given.adviser, given.channel, given.topic, given.minutes) == (coordinator, "phone", "costs", 15)
    assert (given.application, given.idea) == (None, None)
    [event] = Event.objects.filter(act="log_advice")
    assert (event.about, event.details) == ("advice", {"channel": "phone", "topic": "costs", "minutes": 15})


def test_with_a_number_it_is_about_an_idea_or_an_application(coordinator, applicant, draft):
    idea = make_idea(applicant)
    assert log(coordinator, reference=idea.reference).idea == idea
    assert log(coordinator, reference=f" {draft.reference.lower()}").application == draft
    assert list(queries.advisers_of(draft)) == [coordinator]
    assert Event.objects.filter(act="log_advice").first().about == draft.about


def test_a_number_that_is_unknown_or_of_her_own_writes_nothing(coordinator, draft):
    draft.group.memberships.create(person=coordinator, role="reader", joined_at=AT)
    own = make_idea(coordinator)
    for reference in ("PK-1999-0001", draft.reference, own.reference):
        with pytest.raises(ValidationError, match="no such idea or application for you"):
            log(coordinator, reference=reference)
    assert AdviceGiven.objects.count() == 0


@pytest.mark.parametrize(
    "changes", [{"channel": "note"}, {"channel": "dream"}, {"topic": "weather"}, {"minutes": 0}, {"minutes": 481}]
)
def test_what_is_no_line_is_refused(coordinator, changes):
    with pytest.raises(ValidationError, match="Choose how you advised"):
        log(coordinator, **changes)


def test_the_last_line_of_today_can_be_undone_once_and_only_by_its_writer(coordinator, draft):
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    first, second = log(coordinator), log(coordinator, at=AT + timedelta(minutes=1), reference=draft.reference)
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(other)
    undo(coordinator)
    assert list(AdviceGiven.objects.all()) == [first]
    assert Event.objects.filter(act="undo_advice").get().about == draft.about
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(coordinator, at=AT + timedelta(days=1))
    assert second.pk not in AdviceGiven.objects.values_list("pk", flat=True)


def test_messages_and_notes_are_not_undone(coordinator, applicant, draft):
    ask_advice(draft, applicant)
    make_note(draft, coordinator)
    make_message(draft, coordinator)
    with pytest.raises(ValidationError, match="nothing to undo"):
        undo(coordinator)
    assert list(queries.last_logged(coordinator)) == []


def test_only_her_own_ten_last_are_listed_the_newest_first(coordinator):
    log(make_person("toinen@joensuu.example", roles=["coordinator"]))
    hers = [log(coordinator, at=AT + timedelta(minutes=number)) for number in range(12)]
    assert list(queries.last_logged(coordinator)) == hers[:1:-1]


def test_no_month_is_left_out_and_a_month_ends_at_midnight_in_helsinki(coordinator, draft):
    log(coordinator, at=datetime(2017, 12, 31, 21, 59, tzinfo=UTC))
    log(coordinator, at=datetime(2017, 12, 31, 22, 0, tzinfo=UTC), channel="desk", topic="idea", minutes=60)
    make_message(draft, coordinator, at=datetime(2018, 3, 5, 10, 0, tzinfo=UTC))
    months = queries.advice_by_month()
    assert [(it.month, it.count, it.minutes) for it in months] == [
        (date(2018, 3, 1), 1, 0),
        (date(2018, 2, 1), 0, 0),
        (date(2018, 1, 1), 1, 60),
        (date(2017, 12, 1), 1, 15),
    ]
    total = queries.together(months)
    assert (total.count, total.minutes, sum(total.by_channel), sum(total.by_topic)) == (3, 75, 3, 3)
    assert (total.channels, total.topics) == ({"phone": 1, "desk": 1, "message": 1}, {"costs": 1, "idea": 1, "": 1})


def test_without_advice_there_are_no_months():
    assert queries.advice_by_month() == []
    assert queries.together([]).count == 0
