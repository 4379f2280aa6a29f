"""What becomes of an idea: who is told of it, how it is closed and opened, and how it turns into a draft."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from advice import actions
from advice.models import Idea
from advice.queries import days_waited, ideas_at_desk, kinds_to_choose
from applications import actions as application_actions
from applications.models import Application
from applications.queries import filled, for_form
from core.dates import local
from registry.models import Letter
from registry.queries import events_about
from rounds.actions import confirm_dates
from rounds.queries import open_rounds
from tests.factories import AT, SYSTEM, acting, make_group, make_idea, make_message, make_person

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def state_of(idea: Idea) -> str:
    return Idea.objects.with_state().get(pk=idea.pk).state


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=f"advice/{kind}").order_by("pk"))


def turn(idea: Idea, person, group, round_, *, kind: str = "event", role: str = "owner") -> Application:
    at = round_.opens_at + HOUR
    return actions.turn_into_draft(idea, by=acting(person, role), at=at, group=group, round=round_, kind=kind)


# Who is told.


def test_the_teller_gets_one_letter_that_does_not_say_what_she_told(db):
    idea = make_idea(email="uusi@example.org", text="Salainen paja", title="Salainen nimi", language="en")
    make_idea(email="uusi@example.org", text="Salainen paja")
    [letter] = letters("idea_received")
    assert (letter.to, letter.language, letter.subject) == ("uusi@example.org", "en", "Your idea has come to the City")
    assert idea.reference in letter.body_text
    assert "Salainen" not in letter.subject + letter.body_text + letter.body_html


def test_every_coordinator_is_told_once_while_the_same_idea_waits(coordinator, applicant, stranger, reviewer):
    coordinator.language = "en"
    coordinator.save()
    first = make_idea(applicant)
    make_idea(stranger, at=AT + HOUR)
    [letter] = letters("idea_told")
    assert (letter.to, letter.subject, letter.not_before) == (coordinator.email, "1 idea waits for an answer", AT)
    make_message(first, coordinator, at=AT + 2 * HOUR)
    make_idea(applicant, text="Toinen", at=AT + 3 * HOUR)
    assert [it.subject for it in letters("idea_told")] == ["1 idea waits for an answer", "2 ideas wait for an answer"]


def test_an_idea_that_waits_is_told_of_again_on_the_next_day_that_brings_one(coordinator, applicant, stranger):
    make_idea(applicant)
    make_idea(stranger, at=AT + DAY)
    assert len(letters("idea_told")) == 2


@pytest.mark.parametrize(("told", "goes"), [(time(22), 15), (time(3), 14), (time(7, 59), 14)])
def test_a_coordinator_is_told_of_what_came_at_night_in_the_morning(coordinator, applicant, told, goes):
    make_idea(applicant, at=local(date(2018, 2, 14), told))
    assert letters("idea_told")[0].not_before == local(date(2018, 2, goes), time(8))


def test_nobody_is_told_of_her_own_idea_or_of_what_she_wrote_down(coordinator):
    make_idea(coordinator)
    actions.tell_idea(by=acting(coordinator, "coordinator"), at=AT, text="Soittaja haluaa pajan", email="soittaja@example.org")
    assert letters("idea_told") == []
    assert [it.to for it in letters("idea_received")] == [coordinator.email, "soittaja@example.org"]


def test_a_coordinator_does_not_write_down_her_own_idea_for_herself(coordinator):
    with pytest.raises(ValidationError, match="your own address"):
        actions.tell_idea(by=acting(coordinator, "coordinator"), at=AT, text="Paja", email=" Kaisa@Joensuu.example ")


# What it is just now.


def test_an_idea_waits_until_it_is_answered_and_again_when_its_teller_speaks(applicant, coordinator):
    idea = make_idea(applicant)
    assert (state_of(idea), list(Idea.objects.unanswered())) == ("unanswered", [idea])
    make_message(idea, coordinator, at=AT + HOUR)
    assert (state_of(idea), list(Idea.objects.unanswered()), list(Idea.objects.answered())) == ("answered", [], [idea])
    actions.add_to_idea(idea, by=acting(applicant), at=AT + 2 * HOUR, text="Kiitos. Entä raha?")
    assert state_of(idea) == "unanswered"


def test_closing_ends_the_waiting_and_a_message_from_either_side_opens_again(applicant, coordinator):
    idea = make_idea(applicant)
    actions.close_idea(idea, by=acting(applicant), at=AT + HOUR)
    actions.close_idea(idea, by=acting(applicant), at=AT + 2 * HOUR)
    assert (state_of(idea), Idea.objects.get().closed_at) == ("closed", AT + HOUR)
    actions.add_to_idea(idea, by=acting(applicant), at=AT + 3 * HOUR, text="Sittenkin")
    assert state_of(idea) == "unanswered"
    actions.close_idea(idea, by=acting(coordinator, "coordinator"), at=AT + 4 * HOUR)
    actions.answer_idea(idea, by=acting(coordinator, "coordinator"), at=AT + 5 * HOUR, text="Vielä tämä")
    assert state_of(idea) == "answered"
    assert [event.act for event in events_about(idea.about)].count("close_idea") == 2


def test_an_answer_may_suggest_a_kind_and_is_advice_on_record(applicant, coordinator):
    idea = make_idea(applicant)
    by = acting(coordinator, "coordinator")
    actions.answer_idea(idea, by=by, at=AT, text="Tästä voisi tulla tapahtuma.", suggested_kind="event")
    idea.refresh_from_db()
    assert (idea.suggested_kind_label, idea.advice.get().adviser) == ("Event", coordinator)


def test_whoever_does_something_with_an_idea_of_her_address_is_its_teller(db):
    idea = make_idea(email="uusi@example.org")
    person = make_person("uusi@example.org")
    actions.add_to_idea(idea, by=acting(person), at=AT, text="Minä täällä")
    person.email = "uudempi@example.org"
    person.save()
    idea.refresh_from_db()
    assert (idea.person, idea.address) == (person, "uudempi@example.org")
    assert list(Idea.objects.visible_to(make_person("uusi@example.org"))) == []


def test_at_the_desk_the_longest_waiting_is_first_and_then_the_newest_of_each_state(applicant, stranger, coordinator):
    first = make_idea(applicant)
    second = make_idea(stranger, at=AT + HOUR)
    answered = [make_idea(applicant, text=f"Vastattu {hour}", at=AT - hour * HOUR) for hour in (9, 8)]
    for idea in answered:
        make_message(idea, coordinator, at=idea.told_at + HOUR)
    closed = make_idea(applicant, text="Suljettu", at=AT - DAY)
    actions.close_idea(closed, by=acting(applicant), at=AT)
    rows = list(ideas_at_desk(coordinator))
    assert rows == [first, second, answered[1], answered[0], closed]
    assert [days_waited(row, AT + 3 * DAY) for row in rows] == [3, 3, None, None, None]


def test_a_long_wait_counts_from_the_last_word_of_the_teller(applicant, coordinator):
    idea = make_idea(applicant)
    make_message(idea, coordinator, at=AT + DAY)
    make_message(idea, applicant, at=AT + 2 * DAY)
    assert days_waited(ideas_at_desk(coordinator).get(), AT + 4 * DAY) == 2


# The draft.


@pytest.mark.parametrize("kind", ["event", "development"])
def test_one_press_makes_a_draft_in_which_nothing_has_to_be_typed_again(applicant, group, open_round, kind):
    idea = make_idea(applicant, title="Puistopaja", text="Korjaamme pyöriä.\nKaikki saavat tulla.")
    draft = turn(idea, applicant, group, open_round, kind=kind)
    form = filled(for_form(Application.objects.all()).get(pk=draft.pk))
    told = {name: form.texts[name] for name in ("title", "summary", "contact_name", "contact_phone", "contact_email")}
    assert told == {
        "title": "Puistopaja",
        "summary": "Korjaamme pyöriä.\nKaikki saavat tulla.",
        "contact_name": applicant.name,
        "contact_phone": applicant.phone,
        "contact_email": applicant.email,
    }
    assert (draft.kind, str(form.application), draft.group, draft.round) == (kind, "Puistopaja", group, open_round)
    assert (state_of(idea), Idea.objects.get().draft) == ("turned", draft)
    assert events_about(idea.about).first().act == "turn_into_draft"


def test_a_second_press_gives_the_same_draft(applicant, group, open_round):
    idea = make_idea(applicant)
    first = turn(idea, applicant, group, open_round)
    application_actions.save(first, by=acting(applicant, "owner"), at=AT, slug="idea", texts={"title": "Uusi nimi"}, seen=1)
    assert turn(idea, applicant, group, open_round, kind="development") == first
    assert Application.objects.count() == 1
    assert first.answers.get(name="title").text == "Uusi nimi"


def test_a_draft_that_was_thrown_away_leaves_the_idea_as_it_was(applicant, group, open_round):
    idea = make_idea(applicant)
    thrown = turn(idea, applicant, group, open_round)
    application_actions.discard(thrown, by=acting(applicant, "owner"), at=AT)
    assert (state_of(idea), list(Idea.objects.open())) == ("unanswered", [idea])
    again = turn(idea, applicant, group, open_round)
    assert (again != thrown, again.is_draft, Idea.objects.get().draft) == (True, True, again)


def test_an_emptied_draft_of_another_idea_is_used_for_this_one(applicant, group, open_round):
    first, second = make_idea(applicant, text="Eka"), make_idea(applicant, text="Toka")
    draft = turn(first, applicant, group, open_round)
    application_actions.save(draft, by=acting(applicant, "owner"), at=AT, slug="idea", texts={}, seen=1)
    assert turn(second, applicant, group, open_round) == draft
    assert draft.answers.get(name="summary").text == "Toka"
    assert state_of(first) == "unanswered"


def test_a_closed_round_takes_no_draft_and_the_idea_stays(applicant, group, programme):
    idea = make_idea(applicant)
    with pytest.raises(ValidationError, match="This round is not open"):
        turn(idea, applicant, group, programme.rounds.get(number=3))
    assert state_of(idea) == "unanswered"


def test_a_message_after_the_draft_began_waits_for_an_answer_too(applicant, group, open_round, coordinator):
    idea = make_idea(applicant)
    turn(idea, applicant, group, open_round)
    make_message(idea, applicant)
    assert state_of(idea) == "unanswered"


def test_the_suggested_kind_stands_first_and_otherwise_the_smaller(open_round):
    rounds = open_rounds(open_round.opens_at + HOUR)
    assert [it.kind for it in kinds_to_choose(rounds, "")] == ["event", "development"]
    assert [it.kind for it in kinds_to_choose(rounds, "development")] == ["development", "event"]


# When a round opens.


@pytest.fixture
def spring(programme):
    """Round 2 of 2018, which opens on Easter Sunday 1.4."""
    return confirm_dates(programme.rounds.get(number=2), by=SYSTEM, at=AT)


def beat(at: datetime) -> list[str]:
    """To whom letters went into the outbox in that beat."""
    before = len(letters("round_opened"))
    actions.tell_round_opened(by=SYSTEM, at=at)
    return [letter.to for letter in letters("round_opened")[before:]]


def test_who_has_told_an_idea_is_told_once_when_a_round_opens(spring, applicant, stranger):
    make_idea(applicant, text="Eka")
    make_idea(applicant, text="Toka")
    make_idea(email="uusi@example.org")
    nine = local(date(2018, 4, 1), time(9))
    assert beat(nine - timedelta(minutes=1)) == []
    assert beat(nine) == [applicant.email, "uusi@example.org"]
    assert beat(nine + HOUR) == beat(nine + 20 * DAY) == []
    first = letters("round_opened")[0]
    assert (first.not_after, first.body_text.count("/ideat/ID-2018-")) == (spring.closes_at, 2)


def test_nobody_is_told_at_night_or_after_the_round(spring, applicant):
    make_idea(applicant)
    assert beat(local(date(2018, 4, 1), time(21))) == []
    assert beat(spring.closes_at) == []


def test_only_open_ideas_from_before_the_round_are_told_of_it(spring, programme, applicant, group, stranger, co_applicant):
    closed, turned = make_idea(stranger), make_idea(applicant)
    actions.close_idea(closed, by=acting(stranger), at=AT)
    turn(turned, applicant, group, programme.rounds.get(number=1))
    make_idea(co_applicant, at=spring.opens_at)
    gone = make_person("gone@example.org", closed_at=AT)
    Idea.objects.create(reference="ID-2018-0900", text="x", email=gone.email, person=gone, told_at=AT)
    assert beat(local(date(2018, 4, 2), time(12))) == []


def test_a_letter_that_has_not_gone_is_taken_back_and_goes_for_another_open_idea(spring, applicant):
    first, _second = make_idea(applicant, text="Eka"), make_idea(applicant, text="Toka", at=AT + HOUR)
    noon = local(date(2018, 4, 2), time(12))
    beat(noon)
    actions.close_idea(first, by=acting(applicant), at=noon)
    assert letters("round_opened")[0].status == "cancelled"
    beat(noon + HOUR)
    [letter] = letters("round_opened")
    assert (letter.status, first.reference in letter.body_text) == ("queued", False)


def test_a_group_member_who_fills_in_may_turn_her_own_idea(co_applicant, group, open_round):
    idea = make_idea(co_applicant)
    assert turn(idea, co_applicant, group, open_round, role="editor").group == group


def test_another_group_may_be_chosen(applicant, group, open_round):
    other = make_group(applicant, name="Toinen Esimerkki ry", business_id="9100003-5")
    assert turn(make_idea(applicant), applicant, other, open_round).group == other
