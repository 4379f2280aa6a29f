"""The last day of a hearing: the group is reminded before it, and who handles the claim hears when it has passed."""

from datetime import date, datetime, time, timedelta

import pytest

from core import dates
from decisions import actions, queries
from decisions.models import Claim, Hearing
from decisions.tasks import follow_hearings
from registry.actions import deliver
from registry.models import Letter
from reviews.actions import declare
from tests.claims import ask, end, make_claim, make_handler, register_claim, take
from tests.completions import BEAT, MINUTE
from tests.factories import acting

pytestmark = pytest.mark.django_db

# A Monday; three days before it is a Friday.
DUE = date(2018, 3, 26)


def at(day: int, hour: int = 12) -> datetime:
    return dates.local(date(2018, 3, day), time(hour))


@pytest.fixture
def handler(published):
    return make_handler(published, at=at(6))


@pytest.fixture
def claim(published, coordinator, handler) -> Claim:
    """Of a member of the municipality, taken by the handler."""
    return take(register_claim(published, coordinator, at=at(10)), handler, at=at(11))


@pytest.fixture
def asked(claim, handler) -> Hearing:
    return ask(claim, handler, at=at(12), due_on=DUE)


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind=f"decisions/{kind}").order_by("pk").values_list("to", "status"))


def remind(moment: datetime) -> list[str]:
    return _new("hearing_near", lambda: actions.remind_of_hearings(by=BEAT, at=moment))


def tell_over(moment: datetime) -> list[str]:
    return _new("hearing_over", lambda: actions.tell_hearings_over(by=BEAT, at=moment))


def _new(kind: str, act) -> list[str]:
    """To whom new letters went into the outbox."""
    before = len(letters(kind))
    act()
    return [to for to, _status in letters(kind)[before:]]


# --- before the day ----------------------------------------------------------------------------------------------------


def test_the_group_is_reminded_once_three_days_before_at_nine(asked, applicant, co_applicant):
    nine, everybody = at(23, 9), [applicant.email, co_applicant.email]
    assert [remind(nine - MINUTE), remind(nine), remind(nine), remind(nine + MINUTE)] == [[], everybody, [], []]
    assert [remind(at(25, 9)), remind(at(26, 20))] == [[], []]


def test_the_letter_says_how_long_there_is_time_and_nothing_of_the_claim(asked, applicant):
    remind(at(23, 9))
    letter = Letter.objects.filter(kind="decisions/hearing_near", to=applicant.email).get()
    assert "Aikaa on 3 päivää." in letter.body_text.replace("\u00a0", " ")
    assert f"/kuulemiset/{asked.pk}/" in letter.body_text
    secrets = (asked.question, asked.claim.demand, asked.claim.grounds, asked.claim.name)
    assert [it for it in secrets if it in letter.subject + letter.body_text + letter.body_html] == []
    assert letter.not_after == dates.local(date(2018, 3, 27), time())


def test_a_beat_that_slept_reminds_late_and_never_at_night(asked, applicant, co_applicant):
    eight = at(26, 8)
    assert [remind(eight - MINUTE), remind(eight)] == [[], [applicant.email, co_applicant.email]]
    assert "maanantaina 26.3.2018" in Letter.objects.filter(kind="decisions/hearing_near").first().body_text


def test_what_was_asked_after_that_moment_is_not_reminded_of(claim, handler):
    ask(claim, handler, at=at(23, 10), due_on=DUE)
    assert [remind(at(23, 11)), remind(at(26, 9))] == [[], []]


def test_who_is_asked_outside_the_portal_gets_no_reminder(claim, handler):
    ask(claim, handler, at=at(12), due_on=DUE, of_party=False, heard="Esimerkkikirjasto")
    assert remind(at(23, 9)) == []


def test_who_has_answered_is_not_reminded_and_a_reminder_that_waits_is_taken_back(claim, asked, handler, applicant, co_applicant):
    remind(at(23, 9))
    actions.answer_hearing(asked, by=acting(applicant, "owner"), at=at(23, 10), answer="Olemme eri mieltä.")
    assert letters("hearing_near") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    assert remind(at(23, 11)) == []


def test_an_answer_on_paper_takes_the_reminder_back_too(asked, handler, applicant, co_applicant):
    remind(at(23, 9))
    facts = {"answer": "Eri mieltä.", "channel": "desk", "answered_at": at(23, 9)}
    actions.record_hearing(asked, by=acting(handler, "coordinator"), at=at(23, 10), **facts)
    assert letters("hearing_near") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]


def test_the_end_of_the_claim_takes_the_reminder_back(claim, asked, handler, applicant, co_applicant):
    remind(at(23, 9))
    end(claim, handler, at=at(23, 10))
    assert letters("hearing_near") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    assert [remind(at(23, 11)), tell_over(at(27))] == [[], []]


def test_a_claim_that_is_taken_back_takes_the_reminder_back(published, handler, applicant, co_applicant):
    own = take(make_claim(published, applicant, at=at(10)), handler, at=at(11))
    ask(own, handler, at=at(12), due_on=DUE)
    remind(at(23, 9))
    actions.withdraw_claim(own, by=acting(applicant, "owner"), at=at(23, 10))
    assert letters("hearing_near") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    assert [remind(at(23, 11)), tell_over(at(27))] == [[], []]


def test_an_answer_to_one_question_takes_back_no_letter_about_another(claim, asked, handler, applicant, co_applicant):
    ask(claim, handler, at=at(12), due_on=DUE, question="Entä tästä?")
    remind(at(23, 9))
    actions.answer_hearing(asked, by=acting(applicant, "owner"), at=at(23, 10), answer="Olemme eri mieltä.")
    of_both = [(it, status) for status in ("cancelled", "queued") for it in (applicant.email, co_applicant.email)]
    assert [letters("hearing_asked"), letters("hearing_near")] == [of_both, of_both]


# --- after the day -----------------------------------------------------------------------------------------------------


def test_the_handler_hears_once_that_the_time_is_over(asked, handler):
    assert [tell_over(at(26, 20)), tell_over(at(27, 7))] == [[], []]
    assert [tell_over(at(27, 8)), tell_over(at(27, 8)), tell_over(at(28))] == [[handler.email], [], []]


def test_nobody_is_told_on_a_day_off(claim, handler):
    """Saturday 24.3.2018 and Sunday follow the day."""
    ask(claim, handler, at=at(12), due_on=date(2018, 3, 23))
    assert [tell_over(at(24)), tell_over(at(25)), tell_over(at(26))] == [[], [], [handler.email]]


def test_also_of_somebody_who_is_asked_outside_the_portal(claim, handler):
    ask(claim, handler, at=at(12), due_on=DUE, of_party=False, heard="Esimerkkikirjasto")
    assert tell_over(at(27)) == [handler.email]


def test_who_got_an_answer_is_told_nothing(asked, handler, applicant):
    actions.answer_hearing(asked, by=acting(applicant, "owner"), at=at(13), answer="Olemme eri mieltä.")
    assert tell_over(at(27)) == []


def test_nobody_goes_on_before_the_last_question_is_over_and_then_one_letter_tells(claim, asked, handler, applicant):
    later = ask(claim, handler, at=at(12), due_on=DUE + timedelta(days=3), question="Entä tästä?")
    assert [tell_over(at(27)), tell_over(at(30)), tell_over(at(31))] == [[], [], []]  # Good Friday and the day after
    assert tell_over(dates.local(date(2018, 4, 3), time(9))) == [handler.email]
    actions.answer_hearing(later, by=acting(applicant, "owner"), at=dates.local(date(2018, 4, 4), time(9)), answer="Myöhässä.")
    assert tell_over(dates.local(date(2018, 4, 5), time(9))) == []


def test_a_new_question_without_an_answer_is_told_of_anew(claim, asked, handler):
    assert tell_over(at(27)) == [handler.email]
    ask(claim, handler, at=at(27), due_on=date(2018, 3, 28))
    assert [tell_over(at(28)), tell_over(at(29))] == [[], [handler.email]]


def test_who_takes_a_claim_that_nobody_handled_is_told(claim, asked, handler, published):
    actions.hand_over_claim(claim, by=acting(handler, "coordinator"), at=at(13), to=None)
    assert tell_over(at(27)) == []
    other = make_handler(published, at=at(6), email="pirkko@joensuu.example")
    take(claim, other, at=at(28))
    assert tell_over(at(28, 13)) == [other.email]


def test_a_handler_with_a_conflict_of_interest_is_told_nothing(claim, asked, handler):
    declare(claim.decision.application, by=acting(handler, "coordinator"), at=at(13), ground="other", explanation="Ystävä.")
    assert tell_over(at(27)) == []


def test_the_letter_that_went_stays_and_one_that_waits_is_taken_back_by_a_late_answer(asked, handler, applicant):
    tell_over(at(27))
    actions.answer_hearing(asked, by=acting(applicant, "owner"), at=at(27), answer="Myöhässä.")
    assert letters("hearing_over") == [(handler.email, "cancelled")]
    deliver(clock=lambda: at(27))
    assert letters("hearing_over") == [(handler.email, "cancelled")]


def test_the_beat_follows_hearings_of_long_ago_once(asked, handler):
    """By the clock of today, on whatever day and hour this runs: at most one letter, and none to the group."""
    follow_hearings()
    follow_hearings()
    assert (letters("hearing_near"), len(letters("hearing_over")) <= 1) == ([], True)


# --- what the handler can go on with -----------------------------------------------------------------------------------


def test_a_claim_waits_for_its_handler_whenever_no_answer_can_come_in_time(claim, handler, coordinator, applicant):
    def waits(moment: datetime) -> list[tuple[str, bool]]:
        return [(it.reference, it.lacks_answer) for it in queries.claims_to_go_on_with(handler, moment)]

    assert waits(at(12)) == [(claim.reference, False)]
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    assert [waits(at(13)), waits(at(26, 23)), waits(at(27, 0))] == [[], [], [(claim.reference, True)]]
    actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(28), answer="Myöhässä.")
    assert waits(at(28)) == [(claim.reference, False)]
    assert list(queries.claims_to_go_on_with(coordinator, at(28))) == []
    end(claim, handler, at=at(29))
    assert waits(at(29)) == []
