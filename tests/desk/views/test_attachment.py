"""Reading attachments at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Membership
from applications.models import CLEAN, INFECTED, Application, Attachment
from registry.models import Event
from reviews.actions import declare
from tests import files
from tests.applications.views.reading import found, sentences, words
from tests.factories import AT, acting, after_closing, make_application, make_attachment, make_case_in_review, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(applicant, group, first_round, coordinator) -> Application:
    """In review, with a PDF that holds a script and a picture of a telephone."""
    draft = make_application(applicant, group, first_round)
    make_attachment(draft, applicant, content=files.pdf_with_script(), name="Säännöt.pdf")
    make_attachment(draft, applicant, content=files.heic(), name="Pöytäkirja.HEIC", shows="minute")
    case = send(draft, applicant)
    declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    case.refresh_from_db()
    return case


def address(attachment: Attachment, query: str = "") -> str:
    return reverse("desk:attachment", args=[attachment.application.reference, attachment.pk]) + query


def listed(page) -> list[str]:
    return [words(it) for it in found(page, "//h3[.='Attachments']/following-sibling::dl[1]/div")]


def test_the_case_lists_what_was_sent_with_its_state_and_what_needs_care(client_of, coordinator, case):
    page = client_of(coordinator).get(reverse("desk:case", args=[case.reference]))
    assert [row.replace("\n", " ") for row in listed(page)] == [
        "The rules of your association or co-operative Säännöt.pdf 1 kB Not checked for malware "
        "Open with care: the file has a script in it.",
        f"Minutes of the meeting where you decided to apply Pöytäkirja.HEIC {sizes(case)[0]} "
        f"· as a smaller JPG: Pöytäkirja.HEIC {sizes(case)[1]} Not checked for malware",
    ]
    assert "The portal has no virus scanner." in words(found(page, "//main")[0])


def sizes(case: Application) -> tuple[str, str]:
    picture = case.attachments.get(shows="minute")
    return f"{round(picture.size / 1000)} kB", f"{round(picture.copy_size / 1000)} kB"


def test_reading_one_is_noted_with_who_and_in_what_part(client_of, coordinator, case):
    attachment = case.attachments.get(shows="rules")
    answer = client_of(coordinator).get(address(attachment))
    assert (answer.status_code, answer["Content-Security-Policy"]) == (200, "sandbox; default-src 'none'")
    event = Event.objects.filter(act="read_attachment").get()
    assert (event.actor, event.role, event.about) == (f"person:{coordinator.pk}", "coordinator", case.about)
    assert event.details == {"attachment": attachment.pk}


def test_a_picture_of_a_telephone_can_be_read_as_an_ordinary_one(client_of, coordinator, case):
    answer = client_of(coordinator).get(address(case.attachments.get(shows="minute"), "?kopio=1"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "image/jpeg",
        "attachment; filename*=utf-8''P%C3%B6yt%C3%A4kirja.jpg",
    )
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"


def test_a_file_without_a_copy_is_given_as_it_is(client_of, coordinator, case):
    answer = client_of(coordinator).get(address(case.attachments.get(shows="rules"), "?kopio=1"))
    assert answer["Content-Type"] == "application/pdf"


def test_what_was_not_sent_is_not_there(client_of, coordinator, case, applicant):
    attachment = case.attachments.get(shows="rules")
    unsent = Attachment.objects.create(
        application=case, shows="other", name="a.pdf", type=attachment.type, size=1, sha256="x", path="x",
        uploaded_by=applicant, uploaded_at=AT,
    )  # fmt: skip
    assert client_of(coordinator).get(address(unsent)).status_code == 404


def test_what_the_group_took_away_after_sending_can_still_be_read(client_of, coordinator, case):
    Attachment.objects.filter(application=case).update(removed_at=AT)
    assert client_of(coordinator).get(address(case.attachments.get(shows="rules"))).status_code == 200


def test_with_a_scanner_nobody_opens_a_file_before_it_has_been_checked(client_of, coordinator, case, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    attachment, client = case.attachments.get(shows="rules"), client_of(coordinator)
    answer = client.get(address(attachment))
    assert (answer.status_code, answer.url) == (303, reverse("desk:case", args=[case.reference]))
    page = client.get(answer.url)
    assert sentences(page) == ["The file “Säännöt.pdf” is being checked for malware. Try again in a minute."]
    assert found(page, f"//a[@href='{address(attachment)}']") == []
    assert Event.objects.filter(act="read_attachment").count() == 0
    Attachment.objects.update(scan=CLEAN)
    assert client.get(address(attachment)).status_code == 200


def test_a_file_with_malware_can_not_be_opened_and_the_case_says_why(client_of, coordinator, case):
    attachment, client = case.attachments.get(shows="rules"), client_of(coordinator)
    Attachment.objects.filter(pk=attachment.pk).update(scan=INFECTED)
    assert client.get(address(attachment)).status_code == 404
    page = client.get(reverse("desk:case", args=[case.reference]))
    assert "There was malware in the file. We deleted it." in listed(page)[0]


def test_nobody_reads_the_files_of_a_case_that_is_closed_to_her(client_of, case, reviewer, decider, finance):
    attachment = case.attachments.get(shows="rules")
    declare(case, by=acting(decider, "decider"), at=after_closing(case), ground="benefit")
    assert [client_of(person).get(address(attachment)).status_code for person in (reviewer, decider, finance)] == [404, 404, 403]


def test_nobody_reads_at_the_desk_the_files_of_a_group_of_her_own(client_of, case, coordinator):
    Membership.objects.create(person=coordinator, group=case.group, role=Membership.READER, joined_at=AT)
    assert client_of(coordinator).get(address(case.attachments.get(shows="rules"))).status_code == 404


def test_a_case_without_files_says_so(client_of, applicant, group, first_round, coordinator):
    case = make_case_in_review(applicant, group, first_round, coordinator)
    page = client_of(coordinator).get(reverse("desk:case", args=[case.reference]))
    assert words(found(page, "//h3[.='Attachments']/following-sibling::p[1]")[0]) == "No attachments"


def test_the_files_cost_the_case_no_more_than_a_query_or_two(client_of, coordinator, case, django_assert_max_num_queries):
    client = client_of(coordinator)
    with django_assert_max_num_queries(18):
        client.get(reverse("desk:case", args=[case.reference]))
