"""What anybody reads of a decision whose code she has: whether it is the City's and in force, and whether a file is it."""

import re

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from decisions import actions
from decisions.forms.verifying import MOST_BYTES
from decisions.models import Decision
from registry.queries import open_document
from tests.factories import SYSTEM, after_closing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


def page_of(decision: Decision) -> str:
    return f"/tarkista/{decision.verification_code}/"


def words(answer) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def stored(published, case, co_applicant) -> Decision:
    """With its letter and a translation."""
    User.objects.filter(pk=co_applicant.pk).update(language="en")
    actions.render_letters(by=SYSTEM, at=after_closing(case, days=4))
    published.refresh_from_db()
    return published


def compare(browser, decision: Decision, content: bytes, name: str = "kirje.pdf"):
    return browser.post(page_of(decision), {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_it_says_the_section_the_day_and_the_version_and_that_it_is_the_newest(visitor, published):
    text = words(visitor.get(page_of(published)))
    for part in (
        "This is the City's decision", "This is the newest version of the decision.",
        "City of Joensuu, § 1/2018, 4.3.2018", "Version 1",
    ):  # fmt: skip
        assert part in text, part


def test_it_reveals_no_name_no_sum_and_no_outcome(visitor, stored, case, group, decider):
    content = visitor.get(page_of(stored)).content.decode()
    secrets = (
        group.name,
        group.business_id,
        "Pyöräpaja",
        case.reference,
        "2\u00a0000,50",
        "Granted",
        stored.reasons,
        decider.name,
    )
    assert [secret for secret in secrets if secret in content] == []
    assert "Myönnetty" not in content


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "replaced"}, "There is a newer version of the decision."),
        ({"state": "lapsed"}, "The decision is no longer in force."),
    ],
)
def test_what_was_replaced_or_lapsed_says_only_that(visitor, published, fields, sentence):
    lapsed_at = published.published_at if fields["state"] == "lapsed" else None
    reason = "Hanke ei alkanut." if lapsed_at else ""
    Decision.objects.filter(pk=published.pk).update(lapsed_at=lapsed_at, lapse_reason=reason, **fields)
    text = words(visitor.get(page_of(published)))
    assert (sentence in text, "newest version" in text) == (True, False)


def test_a_code_in_small_letters_in_the_address_is_understood(visitor, published):
    assert visitor.get(page_of(published).lower()).status_code == 200


def test_a_wrong_code_gets_the_page_where_one_is_typed(visitor, published):
    answer = visitor.get("/tarkista/222222222222/")
    assert (answer.status_code, "We know no decision with this code." in words(answer)) == (404, True)
    assert visitor.post("/tarkista/222222222222/", {}).status_code == 404
    assert visitor.get(f"/tarkista/{'x' * 80}/").status_code == 404


def test_a_file_is_compared_byte_for_byte(visitor, stored):
    letter = open_document(stored.document).read()
    courtesy = open_document(stored.translation).read()
    said = [words(compare(visitor, stored, content)) for content in (letter, courtesy, letter + b"\n", b"")]
    sentences = (
        "The file is the decision letter, unchanged to the last byte.",
        "The file is the courtesy translation of the letter, unchanged to the last byte.",
        "The file is not the letter of this decision as we stored it.",
        "The file is not the letter of this decision as we stored it.",
    )
    assert [sentence in text for sentence, text in zip(sentences, said, strict=True)] == [True] * 4


def test_before_the_letter_is_made_no_file_is_it(visitor, published):
    assert "The file is not the letter" in words(compare(visitor, published, b""))


def test_the_file_is_not_kept(visitor, stored):
    before = storages["documents"].listdir("")
    compare(visitor, stored, b"%PDF-1.7 somebody's letter")
    assert storages["documents"].listdir("") == before


def test_no_file_and_too_large_a_file_are_told_from_each_other(visitor, stored):
    missing, large = visitor.post(page_of(stored), {}), compare(visitor, stored, b"x" * (MOST_BYTES + 1))
    assert (missing.status_code, large.status_code) == (422, 422)
    assert "Choose the PDF file that you want to check." in words(missing)
    assert "The file is too large to be a decision letter." in words(large)


def test_the_page_asks_few_questions(visitor, published):
    with CaptureQueriesContext(connection) as asked:
        visitor.get(page_of(published))
    assert len([it for it in asked if "decisions_decision" in it["sql"]]) == 2
