"""The talk about an application, as its group sees it."""

import pytest

from accounts.models import Membership
from advice.models import Message
from tests.applications.views.reading import errors, found, heading, notices, sentences, words
from tests.factories import AT, make_message, make_person

pytestmark = pytest.mark.django_db


def page_of(application) -> str:
    return f"/hakemukset/{application.reference}/viestit/"


def said(page) -> list[str]:
    return [words(it) for it in found(page, "//main//article")]


def test_before_there_is_a_message_it_says_whom_one_asks(client_of, applicant, draft):
    page = client_of(applicant).get(page_of(draft))
    assert heading(page) == "Ask the adviser"
    assert draft.round.programme.contact_phone in words(found(page, "//main")[0])


def test_a_message_is_sent_once_however_often_the_button_is_pressed(client_of, applicant, draft):
    browser = client_of(applicant)
    for _press in range(2):
        answer = browser.post(page_of(draft), {"text": "Voinko hakea kaksi kertaa?"})
        assert (answer.status_code, answer.url) == (303, f"{page_of(draft)}#viesti")
    assert [(it.side, it.sender, it.text) for it in Message.objects.all()] == [("group", applicant, "Voinko hakea kaksi kertaa?")]
    assert sentences(browser.get(page_of(draft)))[0] == (
        "Your message is sent. The adviser answers you here, and we tell you by e-mail."
    )


def test_what_can_not_be_sent_stays_in_its_field(client_of, applicant, draft):
    page = client_of(applicant).post(page_of(draft), {"text": "pitkä " * 2000})
    assert page.status_code == 422
    assert errors(page)[0][0] == "#id_text"
    assert found(page, "//textarea[@name='text']")[0].text_content().strip().startswith("pitkä pitkä")
    assert errors(client_of(applicant).post(page_of(draft), {"text": " "})) == [("#id_text", "Write your message.")]


def test_opening_the_page_reads_it_and_the_next_time_nothing_is_new(client_of, applicant, coordinator, draft):
    make_message(draft, applicant)
    message = make_message(draft, coordinator, text="Kyllä <b>voimme</b>.")
    browser = client_of(applicant)
    first, second = browser.get(page_of(draft)), browser.get(page_of(draft))
    assert [bool(found(page, "//article//*[contains(@class, 'status--needs')]")) for page in (first, second)] == [True, False]
    assert "Kyllä <b>voimme</b>." in said(first)[1]
    message.refresh_from_db()
    assert message.read_at is not None


def test_ones_own_message_says_when_the_adviser_read_it(client_of, applicant, coordinator, draft):
    make_message(draft, applicant)
    browser = client_of(applicant)
    assert "Not read yet" in said(browser.get(page_of(draft)))[0]
    client_of(coordinator).get(f"/tyopoyta/hakemukset/{draft.reference}/viestit/")
    assert "Read on" in said(browser.get(page_of(draft)))[0]


def test_a_reader_reads_and_has_no_field(client_of, group, coordinator, draft):
    reader = make_person("lea@example.org")
    Membership.objects.create(person=reader, group=group, role="reader", joined_at=AT)
    make_message(draft, coordinator, text="Tervetuloa")
    page = client_of(reader).get(page_of(draft))
    assert ("Tervetuloa" in said(page)[0], found(page, "//main//textarea")) == (True, [])
    assert client_of(reader).post(page_of(draft), {"text": "Hei"}).status_code == 403


def test_a_stranger_finds_nothing(client_of, stranger, other_group, draft):
    assert client_of(stranger).get(page_of(draft)).status_code == 404


def test_a_long_talk_asks_the_database_no_more(client_of, applicant, coordinator, draft, django_assert_max_num_queries):
    for number in range(5):
        make_message(draft, coordinator, text=f"Viesti {number}")
    browser = client_of(applicant)
    with django_assert_max_num_queries(12):
        browser.get(page_of(draft))
    with django_assert_max_num_queries(25):
        browser.post(page_of(draft), {"text": "Kiitos"})


def test_the_case_says_how_many_messages_are_new(client_of, applicant, coordinator, sent):
    make_message(sent, coordinator)
    make_message(sent, coordinator, text="Toinen")
    browser = client_of(applicant)
    assert notices(browser.get(f"/hakemukset/{sent.reference}/"))[0] == "You have 2 new messages"
    browser.get(page_of(sent))
    page = browser.get(f"/hakemukset/{sent.reference}/")
    assert "new message" not in " ".join(notices(page))
    assert found(page, f"//main//a[@href='{page_of(sent)}']") != []


def test_the_task_list_leads_to_it(client_of, applicant, draft):
    assert found(client_of(applicant).get(f"/hakemukset/{draft.reference}/osat/"), f"//main//a[@href='{page_of(draft)}']") != []
