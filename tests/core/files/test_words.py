import pytest

from core.files import pdfs, pictures, words
from core.files.words import SENTENCES, file_size, sentence


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_said_in_words(code):
    said = sentence(code, "säännöt.pdf", size=31_000_000, limit=20_000_000)
    assert "%(" not in said
    assert said[0].isupper()


def test_no_two_refusals_say_the_same():
    assert len({sentence(code, "a") for code in SENTENCES}) == len(SENTENCES)


def test_the_numbers_in_the_words_are_those_that_count():
    assert (words.MOST_PAGES, words.MOST_MEGAPIXELS * 1_000_000) == (pdfs.MOST_PAGES, pictures.MOST_PIXELS)


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1, "1 kB"), (1499, "1 kB"), (999_499, "999 kB"), (1_000_000, "1 MB"), (12_440_000, "12,4 MB"), (20_000_000, "20 MB")],
)
def test_sizes_are_said_as_people_read_them(size, shown):
    assert file_size(size) == shown
