"""What came on paper: who sees it until it is registered, as of when it counts, complete or not, and what being late means."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from applications import actions, permissions, queries
from applications.models import Application
from applications.sections import Cost
from registry.models import Event, Letter
from tests.factories import acting, make_application, make_draft, make_paper, make_person, make_round, register, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_round(programme):
    return programme.rounds.get(number=1)


@pytest.fixture
def paper(coordinator, group, first_round):
    return make_paper(coordinator, group, first_round)


def test_nothing_arrives_before_its_round_has_opened(paper, coordinator, first_round):
    early = first_round.opens_at - timedelta(seconds=1)
    with pytest.raises(ValidationError) as refusal:
        register(paper, coordinator, arrived_at=early)
    assert list(refusal.value.message_dict) == ["day"]
    paper.refresh_from_db()
    assert (paper.status, paper.submitted_at) == ("draft", None)
    assert register(paper, coordinator, arrived_at=first_round.opens_at).submitted_at == first_round.opens_at


def after_grace(round_, **more):
    return round_.closes_at + timedelta(seconds=round_.grace_seconds, **more)


def test_until_it_is_registered_it_is_the_desk_s_alone(paper, coordinator, applicant, reviewer):
    assert list(Application.objects.visible_to(applicant)) == list(Application.objects.helped_by(reviewer)) == []
    assert list(Application.objects.helped_by(coordinator)) == [paper]
    register(paper, coordinator)
    assert Application.objects.visible_to(applicant).get() == paper
    assert list(Application.objects.helped_by(coordinator)) == []


def test_it_is_in_nobody_s_reminders_and_never_given_back_as_a_group_s_own_draft(coordinator, applicant, group, first_round):
    paper = actions.enter(
        by=acting(coordinator, "coordinator"), at=first_round.opens_at, group=group, round=first_round, kind="event"
    )
    assert list(queries.drafts_of_round(first_round.pk)) == []
    assert make_draft(applicant, group, first_round) != paper


def test_entering_twice_gives_the_same_one(coordinator, group, first_round):
    by = acting(coordinator, "coordinator")
    first, second = (
        actions.enter(
            by=by, at=first_round.opens_at, group=group, round=first_round, kind="event", known={"contact_name": "Elli"}
        )
        for _ in range(2)
    )
    assert (first, first.answers.get().text, first.entered_by) == (second, "Elli", coordinator)


@pytest.mark.parametrize("number", [2, 3])
def test_a_round_that_has_not_opened_takes_no_paper(coordinator, group, programme, first_round, number):
    round_ = programme.rounds.get(number=number)
    with pytest.raises(ValidationError, match="has not opened yet"):
        actions.enter(by=acting(coordinator, "coordinator"), at=first_round.opens_at, group=group, round=round_, kind="event")


def test_it_counts_as_received_when_it_arrived_and_says_who_registered_it(paper, coordinator, first_round):
    arrived = first_round.opens_at + timedelta(minutes=5)
    register(paper, coordinator, arrived_at=arrived, channel="post")
    assert (paper.status, paper.submitted_at, paper.channel, paper.is_late) == ("submitted", arrived, "post", False)
    assert (paper.registered_by, paper.registered_at) == (coordinator, paper.created_at + timedelta(hours=1))
    version = paper.versions.get()
    assert (version.received_at, version.sent_by, version.channel) == (arrived, coordinator, "post")
    assert (version.content["channel"], version.content["typed_by"]) == ("post", ["Kaisa Koordinaattori"])


def test_the_consent_of_the_group_is_on_record(paper, coordinator):
    register(paper, coordinator, given_by=" Elli\u202e  Esimerkki ", way="by_phone")
    consent = paper.consents.get()
    assert (consent.given_by, consent.way, consent.recorded_by) == ("Elli Esimerkki", "by_phone", coordinator)


def test_what_the_coordinator_types_is_never_anybody_else_s(paper, coordinator):
    assert set(paper.revisions.values_list("saved_by", "at_desk")) == {(coordinator.pk, True)}
    register(paper, coordinator)
    assert set(Event.objects.filter(about=paper.about).values_list("actor", "role")) == {
        (f"person:{coordinator.pk}", "coordinator")
    }


def test_the_event_says_how_it_came_and_what_was_missing_but_names_nobody(coordinator, group, first_round):
    paper = register(make_paper(coordinator, group, first_round, place="", event_day="keväällä"), coordinator)
    event = Event.objects.get(act="register")
    rules = ["sections_are_complete", "answers_are_understood"]
    assert (event.outcome, event.details) == ("in_time", {"channel": "desk", "version": 1, "rules": rules})
    assert paper.versions.get().content["sections"][3]["answers"][0]["text"] == "keväällä"


def test_what_arrived_within_the_grace_is_in_time_and_a_second_later_is_late(coordinator, group, first_round):
    in_time = register(
        make_paper(coordinator, group, first_round), coordinator, arrived_at=after_grace(first_round, milliseconds=-1)
    )
    late = register(make_paper(coordinator, group, first_round), coordinator, arrived_at=after_grace(first_round))
    assert (in_time.is_late, late.is_late) == (False, True)
    assert Event.objects.filter(act="register").values_list("outcome", flat=True)[0] == "late"


def test_a_late_one_is_registered_though_the_review_has_begun(coordinator, applicant, group, other_group, first_round):
    case = send(make_application(applicant, group, first_round), applicant)
    at = after_grace(first_round, days=2)
    actions.take_up(case, by=acting(coordinator, "coordinator"), at=at)
    late = register(make_paper(coordinator, other_group, first_round, at=at), coordinator)
    assert (late.status, late.is_late) == ("submitted", True)


def test_a_round_that_is_extended_takes_back_that_an_application_came_late(coordinator, group, programme):
    round_ = make_round(programme)
    arrived = after_grace(round_, hours=2)
    late = register(make_paper(coordinator, group, round_), coordinator, arrived_at=arrived)
    later = round_.closes_at + timedelta(days=1)
    actions.extend_round(round_, by=acting(coordinator, "coordinator"), at=arrived, closes_at=later, reason="Sähkökatko")
    late.refresh_from_db()
    assert not late.is_late
    assert Event.objects.get(act="extend_round", outcome="done", details__has_key="told").details["no_longer_late"] == 1


def test_the_same_form_twice_registers_once(paper, coordinator):
    register(paper, coordinator, form_token="once")
    register(paper, coordinator, form_token="once")
    assert (paper.versions.count(), Event.objects.filter(act="register").count()) == (1, 1)


def test_without_a_sum_there_is_nothing_to_register(coordinator, group, first_round):
    with pytest.raises(ValidationError, match="Write at least one cost"):
        register(make_paper(coordinator, group, first_round, costs=[]), coordinator)


def test_a_cost_that_is_not_understood_stays_as_it_was_written(coordinator, group, first_round):
    costs = [Cost("purchases", "Esiintyjä", "800"), Cost("travel", "Bussi", "noin sata")]
    paper = register(make_paper(coordinator, group, first_round, costs=costs), coordinator)
    assert [cost["amount"] for cost in paper.versions.get().content["costs"]] == ["800.00", "noin sata"]


def test_nothing_arrives_later_than_now_and_no_consent_is_given_tomorrow(paper, coordinator):
    at = paper.created_at + timedelta(hours=1)
    consent = {"given_by": "Elli", "way": "signature", "given_on": at.date()}
    facts = {"arrived_at": at, "channel": "desk", **consent, "form_token": "x"}
    by = acting(coordinator, "coordinator")
    with pytest.raises(ValidationError, match="can't be later than now"):
        actions.register(paper, by=by, at=at, **{**facts, "arrived_at": at + timedelta(seconds=1)})
    with pytest.raises(ValidationError, match="later than today"):
        actions.register(paper, by=by, at=at, **{**facts, "given_on": at.date() + timedelta(days=1)})
    paper.refresh_from_db()
    assert (paper.status, paper.versions.count()) == ("draft", 0)


def test_a_draft_of_the_portal_is_not_registered(draft, coordinator):
    with pytest.raises(ValidationError, match="Only what came on paper is registered"):
        register(draft, coordinator)


def test_the_desk_throws_away_what_it_entered_by_mistake_and_nothing_else(paper, draft, coordinator):
    by = acting(coordinator, "coordinator")
    assert actions.discard(paper, by=by, at=paper.created_at).status == "discarded"
    with pytest.raises(PermissionDenied):
        actions.discard(draft, by=by, at=draft.created_at)


def test_whoever_has_an_account_gets_the_receipt_and_a_late_one_says_so_kindly(
    paper, coordinator, applicant, co_applicant, first_round
):
    type(applicant).objects.update(language="en")
    register(paper, coordinator, arrived_at=after_grace(first_round, hours=1))
    letters = Letter.objects.filter(kind="applications/registered")
    assert sorted(letters.values_list("to", flat=True)) == sorted([applicant.email, co_applicant.email])
    assert "so the application came late. That is why we can't review it." in letters[0].body_text


def test_a_group_without_people_gets_no_letter(paper, coordinator, group):
    group.memberships.all().delete()
    register(paper, coordinator)
    assert not Letter.objects.filter(kind="applications/registered").exists()


def test_a_group_may_go_on_in_the_portal_while_the_round_is_open(coordinator, applicant, group, programme):
    paper = register(make_paper(coordinator, group, make_round(programme)), coordinator)
    send(paper, applicant, at=paper.registered_at)
    assert [(it.number, it.sent_by, it.is_registered) for it in paper.versions.all()] == [
        (2, applicant, False),
        (1, coordinator, True),
    ]


def test_a_coordinator_who_belongs_to_the_group_does_not_help_it_at_the_desk(paper, coordinator, group):
    group.memberships.create(person=coordinator, role="editor", joined_at=paper.created_at)
    assert list(Application.objects.helped_by(coordinator)) == []
    assert not permissions.can_register(coordinator, paper)


@pytest.mark.parametrize(
    "facts",
    [{"is_late": True}, {"channel": "post"}, {"channel": "fax"}, {"registered_at": "2018-02-14T10:00Z"}],
)
def test_the_database_takes_only_whole_registrations(draft, facts):
    with pytest.raises(IntegrityError, match="application_registered_from_paper"):
        Application.objects.filter(pk=draft.pk).update(**facts)


def test_registering_costs_the_same_however_many_get_the_receipt(coordinator, group, first_round):
    counts = []
    for number in range(2):
        group.memberships.create(person=make_person(f"m{number}@example.org"), role="editor", joined_at=first_round.opens_at)
        paper = make_paper(coordinator, group, first_round)
        with CaptureQueriesContext(connection) as captured:
            actions.register(
                paper,
                by=acting(coordinator, "coordinator"),
                at=paper.created_at,
                arrived_at=paper.created_at,
                channel="desk",
                given_by="Elli",
                way="signature",
                given_on=paper.created_at.date(),
                form_token=f"x{number}",
            )
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 22
