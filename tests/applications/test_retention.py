"""How long things are kept: earlier texts ninety days, idle drafts half a year after their round, and never without a warning."""

from datetime import date, datetime, time, timedelta

import pytest

from applications import actions
from applications.models import Application
from applications.queries.retention import REVISION_KEPT, TOLD_BEFORE
from core.actor import Actor
from core.dates import local
from registry.models import Event, Letter
from tests.factories import acting, make_application, send

BEAT = Actor.system("beat")
# Round 1 of 2018 closes on 28.2.; what was written before that is removed on 28.8.
REMOVED, TOLD = date(2018, 8, 28), date(2018, 8, 14)


@pytest.fixture
def idle(programme, applicant, co_applicant, group) -> Application:
    """A draft that nobody has touched since the middle of its round, of people who read English."""
    for person in (applicant, co_applicant):
        person.language = "en"
        person.save()
    round_ = programme.rounds.get(number=1)
    return make_application(applicant, group, round_, at=local(date(2018, 2, 14), time(12)))


def tidy(day: date, clock: time = time(9)) -> None:
    actions.tidy(by=BEAT, at=local(day, clock))


def letters() -> list[tuple[str, str, str]]:
    rows = Letter.objects.filter(kind="applications/removal_near").order_by("pk")
    return list(rows.values_list("to", "subject", "status"))


def status_of(application: Application) -> str:
    application.refresh_from_db()
    return application.status


def save(draft: Application, person, title: str, *, at: datetime, seen: int) -> None:
    actions.save(draft, by=acting(person, "owner"), at=at, slug="idea", texts={"title": title}, seen=seen)


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_an_idle_draft_is_removed_half_a_year_after_its_round_and_its_writers_are_told_two_weeks_before(
    idle, applicant, co_applicant
):
    tidy(TOLD - timedelta(days=1))
    assert letters() == []
    tidy(TOLD)
    tidy(TOLD + timedelta(days=1))
    assert letters() == [(person.email, "Your draft is deleted on 28.8.2018", "queued") for person in (applicant, co_applicant)]
    tidy(REMOVED - timedelta(days=1))
    assert status_of(idle) == "draft"
    tidy(REMOVED)
    assert (status_of(idle), idle.answers.count(), idle.revisions.count(), idle.title) == ("discarded", 0, 0, "")
    told, removed = Event.objects.filter(about=idle.about, actor="system").order_by("pk").values_list("act", flat=True)
    assert (told, removed) == ("warn_of_removal", "discard")


def test_a_change_keeps_it_for_half_a_year_more_and_a_new_warning_comes(idle, applicant):
    tidy(TOLD)
    save(idle, applicant, "Vielä tarvitaan", at=local(date(2018, 8, 20), time(12)), seen=1)
    tidy(REMOVED)
    tidy(date(2019, 2, 5))
    assert (status_of(idle), len(letters())) == ("draft", 2)
    tidy(date(2019, 2, 6))
    tidy(date(2019, 2, 20))
    assert (status_of(idle), len(letters())) == ("discarded", 4)


def test_a_draft_changed_after_the_warning_was_written_is_not_removed_by_a_beat_that_had_chosen_it(idle, applicant):
    tidy(TOLD)
    stale = Application.objects.get(pk=idle.pk)
    save(idle, applicant, "Vielä tarvitaan", at=local(date(2018, 8, 27), time(12)), seen=1)
    actions.remove(stale, by=BEAT, at=local(REMOVED, time(9)))
    assert status_of(idle) == "draft"


def test_a_portal_that_stood_still_tells_first_and_removes_two_weeks_after_that(idle):
    late = date(2018, 12, 3)
    tidy(late)
    assert [subject for _to, subject, _status in letters()] == ["Your draft is deleted on 17.12.2018"] * 2
    assert status_of(idle) == "draft"
    tidy(late + TOLD_BEFORE - timedelta(days=1))
    assert status_of(idle) == "draft"
    tidy(late + TOLD_BEFORE)
    assert status_of(idle) == "discarded"


def test_nobody_is_warned_at_night(idle):
    tidy(TOLD, time(3))
    assert letters() == []
    tidy(TOLD, time(8))
    assert len(letters()) == 2


def test_a_letter_that_has_not_gone_when_the_draft_is_removed_is_taken_back(idle):
    tidy(TOLD)
    tidy(REMOVED)
    assert {status for _to, _subject, status in letters()} == {"cancelled"}


def test_what_was_sent_or_entered_from_paper_is_not_removed(idle, applicant, coordinator):
    paper = make_application(applicant, idle.group, idle.round, at=idle.created_at)
    Application.objects.filter(pk=paper.pk).update(entered_by=coordinator)
    send(idle, applicant)
    for day in (TOLD, REMOVED, date(2020, 1, 7)):
        tidy(day)
    assert (status_of(idle), status_of(paper), letters()) == ("submitted", "draft", [])


def test_the_day_is_on_the_list_of_tasks(client_of, applicant, draft):
    page = client_of(applicant).get(f"/hakemukset/{draft.reference}/osat/").content.decode()
    on = draft.removed_on
    assert f"If nobody sends or changes this application, we delete it on {on.day}.{on.month}.{on.year}." in page


# --- earlier texts ---------------------------------------------------------------------------------------------------


def numbers(draft: Application) -> list[int]:
    return list(draft.revisions.filter(section="idea").order_by("number").values_list("number", flat=True))


def test_an_earlier_text_is_forgotten_after_ninety_days_and_the_one_in_use_never(draft, applicant):
    first = draft.created_at
    for day in range(1, 4):
        save(draft, applicant, f"Nimi {day}", at=first + timedelta(days=day), seen=day)
    actions.forget_revisions(by=BEAT, at=first + REVISION_KEPT)
    assert numbers(draft) == [1, 2, 3, 4]
    assert actions.forget_revisions(by=BEAT, at=first + REVISION_KEPT + timedelta(days=1, seconds=1)) == 2
    assert numbers(draft) == [3, 4]
    actions.forget_revisions(by=BEAT, at=first + timedelta(days=1000))
    assert numbers(draft) == [4]
    assert draft.answers.get(name="title").text == "Nimi 3"
    assert draft.revisions.count() == draft.revisions.filter(took_effect=True).count()


def test_a_text_that_was_put_aside_is_forgotten_too(draft, applicant):
    save(draft, applicant, "Sivuun", at=draft.created_at, seen=99)
    actions.forget_revisions(by=BEAT, at=draft.created_at + timedelta(days=91))
    assert numbers(draft) == [1]


def test_a_text_saved_after_others_were_forgotten_has_a_number_of_its_own(draft, applicant):
    for seen in (1, 2):
        save(draft, applicant, f"Nimi {seen}", at=draft.created_at, seen=seen)
    actions.forget_revisions(by=BEAT, at=draft.created_at + timedelta(days=91))
    save(draft, applicant, "Uusi", at=draft.created_at + timedelta(days=92), seen=3)
    assert numbers(draft) == [3, 4]


def test_forgetting_is_noted_when_something_was_forgotten(draft, applicant):
    before = Event.objects.count()
    actions.forget_revisions(by=BEAT, at=draft.created_at + timedelta(days=91))
    assert Event.objects.count() == before
    save(draft, applicant, "Uusi", at=draft.created_at, seen=1)
    actions.forget_revisions(by=BEAT, at=draft.created_at + timedelta(days=91))
    event = Event.objects.order_by("pk").last()
    assert (event.act, event.about, event.details) == ("forget_revisions", "applications", {"count": 1})
