"""Who is told of a message, when, and how reading it is noted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection

from advice.actions import mark_read, send_message, settle_talk
from advice.models import CITY, GROUP, Message, ReadMark, Thread
from registry.actions import deliver
from registry.models import Letter
from reviews.actions import declare
from tests.factories import AT, acting, make_idea, make_message, make_person

pytestmark = pytest.mark.django_db
SECRET = "Kanarialintu laulaa ovella"
LATER = AT + timedelta(days=1)


def told(status: str = Letter.QUEUED) -> list[str]:
    letters = Letter.objects.filter(kind="advice/message_received", status=status)
    return sorted(letters.values_list("to", flat=True))


def send_all() -> None:
    deliver(clock=lambda: LATER + timedelta(days=30))


def test_the_coordinators_are_told_that_there_is_a_message_and_not_what_it_says(applicant, coordinator, reviewer, draft):
    make_message(draft, applicant, text=SECRET)
    [letter] = Letter.objects.filter(kind="advice/message_received")
    assert letter.to == coordinator.email
    assert f"/tyopoyta/hakemukset/{draft.reference}/viestit/" in letter.body_text
    for hidden in (SECRET, draft.title):
        assert hidden not in letter.subject + letter.body_text + letter.body_html


def test_owners_and_editors_are_told_and_readers_are_not(applicant, co_applicant, group, coordinator, draft):
    group.memberships.create(person=make_person("lea@example.org"), role="reader", joined_at=AT)
    make_message(draft, coordinator, text=SECRET)
    assert told() == sorted([applicant.email, co_applicant.email])
    letter = Letter.objects.filter(to=applicant.email, kind="advice/message_received").get()
    assert f"/hakemukset/{draft.reference}/viestit/" in letter.body_text
    assert SECRET not in letter.subject + letter.body_text + letter.body_html


def test_nobody_of_the_city_is_told_of_her_own_groups_talk_or_of_a_case_she_stepped_aside_from(
    applicant, group, coordinator, sent
):
    aside, own = (make_person(f"{name}@joensuu.example", roles=["coordinator"]) for name in ("sivu", "oma"))
    declare(sent, by=acting(aside, "coordinator"), at=AT, ground="party")
    group.memberships.create(person=own, role="reader", joined_at=AT)
    make_message(sent, applicant)
    assert told() == [coordinator.email]


def test_an_idea_is_answered_to_who_told_it_in_her_language(coordinator, applicant):
    make_message(make_idea(applicant), coordinator)
    make_message(make_idea(email="uusi@example.org", language="en", text="Toinen"), coordinator)
    assert told() == sorted([applicant.email, "uusi@example.org"])
    assert Letter.objects.get(kind="advice/message_received", to="uusi@example.org").language == "en"


def test_a_closed_account_is_told_nothing(coordinator, applicant):
    idea = make_idea(applicant)
    applicant.closed_at = AT
    applicant.save()
    make_message(idea, coordinator)
    assert told() == []


def test_a_coordinators_own_idea_goes_to_the_others(coordinator):
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    idea = make_idea(coordinator)
    send_message(idea, by=acting(coordinator), at=AT, side=GROUP, text="Hei")
    assert told() == [other.email]


def test_one_letter_goes_for_all_that_comes_before_it_is_read(applicant, co_applicant, coordinator, draft):
    thread = make_message(draft, coordinator).thread
    send_all()
    make_message(draft, coordinator, text="Vielä yksi asia", at=LATER)
    assert (told(), len(told(Letter.SENT))) == ([], 2)
    mark_read(thread, by=acting(applicant, "owner"), at=LATER)
    make_message(draft, coordinator, text="Ja kolmas", at=LATER)
    assert told() == [applicant.email]


def test_what_comes_after_ones_own_sides_answer_is_news_to_all_of_it(applicant, co_applicant, coordinator, draft):
    make_message(draft, coordinator)
    send_all()
    make_message(draft, applicant)
    make_message(draft, coordinator, text="Kiitos vastauksesta", at=LATER)
    assert told() == sorted([applicant.email, co_applicant.email])


def test_who_reads_before_the_letter_has_gone_gets_none(applicant, co_applicant, coordinator, draft):
    thread = make_message(draft, coordinator).thread
    mark_read(thread, by=acting(applicant, "owner"), at=AT)
    assert (told(), told(Letter.CANCELLED)) == ([co_applicant.email], [applicant.email])


def test_the_first_of_the_other_side_who_reads_makes_a_message_read(applicant, co_applicant, coordinator, draft):
    message = make_message(draft, coordinator)
    for person, hours in ((applicant, 1), (co_applicant, 2)):
        mark_read(message.thread, by=acting(person, "owner"), at=AT + timedelta(hours=hours))
    message.refresh_from_db()
    assert message.read_at == AT + timedelta(hours=1)


def test_ones_own_side_reading_makes_nothing_read(applicant, co_applicant, draft):
    message = make_message(draft, applicant)
    mark_read(message.thread, by=acting(co_applicant, "editor"), at=LATER)
    message.refresh_from_db()
    assert message.read_at is None


def test_what_was_sent_while_somebody_read_stays_unread(applicant, coordinator, draft):
    first, second = make_message(draft, coordinator), make_message(draft, coordinator, text="Toinen")
    mark_read(first.thread, by=acting(applicant, "owner"), at=LATER, upto=first.pk)
    assert [bool(it.read_at) for it in Message.objects.order_by("pk")] == [True, False]
    assert Thread.objects.with_unread(applicant, GROUP).get().unread == 1
    assert not ReadMark.objects.get(person=applicant).covers(second)


def test_each_side_counts_what_the_other_has_said(applicant, co_applicant, coordinator, draft):
    make_message(draft, applicant)
    make_message(draft, coordinator)
    make_message(draft, coordinator, text="Toinen")
    counts = {person: Thread.objects.with_unread(person, GROUP).get().unread for person in (applicant, co_applicant)}
    assert (counts, Thread.objects.with_unread(coordinator, CITY).get().unread) == ({applicant: 2, co_applicant: 2}, 0)


def test_pressing_twice_sends_once(applicant, coordinator, draft):
    assert make_message(draft, applicant) == make_message(draft, applicant)
    assert (Message.objects.count(), told()) == (1, [coordinator.email])


@pytest.mark.parametrize("later", [timedelta(hours=2), timedelta(0)])
def test_the_same_words_later_or_after_an_answer_are_a_new_message(applicant, coordinator, draft, later):
    first = make_message(draft, applicant)
    if not later:
        make_message(draft, coordinator)
    assert make_message(draft, applicant, at=AT + later) != first


def test_a_talk_waits_since_the_first_message_without_an_answer(applicant, coordinator, draft):
    make_message(draft, applicant)
    make_message(draft, coordinator, at=AT + timedelta(hours=1))
    make_message(draft, applicant, text="Toinen", at=LATER)
    make_message(draft, applicant, text="Kolmas", at=LATER + timedelta(days=2))
    assert Thread.objects.unanswered().get().waiting_since == LATER


def test_a_thank_you_can_be_left_without_an_answer_and_the_next_message_waits_again(applicant, coordinator, draft):
    thread = make_message(draft, applicant, text="Kiitos!").thread
    settle_talk(thread, by=acting(coordinator, "coordinator"), at=LATER)
    assert list(Thread.objects.unanswered()) == []
    make_message(draft, applicant, text="Vielä yksi", at=LATER + timedelta(hours=1))
    assert Thread.objects.unanswered().get().waiting_since == LATER + timedelta(hours=1)


def test_telling_a_large_group_costs_no_more_than_a_small_one(
    applicant, group, coordinator, draft, django_assert_max_num_queries
):
    for number in range(8):
        group.memberships.create(person=make_person(f"jasen{number}@example.org"), role="editor", joined_at=AT)
    with django_assert_max_num_queries(20):
        make_message(draft, coordinator)
    assert len(told()) == 10


def test_an_empty_message_tells_nobody(applicant, coordinator, draft):
    with pytest.raises(ValidationError):
        make_message(draft, applicant, text=" ")
    assert told() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("texts", "kept"), [(("Hei", "Moi", "Terve"), 3), (("Hei", "Hei", "Hei"), 1)])
def test_first_messages_at_once_make_one_talk_and_a_button_pressed_thrice_one_message(applicant, coordinator, draft, texts, kept):
    def write(text: str) -> None:
        close_old_connections()
        try:
            make_message(draft, applicant, text=text)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, texts))
    assert (Thread.objects.count(), Message.objects.count(), told()) == (1, kept, [coordinator.email])
