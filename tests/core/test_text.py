"""What people type, made safe to keep."""

from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_line, clean_text


def test_newlines_composition_and_controls_are_normalised():
    assert clean_text("a\r\nb\rc") == "a\nb\nc"
    assert clean_text("A\u030a") == "Å"
    assert clean_text("a\x00b\ud800c") == "abc"
    assert clean_text("– ”lainaus” \t🙂") == "– ”lainaus” \t🙂"


def test_bullets_of_a_word_processor_become_dashes_and_everything_else_stays():
    word = "Ohjelma:\n•\tMusiikkia\n  \uf0b7\tPuhe – ”tervetuloa”\n·\u00a0Kahvia\n• "
    assert clean_text(word) == "Ohjelma:\n- Musiikkia\n  - Puhe – ”tervetuloa”\n- Kahvia\n- "
    assert len(clean_text(word)) == len(word)
    others = "Klo 12 • 13\n•tiivis\no\tkirjain\n– viiva\n* tähti"
    assert clean_text(others) == others


def test_a_line_has_no_direction_controls_and_no_breaks():
    assert clean_line("  Hieno\u202e\n hanke ") == "Hieno hanke"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    clean_text(text).encode()
