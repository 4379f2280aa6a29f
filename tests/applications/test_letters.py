"""The letters to applicants: what they say first, where they lead, and whom they name."""

from datetime import date, time, timedelta

import pytest

from applications import letters
from core.dates import local
from registry.actions import post

LETTERS = ("submitted", "registered", "withdrawn", "deadline_near", "round_extended")


@pytest.fixture
def applicant(applicant):
    applicant.language = "en"
    applicant.save()
    return applicant


def draft_of(name: str, sent, person):
    at = sent.round.closes_at - timedelta(days=3)
    return {
        "submitted": lambda: letters.submitted(sent, person, version=sent.versions.get()),
        "registered": lambda: letters.registered(sent, person, version=sent.versions.get()),
        "withdrawn": lambda: letters.withdrawn(sent, person, at=at),
        "deadline_near": lambda: letters.deadline_near(sent.round, person, drafts=[(sent, ["Plan the event"])], rung=3, at=at),
        "round_extended": lambda: letters.round_extended(sent.round, person, before=at),
    }[name]()


@pytest.mark.parametrize("name", LETTERS)
def test_each_letter_is_short_in_its_subject_and_shows_its_link_in_both_forms(sent, applicant, name):
    letter = post(draft_of(name, sent, applicant), at=sent.submitted_at)
    assert len(letter.subject) <= 50
    assert letter.body_text.count("http://127.0.0.1:8000/") >= 1
    assert 'href="http://127.0.0.1:8000/' in letter.body_html
    assert "050 562 5440" in letter.body_text
    assert "050 562 5440" in letter.body_html


@pytest.mark.parametrize("name", LETTERS)
def test_a_title_can_not_slip_markup_into_a_letter_nor_lose_its_signs_in_the_plain_one(sent, applicant, name):
    sent.title = "Paja & <b>kahvila</b>"
    version = sent.versions.get()
    version.content["title"] = sent.title
    version.save()
    sent.group.name = "Ystävät & <i>naapurit</i> ry"
    letter = post(draft_of(name, sent, applicant), at=sent.submitted_at)
    assert "<b>kahvila</b>" not in letter.body_html
    assert "<i>naapurit</i>" not in letter.body_html
    assert "&amp;" not in letter.body_text


def test_the_same_reason_is_the_same_letter(sent, applicant):
    first = post(draft_of("submitted", sent, applicant), at=sent.submitted_at)
    assert post(draft_of("submitted", sent, applicant), at=sent.round.closes_at) == first


def test_a_reminder_is_known_by_its_deadline_its_rung_and_its_reader(sent, applicant):
    key = draft_of("deadline_near", sent, applicant).key
    moved = sent.round.closes_at = local(date(2031, 3, 3), time(16))
    assert key != draft_of("deadline_near", sent, applicant).key
    assert f"{moved.isoformat()}:3:{applicant.pk}" in draft_of("deadline_near", sent, applicant).key


@pytest.mark.parametrize(
    ("days", "words"),
    [(3, "There are 3 days left."), (1, "until tomorrow, "), (0, "until today, ")],
)
def test_a_reminder_counts_the_days_from_the_day_it_goes(sent, applicant, days, words):
    at = sent.round.closes_at - timedelta(days=days)
    draft = letters.deadline_near(sent.round, applicant, drafts=[(sent, [])], rung=3, at=at)
    letter = post(draft, at=at)
    assert words in letter.body_text
    assert words in letter.body_html


def test_the_receipt_says_when_to_the_second_and_that_it_is_no_decision(sent, applicant):
    version = sent.versions.get()
    version.number, version.received_at = 2, local(date(2018, 2, 28), time(15, 42, 7))
    letter = post(letters.submitted(sent, applicant, version=version), at=sent.submitted_at)
    assert "on 28.2.2018 at 15.42.07 (Finnish time)" in letter.body_text
    assert "This letter is a receipt, not a decision." in letter.body_text
    assert f"Reference number: {sent.reference}\n" in letter.body_text
