"""Events can only be added, whoever asks the database."""

import pytest
from django.db import Error, connection, transaction

from registry.actions import record
from registry.models import Event
from tests.factories import AT, SYSTEM

SENTENCE = "Events are only added: registry_event refuses to change or remove a row."


@pytest.fixture
def event(db):
    return record("notice", by=SYSTEM, at=AT, about="test:1")


def refusal(statement: str) -> str:
    with pytest.raises(Error) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value).splitlines()[0]


@pytest.mark.parametrize("statement", ["UPDATE registry_event SET actor = 'nobody'", "DELETE FROM registry_event"])
def test_the_database_refuses_to_change_or_remove_an_event(event, statement):
    assert refusal(statement) == SENTENCE
    assert Event.objects.get() == event


def test_the_database_refuses_to_empty_the_table(event):
    # SQLite has no TRUNCATE; its DELETE of everything is refused in the same way.
    empty = "TRUNCATE registry_event" if connection.vendor == "postgresql" else "DELETE FROM registry_event"
    assert refusal(empty) == SENTENCE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_flush_between_tests_empties_the_events_and_keeps_the_guard(turn):
    assert Event.objects.count() == 0
    record("notice", by=SYSTEM, at=AT, about="test:1")
    assert refusal("DELETE FROM registry_event") == SENTENCE
