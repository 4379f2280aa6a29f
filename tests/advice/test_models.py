"""What the database refuses about ideas and talks, and who sees them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice.models import AdviceGiven, Idea, Message, Thread
from applications import actions as application_actions
from reviews.actions import declare
from tests.factories import AT, acting, after_closing, make_application, make_idea, make_message, make_person, send

pytestmark = pytest.mark.django_db


def _refused(row, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_idea_says_something():
    _refused(Idea(reference="ID-1", text="", email="a@example.org", told_at=AT), "cannot be blank")


def test_an_address_is_kept_in_small_letters():
    _refused(Idea(reference="ID-1", text="Puisto", email="A@example.org", told_at=AT), "small letters")


def test_a_suggested_kind_is_one_of_the_two():
    _refused(Idea(reference="ID-1", text="Puisto", email="a@example.org", told_at=AT, suggested_kind="loan"), "Unknown kind")


def test_a_talk_is_about_one_thing():
    _refused(Thread(), "one idea or one application")


def test_a_message_has_words_and_a_side(applicant):
    thread = make_message(make_idea(applicant), applicant).thread
    _refused(Message(thread=thread, side="group", sender=applicant, text="", sent_at=AT), "cannot be blank")
    _refused(Message(thread=thread, side="both", sender=applicant, text="Hei", sent_at=AT), "the applicant's or the City's")


@pytest.mark.parametrize(
    "facts",
    [
        {"channel": "pigeon", "topic": "idea", "minutes": 5},
        {"channel": "phone", "topic": "weather", "minutes": 5},
        {"channel": "phone", "topic": "idea"},
        {"channel": "message", "minutes": 5},
    ],
)
def test_advice_has_a_known_channel_topic_and_length(coordinator, facts):
    _refused(AdviceGiven(adviser=coordinator, at=AT, **facts), "how you advised")


def test_advice_takes_some_minutes(coordinator):
    _refused(AdviceGiven(adviser=coordinator, at=AT, channel="phone", topic="idea", minutes=0), "from 1 to 480 minutes")


def test_an_idea_is_called_by_its_name_or_by_how_it_begins(applicant):
    long = "Kutsumme naapurit kerran viikossa keittämään yhdessä ja puhumaan työstä.\nToinen rivi."
    assert str(make_idea(applicant, title="Keittiö")) == "Keittiö"
    assert str(make_idea(applicant, text="Puistopaja\nja muuta")) == "Puistopaja"
    assert str(make_idea(applicant, text=long)) == "Kutsumme naapurit kerran viikossa keittämään yhdessä ja…"


def test_an_idea_is_its_tellers_own(applicant, co_applicant, stranger):
    idea = make_idea(applicant)
    assert [list(Idea.objects.visible_to(person)) for person in (applicant, co_applicant, stranger)] == [[idea], [], []]


def test_a_visitors_idea_waits_for_whoever_signs_in_with_the_address(stranger):
    idea = make_idea(email="uusi@example.org")
    assert list(Idea.objects.visible_to(make_person("uusi@example.org"))) == [idea]
    assert list(Idea.objects.visible_to(stranger)) == []


def test_only_coordinators_handle_ideas_and_never_their_own(applicant, coordinator, reviewer, decider, admin):
    idea, own = make_idea(applicant), make_idea(coordinator, text="Oma idea")
    assert list(Idea.objects.handled_by(coordinator)) == [idea]
    for person in (applicant, reviewer, decider, admin):
        assert list(Idea.objects.handled_by(person)) == []
    assert list(Idea.objects.visible_to(coordinator)) == [own]


def test_a_talk_about_a_draft_is_its_groups_and_the_coordinators(applicant, co_applicant, stranger, coordinator, reviewer, draft):
    talk = make_message(draft, applicant).thread
    seen = {person: list(Thread.objects.visible_to(person)) for person in (applicant, co_applicant, stranger, coordinator)}
    handled = {person: list(Thread.objects.handled_by(person)) for person in (applicant, coordinator, reviewer)}
    assert list(seen.values()) == [[talk], [talk], [], []]
    assert list(handled.values()) == [[], [talk], []]


def test_once_sent_the_coordinator_declares_her_interests_before_she_reads_on(applicant, group, coordinator, open_round):
    sent = send(make_application(applicant, group, open_round), applicant)
    talk = make_message(sent, applicant).thread
    assert list(Thread.objects.handled_by(coordinator)) == []
    declare(sent, by=acting(coordinator, "coordinator"), at=AT)
    assert list(Thread.objects.handled_by(coordinator)) == [talk]
    declare(sent, by=acting(coordinator, "coordinator"), at=after_closing(sent), ground="party")
    assert list(Thread.objects.handled_by(coordinator)) == []


def test_a_coordinator_handles_no_talk_of_her_own_group(applicant, group, coordinator, draft):
    make_message(draft, applicant)
    group.memberships.create(person=coordinator, role="reader", joined_at=AT)
    assert list(Thread.objects.handled_by(coordinator)) == []


def test_a_talk_waits_for_an_answer_while_the_group_has_spoken_last(applicant, coordinator, draft):
    talk = make_message(draft, applicant).thread
    assert list(Thread.objects.unanswered()) == [talk]
    make_message(draft, coordinator)
    assert list(Thread.objects.unanswered()) == []


def test_a_discarded_drafts_talk_is_gone_for_the_group(applicant, draft):
    make_message(draft, applicant)
    application_actions.discard(draft, by=acting(applicant, "owner"), at=AT)
    assert list(Thread.objects.visible_to(applicant)) == []
