"""Two people in one part of the form: nobody overwrites unseen, and no text is lost."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from applications import actions
from applications.models import Application, Revision
from applications.queries import newest_revision
from applications.sections import Cost
from registry.models import Event
from tests.factories import acting

MINE = {"title": "Minun", "summary": "Minä", "aims": "1"}
THEIRS = {"title": "Toisen", "summary": "Toinen", "aims": "2"}


def save(draft: Application, person, texts, *, seen, slug="idea", **more) -> Revision:
    at = draft.created_at + timedelta(minutes=1)
    return actions.save(draft, by=acting(person, "editor"), at=at, slug=slug, texts=texts, seen=seen, **more)


def history(draft: Application, slug: str = "idea") -> list[tuple[int, str, bool]]:
    """Number, title and whether it took effect, the newest first."""
    rows = draft.revisions.filter(section=slug)
    return [(row.number, row.content["texts"]["title"], row.took_effect) for row in rows]


def title_of(draft: Application) -> str:
    return draft.answers.get(name="title").text


def test_every_save_is_kept_with_who_and_when(draft, co_applicant):
    revision = save(draft, co_applicant, MINE, seen=1)
    assert (revision.number, revision.content, revision.saved_by) == (2, {"texts": MINE}, co_applicant)
    assert revision.saved_at == draft.created_at + timedelta(minutes=1)
    assert history(draft) == [(2, "Minun", True), (1, "Pyöräpaja keskustaan", True)]


def test_what_the_writer_has_not_seen_is_not_overwritten_and_her_text_is_kept(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    late = save(draft, applicant, MINE, seen=1)
    assert not late.took_effect
    assert title_of(draft) == "Toisen"
    assert history(draft) == [(3, "Minun", False), (2, "Toisen", True), (1, "Pyöräpaja keskustaan", True)]
    assert newest_revision(draft.reference, "idea").content == {"texts": THEIRS}


def test_a_save_that_did_not_take_effect_is_noted_as_refused_and_changes_nothing_else(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    before = Application.objects.values().get(pk=draft.pk)
    save(draft, applicant, MINE, seen=1)
    assert Application.objects.values().get(pk=draft.pk) == before
    event = Event.objects.order_by("pk").last()
    assert (event.act, event.outcome, event.details) == ("save", "refused", {"section": "idea"})


def test_who_has_seen_the_other_text_saves_over_it(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    save(draft, applicant, MINE, seen=1)
    assert save(draft, applicant, MINE, seen=2).number == 4
    assert title_of(draft) == "Minun"


def test_the_same_text_is_no_conflict_and_no_new_revision(draft, applicant, co_applicant):
    theirs = save(draft, co_applicant, THEIRS, seen=1)
    assert save(draft, applicant, THEIRS, seen=1) == theirs
    assert len(history(draft)) == 2


def test_two_windows_of_one_person_are_two_writers(draft, applicant):
    save(draft, applicant, THEIRS, seen=1)
    assert not save(draft, applicant, MINE, seen=1).took_effect


@pytest.mark.parametrize("seen", [None, 0, 99])
def test_who_has_not_told_what_she_saw_is_asked_when_there_is_something(draft, applicant, seen):
    assert not save(draft, applicant, MINE, seen=seen).took_effect
    draft.revisions.all().delete()
    assert save(draft, applicant, MINE, seen=seen).took_effect


def test_two_people_in_two_parts_do_not_disturb_each_other(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    assert save(draft, applicant, {"place": "Tori"}, seen=1, slug="tapahtuma").took_effect


def test_cost_lines_are_kept_as_typed_and_not_overwritten_unseen(draft, applicant, co_applicant):
    theirs = [Cost("other", "Kahvi", "sata"), Cost("", "", "")]
    save(draft, co_applicant, {}, seen=1, slug="kustannukset", costs=theirs)
    late = save(draft, applicant, {}, seen=1, slug="kustannukset", costs=[Cost("travel", "Bussi", "1")])
    assert late.content == {
        "texts": {"applied_sum": "", "smallest_sum": ""},
        "costs": [{"head": "travel", "what": "Bussi", "amount_text": "1", "year": None}],
        "funding": [],
    }
    assert list(draft.cost_lines.values_list("what", "amount_text")) == [("Kahvi", "sata")]


def test_discarding_a_draft_erases_its_revisions(draft, applicant):
    assert draft.revisions.count() == 6
    actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert draft.revisions.count() == 0


def test_a_number_is_given_once_in_a_part_and_starts_from_one(draft, applicant):
    row = {"application": draft, "section": "idea", "content": {}, "took_effect": True, "saved_by": applicant}
    for number in (1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.create(**row, number=number, saved_at=draft.created_at)


# --- taking an earlier text back into use ----------------------------------------------------------------------------


def restore(draft: Application, person, number: int, *, seen: int | None, slug: str = "idea") -> Revision:
    revision = draft.revisions.get(section=slug, number=number)
    at = draft.created_at + timedelta(minutes=2)
    return actions.restore(draft, by=acting(person, "editor"), at=at, revision=revision, seen=seen)


def test_an_earlier_text_comes_back_as_a_new_revision_and_nothing_is_lost(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    restored = restore(draft, applicant, 1, seen=2)
    assert (restored.number, restored.took_effect, restored.saved_by) == (3, True, applicant)
    assert title_of(draft) == "Pyöräpaja keskustaan"
    assert history(draft) == [(3, "Pyöräpaja keskustaan", True), (2, "Toisen", True), (1, "Pyöräpaja keskustaan", True)]
    event = Event.objects.order_by("pk").last()
    assert (event.act, event.outcome, event.details) == ("restore", "done", {"section": "idea", "revision": 1})


def test_a_text_that_was_put_aside_can_be_taken_into_use(draft, applicant, co_applicant):
    save(draft, co_applicant, THEIRS, seen=1)
    save(draft, applicant, MINE, seen=1)
    restore(draft, applicant, 3, seen=2)
    assert title_of(draft) == "Minun"


def test_cost_lines_come_back_as_they_were(draft, applicant):
    before = list(draft.cost_lines.values_list("head", "what", "amount_text"))
    save(draft, applicant, {}, seen=1, slug="kustannukset", costs=[Cost("other", "Kahvi", "sata")])
    restore(draft, applicant, 1, seen=2, slug="kustannukset")
    assert list(draft.cost_lines.values_list("head", "what", "amount_text")) == before


@pytest.mark.parametrize("seen", [1, None])
def test_nobody_restores_over_a_text_she_has_not_seen(draft, applicant, co_applicant, seen):
    save(draft, co_applicant, THEIRS, seen=1)
    with pytest.raises(ValidationError, match="Somebody saved another text in this part meanwhile"):
        restore(draft, applicant, 1, seen=seen)
    assert (title_of(draft), draft.revisions.filter(section="idea").count()) == ("Toisen", 2)


def test_nothing_is_restored_into_what_can_no_longer_be_changed(sent, applicant):
    at = sent.round.closes_at + timedelta(minutes=1)
    with pytest.raises(ValidationError, match="can't be changed any more"):
        actions.restore(sent, by=acting(applicant, "owner"), at=at, revision=sent.revisions.get(section="idea"), seen=1)


def test_an_answer_that_the_earlier_form_did_not_ask_for_stays(draft, applicant):
    first = draft.revisions.get(section="idea")
    del first.content["texts"]["summary"]
    first.save()
    save(draft, applicant, MINE, seen=1)
    restore(draft, applicant, 1, seen=2)
    assert (title_of(draft), draft.answers.get(name="summary").text) == ("Pyöräpaja keskustaan", "Minä")


ROUNDS = 20


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_lose_no_text_in_twenty_rounds(draft, applicant, co_applicant):
    together, errors = Barrier(2, timeout=60), []

    def write(person, name: str) -> None:
        try:
            for number in range(ROUNDS):
                seen = newest_revision(draft.reference, "idea").number
                together.wait()
                save(draft, person, {"title": f"{name} {number}", "summary": "x"}, seen=seen)
                together.wait()
        except Exception as error:
            errors.append(error)
            together.abort()
        finally:
            connection.close()

    writers = [Thread(target=write, args=it) for it in ((applicant, "A"), (co_applicant, "B"))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    kept = [(title, took_effect) for _number, title, took_effect in reversed(history(draft))][1:]
    assert errors == []
    assert sorted(title for title, _took in kept) == sorted(f"{name} {number}" for name in "AB" for number in range(ROUNDS))
    # In every round one took effect and the other, who had not seen it, did not.
    assert [took_effect for _title, took_effect in kept] == [True, False] * ROUNDS
    assert title_of(draft) == [title for title, took_effect in kept if took_effect][-1]
