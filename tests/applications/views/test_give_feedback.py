"""Telling, on the receipt, how it was to apply."""

from applications.models import Feedback
from registry.models import Event
from tests.applications.views.reading import errors, found, heading, sentences
from tests.factories import make_person


def address(application) -> str:
    return f"/hakemukset/{application.reference}/palaute/"


def receipt(application) -> str:
    return f"/hakemukset/{application.reference}/kuitti/"


def said() -> list[tuple[str, str, str]]:
    return list(Feedback.objects.values_list("person__email", "ease", "text"))


def test_the_receipt_asks_and_thanks(client_of, applicant, sent):
    browser = client_of(applicant)
    assert len(found(browser.get(receipt(sent)), f"//form[@action='{address(sent)}']//input[@type='radio']")) == 3
    answer = browser.post(address(sent), {"ease": "hard", "text": "Kuluja oli vaikea arvata.\r\nMuuten hyvin."})
    assert (answer.status_code, answer.url) == (303, receipt(sent))
    page = browser.get(answer.url)
    assert sentences(page) == ["Thank you. We read everything and make the form better."]
    assert found(page, f"//form[@action='{address(sent)}']") == []
    assert said() == [("aino@example.org", "hard", "Kuluja oli vaikea arvata.\nMuuten hyvin.")]


def test_words_alone_are_kept_on_the_page_and_a_choice_is_asked(client_of, applicant, sent):
    page = client_of(applicant).post(address(sent), {"text": "Hyvä lomake"})
    assert (page.status_code, heading(page)) == (422, "We have received your application")
    assert errors(page) == [("#id_ease_0", "Choose how it was to apply.")]
    assert page.context["form"]["text"].value() == "Hyvä lomake"
    assert said() == []


def test_a_second_press_says_it_once(client_of, applicant, sent):
    browser = client_of(applicant)
    for ease in ("easy", "fair"):
        browser.post(address(sent), {"ease": ease})
    assert said() == [("aino@example.org", "fair", "")]


def test_the_event_does_not_repeat_the_words(client_of, applicant, sent):
    client_of(applicant).post(address(sent), {"ease": "easy", "text": "Salainen sana"})
    event = Event.objects.get(act="give_feedback")
    assert (event.details, event.about) == ({"ease": "easy"}, sent.about)


def test_readers_may_tell_too_and_strangers_do_not_find_it(client_of, stranger, sent):
    reader = make_person()
    sent.group.memberships.create(person=reader, role="reader", joined_at=sent.created_at)
    assert client_of(reader).post(address(sent), {"ease": "easy"}).status_code == 303
    assert client_of(stranger).post(address(sent), {"ease": "easy"}).status_code == 404


def test_nothing_is_asked_of_what_was_not_sent(client_of, applicant, draft):
    assert client_of(applicant).post(address(draft), {"ease": "easy"}).status_code == 404
