"""Questions and answers as everybody reads them, and asking."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.actions import withdraw_answer
from advice.models import Question
from core import clock, parked
from tests.accounts.views.signing_in import ask, enter, newest_code
from tests.applications.views.reading import buttons, errors, found, heading, notices, sentences, words
from tests.desk.views.reading import main, typed
from tests.factories import acting
from tests.questions import make_answer, make_question

pytestmark = pytest.mark.django_db
QUESTIONS, ASK = "/kysymykset/", "/kysymykset/kysy/"
CANARY = "Kanarialintu"


def pairs(page) -> list[list[str]]:
    """The published questions and answers."""
    return [[words(it) for it in row.xpath("./dt|./dd")] for row in found(page, "//details//dl/div")]


def test_a_visitor_reads_what_is_published_and_nothing_else(visitor, applicant, coordinator):
    make_question(applicant, text=f"{CANARY} odottaa")
    make_answer(make_question(applicant, text=f"{CANARY} yksin"), coordinator, answer=f"{CANARY} vastaus")
    withdrawn = make_answer(make_question(applicant, text="x"), coordinator, public_text=f"{CANARY} pois")
    withdraw_answer(withdrawn, by=acting(coordinator, "coordinator"), at=clock.now())
    make_answer(make_question(applicant, text=f"{CANARY} Aino kysyy"), coordinator, public_text="Saako ostaa?", answer="Saa.")
    assert pairs(visitor.get(f"{QUESTIONS}?q={CANARY}")) == []
    for path in (QUESTIONS, f"{QUESTIONS}?q=saako"):
        text = visitor.get(path).content.decode()
        assert [secret for secret in (CANARY, applicant.name, "Aino", applicant.email, coordinator.name) if secret in text] == []
    assert pairs(visitor.get(QUESTIONS)) == [["Saako ostaa?", "Saa."]]


def test_without_questions_it_says_so(visitor, db):
    page = visitor.get(QUESTIONS)
    assert (heading(page), found(page, "//input[@name='q']")) == ("Questions and answers", [])
    assert "Nothing has been published yet. You can be the first to ask." in main(page)


def test_searching_shows_what_fits_and_says_when_nothing_does(visitor, applicant, coordinator):
    make_answer(make_question(applicant), coordinator, public_text="Voiko äänentoiston vuokrata?", answer="Voi.")
    page = visitor.get(f"{QUESTIONS}?q=ÄÄNEN")
    assert (pairs(page), typed(page, "q")) == ([["Voiko äänentoiston vuokrata?", "Voi."]], "ÄÄNEN")
    page = visitor.get(f"{QUESTIONS}?q=auto")
    assert (pairs(page), "No answer has these words." in main(page)) == ([], True)


def test_asking_leads_over_signing_in(visitor):
    assert [visitor.get(path).url for path in (ASK, f"{QUESTIONS}omat/")] == [
        f"/kirjaudu/?next={ASK}",
        f"/kirjaudu/?next={QUESTIONS}omat/",
    ]


def test_a_question_is_asked_once_and_waits_among_ones_own(client_of, applicant, stranger):
    browser = client_of(applicant)
    for _ in range(2):
        answer = browser.post(ASK, {"text": CANARY})
    assert (answer.status_code, answer.url, Question.objects.count()) == (303, QUESTIONS, 1)
    page = browser.get(QUESTIONS)
    assert sentences(page)[0] == "Your question has come. We write to you when it is answered."
    assert CANARY in main(page)
    assert CANARY not in client_of(stranger).get(QUESTIONS).content.decode()
    assert browser.get(f"{QUESTIONS}omat/").url == f"{QUESTIONS}#omat"


def test_an_answer_to_oneself_is_read_here_and_by_nobody_else(client_of, applicant, stranger, coordinator):
    make_answer(make_question(applicant), coordinator, answer=CANARY)
    page = client_of(applicant).get(QUESTIONS)
    assert (CANARY in main(page), "Only you can read the answer." in main(page)) == (True, True)
    assert CANARY not in client_of(stranger).get(QUESTIONS).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "Write your question."), ("a" * 2001, "Write this in at most 2000 characters.")],
)
def test_what_can_not_be_asked_is_kept_and_said_why(client_of, applicant, text, sentence):
    page = client_of(applicant).post(ASK, {"text": text})
    assert (page.status_code, errors(page)) == (422, [("#id_text", sentence)])
    assert found(page, "//textarea")[0].text.strip() == text.strip()
    assert Question.objects.count() == 0


def test_a_question_typed_when_the_session_had_ended_comes_back(client_of, applicant):
    browser = client_of(applicant)
    mark = found(browser.get(ASK), f"//input[@name='{parked.FIELD}']/@value")[0]
    Session.objects.all().delete()
    answer = browser.post(ASK, {"text": CANARY, parked.FIELD: mark})
    assert (answer.status_code, Question.objects.count()) == (302, 0)
    ask(browser, applicant.email, next=ASK)
    enter(browser, newest_code(), next=ASK)
    page = browser.get(ASK)
    assert (found(page, "//textarea")[0].text.strip(), notices(page)[-1]) == (CANARY, "Your text is not saved yet")
    assert buttons(page) == ["Send the question"]
    browser.post(ASK, {"text": CANARY})
    assert (Question.objects.get().text, browser.session["parked"]) == (CANARY, {})


def test_instructions_and_the_blank_form_lead_here(visitor, open_round):
    for path in ("/ohjeet/", "/hakulomake/tapahtuma/"):
        assert QUESTIONS in found(visitor.get(path), "//main//a/@href")


def test_it_asks_few_questions_however_many_there_are(client_of, applicant, coordinator):
    counts = []
    for number in range(2):
        make_answer(make_question(applicant, text=f"Kysymys {number}"), coordinator, public_text=f"Saako {number}?")
        browser = client_of(applicant)
        with CaptureQueriesContext(connection) as asked:
            browser.get(QUESTIONS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
