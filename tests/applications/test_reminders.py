"""Reminders: who gets one, on which day, at nine on the clocks of Helsinki, and never twice."""

from datetime import date, datetime, time, timedelta

import pytest

from applications import actions
from core.actor import Actor
from core.dates import local
from registry.models import Letter
from rounds import actions as round_actions
from rounds.models import Round
from tests.factories import SYSTEM, acting, make_application, send

BEAT = Actor.system("beat")
NINE, MINUTE = time(9), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def readers_of_english(applicant, co_applicant):
    for person in (applicant, co_applicant):
        person.language = "en"
        person.save()


@pytest.fixture
def autumn(programme) -> Round:
    """Round 3 of 2018: closes on Wednesday 31.10., three days after the clocks are turned back on Sunday 28.10."""
    return round_actions.confirm_dates(programme.rounds.get(number=3), by=SYSTEM, at=local(date(2018, 8, 1), NINE))


@pytest.fixture
def spring(programme) -> Round:
    """Round 1 of 2018: closes on Wednesday 28.2."""
    return programme.rounds.get(number=1)


@pytest.fixture
def autumn_draft(autumn, applicant, group):
    return make_application(applicant, group, autumn, at=local(date(2018, 9, 3), time(12)))


def at(day: date, clock: time = NINE) -> datetime:
    return local(day, clock)


def posted(moment: datetime) -> list[tuple[str, str]]:
    """To whom and with what subject letters went into the outbox in that beat."""
    before = set(Letter.objects.values_list("pk", flat=True))
    actions.remind(by=BEAT, at=moment)
    new = Letter.objects.exclude(pk__in=before).order_by("pk")
    return list(new.values_list("to", "subject"))


@pytest.mark.parametrize("day", [date(2018, 10, 17), date(2018, 10, 24), date(2018, 10, 28), date(2018, 10, 30)])
def test_each_rung_is_due_at_nine_in_helsinki_also_on_the_day_when_the_clocks_change(autumn_draft, applicant, co_applicant, day):
    posted(at(day) - MINUTE)
    subject = "The round closes Wed 31.10. at 16.00"
    assert posted(at(day)) == [(applicant.email, subject), (co_applicant.email, subject)]


def test_a_rung_is_counted_in_days_of_the_calendar_not_in_hours(autumn_draft):
    assert posted(local(date(2018, 10, 17), NINE)) != []
    # 168 hours before the closing would be 17.00 in summer time; the week's letter goes at nine that morning.
    assert posted(local(date(2018, 10, 24), time(8, 59))) == []
    assert len(posted(local(date(2018, 10, 24), NINE))) == 2


def test_the_letter_of_three_days_goes_on_a_sunday_too(spring, applicant, group, co_applicant):
    make_application(applicant, group, spring, at=at(date(2018, 1, 20)))
    posted(at(date(2018, 2, 25)) - MINUTE)
    assert [to for to, _subject in posted(at(date(2018, 2, 25)))] == [applicant.email, co_applicant.email]


def test_a_beat_that_comes_again_posts_nothing_new(autumn_draft):
    assert len(posted(at(date(2018, 10, 28)))) == 2
    assert posted(at(date(2018, 10, 28)) + MINUTE) == []
    assert posted(at(date(2018, 10, 29))) == []


def test_a_beat_that_slept_posts_only_the_newest_rung_and_says_how_many_days_are_left(autumn_draft):
    assert len(posted(at(date(2018, 10, 29), time(12)))) == 2
    assert "There are 2 days left." in Letter.objects.filter(kind="applications/deadline_near").first().body_text


def test_a_letter_that_can_wait_is_not_sent_at_night(autumn_draft):
    assert posted(at(date(2018, 10, 28), time(23))) == []
    assert posted(at(date(2018, 10, 29), time(7, 59))) == []
    assert len(posted(at(date(2018, 10, 29), time(8)))) == 2


def test_a_late_starter_gets_no_letter_for_a_rung_that_was_due_before_the_draft(autumn, applicant, group):
    make_application(applicant, group, autumn, at=at(date(2018, 10, 24), time(10)))
    assert posted(at(date(2018, 10, 24), time(11))) == []
    assert len(posted(at(date(2018, 10, 28)))) == 2


def test_two_drafts_of_one_person_make_one_letter_about_both(autumn_draft, applicant, group, autumn):
    make_application(applicant, group, autumn, kind="development", at=autumn_draft.created_at, title="Hanke", summary="")
    assert len(posted(at(date(2018, 10, 28)))) == 2
    text = Letter.objects.get(kind="applications/deadline_near", to=applicant.email).body_text
    assert "Pyöräpaja keskustaan (PK-2018-0001):\nEvery part is ready. Check the application and send it." in text
    assert "Hanke (PK-2018-0002):\nThese parts are not ready:\n- Tell about your idea\n" in text


def test_a_sent_application_reminds_nobody(autumn_draft, applicant):
    send(autumn_draft, applicant)
    assert posted(at(date(2018, 10, 28))) == []


def test_a_discarded_draft_takes_its_reminders_with_it(autumn_draft, applicant):
    posted(at(date(2018, 10, 28)))
    actions.discard(autumn_draft, by=acting(applicant, "owner"), at=at(date(2018, 10, 28), time(10)))
    assert set(Letter.objects.filter(kind="applications/deadline_near").values_list("status", flat=True)) == {"cancelled"}
    assert posted(at(date(2018, 10, 30))) == []


def test_who_sends_one_of_two_drafts_is_still_reminded_of_the_other(autumn_draft, applicant, group, autumn):
    make_application(applicant, group, autumn, kind="development", at=autumn_draft.created_at, title="Hanke")
    posted(at(date(2018, 10, 28)))
    send(autumn_draft, applicant, at=at(date(2018, 10, 28), time(10)))
    actions.remind(by=BEAT, at=at(date(2018, 10, 28), time(10, 1)))
    letter = Letter.objects.get(kind="applications/deadline_near", to=applicant.email)
    assert letter.status == "queued"
    assert "Hanke" in letter.body_text
    assert "Pyöräpaja" not in letter.body_text


def test_a_moved_deadline_takes_back_the_old_series_and_sends_the_new_one(autumn_draft, autumn, coordinator):
    posted(at(date(2018, 10, 28)))
    later = local(date(2018, 11, 7), time(16))
    by = acting(coordinator, "coordinator")
    actions.extend_round(autumn, by=by, at=at(date(2018, 10, 29)), closes_at=later, reason="Sähkökatko")
    old = Letter.objects.filter(kind="applications/deadline_near")
    assert set(old.values_list("status", flat=True)) == {"cancelled"}
    posted(at(date(2018, 10, 31)))
    assert {subject for _to, subject in posted(at(date(2018, 11, 4)))} == {"The round closes Wed 7.11. at 16.00"}


def test_a_closed_account_and_a_reader_get_no_letter(autumn_draft, applicant, co_applicant, group):
    group.memberships.filter(person=co_applicant).update(role="reader")
    applicant.closed_at = at(date(2018, 10, 1))
    applicant.save()
    assert posted(at(date(2018, 10, 28))) == []


def test_nothing_is_said_after_the_round_has_closed(autumn_draft):
    assert posted(local(date(2018, 10, 31), time(16))) == []


def test_a_letter_that_did_not_leave_in_time_is_dropped_at_the_deadline(autumn_draft, autumn):
    posted(at(date(2018, 10, 30)))
    assert set(Letter.objects.values_list("not_after", flat=True)) == {autumn.closes_at}


@pytest.mark.parametrize("count", [1, 3])
def test_the_beat_costs_the_same_for_one_draft_and_for_three(autumn, applicant, group, django_assert_num_queries, count):
    for _number in range(count):
        make_application(applicant, group, autumn, at=local(date(2018, 9, 3), time(12)))
    posted(at(date(2018, 10, 28)))
    with django_assert_num_queries(11):
        actions.remind(by=BEAT, at=at(date(2018, 10, 28)) + MINUTE)


def test_the_subject_says_in_finnish_when_the_round_closes(autumn_draft, applicant):
    applicant.language = "fi"
    applicant.save()
    assert posted(at(date(2018, 10, 28)))[0] == (applicant.email, "Hakuaika päättyy ke 31.10. klo 16.00")
