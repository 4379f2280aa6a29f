"""The pages of docs/ that are made from the code say what the code says."""

from kake.management.commands.write_docs import pages


def test_generated_pages_are_current():
    stale = [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_a_changed_page_is_noticed():
    path, text = next(iter(pages().items()))
    assert path.read_text(encoding="utf-8") != text.replace("owner", "anybody")
