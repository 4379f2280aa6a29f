"""The typesetting: closed to what others typed, in our own fonts, and one at a time."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
import weasyprint

from core import pdf
from tests.documents import CANARY, everything_in, pages_of, vectors


def test_a_document_without_our_font_is_refused_and_the_next_one_starts_afresh():
    before = pdf.typesetting(("base.css",))
    with pytest.raises(RuntimeError, match="not set in Source Sans"):
        weasyprint.HTML(string="<p>Teksti</p>").write_pdf(finisher=lambda _, made: pdf.refuse_foreign_fonts(made))
    assert pdf.typesetting(("base.css",)) is not before


def test_the_same_page_makes_the_same_bytes_also_when_several_ask_at_once():
    page = '<html lang="fi"><title>Sivu</title><body><h1>Otsikko</h1><p>Teksti'
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: pdf.document(page, styles=("base.css",)), range(8)))
    assert made == [made[0]] * 8


def test_even_markup_that_slipped_through_unescaped_gets_nothing(canary, listener):
    for attack in vectors(canary, listener.port):
        page = f'<html lang="fi"><title>x</title><body>{attack}'
        content = weasyprint.HTML(string=page, url_fetcher=pdf.OwnPicturesFetched()).write_pdf()
        assert CANARY.encode() not in everything_in(content)
    assert listener.knocks == 0


def test_the_same_markup_is_dangerous_without_our_fetcher(canary, listener):
    page = '<html lang="fi"><title>x</title><body>' + "".join(vectors(canary, listener.port))
    content = weasyprint.HTML(string=page).write_pdf()
    assert CANARY.encode() in everything_in(content)
    assert listener.knocks > 0


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x", "font:arial", "font:latin-400/../x"]
)
def test_our_style_sheet_gets_our_fonts_and_nothing_else(url):
    with pytest.raises(ValueError, match="no such font"):
        pdf.OwnFontsFetched().fetch(url)
    assert pdf.OwnFontsFetched().fetch("font:latin-400").read()[:4] == b"wOF2"


def test_margins_are_no_text_and_all_else_is_in_the_tree_that_is_read_aloud():
    page = (
        '<html lang="fi"><title>Sivu</title><body><h1>Otsikko</h1><p>Teksti jatkuu.</p><p style="break-before: page">Ja loppuu.'
    )
    content = pdf.document(page, styles=("base.css", "decision.css"))
    with pikepdf.open(io.BytesIO(content)) as document:
        marks = [
            [str(it.operands[0]) for it in pikepdf.parse_content_stream(page) if str(it.operator) in {"BDC", "BMC"}]
            for page in document.pages
        ]
    assert [(words.count("/Artifact"), len(words) - words.count("/Artifact")) for words in marks] == [(1, 2), (1, 1)]
    assert [words[-12:] for words in pages_of(content)] == ["atkuu. 1 (2)", "oppuu. 2 (2)"]
