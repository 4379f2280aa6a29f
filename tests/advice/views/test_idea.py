"""The page of an idea, for its teller: the talk, and closing it."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import Idea, Message
from core import parked
from tests.applications.views.reading import buttons, errors, found, heading, notices, sentences, words
from tests.factories import AT, make_group, make_idea, make_message, make_person

pytestmark = pytest.mark.django_db


def page_of(idea: Idea, act: str = "") -> str:
    return f"/ideat/{idea.reference}/{act}"


def main(page) -> str:
    return words(found(page, "//main")[0])


def test_it_shows_what_was_told_and_that_somebody_answers(client_of, applicant, programme):
    idea = make_idea(applicant, title="Puistopaja", text="Korjaamme pyöriä.")
    page = client_of(applicant).get(page_of(idea))
    assert (page.status_code, heading(page)) == (200, "Puistopaja")
    assert "Korjaamme pyöriä." in main(page)
    assert f"{programme.contact_name} or another adviser of the City answers you." in main(page)


def test_the_answer_stands_on_the_page_and_reading_it_marks_it_read(client_of, applicant, coordinator):
    idea = make_idea(applicant)
    answer = make_message(idea, coordinator, text="Hyvä idea. Kerro lisää.")
    page = client_of(applicant).get(page_of(idea))
    assert "Hyvä idea. Kerro lisää." in main(page)
    assert answer.thread.read_marks.filter(person=applicant).count() == 1
    assert "answers you" not in main(page)


def test_a_message_goes_to_the_coordinator(client_of, applicant):
    idea = make_idea(applicant)
    browser = client_of(applicant)
    answer = browser.post(page_of(idea), {"text": "Voiko teltan vuokrata?"})
    message = Message.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{page_of(idea)}#viesti")
    assert (message.side, message.sender, message.text) == ("group", applicant, "Voiko teltan vuokrata?")
    assert sentences(browser.get(page_of(idea))) == ["Your message is sent. You get an e-mail when somebody has answered."]


def test_an_empty_message_is_refused_on_the_same_page(client_of, applicant):
    page = client_of(applicant).post(page_of(make_idea(applicant)), {"text": " "})
    assert (page.status_code, errors(page)) == (422, [("#id_text", "Write your message.")])


def test_closing_is_one_press_and_a_message_undoes_it(client_of, applicant):
    idea, browser = make_idea(applicant), client_of(applicant)
    assert "I don't need this any more" in buttons(browser.get(page_of(idea)))
    assert browser.post(page_of(idea, "sulje/")).url == page_of(idea)
    page = browser.get(page_of(idea))
    assert sentences(page) == ["The idea is closed. If you still need it, write a message."]
    assert buttons(page) == ["Send the message"]
    browser.post(page_of(idea), {"text": "Sittenkin"})
    assert Idea.objects.get().closed_at is None


@pytest.mark.parametrize("about", ["idea", "application"])
def test_a_message_typed_before_one_was_signed_out_comes_back(client_of, applicant, draft, about):
    browser = client_of(applicant)
    page = page_of(make_idea(applicant)) if about == "idea" else f"/hakemukset/{draft.reference}/viestit/"
    [mark] = found(browser.get(page), f"//input[@name='{parked.FIELD}']/@value")
    Session.objects.filter(pk=browser.session.session_key).delete()
    assert browser.post(page, {"text": "KANARIALINTU", parked.FIELD: mark}).status_code == 302
    browser.force_login(applicant)
    again = browser.get(page)
    assert (found(again, "//textarea[@name='text']")[0].text_content().strip(), Message.objects.count()) == ("KANARIALINTU", 0)
    assert notices(again)[-1] == "Your text is not saved yet"
    browser.post(page, {"text": "KANARIALINTU"})
    assert "Your text is not saved yet" not in notices(browser.get(page))


def test_whoever_follows_a_letter_with_another_address_is_told_how_to_go_on(client_of, stranger):
    idea = make_idea(email="uusi@example.org")
    for reference in (idea.reference, "ID-2018-9999"):
        page = client_of(stranger).get(f"/ideat/{reference}/")
        assert (page.status_code, heading(page)) == (404, "We can't show this idea here")
        assert found(page, "//main//input[@name='next']/@value") == [f"/ideat/{reference}/"]


def test_between_rounds_it_says_when_the_next_one_opens_and_who_is_told(client_of, applicant, programme):
    programme.rounds.update(opens_at="2035-01-08T06:00Z", closes_at="2035-02-28T14:00Z", tentative=False)
    page = main(client_of(applicant).get(page_of(make_idea(applicant))))
    assert "The next round opens Monday 8.1.2035 at 8.00." in page
    assert f"Your idea waits here. We write to {applicant.email} when the round opens." in page


def test_tentative_dates_are_said_to_be_so(client_of, applicant, programme):
    programme.rounds.update(opens_at="2035-01-08T06:00Z", closes_at="2035-02-28T14:00Z", tentative=True)
    page = main(client_of(applicant).get(page_of(make_idea(applicant))))
    assert "The next round is planned for 8.1.2035–28.2.2035; the dates may still change." in page


def test_without_any_round_to_come_the_idea_waits_all_the_same(client_of, applicant):
    page = main(client_of(applicant).get(page_of(make_idea(applicant))))
    assert "the next round has not been announced yet" in page


def test_the_idea_of_a_visitor_is_found_with_her_address_and_nobody_elses(client_of, stranger):
    idea = make_idea(email="uusi@example.org")
    assert client_of(make_person("uusi@example.org")).get(page_of(idea)).status_code == 200
    assert client_of(stranger).get(page_of(idea)).status_code == 404


def test_it_asks_few_questions_however_much_was_said(client_of, applicant, coordinator, open_round):
    make_group(applicant)
    idea, counts = make_idea(applicant), []
    for number in range(2):
        for sender in (applicant, coordinator):
            make_message(idea, sender, text=f"Viesti {number}", at=AT)
        browser = client_of(applicant)
        browser.get(page_of(idea))
        with CaptureQueriesContext(connection) as asked:
            browser.get(page_of(idea))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
