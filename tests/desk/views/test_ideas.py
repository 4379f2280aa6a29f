"""Ideas at the desk: the list, the page of one, and writing one down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice import actions
from advice.models import Idea, Message
from core import clock, dates
from registry.models import Letter
from tests.applications.views.reading import errors, found, heading, sentences
from tests.desk.views.reading import main, rows, typed
from tests.factories import AT, acting, make_idea, make_message

pytestmark = pytest.mark.django_db
IDEAS = "/tyopoyta/neuvonta/ideat/"


def page_of(idea: Idea, act: str = "") -> str:
    return f"{IDEAS}{idea.reference}/{act}"


def test_the_list_says_who_told_what_in_which_state_and_for_how_long_it_has_waited(client_of, coordinator, applicant):
    make_idea(email="uusi@example.org", title="Keittiö", at=clock.now())
    answered = make_idea(applicant, title="Puistopaja")
    actions.answer_idea(answered, by=acting(coordinator, "coordinator"), at=AT, text="Hyvä.", suggested_kind="event")
    page = client_of(coordinator).get(IDEAS)
    today = dates.local_day(clock.now()).year
    assert [[row[0].split(" · ")[0], *row[1:]] for row in rows(page)] == [
        [f"Keittiö ID-{today}-0001", "uusi@example.org", "Waits for an answer", "0", "–"],
        ["Puistopaja ID-2018-0001", "Aino Esimerkki", "Answered", "–", "Event"],
    ]


def test_the_list_is_narrowed_in_the_address(client_of, coordinator, applicant, stranger):
    waiting, answered = make_idea(applicant, title="Odottaa"), make_idea(stranger, title="Vastattu")
    make_message(answered, coordinator)
    browser = client_of(coordinator)
    shown = {
        state: found(browser.get(f"{IDEAS}?state={state}"), "//main//table//a/@href") for state in ("unanswered", "answered")
    }
    assert shown == {"unanswered": [page_of(waiting)], "answered": [page_of(answered)]}
    assert "No idea is in this state." in main(browser.get(f"{IDEAS}?state=closed"))
    assert len(rows(browser.get(f"{IDEAS}?state=whatever"))) == 2


def test_an_empty_list_says_so(client_of, coordinator):
    assert "Nobody has told an idea yet." in main(client_of(coordinator).get(IDEAS))


def test_the_page_shows_the_idea_its_teller_and_how_to_reach_her(client_of, coordinator, applicant):
    idea = make_idea(applicant, title="Puistopaja", text="Korjaamme pyöriä.")
    page = client_of(coordinator).get(page_of(idea))
    assert heading(page) == "Puistopaja"
    assert [it in main(page) for it in ("Korjaamme pyöriä.", applicant.name, applicant.email, applicant.phone)] == [True] * 4


def test_the_answer_and_the_suggestion_go_with_one_press(client_of, coordinator, applicant):
    idea, browser = make_idea(applicant), client_of(coordinator)
    answer = browser.post(page_of(idea), {"text": "Tästä voisi tulla tapahtuma.", "suggested_kind": "event"})
    assert (answer.status_code, answer.url) == (303, page_of(idea))
    message = Message.objects.get()
    assert (message.side, message.sender, Idea.objects.get().suggested_kind) == ("city", coordinator, "event")
    page = browser.get(page_of(idea))
    assert sentences(page) == ["Your answer is sent. The teller of the idea gets an e-mail that it is here."]
    assert typed(page, "suggested_kind") == "event"


def test_an_answer_without_words_is_refused_and_the_suggestion_stays_chosen(client_of, coordinator, applicant):
    idea = make_idea(applicant)
    page = client_of(coordinator).post(page_of(idea), {"text": "", "suggested_kind": "development"})
    assert (page.status_code, errors(page)) == (422, [("#id_text", "Write your message.")])
    assert (typed(page, "suggested_kind"), Message.objects.count()) == ("development", 0)


def test_reading_marks_the_message_of_the_teller_read(client_of, coordinator, applicant):
    message = make_message(idea := make_idea(applicant), applicant, text="Vielä yksi asia")
    assert "Vielä yksi asia" in main(client_of(coordinator).get(page_of(idea)))
    assert message.thread.read_marks.filter(person=coordinator).count() == 1


def test_closing_leads_back_to_the_list(client_of, coordinator, applicant):
    idea, browser = make_idea(applicant), client_of(coordinator)
    assert browser.post(page_of(idea, "sulje/")).url == IDEAS
    assert sentences(browser.get(IDEAS)) == [f"The idea {idea.reference} is closed."]
    assert "Closed on" in main(browser.get(page_of(idea)))


def test_her_own_idea_is_not_hers_to_answer(client_of, coordinator):
    idea, browser = make_idea(coordinator), client_of(coordinator)
    assert [browser.get(page_of(idea)).status_code, browser.post(page_of(idea, "sulje/")).status_code] == [404, 404]
    assert idea.reference not in browser.get(IDEAS).content.decode()


def test_an_idea_told_by_phone_is_written_down_and_its_teller_is_told(client_of, coordinator):
    browser = client_of(coordinator)
    answer = browser.post(f"{IDEAS}uusi/", {"text": "Haluaa pajan puistoon.", "title": "", "email": "soittaja@example.org"})
    idea = Idea.objects.get()
    assert (answer.status_code, answer.url, idea.entered_by) == (303, page_of(idea), coordinator)
    assert [it.to for it in Letter.objects.filter(kind="advice/idea_received")] == ["soittaja@example.org"]
    assert "written down by Kaisa Koordinaattori" in main(browser.get(answer.url))


def test_an_idea_to_write_down_needs_an_address_that_is_not_her_own(client_of, coordinator):
    browser = client_of(coordinator)
    page = browser.post(f"{IDEAS}uusi/", {"text": "Paja", "email": ""})
    assert (page.status_code, typed(page, "text")) == (422, "Paja")
    page = browser.post(f"{IDEAS}uusi/", {"text": "Paja", "email": coordinator.email})
    assert errors(page) == [("#id_email", "This is your own address. Your own idea is answered by somebody else.")]


def test_nobody_who_scores_decides_or_pays_sees_ideas(client_of, applicant, reviewer, decider, finance, auditor, admin):
    idea = make_idea(applicant)
    for person in (reviewer, decider, finance, auditor, admin):
        assert [client_of(person).get(page).status_code for page in (IDEAS, page_of(idea))] == [403, 403]


def test_the_list_asks_few_questions_however_many_there_are(client_of, coordinator, applicant):
    counts = []
    for number in range(2):
        make_message(make_idea(applicant, text=f"Idea {number}"), coordinator)
        make_idea(email=f"nro{number}@example.org")
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as asked:
            browser.get(IDEAS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
