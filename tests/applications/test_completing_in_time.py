"""The last day of a completion: what is in time, who is reminded, and that of an answer and the end of the day one wins."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from applications import actions
from applications.models import Application, CompletionRequest, Version
from core import dates
from decisions import actions as decision_actions
from registry.models import Letter
from tests.advice.test_places_at_once import all_at_once
from tests.completions import BEAT, MINUTE, SECOND, acts, answer, ask, letters, sentences, write
from tests.factories import (
    acting,
    after_closing,
    make_case_in_review,
    make_person,
)

# --- the last day ----------------------------------------------------------------------------------------------------


def test_the_whole_last_day_is_in_time_to_the_second(case, asked, applicant):
    assert asked.due_at == dates.local(asked.due_on + timedelta(days=1), time())
    [sentence] = sentences(lambda: answer(case, applicant, at=asked.due_at))
    assert sentence == f"The time to answer ended on {dates.whole_day(asked.due_on)}."
    last = asked.due_at - SECOND
    write(case, applicant, at=last, summary="Viime hetkellä.")
    assert answer(case, applicant, at=last).received_at == last


def test_a_part_takes_nothing_after_the_last_day(case, asked, applicant):
    [sentence] = sentences(lambda: write(case, applicant, at=asked.due_at, summary="Myöhässä."))
    ended = f"The time to complete the application ended on {dates.whole_day(asked.due_on)}. It can't be changed any more."
    assert sentence == ended
    actions.lapse_completions(by=BEAT, at=asked.due_at + MINUTE)
    case.refresh_from_db()
    assert sentences(lambda: write(case, applicant, at=asked.due_at + MINUTE, summary="Myöhässä.")) == [ended]


def test_the_beat_takes_the_case_back_a_minute_after_the_day_and_once(case, asked, applicant, co_applicant):
    write(case, applicant, at=asked.asked_at, summary="Ei lähetetty.")
    assert actions.lapse_completions(by=BEAT, at=asked.due_at) == 0
    assert actions.lapse_completions(by=BEAT, at=asked.due_at + MINUTE) == 1
    assert actions.lapse_completions(by=BEAT, at=asked.due_at + 2 * MINUTE) == 0
    case.refresh_from_db(), asked.refresh_from_db()
    assert (case.status, asked.end, asked.answer, case.versions.count()) == ("in_review", "lapsed", None, 1)
    assert acts(case) == [("request_completion", "done"), ("lapse_completion", "done")]
    assert letters("completion_requested") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    [first, _second] = Letter.objects.filter(kind="applications/completion_lapsed")
    assert first.not_before == dates.local(asked.due_on + timedelta(days=1), time(9))
    assert case.answers.get(name="summary").text == "Ei lähetetty."


def test_a_beat_that_slept_for_a_week_catches_up(case, asked):
    assert actions.lapse_completions(by=BEAT, at=asked.due_at + timedelta(days=7)) == 1
    case.refresh_from_db()
    assert case.status == "in_review"


def test_a_case_that_fails_does_not_hold_up_the_others(case, asked, applicant, group, open_round, coordinator, caplog):
    other = make_case_in_review(applicant, group, open_round, coordinator)
    ask(other, coordinator)
    # A state that does not belong to an open request: nothing the portal does makes one.
    Application.objects.filter(pk=case.pk).update(status="proposed")
    assert actions.lapse_completions(by=BEAT, at=asked.due_at + MINUTE) == 1
    other.refresh_from_db()
    assert other.status == "in_review"


def test_withdrawing_ends_the_request(case, asked, applicant, co_applicant, day):
    decision_actions.withdraw(case, by=acting(applicant, "owner"), at=day)
    case.refresh_from_db(), asked.refresh_from_db()
    assert (case.status, asked.end, asked.ended_at, asked.answer) == ("withdrawn", "withdrawn", day, None)
    assert letters("completion_requested") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    assert actions.lapse_completions(by=BEAT, at=asked.due_at + MINUTE) == 0
    actions.remind_of_completions(by=BEAT, at=asked.due_at - timedelta(hours=10))
    assert letters("completion_near") == []


# --- reminders -------------------------------------------------------------------------------------------------------


def remind(moment: datetime) -> list[str]:
    """To whom new reminders went into the outbox."""
    before = set(Letter.objects.values_list("pk", flat=True))
    actions.remind_of_completions(by=BEAT, at=moment)
    return list(Letter.objects.exclude(pk__in=before).order_by("pk").values_list("to", flat=True))


def test_reminders_go_three_days_and_one_day_before_at_nine_and_once(asked, applicant, co_applicant):
    everybody = [applicant.email, co_applicant.email]
    for days in (3, 1):
        nine = dates.local(asked.due_on - timedelta(days=days), time(9))
        assert [remind(nine - MINUTE), remind(nine), remind(nine + MINUTE)] == [[], everybody, []]
    assert remind(dates.local(asked.due_on, time(20))) == []


def test_a_beat_that_slept_reminds_once_and_never_at_night(asked, applicant, co_applicant):
    late = dates.local(asked.due_on, time(7, 59))
    assert [remind(late), remind(late + MINUTE)] == [[], [applicant.email, co_applicant.email]]
    assert Letter.objects.filter(kind="applications/completion_near").count() == 2


def test_a_request_of_yesterday_with_two_days_reminds_only_of_the_last(case, coordinator, applicant, co_applicant):
    at = dates.local(dates.local_day(after_closing(case)), time(14))
    asked = ask(case, coordinator, at=at, due_on=dates.local_day(at) + timedelta(days=2))
    assert remind(at + MINUTE) == []
    assert remind(dates.local(asked.due_on - timedelta(days=1), time(9))) == [applicant.email, co_applicant.email]


def test_who_has_answered_is_not_reminded(case, asked, applicant, day):
    answer(case, applicant, at=day)
    assert remind(dates.local(asked.due_on - timedelta(days=3), time(9))) == []


# --- at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_ask_at_once_ask_once(case, coordinator):
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    people = [coordinator, other]
    came = all_at_once(2, lambda number: ask(Application.objects.get(pk=case.pk), people[number]))
    assert len([it for it in came if isinstance(it, CompletionRequest)]) == 1
    assert CompletionRequest.objects.count() == 1
    assert Letter.objects.filter(kind="applications/completion_requested").count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(3))
def test_an_answer_and_the_end_of_the_day_at_the_same_moment_have_one_winner(case, asked, applicant, _time):
    """The press of the last second, while the beat is a minute further."""
    last = asked.due_at - SECOND
    acts_ = [
        lambda: actions.complete(case, by=acting(applicant, "owner"), received_at=last, form_token="one"),
        lambda: actions.lapse_completions(by=BEAT, at=asked.due_at + MINUTE),
    ]
    answered, lapsed = all_at_once(2, lambda number: acts_[number]())
    case.refresh_from_db(), asked.refresh_from_db()
    assert case.status == "in_review"
    if isinstance(answered, Version):
        assert (lapsed, asked.end, asked.answer) == (0, "answered", answered)
    else:
        assert (lapsed, asked.end, asked.answer, case.versions.count()) == (1, "lapsed", None, 1)
    assert len([act for act, outcome in acts(case) if act != "request_completion" and outcome == "done"]) == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_send_at_once_send_one_answer(case, asked, applicant, day):
    send_ = lambda number: actions.complete(  # noqa: E731 -- one line of the test
        case, by=acting(applicant, "owner"), received_at=day, form_token=f"form {number}"
    )
    came = all_at_once(2, send_)
    assert len([it for it in came if isinstance(it, Version)]) == 1
    assert case.versions.count() == 2
