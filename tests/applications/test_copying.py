"""Answers used again: in a later round, or as an application of the other kind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from applications import actions
from applications.models import Application
from applications.sections import Cost
from registry.models import Event
from tests.factories import acting, make_application, make_round, send


@pytest.fixture
def next_round(programme, open_round):
    return make_round(programme)


def texts(application: Application) -> dict[str, str]:
    return dict(application.answers.values_list("name", "text"))


def lines(application: Application) -> list[tuple[str, str, str]]:
    return list(application.cost_lines.values_list("head", "what", "amount_text"))


def copy(application: Application, person, round_) -> Application:
    return actions.copy(application, by=acting(person, "owner"), at=round_.opens_at + timedelta(hours=2), round=round_)


def test_a_copy_has_the_answers_and_costs_of_the_old_one_without_its_days(sent, applicant, next_round):
    draft = copy(sent, applicant, next_round)
    old = texts(sent)
    del old["event_day"]
    assert (texts(draft), lines(draft)) == (old, lines(sent))
    assert (draft.status, draft.round, draft.group, draft.kind) == ("draft", next_round, sent.group, "event")
    assert (draft.title, draft.applied, draft.copied_from) == (sent.title, sent.applied, sent)
    assert list(Event.objects.filter(about=draft.about).values_list("act", "outcome")) == [("copy", "done")]


def test_the_old_one_stays_as_it_was(sent, applicant, next_round):
    before = (texts(sent), lines(sent), sent.versions.get().sha256)
    copy(sent, applicant, next_round)
    sent.refresh_from_db()
    assert (texts(sent), lines(sent), sent.versions.get().sha256, sent.status) == (*before, "submitted")


def test_a_second_press_gives_the_same_copy(sent, applicant, next_round):
    assert copy(sent, applicant, next_round) == copy(sent, applicant, next_round)
    assert Application.objects.count() == 2


def test_nothing_is_copied_into_a_round_that_is_not_open(sent, applicant, next_round):
    with pytest.raises(ValidationError, match="This round is not open"):
        actions.copy(sent, by=acting(applicant, "owner"), at=next_round.closes_at, round=next_round)
    assert Application.objects.count() == 1


def test_changing_the_kind_and_back_loses_no_answer(applicant, group, open_round):
    draft = make_application(applicant, group, open_round, costs=[Cost("purchases", "Esiintyjä", "800,50")])
    before, by, at = texts(draft), acting(applicant, "owner"), draft.changed_at + timedelta(hours=1)
    changed = actions.change_kind(draft, by=by, at=at, kind="development")
    assert (changed.kind, changed.title, texts(changed)) == ("development", draft.title, before)
    back = actions.change_kind(changed, by=by, at=at, kind="event")
    assert (back.kind, texts(back)) == ("event", before)
    assert send(back, applicant, at=at).status == "submitted"


def test_a_cost_of_a_head_that_the_new_kind_lacks_keeps_its_words_and_asks_for_a_head(applicant, group, open_round):
    costs = [Cost("wages", "Ohjaajan palkka", "500"), Cost("travel", "Bussiliput", "100")]
    project = make_application(applicant, group, open_round, kind="development", costs=costs)
    by, at = acting(applicant, "owner"), project.changed_at + timedelta(hours=1)
    event = actions.change_kind(project, by=by, at=at, kind="event")
    assert lines(event) == [("", "Ohjaajan palkka", "500"), ("travel", "Bussiliput", "100")]
    assert event.applied == Decimal("600.00")


def test_a_sent_application_keeps_its_kind(sent, applicant):
    with pytest.raises(ValidationError, match="has been sent"):
        actions.change_kind(sent, by=acting(applicant, "owner"), at=sent.changed_at, kind="development")
    sent.refresh_from_db()
    assert sent.kind == "event"
