from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Group
from applications.models import Attachment
from tests import files
from tests.applications.test_upload_zoo import BAD
from tests.applications.views.reading import buttons, errors, found, heading, rows, sentences, words
from tests.factories import make_application, make_attachment, make_group, send

pytestmark = pytest.mark.django_db


def listing(application) -> str:
    return f"/hakemukset/{application.reference}/osat/liitteet/"


def paper(application, path: str = "saannot") -> str:
    return f"{listing(application)}{path}/"


def upload(client: Client, application, content: bytes, name: str = "Säännöt.pdf", path: str = "saannot"):
    return client.post(paper(application, path), {"file": SimpleUploadedFile(name, content)})


def main(page) -> str:
    return words(found(page, "//main")[0])


def test_the_list_says_which_papers_are_asked_and_what_may_be_added_before_anybody_chooses(client_of, applicant, draft):
    page = client_of(applicant).get(listing(draft))
    assert heading(page) == "Add attachments"
    assert [row.partition(" Optional")[0] for row in rows(page)] == [
        "The rules of your association or co-operative",
        "Register extract",
        "The latest accounts, with the audit",
        "Minutes of the meeting where you decided to apply",
        "Something else",
    ]
    assert "PDF, JPG, PNG, HEIC, DOCX, XLSX, ODT, ODS. One file can be at most 20 MB" in main(page)
    assert "at most 10 of them" in main(page)


def test_a_free_group_is_told_what_it_needs(client_of, applicant, open_round):
    free = make_group(applicant, type="free_group", name="Väki", carrier_name="Kantaja ry", carrier_business_id="9100001-3")
    application = make_application(applicant, free, open_round)
    Attachment.objects.all().delete()
    client = client_of(applicant)
    assert rows(client.get(listing(application)))[0].startswith("The consent of the body that carries the money Needed")
    check = client.get(f"/hakemukset/{application.reference}/tarkista/")
    link = f"//a[@href='{paper(application, 'suostumus')}']"
    assert [words(it) for it in found(check, link)] == ["Add the attachment: The consent of the body that carries the money"]


def test_an_added_file_is_shown_by_name_and_size_and_another_is_asked_for(client_of, applicant, draft):
    client = client_of(applicant)
    answer = upload(client, draft, files.pdf())
    assert (answer.status_code, answer.url) == (303, f"{paper(draft)}#viesti")
    page = client.get(paper(draft))
    assert sentences(page) == ["The file “Säännöt.pdf” is added."]
    assert words(found(page, "//li/div[@class='task']")[0]) == "Säännöt.pdf 1 kB Delete: Säännöt.pdf"
    assert words(found(page, "//label[@for='id_file']")[0]) == "Do you want to add another file?"
    assert rows(client.get(listing(draft)))[0] == "The rules of your association or co-operative 1 file Säännöt.pdf"


def test_the_message_can_take_the_focus_that_the_address_gives_it(client_of, applicant, draft):
    client = client_of(applicant)
    upload(client, draft, files.pdf())
    assert len(found(client.get(paper(draft)), "//*[@id='viesti' and @tabindex='-1']")) == 1


def test_a_telephone_is_asked_for_its_camera(client_of, applicant, draft):
    [control] = found(client_of(applicant).get(paper(draft)), "//input[@type='file']")
    assert control.get("accept") == "image/*,.pdf,.jpg,.jpeg,.jfif,.jpe,.png,.heic,.heif,.docx,.xlsx,.odt,.ods"


def test_the_name_is_kept_as_it_was_typed(client_of, applicant, draft):
    upload(client_of(applicant), draft, files.pdf(), "Pöytäkirja #3 & äänestys.pdf")
    assert draft.attachments.get().name == "Pöytäkirja #3 & äänestys.pdf"


ONE_OF_EACH = {code: (name, make) for name, (code, make) in BAD.items()}


@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_each_kind_of_bad_file_is_refused_in_its_own_words(client_of, applicant, draft, code):
    name, make = ONE_OF_EACH[code]
    page = upload(client_of(applicant), draft, make(), name)
    assert page.status_code == 422
    [(control, said)] = errors(page)
    assert (control, name in said) == ("#id_file", True)
    assert draft.attachments.count() == 0


def test_nothing_chosen_is_said_too(client_of, applicant, draft):
    page = client_of(applicant).post(paper(draft), {})
    assert (page.status_code, errors(page)) == (422, [("#id_file", "Choose a file first.")])


def test_a_file_that_is_too_big_is_refused_with_both_sizes(client_of, applicant, draft, settings):
    settings.ATTACHMENT_MEGABYTES = 1
    page = upload(client_of(applicant), draft, bytes(1_500_000), "iso.pdf")
    assert errors(page) == [
        (
            "#id_file",
            "The file “iso.pdf” is too big: 1,5 MB. A file can be at most 1 MB. Save it smaller, or divide it into two files.",
        )
    ]


def test_a_full_application_offers_no_more_room(client_of, applicant, draft, settings):
    settings.ATTACHMENTS_MOST = 1
    make_attachment(draft, applicant)
    client = client_of(applicant)
    assert found(client.get(paper(draft)), "//input[@type='file']") == []
    assert "The application has 1 attachments" in main(client.get(listing(draft)))
    [(_control, said)] = errors(upload(client, draft, files.pdf(2)))
    assert said == "An application can have at most 1 attachments. Delete one first, and add this then."


def test_a_deleted_file_can_be_put_back(client_of, applicant, draft):
    attachment, client = make_attachment(draft, applicant), client_of(applicant)
    place = f"/hakemukset/{draft.reference}/liitteet/{attachment.pk}/"
    answer = client.post(f"{place}poista/")
    assert (answer.status_code, answer.url) == (303, f"{paper(draft)}#viesti")
    page = client.get(paper(draft))
    assert sentences(page) == ["The file “Säännöt.pdf” is deleted."]
    assert "Put back: Säännöt.pdf" in buttons(page)
    assert client.post(f"{place}palauta/").status_code == 303
    assert sentences(client.get(paper(draft))) == ["The file “Säännöt.pdf” is back."]


def test_a_file_of_an_earlier_application_can_be_used_again(client_of, applicant, group, draft, open_round):
    make_attachment(draft, applicant)
    other, client = make_application(applicant, group, open_round, kind="development"), client_of(applicant)
    page = client.get(paper(other))
    [button] = found(page, "//button[@name='earlier']")
    assert client.post(paper(other), {"earlier": button.get("value")}).status_code == 303
    assert other.attachments.get().name == "Säännöt.pdf"
    assert found(client.get(paper(other)), "//button[@name='earlier']") == []


@pytest.mark.parametrize("number", ["0", "9" * 18, "x", "-1"])
def test_a_file_that_is_not_offered_can_not_be_used(client_of, applicant, draft, number):
    assert client_of(applicant).post(paper(draft), {"earlier": number}).status_code in {404, 422}


def test_a_strangers_file_can_not_be_used(client_of, applicant, stranger, other_group, draft, open_round):
    theirs = make_attachment(make_application(stranger, other_group, open_round), stranger)
    assert client_of(applicant).post(paper(draft), {"earlier": theirs.pk}).status_code == 404


def test_a_paper_that_is_not_asked_of_the_group_is_not_there(client_of, applicant, draft):
    client = client_of(applicant)
    assert client.get(paper(draft, "suostumus")).status_code == 404
    assert client.get(paper(draft, "jotain")).status_code == 404


def test_a_reader_sees_the_files_and_changes_none(client_of, applicant, open_round, stranger):
    group = make_group(applicant, readers=[stranger], business_id="9100003-8", name="Esimerkkilukijat ry")
    application = make_application(applicant, group, open_round)
    attachment, client = make_attachment(application, applicant), client_of(stranger)
    assert buttons(client.get(paper(application))) == []
    assert upload(client, application, files.pdf(2)).status_code == 403
    assert client.post(f"/hakemukset/{application.reference}/liitteet/{attachment.pk}/poista/").status_code == 403
    assert client.get(f"/hakemukset/{application.reference}/liitteet/{attachment.pk}/").status_code == 200


def test_after_the_round_what_was_sent_stands_and_the_page_says_why(client_of, applicant, draft):
    attachment = make_attachment(draft, applicant)
    sent, client = send(draft, applicant), client_of(applicant)
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        client = client_of(applicant)
        late = "The round has closed, and the application has been sent. Its attachments can't be changed any more."
        assert late in main(client.get(listing(sent)))
        assert errors(upload(client, sent, files.pdf(2))) == [("#id_file", late)]
        client.post(f"/hakemukset/{sent.reference}/liitteet/{attachment.pk}/poista/")
        assert sentences(client.get(paper(sent))) == [late]


def test_the_check_and_the_task_list_show_the_files(client_of, applicant, draft):
    make_attachment(draft, applicant)
    client = client_of(applicant)
    check = client.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert "The rules of your association or co-operative Säännöt.pdf 1 kB" in main(check)
    assert "Add attachments Ready" in rows(client.get(f"/hakemukset/{draft.reference}/osat/"))


def test_the_pages_cost_the_same_for_one_file_and_for_three(client_of, applicant, draft, django_assert_num_queries):
    client = client_of(applicant)
    for pages in (1, 2, 3):
        make_attachment(draft, applicant, content=files.pdf(pages))
        with django_assert_num_queries(10):
            client.get(listing(draft))
        with django_assert_num_queries(10):
            client.get(paper(draft))


DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Content-Type": "application/pdf",
}


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("liite.pdf", 'attachment; filename="liite.pdf"'),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("ä #&;=.pdf", "attachment; filename*=utf-8''%C3%A4%20%23%26%3B%3D.pdf"),
        ("a\r\nSet-Cookie: b=c.pdf", 'attachment; filename="a Set-Cookie: b=c.pdf"'),
    ],
)
def test_a_file_is_always_saved_under_its_name_and_never_shown(client_of, applicant, draft, name, offered):
    attachment = make_attachment(draft, applicant, content=files.pdf(3), name=name)
    answer = client_of(applicant).get(f"/hakemukset/{draft.reference}/liitteet/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == files.pdf(3)
    assert {header: answer[header] for header in DOWNLOAD} == DOWNLOAD
    assert answer["Content-Disposition"] == offered
    assert "b" not in answer.cookies


def test_the_type_is_what_the_file_is_and_not_what_the_sender_says(client_of, applicant, draft):
    client = client_of(applicant)
    client.post(paper(draft), {"file": SimpleUploadedFile("kuva.jpg", files.png(), "text/html")})
    attachment = draft.attachments.get()
    answer = client.get(f"/hakemukset/{draft.reference}/liitteet/{attachment.pk}/")
    assert (answer["Content-Type"], attachment.name) == ("image/png", "kuva.png")


def test_no_address_gives_a_file_of_others(client_of, applicant, stranger, draft, visitor):
    attachment = make_attachment(draft, applicant)
    for address in (
        f"/hakemukset/{draft.reference}/liitteet/{attachment.pk}/",
        f"/{attachment.path}",
        f"/documents/attachments/{attachment.path}",
        f"/static/{attachment.path}",
        f"/media/{attachment.path}",
    ):
        assert client_of(stranger).get(address).status_code == 404
        assert visitor.get(address).status_code in {302, 404}


def test_a_file_of_another_application_is_not_found_under_this_one(client_of, applicant, group, draft, open_round):
    attachment = make_attachment(draft, applicant)
    other = make_application(applicant, group, open_round)
    assert client_of(applicant).get(f"/hakemukset/{other.reference}/liitteet/{attachment.pk}/").status_code == 404


def test_the_form_can_not_be_posted_from_elsewhere(applicant, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(applicant)
    assert upload(client, draft, files.pdf()).status_code == 403
    assert draft.attachments.count() == 0


def test_a_file_that_the_group_is_no_longer_asked_for_stays_among_the_others(client_of, applicant, draft):
    attachment, client = make_attachment(draft, applicant, shows="rules"), client_of(applicant)
    Group.objects.filter(pk=draft.group_id).update(type="other_body", register_number="")
    assert rows(client.get(listing(draft)))[-1] == "Something else 1 file Säännöt.pdf"
    answer = client.post(f"/hakemukset/{draft.reference}/liitteet/{attachment.pk}/poista/")
    assert answer.url == f"{paper(draft, 'muu')}#viesti"
    assert "Put back: Säännöt.pdf" in buttons(client.get(paper(draft, "muu")))


def test_with_a_scanner_the_group_sees_whether_its_file_has_been_checked(client_of, applicant, draft, settings):
    make_attachment(draft, applicant)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    row = "//li/div[@class='task']"
    assert "Being checked" in words(found(client_of(applicant).get(paper(draft)), row)[0])
    Attachment.objects.update(scan="clean")
    assert "Checked for malware" in words(found(client_of(applicant).get(paper(draft)), row)[0])


def test_the_group_is_told_of_malware_on_both_pages(client_of, applicant, draft):
    make_attachment(draft, applicant)
    Attachment.objects.update(scan="infected")
    told = "Säännöt.pdf: There was malware in the file. We deleted it."
    for page in (listing(draft), paper(draft)):
        assert told in main(client_of(applicant).get(page))
