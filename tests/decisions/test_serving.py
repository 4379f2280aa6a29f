"""Serving notice: by the mail that went where the group has consented, and by hand where it has not."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actions import edit_group
from core import dates
from decisions import actions, queries
from decisions.models import Decision, Notice
from decisions.queries.serving import CAME_BACK, MAIL_FAILED, NO_CONSENT, NO_MAIL, NOT_SAID, ON_ITS_WAY, TOO_LATE
from decisions.tasks import note_electronic
from registry.models import Event, Letter
from reviews.actions import declare
from tests.claims import make_claim
from tests.decisions.test_correcting import opened, published_anew
from tests.factories import SYSTEM, acting

pytestmark = pytest.mark.django_db

SENT_ON, LATER = date(2018, 3, 5), datetime(2018, 3, 5, 10, 0, tzinfo=dates.HELSINKI)


@pytest.fixture
def by(coordinator):
    return acting(coordinator, "coordinator")


def deliver(at: datetime = LATER, *, status: str = Letter.SENT) -> None:
    """What the outbox did with the letters about decisions."""
    sent = {"sent_at": at} if status == Letter.SENT else {}
    Letter.objects.filter(kind="decisions/decision_published").update(status=status, **sent)


def consent(group, person, answer: str, *, at: datetime) -> None:
    edit_group(group, by=acting(person, "owner"), at=at, electronic_service=answer)


def party(decision: Decision) -> Notice | None:
    return decision.notices.standing().to_party().first()


def why(person) -> list[str]:
    return [str(it.why) for it in queries.to_serve(person)]


# --- by e-mail ---------------------------------------------------------------------------------------------------------


def test_the_mail_that_went_serves_a_group_that_consented(published, applicant):
    deliver()
    assert actions.note_electronic(by=SYSTEM, at=LATER) == 1
    notice = party(published)
    assert (notice.channel, notice.sent_on, notice.served_on, notice.claim_until) == (
        "electronic",
        SENT_ON,
        date(2018, 3, 8),
        date(2018, 3, 22),
    )
    assert (notice.address, notice.rules, notice.recorded_by) == (applicant.email, "2018-1", None)


def test_it_is_noted_once_and_by_the_beat(published):
    deliver()
    note_electronic()
    note_electronic()
    assert Notice.objects.to_party().count() == 1
    event = Event.objects.get(act="serve")
    assert (event.actor, event.outcome, event.details["served_on"]) == ("system", "electronic", "2018-03-08")


def test_the_day_is_that_of_helsinki(published):
    deliver(datetime(2018, 3, 5, 23, 30, tzinfo=dates.HELSINKI))
    actions.note_electronic(by=SYSTEM, at=LATER + timedelta(days=1))
    assert party(published).sent_on == SENT_ON


@pytest.mark.parametrize("status", [Letter.QUEUED, Letter.FAILED, Letter.CANCELLED])
def test_a_mail_that_has_not_gone_serves_nobody(published, status):
    deliver(status=status)
    assert (actions.note_electronic(by=SYSTEM, at=LATER), party(published)) == (0, None)


@pytest.mark.parametrize("answer", ["", "no"])
def test_without_consent_no_mail_serves(published, group, applicant, answer):
    consent(group, applicant, answer, at=LATER - timedelta(days=1))
    deliver()
    assert (actions.note_electronic(by=SYSTEM, at=LATER), party(published)) == (0, None)


def test_a_consent_that_came_after_the_mail_does_not_make_it_serve(published, group, applicant, coordinator):
    consent(group, applicant, "no", at=LATER - timedelta(days=1))
    deliver()
    consent(group, applicant, "yes", at=LATER + timedelta(hours=1))
    assert actions.note_electronic(by=SYSTEM, at=LATER + timedelta(hours=2)) == 0
    assert why(coordinator) == [TOO_LATE]


# --- what the desk has to do -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ("yes", Letter.QUEUED, ON_ITS_WAY),
        ("yes", Letter.FAILED, MAIL_FAILED),
        ("no", Letter.SENT, NO_CONSENT),
        ("", Letter.SENT, NOT_SAID),
    ],
)
def test_the_list_says_why_a_decision_is_on_it(published, group, applicant, coordinator, answer, status, said):
    consent(group, applicant, answer, at=LATER - timedelta(hours=1))
    deliver(status=status)
    assert why(coordinator) == [said]


def test_a_group_in_which_nobody_gets_mail_is_served_by_letter(published, coordinator):
    Letter.objects.filter(kind="decisions/decision_published").delete()
    assert why(coordinator) == [NO_MAIL]


def test_only_who_handles_the_case_sees_it(published, coordinator, reviewer, applicant):
    assert [len(queries.to_serve(person)) for person in (coordinator, reviewer, applicant)] == [1, 0, 0]


def test_what_is_served_to_both_leaves_the_list(published, coordinator):
    deliver()
    actions.note_electronic(by=SYSTEM, at=LATER)
    assert queries.to_serve(coordinator) == []


def test_a_letter_sent_by_post_counts_a_week_later(published, by):
    notice = actions.serve(published, by=by, at=LATER + timedelta(days=3), channel="post", sent_on=SENT_ON)
    assert (notice.served_on, notice.claim_until) == (date(2018, 3, 12), date(2018, 3, 26))
    assert notice.address == "Esimerkkikylän yhdistys ry\nEsimerkkikatu 1 A 2\n80100 Joensuu"
    event = Event.objects.get(act="serve")
    assert (event.outcome, event.details["claim_until"], event.role) == ("post", "2018-03-26", "coordinator")
    assert "Esimerkkikatu" not in str(event.details)


def test_what_is_handed_over_counts_on_that_day(published, by):
    notice = actions.serve(published, by=by, at=LATER, channel="in_person", sent_on=SENT_ON)
    assert (notice.served_on, notice.claim_until, notice.address) == (SENT_ON, date(2018, 3, 19), "")


@pytest.mark.parametrize(
    ("sent_on", "sentence"),
    [
        (date(2018, 3, 3), "It was published on 4.3.2018. It can't have been sent before that."),
        (date(2018, 3, 6), "The day is still to come."),
    ],
)
def test_a_day_that_can_not_be_is_refused(published, by, sent_on, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.serve(published, by=by, at=LATER, channel="post", sent_on=sent_on)
    assert party(published) is None


def test_nobody_is_served_twice(published, by):
    actions.serve(published, by=by, at=LATER, channel="post", sent_on=SENT_ON)
    with pytest.raises(ValidationError, match="already been served"):
        actions.serve(published, by=by, at=LATER, channel="in_person", sent_on=SENT_ON)
    assert Notice.objects.to_party().count() == 1


def test_what_is_not_published_can_not_be_served(prepared, by):
    with pytest.raises(ValidationError, match="does not hold"):
        actions.serve(prepared, by=by, at=LATER, channel="post", sent_on=SENT_ON)


@pytest.mark.parametrize("role", ["decider", "reviewer", "owner", "auditor"])
def test_only_the_coordinator_serves(published, coordinator, role):
    with pytest.raises(PermissionDenied):
        actions.serve(published, by=acting(coordinator, role), at=LATER, channel="post", sent_on=SENT_ON)


def test_who_has_a_conflict_of_interest_serves_nothing(published, coordinator, by):
    declare(published.application, by=by, at=LATER, ground="other", explanation="Ystävä.")
    with pytest.raises(PermissionDenied):
        actions.serve(published, by=by, at=LATER, channel="post", sent_on=SENT_ON)


# --- what does not count after all -------------------------------------------------------------------------------------


@pytest.fixture
def posted(published, by) -> Notice:
    return actions.serve(published, by=by, at=LATER, channel="post", sent_on=SENT_ON)


def test_a_letter_that_came_back_is_served_again(posted, published, by, coordinator):
    assert actions.annul_notice(posted, by=by, at=LATER + timedelta(days=5), reason="Kirje palautui.") is None
    assert (party(published), why(coordinator)) == (None, [CAME_BACK])
    again = actions.serve(published, by=by, at=LATER + timedelta(days=8), channel="post", sent_on=date(2018, 3, 13))
    assert (again.claim_until, published.notices.to_party().count()) == (date(2018, 4, 3), 2)
    posted.refresh_from_db()
    assert (posted.annulled_reason, posted.claim_until) == ("Kirje palautui.", date(2018, 3, 26))


def test_a_mail_that_does_not_count_is_not_noted_anew_by_the_beat(published, by):
    deliver()
    actions.note_electronic(by=SYSTEM, at=LATER)
    actions.annul_notice(party(published), by=by, at=LATER + timedelta(days=1), reason="Osoite oli väärä.")
    assert (actions.note_electronic(by=SYSTEM, at=LATER + timedelta(days=2)), party(published)) == (0, None)


def test_another_day_that_was_shown_moves_the_last_day(posted, published, by):
    shown = date(2018, 3, 15)
    again = actions.annul_notice(posted, by=by, at=LATER + timedelta(days=14), reason="Posti myöhästyi.", shown_on=shown)
    assert (again.channel, again.sent_on, again.served_on, again.claim_until) == (
        "post",
        SENT_ON,
        shown,
        date(2018, 3, 29),
    )
    assert (again.is_shown, party(published) == again) == (True, True)
    assert Event.objects.filter(act="show_service").count() == 1


@pytest.mark.parametrize(
    ("shown_on", "sentence"),
    [(date(2018, 3, 4), "can't have arrived before"), (date(2018, 3, 6), "still to come")],
)
def test_a_shown_day_that_can_not_be_is_refused(posted, published, by, shown_on, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.annul_notice(posted, by=by, at=LATER, reason="Näytetty.", shown_on=shown_on)
    assert party(published) == posted


def test_a_claim_that_waits_is_judged_anew_when_the_last_day_moves(posted, published, by, applicant):
    claim = make_claim(published, applicant, at=dates.local(date(2018, 3, 28), time(12)))
    assert claim.is_late
    annulled_at = dates.local(date(2018, 3, 29), time(12))
    shown = actions.annul_notice(posted, by=by, at=annulled_at, reason="Posti myöhästyi.", shown_on=date(2018, 3, 20))
    claim.refresh_from_db()
    assert (shown.claim_until, claim.is_late) == (date(2018, 4, 3), False)
    actions.annul_notice(shown, by=by, at=annulled_at, reason="Näytetty väärin.")
    actions.serve(published, by=by, at=annulled_at, channel="in_person", sent_on=date(2018, 3, 6))
    claim.refresh_from_db()
    assert claim.is_late


def told(kind: str = "claim_day_moved") -> list[tuple[str, str]]:
    return sorted(Letter.objects.filter(kind=f"decisions/{kind}").values_list("to", "status"))


def test_the_group_is_told_that_its_last_day_has_moved_and_nothing_of_the_decision(posted, by, applicant, co_applicant):
    assert told() == []
    at = LATER + timedelta(days=14)
    actions.annul_notice(posted, by=by, at=at, reason="Posti myöhästyi.", shown_on=date(2018, 3, 15))
    assert told() == [(applicant.email, "queued"), (co_applicant.email, "queued")]
    letter = Letter.objects.filter(kind="decisions/claim_day_moved", to=applicant.email).get()
    assert f"/hakemukset/{posted.decision.application.reference}/paatos/" in letter.body_text
    secrets = ("Myönn", "2 000,50", "29.3.2018", "26.3.2018", "myöhästyi")
    assert [secret for secret in secrets if secret in letter.subject + letter.body_text + letter.body_html] == []


def test_a_day_that_moves_again_takes_the_letter_back_that_has_not_gone(posted, by, applicant, co_applicant):
    at = LATER + timedelta(days=14)
    again = actions.annul_notice(posted, by=by, at=at, reason="Näytetty.", shown_on=date(2018, 3, 15))
    actions.annul_notice(again, by=by, at=at, reason="Näytetty väärin.", shown_on=date(2018, 3, 16))
    both = (applicant.email, co_applicant.email)
    assert told() == [(it, status) for it in both for status in ("cancelled", "queued")]


def test_a_day_that_leaves_the_last_day_as_it_was_is_not_told(posted, by):
    actions.annul_notice(posted, by=by, at=LATER + timedelta(days=14), reason="Näytetty.", shown_on=posted.served_on)
    assert told() == []


def test_who_is_served_again_is_told_of_the_other_last_day(posted, published, by, applicant, co_applicant):
    actions.annul_notice(posted, by=by, at=LATER + timedelta(days=5), reason="Kirje palautui.")
    assert told() == []
    actions.serve(published, by=by, at=LATER + timedelta(days=8), channel="post", sent_on=date(2018, 3, 13))
    assert [to for to, _status in told()] == [applicant.email, co_applicant.email]


def test_the_last_day_of_members_is_not_told_to_the_group(published, by):
    facts = {"audience": Notice.MEMBERS, "sent_on": SENT_ON, "served_on": SENT_ON, "claim_until": date(2018, 3, 19)}
    Notice.objects.to_members().filter(decision=published).delete()
    notice = Notice.objects.create(
        decision=published, channel="public", rules="2018-1", recorded_by=by.person, recorded_at=LATER, **facts
    )
    actions.annul_notice(notice, by=by, at=LATER + timedelta(days=3), reason="Näytetty.", shown_on=date(2018, 3, 7))
    assert told() == []


def test_a_group_whose_decision_is_replaced_is_told_nothing_of_the_older_one(posted, by, decider):
    opened(posted.decision, decider)
    published_anew(posted.decision.application, decider, "1500.00")
    actions.annul_notice(posted, by=by, at=LATER + timedelta(days=14), reason="Näytetty.", shown_on=date(2018, 3, 15))
    assert told() == []


def test_a_reason_is_needed_and_once_is_enough(posted, by):
    with pytest.raises(ValidationError):
        actions.annul_notice(posted, by=by, at=LATER, reason="  ")
    actions.annul_notice(posted, by=by, at=LATER, reason="Palautui.")
    with pytest.raises(ValidationError, match="does not count any more"):
        actions.annul_notice(posted, by=by, at=LATER, reason="Palautui.")


# --- words and agenda --------------------------------------------------------------------------------------------------


def test_the_closing_hour_is_said_only_if_the_city_has_told_it():
    until = date(2018, 4, 12)
    assert queries.last_day_in_words(until, None) == "Thursday 12.4.2018, before the office closes"
    assert queries.last_day_in_words(until, time(15)) == "Thursday 12.4.2018, before the office closes at 15.00"


def test_the_coordinator_is_told_when_times_end(published, by, coordinator, reviewer):
    actions.serve(published, by=by, at=LATER, channel="post", sent_on=SENT_ON)
    soon = datetime(2018, 3, 20, 9, 0, tzinfo=dates.HELSINKI)
    assert queries.rectification_ends(coordinator, soon) == [date(2018, 3, 26)]
    assert queries.rectification_ends(coordinator, soon - timedelta(days=10)) == []
    assert queries.rectification_ends(reviewer, soon) == []
