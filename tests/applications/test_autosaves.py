"""What is kept while somebody types: no hundreds of revisions, no text lost to a slip of the hand, nothing overwritten unseen."""

from datetime import timedelta
from itertools import pairwise

import pytest

from applications import actions
from applications.models import Application, Revision
from applications.queries import newest_revision
from applications.queries.revisions import AUTOSAVES_APART, STRUCK_OUT, struck_out
from registry.models import Event
from tests.factories import acting, make_draft


@pytest.fixture
def empty(applicant, group, open_round) -> Application:
    """A draft in which no part has been saved."""
    return make_draft(applicant, group, open_round)


def autosave(draft: Application, person, summary: str, *, minutes: float, seen=None, form="a", turn=1) -> Revision:
    at = draft.created_at + timedelta(minutes=minutes)
    texts = {"title": "Paja", "summary": summary}
    by = acting(person, "editor")
    return actions.autosave(draft, by=by, at=at, slug="idea", texts=texts, seen=seen, form_token=form, turn=turn)


def save(draft: Application, person, summary: str, *, minutes: float, seen) -> Revision:
    at = draft.created_at + timedelta(minutes=minutes)
    texts = {"title": "Paja", "summary": summary}
    return actions.save(draft, by=acting(person, "editor"), at=at, slug="idea", texts=texts, seen=seen)


def kept(draft: Application) -> list[tuple[int, str, bool]]:
    """Number, text and whether it took effect, the oldest first."""
    rows = draft.revisions.filter(section="idea").order_by("number")
    return [(row.number, row.content["texts"]["summary"], row.took_effect) for row in rows]


def text_of(draft: Application) -> str:
    return draft.answers.get(name="summary").text


def test_an_hour_of_typing_makes_a_handful_of_revisions(empty, applicant):
    words = [f"sana{number}" for number in range(360)]
    for number in range(360):
        autosave(empty, applicant, " ".join(words[: number + 1]), minutes=number / 6, turn=number + 1)
    assert empty.revisions.count() == 8
    assert text_of(empty) == " ".join(words)


def test_between_two_kept_texts_there_are_never_more_than_ten_minutes_of_typing(empty, applicant):
    for number in range(360):
        autosave(empty, applicant, "x" * number, minutes=number / 6, turn=number + 1)
    times = list(empty.revisions.order_by("number").values_list("saved_at", flat=True))
    assert max(later - earlier for earlier, later in pairwise(times)) <= AUTOSAVES_APART


def test_who_selects_all_and_types_finds_what_stood_there(empty, applicant):
    long = "Avaamme pajan, jossa korjataan pyöriä yhdessä. " * 5
    for number, text in enumerate(["A", long, "x", "xy"]):
        autosave(empty, applicant, text, minutes=number / 10, turn=number + 1)
    assert [text for _number, text, _took in kept(empty)] == ["A", long, "xy"]


def test_a_slip_of_a_word_is_mended_in_passing(empty, applicant):
    for number, text in enumerate(["A", "Avaame pajan", "Avaamme pajan torille", "Avaamme torin"]):
        autosave(empty, applicant, text, minutes=number / 10, turn=number + 1)
    assert [text for _number, text, _took in kept(empty)] == ["A", "Avaamme torin"]


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [("", "", 0), ("abc", "abcd", 0), ("abcd", "abd", 1), ("abcd", "xyz", 4), ("aaaa", "aa", 2), ("a\nb", "a\nb", 0)],
)
def test_what_is_struck_out_is_counted(before, after, gone):
    assert struck_out({"texts": {"summary": before}}, {"texts": {"summary": after}}) == gone
    assert gone < STRUCK_OUT


def test_a_text_that_goes_on_has_a_new_number_so_that_who_has_read_less_is_asked(empty, applicant, co_applicant):
    for turn in (1, 2):
        read = autosave(empty, applicant, "Minun" * turn, minutes=turn, turn=turn).number
    autosave(empty, applicant, "Minun ja vielä lisää", minutes=3, turn=3)
    assert newest_revision(empty.reference, "idea").number == read + 1
    assert not save(empty, co_applicant, "Toisen", minutes=4, seen=read).took_effect
    assert text_of(empty) == "Minun ja vielä lisää"


def test_a_form_goes_on_from_its_own_text_whose_answer_was_lost(empty, applicant):
    autosave(empty, applicant, "Alku", minutes=1, seen=0, turn=1)
    assert autosave(empty, applicant, "Alku ja jatko", minutes=2, seen=0, turn=2).took_effect
    assert text_of(empty) == "Alku ja jatko"


def test_an_older_text_of_the_same_form_that_comes_late_does_not_overwrite_the_newer(empty, applicant):
    autosave(empty, applicant, "Alku ja jatko", minutes=1, seen=0, turn=2)
    assert not autosave(empty, applicant, "Alku", minutes=2, seen=0, turn=1).took_effect
    assert text_of(empty) == "Alku ja jatko"


def test_another_window_of_the_same_person_is_another_writer(empty, applicant):
    autosave(empty, applicant, "Yksi", minutes=1, seen=0, form="a")
    assert not autosave(empty, applicant, "Toinen", minutes=2, seen=0, form="b", turn=9).took_effect
    assert kept(empty) == [(1, "Yksi", True), (2, "Toinen", False)]


def test_forms_without_a_mark_are_not_taken_for_one(empty, applicant):
    save(empty, applicant, "Yksi", minutes=1, seen=0)
    assert not autosave(empty, applicant, "Toinen", minutes=2, seen=0, form="", turn=9).took_effect


def test_a_text_put_aside_goes_on_too_and_never_over_one_that_counts(empty, applicant, co_applicant):
    save(empty, co_applicant, "Toisen", minutes=1, seen=0)
    for turn in range(1, 30):
        assert not autosave(empty, applicant, "Minun" + "!" * turn, minutes=1 + turn / 6, seen=0, turn=turn).took_effect
    assert kept(empty) == [(1, "Toisen", True), (2, "Minun!", False), (30, "Minun" + "!" * 29, False)]
    assert text_of(empty) == "Toisen"


def test_two_who_type_at_once_keep_both_texts_in_few_revisions(empty, applicant, co_applicant):
    for turn in range(1, 50):
        autosave(empty, applicant, "A" * turn, minutes=turn / 6, seen=0, form="a", turn=turn)
        autosave(empty, co_applicant, "B" * turn, minutes=turn / 6, seen=0, form="b", turn=turn)
    assert {text for _number, text, _took in kept(empty)} == {"A", "A" * 49, "B", "B" * 49}
    assert text_of(empty) == "A" * 49


def test_a_pressed_button_keeps_its_text_for_itself(empty, applicant):
    autosave(empty, applicant, "a", minutes=1, turn=1)
    pressed = autosave(empty, applicant, "ab", minutes=2, turn=2)
    assert save(empty, applicant, "ab", minutes=2.1, seen=pressed.number) == pressed
    autosave(empty, applicant, "abc", minutes=2.2, seen=pressed.number, turn=3)
    assert [text for _number, text, _took in kept(empty)] == ["a", "ab", "abc"]


def test_the_same_text_put_aside_twice_is_kept_once(empty, applicant, co_applicant):
    save(empty, co_applicant, "Toisen", minutes=1, seen=0)
    autosave(empty, applicant, "Minun", minutes=2, seen=0)
    save(empty, applicant, "Minun", minutes=3, seen=0)
    assert kept(empty) == [(1, "Toisen", True), (3, "Minun", False)]


def test_what_changes_nothing_makes_neither_revision_nor_event(draft, applicant):
    before = (draft.revisions.count(), Event.objects.count())
    texts = draft.revisions.filter(section="idea").get().content["texts"]
    actions.autosave(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="idea", texts=texts, seen=0)
    assert (draft.revisions.count(), Event.objects.count()) == before


def test_what_is_typed_within_some_minutes_has_one_event(empty, applicant):
    for turn in range(1, 6):
        autosave(empty, applicant, "x" * turn, minutes=turn / 6, seen=0, turn=turn)
    events = list(Event.objects.filter(act="autosave").values_list("outcome", "details"))
    assert events == [("done", {"section": "idea"})] * 2
