"""The letter that there is a decision tells nothing of it."""

import pytest

from registry.models import Letter
from tests.factories import make_decision

pytestmark = pytest.mark.django_db

WORDS = ("granted", "rejected", "not examined", "myönn", "hylä", "tutkimatta", "2 000,50", "€")


def about_decisions():
    return Letter.objects.filter(kind="decisions/decision_published").order_by("pk")


def test_nobody_is_told_before_publication(prepared):
    assert list(about_decisions()) == []


@pytest.mark.parametrize("outcome", ["granted", "rejected", "not_examined"])
def test_the_letter_tells_that_there_is_a_decision_and_not_what_it_is(
    case, coordinator, decider, applicant, co_applicant, outcome
):
    make_decision(case, coordinator, decider, outcome=outcome, published=True)
    letters = list(about_decisions())
    assert [letter.to for letter in letters] == [applicant.email, co_applicant.email]
    for letter in letters:
        text = f"{letter.subject} {letter.body_text} {letter.body_html}".lower()
        assert [word for word in WORDS if word in text] == []
        assert letter.body_text.count(f"/hakemukset/{case.reference}/paatos/") == 1


def test_the_letter_is_in_the_language_of_its_reader(case, coordinator, decider, applicant, co_applicant):
    type(applicant).objects.filter(pk=applicant.pk).update(language="en")
    make_decision(case, coordinator, decider, published=True)
    assert about_decisions().get(to=applicant.email).subject == "A decision on your application PK-2018-0001"
    assert about_decisions().get(to=co_applicant.email).subject == "Päätös hakemukseesi PK-2018-0001"


def test_the_subject_is_short_whatever_the_outcome(case, coordinator, decider):
    make_decision(case, coordinator, decider, published=True)
    assert [letter.subject for letter in about_decisions() if len(letter.subject) > 50] == []
