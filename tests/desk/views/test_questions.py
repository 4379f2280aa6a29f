"""Questions in public at the desk: answering, publishing without names, mending, withdrawing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import Question
from core import clock
from tests.applications.views.reading import errors, found, sentences, words
from tests.desk.views.reading import main, rows, typed
from tests.questions import ASKED, make_answer, make_question

pytestmark = pytest.mark.django_db
QUESTIONS = "/tyopoyta/neuvonta/kysymykset/"


def page_of(question: Question, act: str = "") -> str:
    return f"{QUESTIONS}{question.pk}/{act}"


def text_in(page, name: str) -> str:
    return (found(page, f"//textarea[@name='{name}']")[0].text or "").strip()


@pytest.fixture
def question(applicant) -> Question:
    return make_question(applicant)


def test_what_waits_longest_stands_first_with_its_age(client_of, coordinator, applicant):
    for text, days in (("Uusi", 0), ("Vanha", 3)):
        make_question(applicant, text=text, at=clock.now() - timedelta(days=days))
    page = client_of(coordinator).get(QUESTIONS)
    assert [words(it) for it in found(page, "//a[@class='task']")] == [
        "Vanha waited 3 days Aino Esimerkki",
        "Uusi asked today Aino Esimerkki",
    ]


def test_without_questions_it_says_so(client_of, coordinator):
    assert "Every question is answered." in main(client_of(coordinator).get(QUESTIONS))


def test_the_public_wording_begins_as_the_question_was_asked(client_of, coordinator, question):
    page = client_of(coordinator).get(page_of(question))
    assert (text_in(page, "public_text"), text_in(page, "answer"), found(page, "//input[@checked]")) == (ASKED, "", [])


def test_an_answer_to_the_asker_alone_is_in_no_public(client_of, visitor, coordinator, question):
    browser = client_of(coordinator)
    answer = browser.post(page_of(question), {"answer": "Voi.", "readers": "asker", "public_text": ASKED})
    assert (answer.status_code, answer.url) == (303, QUESTIONS)
    page = browser.get(QUESTIONS)
    assert sentences(page) == ["The answer is saved. Only who asked can read it."]
    assert rows(page)[0][3] == "Only who asked"
    assert "Voi." not in visitor.get("/kysymykset/").content.decode()


def test_a_published_answer_is_read_by_everybody_mended_and_withdrawn(client_of, visitor, coordinator, question):
    browser = client_of(coordinator)
    browser.post(page_of(question), {"answer": "Voi.", "readers": "all", "public_text": "Voiko kahvia ostaa?"})
    assert "Voiko kahvia ostaa?" in main(visitor.get("/kysymykset/"))
    page = browser.get(page_of(question))
    assert (text_in(page, "answer"), typed(page, "readers"), typed(page, "mends")) == ("Voi.", "all", "1")
    browser.post(page_of(question), {"mends": "1", "answer": "Ei voi.", "readers": "all", "public_text": "Voiko ostaa?"})
    assert "Ei voi." in main(visitor.get("/kysymykset/"))
    browser.post(page_of(question, "pois/"))
    assert sentences(browser.get(QUESTIONS))[-1] == "The answer is out of the public. Who asked can still read it."
    assert "Ei voi." not in visitor.get("/kysymykset/").content.decode()


@pytest.mark.parametrize(
    ("typed_in", "field", "sentence"),
    [
        ({"answer": ""}, "#id_answer", "Write the answer."),
        ({"readers": ""}, "#id_readers_0", "Choose who can read the answer."),
        ({"public_text": ""}, "#id_public_text", "Write the question as everybody reads it."),
        (
            {"public_text": "Ainon kysymys"},
            "#id_public_text",
            "Everybody can read this, so it must not tell who asked. Take out: Ainon.",
        ),
        (
            {"answer": "Soitan sinulle numeroon 0401234567."},
            "#id_answer",
            "Everybody can read this, so it must not tell who asked. Take out: 0401234567.",
        ),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(client_of, coordinator, question, typed_in, field, sentence):
    facts = {"answer": "Voi.", "readers": "all", "public_text": "Voiko ostaa?", **typed_in}
    page = client_of(coordinator).post(page_of(question), facts)
    assert (page.status_code, errors(page)) == (422, [(field, sentence)])
    assert [text_in(page, name) for name in ("answer", "public_text")] == [facts["answer"], facts["public_text"]]
    assert not Question.objects.get().is_answered


def test_who_answers_second_sees_the_first_answer_before_she_writes_over_it(client_of, coordinator, question):
    make_answer(question, coordinator, answer="Ensimmäinen.")
    browser, facts = client_of(coordinator), {"answer": "Toinen.", "readers": "asker", "public_text": ""}
    page = browser.post(page_of(question), facts)
    assert (page.status_code, text_in(page, "answer"), "Ensimmäinen." in main(page)) == (422, "Toinen.", True)
    assert browser.post(page_of(question), {**facts, "mends": typed(page, "mends")}).status_code == 303
    assert Question.objects.get().answer == "Toinen."


def test_a_question_that_is_not_there_is_not_found(client_of, coordinator):
    browser = client_of(coordinator)
    assert [browser.get(f"{QUESTIONS}999/").status_code, browser.post(f"{QUESTIONS}999/pois/").status_code] == [404, 404]


def test_it_asks_few_questions_however_many_there_are(client_of, coordinator, applicant):
    counts = []
    for number in range(2):
        make_question(applicant, text=f"Odottaa {number}")
        make_answer(make_question(applicant, text=f"Kysymys {number}"), coordinator)
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as asked:
            browser.get(QUESTIONS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_home_of_advice_counts_what_waits(client_of, coordinator, applicant):
    make_question(applicant, at=clock.now() - timedelta(days=2))
    [link] = found(client_of(coordinator).get("/tyopoyta/neuvonta/"), f"//ul[@class='counts']//a[@href='{QUESTIONS}']")
    assert words(link) == "1 question without an answer the oldest for 2 days"
