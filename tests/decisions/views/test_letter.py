"""The letter to keep: to those whose it is, inert, and noted."""

import pytest

from accounts.models import User
from decisions import actions
from registry.models import Document, Event
from tests.factories import SYSTEM, after_closing

pytestmark = pytest.mark.django_db


def page_of(case) -> str:
    return f"/hakemukset/{case.reference}/paatos.pdf"


@pytest.fixture
def letter(published, case) -> Document:
    actions.render_letters(by=SYSTEM, at=after_closing(case, days=4))
    return Document.objects.get()


def downloads() -> list[tuple[str, str]]:
    return list(Event.objects.filter(act="download").order_by("pk").values_list("actor", "role"))


def test_the_stored_bytes_come_as_a_file_that_can_do_nothing(client_of, applicant, case, letter):
    answer = client_of(applicant).get(page_of(case))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="paatos-PK-2018-0001-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
    content = b"".join(answer.streaming_content)
    assert (len(content), content[:5]) == (letter.size, b"%PDF-")


def test_each_download_is_noted_with_the_part_the_person_has(client_of, applicant, co_applicant, decider, auditor, case, letter):
    people = (applicant, co_applicant, decider, auditor)
    for person in people:
        assert client_of(person).get(page_of(case)).status_code == 200
    assert downloads() == [
        (f"person:{person.pk}", role) for person, role in zip(people, ("owner", "editor", "decider", "auditor"), strict=True)
    ]


@pytest.mark.parametrize("other", ["stranger", "reviewer", "finance", "admin"])
def test_others_find_nothing_and_nothing_is_noted(client_of, request, case, letter, other):
    assert client_of(request.getfixturevalue(other)).get(page_of(case)).status_code == 404
    assert downloads() == []


def test_a_visitor_is_asked_to_sign_in(visitor, case, letter):
    assert visitor.get(page_of(case)).status_code == 302


def test_there_is_nothing_before_the_letter_is_made(client_of, applicant, case, published):
    assert client_of(applicant).get(page_of(case)).status_code == 404
    assert downloads() == []


@pytest.mark.parametrize("person", ["applicant", "decider"])
def test_there_is_nothing_before_publication(client_of, request, case, prepared, person):
    assert client_of(request.getfixturevalue(person)).get(page_of(case)).status_code == 404


def test_the_letter_is_only_fetched(client_of, applicant, case, letter):
    assert client_of(applicant).post(page_of(case)).status_code == 405


@pytest.fixture
def translated(published, case, co_applicant) -> Document:
    User.objects.filter(pk=co_applicant.pk).update(language="en")
    actions.render_letters(by=SYSTEM, at=after_closing(case, days=4))
    return Document.objects.get(key="decision:PK-2018-0001/1:en")


def translation_of(case) -> str:
    return f"/hakemukset/{case.reference}/paatos-en.pdf"


def test_the_translation_comes_in_the_same_way_and_is_noted_by_its_language(client_of, applicant, case, translated):
    answer = client_of(applicant).get(translation_of(case))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="decision-PK-2018-0001-1-courtesy-translation.pdf"'
    assert Event.objects.get(act="download").details == {"number": 1, "language": "en"}


@pytest.mark.parametrize("other", ["stranger", "reviewer", "finance", "admin"])
def test_others_find_no_translation(client_of, request, case, translated, other):
    assert client_of(request.getfixturevalue(other)).get(translation_of(case)).status_code == 404


def test_where_nobody_reads_english_there_is_none(client_of, applicant, case, letter):
    assert client_of(applicant).get(translation_of(case)).status_code == 404
