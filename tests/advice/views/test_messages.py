"""The talk about an application, as its group sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership
from advice.models import Message
from applications.models import INFECTED
from tests import files
from tests.advice.factories import make_file_message
from tests.applications.views.reading import errors, found, heading, notices, sentences, words
from tests.factories import AT, make_idea, make_message, make_person

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


def upload(name: str = "Piirros.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def test_a_file_goes_with_the_message_and_is_downloaded_never_shown(client_of, applicant, co_applicant, coordinator, draft):
    assert client_of(applicant).post(page_of(draft), {"text": "Tässä piirros", "file": upload()}).status_code == 303
    page = client_of(co_applicant).get(page_of(draft))
    [link] = found(page, "//main//article//a")
    assert "Piirros.pdf 1 kB Not checked for malware" in said(page)[0]
    answer = client_of(co_applicant).get(link.get("href"))
    assert (answer.status_code, answer["Content-Disposition"]) == (200, 'attachment; filename="Piirros.pdf"')
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_refused_file_keeps_the_text_and_sends_nothing(client_of, applicant, draft):
    page = client_of(applicant).post(page_of(draft), {"text": "Tässä ohjelma", "file": upload("a.exe", b"MZ\x90\x00")})
    assert (page.status_code, [where for where, _why in errors(page)]) == (422, ["#id_file"])
    assert found(page, "//textarea[@name='text']")[0].text_content().strip() == "Tässä ohjelma"
    assert Message.objects.count() == 0


def test_a_file_without_words_must_be_chosen_again(client_of, applicant, draft):
    page = client_of(applicant).post(page_of(draft), {"text": "", "file": upload()})
    assert [where for where, _why in errors(page)] == ["#id_text", "#id_file"]
    assert "Choose the file again" in errors(page)[1][1]


def test_a_file_of_the_adviser_opens_when_the_scanner_has_answered(client_of, applicant, coordinator, draft, settings):
    file = make_file_message(draft, coordinator, content=files.pdf()).files.get()
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    browser = client_of(applicant)
    page = browser.get(page_of(draft))
    assert (found(page, "//main//article//a"), "Being checked" in said(page)[0]) == ([], True)
    answer = browser.get(f"/viestit/tiedostot/{file.pk}/")
    assert (answer.status_code, answer.url) == (303, f"{page_of(draft)}#viesti")


def test_a_file_that_held_malware_is_named_and_gone(client_of, applicant, coordinator, draft):
    file = make_file_message(draft, coordinator, content=files.pdf()).files.get()
    file.scan = INFECTED
    file.save()
    page = client_of(applicant).get(page_of(draft))
    assert "Piirros.pdf There was malware in the file. We deleted it." in said(page)[0]
    assert client_of(applicant).get(f"/viestit/tiedostot/{file.pk}/").status_code == 404


def test_a_file_goes_with_a_message_about_an_idea_and_with_its_answer(client_of, applicant, stranger, coordinator):
    idea = make_idea(applicant)
    mine, theirs = f"/ideat/{idea.reference}/", f"/tyopoyta/neuvonta/ideat/{idea.reference}/"
    assert client_of(applicant).post(mine, {"text": "Tässä piirros", "file": upload()}).status_code == 303
    assert client_of(coordinator).post(theirs, {"text": "Tässä ohje", "file": upload("Ohje.pdf")}).status_code == 303
    for person, page in ((applicant, mine), (coordinator, theirs)):
        links = found(client_of(person).get(page), "//main//article//a")
        assert [words(it) for it in links] == ["Piirros.pdf", "Ohje.pdf"]
        assert [client_of(person).get(it.get("href")).status_code for it in links] == [200, 200]
        assert [client_of(stranger).get(it.get("href")).status_code in {403, 404} for it in links] == [True, True]


def test_a_refused_file_keeps_the_answer_to_an_idea(client_of, applicant, coordinator):
    idea = make_idea(applicant)
    typed = {"text": "Tässä ohje", "suggested_kind": "event", "file": upload("a.exe", b"MZ\x90\x00")}
    page = client_of(coordinator).post(f"/tyopoyta/neuvonta/ideat/{idea.reference}/", typed)
    assert (page.status_code, [where for where, _why in errors(page)]) == (422, ["#id_file"])
    assert found(page, "//textarea[@name='text']")[0].text_content().strip() == "Tässä ohje"
    idea.refresh_from_db()
    assert (idea.suggested_kind, Message.objects.count()) == ("", 0)
