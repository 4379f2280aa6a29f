"""What is typed at the desk."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from applications.models import Application
from core.dates import exists_once, read_day
from desk.forms import CLOSING_CLOCKS, ExtendForm, WorklistForm
from desk.queries import Chosen, handlers_to_choose, narrowed, work_of
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


def filtered(person, query: str) -> WorklistForm:
    return WorklistForm(QueryDict(query), work=work_of(person), handlers=handlers_to_choose())


@pytest.mark.django_db
def test_it_offers_the_work_of_the_readers_roles(reviewer):
    choices = filtered(reviewer, "").fields["waits"].choices
    assert [str(label) for _code, label in choices] == ["Anything", "Declare your interests", "Review"]


@pytest.mark.django_db
def test_who_has_no_work_is_not_asked_about_it(auditor):
    assert "waits" not in filtered(auditor, "").fields


@pytest.mark.django_db
def test_each_filter_in_use_is_told_in_words_with_a_way_out(coordinator):
    form = filtered(coordinator, "kind=event&at_least=1+000&handler=me&page=3&sort=-applied")
    assert [(str(chip.label), str(chip.words).replace("\u00a0", " "), chip.url) for chip in form.chips] == [
        ("Kind", "Event", "?at_least=1+000&handler=me&sort=-applied"),
        ("Handler", "I", "?kind=event&at_least=1+000&sort=-applied"),
        ("Applied for, at least", "1 000 €", "?kind=event&handler=me&sort=-applied"),
    ]
    assert form.narrowing == "kind=event&handler=me&at_least=1+000&sort=-applied"


@pytest.mark.django_db
def test_what_makes_no_sense_is_said_at_its_field_and_the_rest_narrows(coordinator):
    form = filtered(coordinator, "at_least=paljon&days=-1&kind=event&round=999")
    assert (form.chosen, sorted(form.errors)) == (Chosen(kind="event"), ["at_least", "days", "round"])


@pytest.mark.django_db
def test_the_last_way_out_does_not_lead_to_the_start_view(coordinator):
    [chip] = filtered(coordinator, "kind=event").chips
    assert (chip.url, filtered(coordinator, "").in_words) == ("?all=1", "None: all applications")


@pytest.mark.django_db
def test_it_offers_only_states_that_the_list_can_have(auditor):
    codes = [code for code, _label in filtered(auditor, "").fields["status"].choices]
    assert codes == ["", "submitted", "in_review", "incomplete", "proposed", "decided", "withdrawn"]


@pytest.mark.django_db
def test_it_knows_whether_it_is_in_use(auditor):
    in_use = [filtered(auditor, query).is_in_use for query in ("", "page=2", "words=", "words=x")]
    assert in_use == [False, False, False, True]


@pytest.mark.django_db
def test_a_wild_card_is_only_a_character(auditor, sent):
    assert list(narrowed(auditor, AT, filtered(auditor, "words=%25").chosen)) == []
    assert list(narrowed(auditor, AT, filtered(auditor, f"words=+{sent.reference.lower()}+").chosen)) == [
        Application.objects.get()
    ]
