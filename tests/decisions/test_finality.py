"""When a decision is legally final: by the pure function, by the database, and the same by both."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from decisions.models import Appeal, Claim, Decision, Notice
from decisions.queries import APPEAL_PENDING, CLAIM_PENDING, FINAL, PENDING, finalities, finality
from tests.factories import make_case_in_review, make_decision

pytestmark = pytest.mark.django_db

AT = datetime(2018, 3, 26, 9, 0, tzinfo=UTC)
SENT, UNTIL = date(2018, 3, 26), date(2018, 4, 16)


def notice(decision, audience="party", *, until=UNTIL, annulled=False) -> Notice:
    channel = "post" if audience == "party" else "public"
    days = {"sent_on": SENT, "served_on": SENT + timedelta(days=1), "claim_until": until}
    ended = {"annulled_at": AT, "annulled_reason": "Kirje palautui."} if annulled else {}
    return Notice.objects.create(
        decision=decision, audience=audience, channel=channel, rules="2018-1", recorded_at=AT, **days, **ended
    )


def claim(decision, person, *, outcome="", appeal_until=None) -> Claim:
    ended = {"outcome": outcome, "ended_at": AT, "ended_by": person} if outcome else {}
    decided = {"decided_on": SENT, "decided_in": "Lautakunta § 1", "outcome_reasons": "Perusteet."} if outcome else {}
    told = {"demand": "Lisää.", "grounds": "Syy.", "name": "Aino Esimerkki", "received_at": AT}
    count = Claim.objects.count()
    return Claim.objects.create(
        decision=decision,
        reference=f"OV-2018-{count + 1:04}",
        claimant="party",
        channel="portal",
        made_by=person,
        appeal_until=appeal_until,
        **_served(appeal_until),
        **told,
        **ended,
        **(decided if outcome != "withdrawn" else {}),
    )


def _served(appeal_until) -> dict[str, object]:
    """Where a claim keeps how its outcome was served."""
    names = {field.name for field in Claim._meta.fields}
    return {"served_channel": "post", "served_on": SENT} if appeal_until and "served_on" in names else {}


def appeal(decision, person, *, ended: bool) -> Appeal:
    end = {"ended_on": SENT + timedelta(days=60), "outcome": "Hylätty."} if ended else {}
    return Appeal.objects.create(decision=decision, filed_on=SENT, reference="1234/18", recorded_by=person, recorded_at=AT, **end)


@pytest.fixture
def bare(published) -> Decision:
    """Published, and served to nobody."""
    published.notices.all().delete()
    return published


def state_of(decision, on: date) -> str:
    fresh = Decision.objects.get(pk=decision.pk)
    found = finality(fresh, on)
    assert found.is_final == Decision.objects.final(on).filter(pk=decision.pk).exists()
    return found.state


def test_nothing_is_final_before_both_have_been_served(bare):
    notice(bare, "party")
    assert state_of(bare, date(2030, 1, 1)) == PENDING
    notice(bare, "members")
    assert state_of(bare, date(2030, 1, 1)) == FINAL


def test_it_is_final_the_day_after_the_later_of_the_two_last_days(bare):
    notice(bare, "party", until=date(2018, 4, 12))
    notice(bare, "members", until=UNTIL)
    assert [state_of(bare, UNTIL + timedelta(days=days)) for days in (-1, 0, 1)] == [PENDING, PENDING, FINAL]
    assert str(finality(bare, UNTIL).until) == "2018-04-16"


def test_a_service_that_does_not_count_makes_nothing_final(bare):
    notice(bare, "party", annulled=True)
    notice(bare, "members")
    assert state_of(bare, date(2030, 1, 1)) == PENDING


@pytest.mark.parametrize(
    ("outcome", "appeal_until", "state"),
    [
        ("", None, CLAIM_PENDING),
        ("withdrawn", None, FINAL),
        ("changed", None, CLAIM_PENDING),
        ("dismissed", None, PENDING),
        ("dismissed", date(2018, 6, 1), PENDING),
        ("not_examined", date(2018, 5, 30), FINAL),
    ],
)
def test_a_claim_holds_it_open_until_its_own_end(bare, applicant, outcome, appeal_until, state):
    for audience in Notice.AUDIENCES:
        notice(bare, audience)
    claim(bare, applicant, outcome=outcome, appeal_until=appeal_until)
    assert state_of(bare, date(2018, 6, 1)) == state


@pytest.mark.parametrize(("ended", "state"), [(False, APPEAL_PENDING), (True, FINAL)])
def test_an_appeal_holds_it_open_until_the_court_has_spoken(bare, coordinator, ended, state):
    for audience in Notice.AUDIENCES:
        notice(bare, audience)
    appeal(bare, coordinator, ended=ended)
    assert state_of(bare, date(2018, 9, 1)) == state


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("pending", "Not final yet: it can be disputed until 16.4.2018"),
        ("final", "Legally final"),
        ("unserved", "Not final yet: somebody has still to be served"),
        ("claimed", "A claim for rectification is pending"),
    ],
)
def test_it_is_said_in_words(bare, applicant, state, said):
    for audience in Notice.AUDIENCES if state != "unserved" else ["members"]:
        notice(bare, audience)
    if state == "claimed":
        claim(bare, applicant)
    assert str(finality(bare, date(2018, 5, 1) if state == "final" else UNTIL).words) == said


def test_many_cost_no_more_questions_than_one(applicant, group, first_round, coordinator, decider):
    counts = []
    for _ in range(2):
        case = make_case_in_review(applicant, group, first_round, coordinator)
        make_decision(case, coordinator, decider, published=True)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            finalities(Decision.objects.in_force(), UNTIL)
        counts.append(len(asked))
    assert counts == [4, 4]


DAYS = st.dates(date(2018, 4, 10), date(2018, 4, 20))
NOTICES = st.lists(st.tuples(st.sampled_from(["party", "members"]), DAYS, st.booleans()), max_size=4)
CLAIMS = st.lists(
    st.tuples(st.sampled_from(["", "withdrawn", "changed", "dismissed", "not_examined"]), st.none() | DAYS), max_size=3
)


# Each example is rolled back, so that one decision does for all.
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(notices=NOTICES, claims=CLAIMS, appeals=st.lists(st.booleans(), max_size=2), on=DAYS)
def test_the_database_and_the_pure_function_agree(bare, applicant, notices, claims, appeals, on):
    with transaction.atomic():
        served = set()
        for audience, until, annulled in notices:
            if annulled or audience not in served:
                notice(bare, audience, until=until, annulled=annulled)
            served |= set() if annulled else {audience}
        for outcome, until in claims:
            claim(bare, applicant, outcome=outcome, appeal_until=until if outcome in {"dismissed", "not_examined"} else None)
        for ended in appeals:
            appeal(bare, applicant, ended=ended)
        state_of(bare, on)
        transaction.set_rollback(True)
