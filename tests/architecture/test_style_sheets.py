"""Pages stay light, and their looks and behaviour stay in the files that the content security policy lets through."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = sorted((ROOT / "static/css").glob("*.css"))
JS = sorted((ROOT / "static/js").glob("*.js"))
# Mail programs read no style sheets; the PDF is laid out by its own.
PAGES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if not {"letters", "pdf"} & set(path.parts)]
ASSETS = r"url\([\"']?(?!data:)([^\"')]+)"


def size(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def test_the_style_sheets_weigh_at_most_25_kilobytes():
    assert size(CSS) <= 25_000, f"static/css weighs {size(CSS)} bytes"


def test_the_scripts_weigh_at_most_12_kilobytes():
    # 10 kB until an upload could be stopped and tried again; compressed they are a third of that, and no page has all.
    assert size(JS) <= 12_000, f"static/js weighs {size(JS)} bytes"


def test_the_letters_a_finnish_reader_needs_weigh_at_most_50_kilobytes():
    assert size(list((ROOT / "static/fonts").glob("*-latin-[0-9]*.woff2"))) <= 50_000


@pytest.mark.parametrize("sheet", CSS, ids=lambda path: path.name)
def test_every_rule_is_in_the_layer_of_its_file(sheet):
    layers = re.findall(r"^@layer (\w+) {", sheet.read_text(encoding="utf-8"), re.M)
    assert layers == [sheet.stem]


@pytest.mark.parametrize("sheet", CSS, ids=lambda path: path.name)
def test_style_sheets_ask_for_nothing_that_is_not_ours(sheet):
    missing = [found for found in re.findall(ASSETS, sheet.read_text(encoding="utf-8")) if not (sheet.parent / found).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_pages_carry_no_style_or_script_of_their_own(page):
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)[^>]*>|javascript:", text)
    assert found == [], f"{page.name}: put it into static/css or static/js"


def used_classes(text: str) -> set[str]:
    """The classes that stand in a template as words of their own."""
    words = " ".join(re.sub(r"{[%{].*?[%}]}", " ", value) for value in re.findall(r'\sclass="([^"]*)"', text))
    return {word for word in words.split() if not word.endswith("--")}


def test_every_class_in_a_page_is_known_to_a_style_sheet():
    rules = " ".join(path.read_text(encoding="utf-8") for path in CSS)
    known = set(re.findall(r"\.([a-z][a-z_0-9-]*)", rules))
    # Names that need no look of their own: a list with any class has no bullets.
    plain = {"boxes", "choices"}
    unknown = {
        f"{path.name}: {name}" for path in PAGES for name in used_classes(path.read_text(encoding="utf-8")) - known - plain
    }
    assert unknown == set()


def test_documents_ask_for_no_features_of_their_font():
    """WeasyPrint keeps a piece of memory for every text that does, as long as the process lives."""
    asked = [
        path.name
        for path in (ROOT / "templates/pdf").glob("*.css")
        if re.search(r"font-(variant|feature)[\w-]*:", path.read_text())
    ]
    assert asked == []
