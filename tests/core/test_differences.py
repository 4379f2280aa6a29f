"""What changed between two texts, whatever they hold."""

import time

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from core.differences import ADDED, REMOVED, SAME, Piece, compare, differs

# Few words, so that texts share some of them.
WORDY = st.lists(
    st.sampled_from(["paja", "Paja", "ja", "kahvi.", "🙂", "שלום", "<b>", " ", "\n", "\n\n", "\t"]), max_size=60
).map(" ".join)
TEXTS = st.one_of(st.text(), WORDY)


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in compare(old, new)]


def text_of(found: list[Piece], *kinds: str) -> str:
    return "".join(piece.text for piece in found if piece.kind in kinds)


def test_a_word_that_came_and_a_word_that_went_are_told_apart():
    assert pieces("Avaamme pajan torille.", "Avaamme uuden pajan kadulle.") == [
        (SAME, "Avaamme "),
        (ADDED, "uuden "),
        (SAME, "pajan "),
        (REMOVED, "torille."),
        (ADDED, "kadulle."),
    ]


def test_words_side_by_side_change_together_and_not_one_by_one():
    assert pieces("vanha pieni sana", "aivan uusi juttu") == [(REMOVED, "vanha pieni sana"), (ADDED, "aivan uusi juttu")]


def test_what_is_added_at_the_end_leaves_the_rest_in_peace():
    assert pieces("Kahvia.", "Kahvia. Ja pullaa.") == [(SAME, "Kahvia."), (ADDED, " Ja pullaa.")]


def test_an_answer_that_came_or_went_is_one_piece():
    assert pieces("", "Kahvia ja pullaa.") == [(ADDED, "Kahvia ja pullaa.")]
    assert pieces("Kahvia ja pullaa.", "") == [(REMOVED, "Kahvia ja pullaa.")]
    assert pieces("", "") == []


def test_other_spacing_is_no_difference():
    assert pieces("Kahvia  ja\npullaa.\n", "Kahvia ja pullaa.") == [(SAME, "Kahvia ja pullaa.")]
    assert (differs("a  b\n", "a b"), differs("ab", "a b")) == (False, True)


@given(TEXTS, TEXTS)
def test_the_newer_text_is_there_to_the_character_and_the_older_one_to_the_word(old, new):
    found = compare(old, new)
    assert text_of(found, SAME, ADDED) == new
    assert text_of(found, SAME, REMOVED).split() == old.split()
    assert all(piece.text for piece in found)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == ([Piece(SAME, text)] if text else [])


@given(TEXTS, TEXTS)
def test_pieces_tell_a_difference_exactly_when_words_differ(old, new):
    assert differs(old, new) == any(piece.kind != SAME for piece in compare(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a" * 50_000 + "!", "a" * 50_000 + "?"),
        ("a b " * 12_500, "b a " * 12_500 + "!"),
        ("a\nb\n" * 12_500, "b\na\n" * 12_500 + "!"),
        (" ".join(f"sana{n}" for n in range(9_000)), " ".join(f"sana{n}" for n in reversed(range(9_000)))),
        ("\n" * 50_000, "\n" * 49_999 + "!"),
        ("ja " + "on ja ei " * 160, "ei on " * 160 + "ja "),
    ],
)
def test_no_text_takes_long(old, new):
    started = time.process_time()
    found = compare(old, new)
    # A whole form of such answers stays within two seconds also on a slow machine.
    assert time.process_time() - started < 0.5
    assert (text_of(found, SAME, ADDED), text_of(found, SAME, REMOVED).split()) == (new, old.split())


def test_a_long_text_is_compared_by_lines():
    lines = ["sana ja " * 40 + str(number) for number in range(60)]
    changed = ["alku", *lines[:30], "uusi rivi", *lines[31:], "loppu"]
    kinds = [piece.kind for piece in compare("\n".join(lines), "\n".join(changed))]
    assert kinds == [ADDED, SAME, REMOVED, ADDED, SAME, ADDED]


def test_the_page_says_in_words_too_what_came_and_what_went():
    context = {"pieces": compare("Kahvia <b>torilla</b>", "Kahvia <i>kadulla</i>")}
    page = html.fromstring(f"<dd>{render_to_string('components/_changed_text.html', context)}</dd>")
    assert [element.text_content().strip() for element in page.xpath("//ins | //del")] == [
        "removed: <b>torilla</b> (end of what was removed)",
        "added: <i>kadulla</i> (end of what was added)",
    ]
    assert page.text_content().split("removed:")[0] == "Kahvia "
