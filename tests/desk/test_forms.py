"""What is typed at the desk."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from applications.models import Application
from core.dates import exists_once, read_day
from desk.forms import CLOSING_CLOCKS, ExtendForm, WorklistFilter
from desk.queries import work_of, worklist
from tests.factories import AT

EXTENDED = {"day": "7.3.2018", "clock": "16:00", "reason": "Palvelu oli poissa käytöstä."}


def test_the_new_closing_time_is_an_instant_in_helsinki():
    form = ExtendForm(EXTENDED)
    assert form.is_valid()
    assert form.closes_at == datetime(2018, 3, 7, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(("day", "instant"), [("25.3.2018", 13), ("28.10.2018", 14)])
def test_on_the_days_when_clocks_change_too(day, instant):
    form = ExtendForm({**EXTENDED, "day": day})
    assert form.is_valid()
    assert form.closes_at.astimezone(UTC).hour == instant


@pytest.mark.parametrize("day", ["25.3.2018", "28.10.2018"])
def test_no_closing_time_is_missing_or_doubled_when_clocks_change(day):
    assert all(exists_once(read_day(day), clock) for clock in CLOSING_CLOCKS)


@pytest.mark.parametrize("name", ["day", "clock", "reason"])
def test_each_part_is_asked_for(name):
    form = ExtendForm({**EXTENDED, name: ""})
    assert list(form.errors) == [name]


def filtered(person, query: str) -> WorklistFilter:
    return WorklistFilter(QueryDict(query), queryset=worklist(person, AT), work=work_of(person))


@pytest.mark.django_db
def test_it_offers_the_work_of_the_readers_roles(reviewer):
    choices = filtered(reviewer, "").form.fields["waits"].choices
    assert [str(label) for _code, label in choices] == ["Anything", "Declare your interests", "Review"]


@pytest.mark.django_db
def test_who_has_no_work_is_not_asked_about_it(auditor):
    assert "waits" not in filtered(auditor, "").form.fields


@pytest.mark.django_db
def test_it_offers_only_states_that_the_list_can_have(auditor):
    codes = [code for code, _label in filtered(auditor, "").form.fields["status"].choices]
    assert codes == ["", "submitted", "in_review", "incomplete", "proposed", "decided", "withdrawn"]


@pytest.mark.django_db
def test_it_knows_whether_it_is_in_use(auditor):
    assert [filtered(auditor, query).is_in_use for query in ("", "page=2", "words=", "words=x")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.django_db
def test_a_wild_card_is_only_a_character(auditor, sent):
    assert list(filtered(auditor, "words=%25").qs) == []
    assert list(filtered(auditor, f"words=+{sent.reference.lower()}+").qs) == [Application.objects.get()]
