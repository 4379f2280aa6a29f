"""What citizens' pages show: the offer of the moment, and the life of an application in its applicant's words."""

from datetime import datetime, timedelta

from core import clock
from core.dates import local, local_day
from decisions.actions import withdraw
from front.queries import applications_of, newest_version, offer, published_decision, timeline
from rounds.actions import confirm_dates
from rounds.models import Round
from tests.factories import AT, SYSTEM, acting, make_application, make_decision, make_proposal, make_round, send


def day(year: int, month: int, day_: int) -> datetime:
    return local(datetime(year, month, day_).date(), datetime(2018, 1, 1, 12).time())


def test_the_open_round_comes_first_and_its_terms_with_it(programme):
    found = offer(AT)
    assert (found.open.number, found.coming.number, found.current.number) == (1, 2, 1)
    assert [(terms.kind, str(terms.ceiling)) for terms in found.terms] == [("event", "8000.00"), ("development", "70000.00")]


def test_between_rounds_the_next_one_is_shown_tentative_or_not(programme):
    between = day(2018, 3, 10)
    assert (offer(between).open, offer(between).coming.number, offer(between).current.number) == (None, 2, 2)
    assert [(shown.round.number, shown.state, shown.tone) for shown in offer(between).rounds] == [
        (1, "closed", "closed"),
        (2, "tentative", "info"),
        (3, "tentative", "info"),
    ]
    confirm_dates(programme.rounds.get(number=2), by=SYSTEM, at=between)
    assert [(shown.state, str(shown.label)) for shown in offer(between).rounds][1] == ("announced", "Coming")


def test_rounds_to_come_stand_apart_from_past_ones(programme):
    found = offer(day(2018, 6, 10))
    assert [shown.round.number for shown in found.ahead] == [3]
    assert [shown.round.number for shown in found.behind] == [2, 1]


def test_what_is_ahead_stands_nearest_first_and_what_is_over_newest_first(programme):
    coming = make_round(programme)
    now = clock.now()
    Round.objects.filter(pk=coming.pk).update(cancelled_at=now)
    later = make_round(programme, opens=local_day(now) + timedelta(days=40), closes=local_day(now) + timedelta(days=70))
    found = offer(now)
    assert [shown.round.number for shown in found.ahead] == [coming.number, later.number]
    assert [shown.round.number for shown in found.behind] == [3, 2, 1]


def test_the_terms_of_a_cancelled_round_are_nobodys(programme):
    Round.objects.filter(number=3).update(cancelled_at=AT)
    assert offer(day(2019, 6, 1)).current.number == 2


def test_a_tentative_round_never_becomes_open_by_itself(programme):
    assert offer(day(2018, 4, 15)).open is None


def test_after_the_last_round_its_terms_are_still_there_to_read(programme):
    late = offer(day(2019, 6, 1))
    assert (late.open, late.coming, late.current.number) == (None, None, 3)
    assert len(late.terms) == 2


def test_without_a_programme_nothing_is_offered(db):
    empty = offer(AT)
    assert (empty.rounds, empty.open, empty.coming, empty.current, empty.terms) == ([], None, None, None, [])
    assert (empty.ahead, empty.behind) == ([], [])


def test_one_sees_the_applications_of_ones_own_groups_newest_first(applicant, stranger, group, other_group, programme):
    round_ = make_round(programme)
    older = make_application(applicant, group, round_)
    newer = make_application(applicant, group, round_, at=older.created_at + timedelta(hours=1))
    theirs = make_application(stranger, other_group, round_)
    assert list(applications_of(applicant)) == [newer, older]
    assert list(applications_of(stranger)) == [theirs]


def test_the_newest_version_is_what_counts(applicant, sent):
    send(sent, applicant, at=sent.submitted_at + timedelta(hours=1))
    assert newest_version(sent).number == 2


def test_a_draft_has_no_version_and_no_decision(draft):
    assert (newest_version(draft), published_decision(draft)) == (None, None)


def told(application) -> list[str]:
    return [str(event["what"]) for event in timeline(application, published_decision(application))]


def test_the_timeline_tells_what_the_applicant_did(applicant, sent):
    send(sent, applicant, at=sent.submitted_at + timedelta(hours=1))
    assert told(sent) == ["The application was sent again", "The application was sent", "The application was begun"]
    assert timeline(sent, None)[0]["who"] == "Aino Esimerkki"


def test_the_timeline_tells_nothing_of_the_desk_before_publication(case, coordinator, decider):
    before = ["The application was sent", "The application was begun"]
    assert told(case) == before
    make_proposal(case, coordinator)
    assert told(case) == before


def test_a_published_decision_is_the_newest_event(case, coordinator, decider):
    decision = make_decision(case, coordinator, decider, published=True)
    case.refresh_from_db()
    assert published_decision(case) == decision
    newest = timeline(case, decision)[0]
    assert (str(newest["what"]), newest["at"]) == ("The decision was made known", decision.published_at)


def test_a_prepared_decision_is_not_published(case, coordinator, decider):
    make_decision(case, coordinator, decider)
    assert published_decision(case) is None


def test_a_withdrawal_is_told_with_its_time(applicant, sent):
    at = sent.submitted_at + timedelta(hours=2)
    withdraw(sent, by=acting(applicant, "owner"), at=at)
    sent.refresh_from_db()
    newest = timeline(sent, None)[0]
    assert (str(newest["what"]), newest["at"]) == ("The application was withdrawn", at)
