"""The form on paper, for everybody."""

import pytest

from applications import pdf
from applications.sections import sections_of
from core.pdf import ONE_AT_A_TIME
from tests.applications.views.reading import sentences
from tests.documents import pages_of, text_of

EVENT, PROJECT = "/hakulomake/tapahtuma/lomake.pdf", "/hakulomake/kehittamishanke/lomake.pdf"


def squeezed(text) -> str:
    return "".join(str(text).split())


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(("page", "kind"), [(EVENT, "event"), (PROJECT, "development")])
def test_everybody_gets_every_question_with_its_hint_and_how_to_bring_it(visitor, open_round, page, kind):
    answer = visitor.get(page)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    text = squeezed(text_of(content(answer)))
    asked = [part for section in sections_of(kind) for it in section.questions for part in (it.label, it.hint)]
    assert [str(part) for part in asked if squeezed(part) not in text] == []
    assert squeezed("Joensuun pääkirjasto, Koskikatu 25") in text


def test_the_same_form_is_the_same_file_and_has_numbered_pages(visitor, open_round):
    one, two = content(visitor.get(EVENT)), content(visitor.get(EVENT))
    assert one == two
    pages = pages_of(one)
    assert [f"{number} ({len(pages)})" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)


def test_while_other_papers_are_made_it_asks_to_try_again(visitor, open_round):
    pdf._blank.cache_clear()
    with ONE_AT_A_TIME:
        answer = visitor.get(PROJECT)
    assert (answer.status_code, answer.url) == (303, "/hakulomake/kehittamishanke/")
    assert sentences(visitor.get(answer.url)) == ["Many papers are being made just now. Try again in a moment."]


def test_there_is_no_other_form(visitor, programme):
    assert visitor.get("/hakulomake/laina/lomake.pdf").status_code == 404


def test_the_page_of_questions_leads_to_it(visitor, programme):
    assert f'href="{EVENT}"' in visitor.get("/hakulomake/tapahtuma/").content.decode()
