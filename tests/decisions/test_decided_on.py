"""What a decision was made on: the version of that day, which a later completion does not change; it came when it was first sent."""

from decimal import Decimal

import pytest

from applications.sections import Cost
from core import dates
from decisions import actions, pdf, queries
from decisions.models import CLERICAL, Decision
from tests.completions import answer, ask, write
from tests.documents import text_of
from tests.factories import acting, after_closing, make_decision

pytestmark = pytest.mark.django_db


def letter_of(decision: Decision) -> bytes:
    return pdf.decision_letter(Decision.objects.get(pk=decision.pk))


def test_an_application_that_was_completed_came_when_it_was_sent(case, coordinator, decider, applicant):
    at = ask(case, coordinator).asked_at
    write(case, applicant, at=at, title="Täydennetty nimi")
    answer(case, applicant, at=at)
    decision = make_decision(case, coordinator, decider, published=True)
    contents = queries.contents(decision)
    assert (contents.title, contents.received) == ("Täydennetty nimi", case.submitted_at)
    came = dates.day(case.submitted_at)
    assert (came, f"saapunut {came}" in text_of(letter_of(decision))) == ("16.1.2018", True)


def test_a_completion_that_comes_later_changes_nothing_of_a_decision(case, coordinator, decider, applicant):
    decision = make_decision(case, coordinator, decider, published=True)
    before = letter_of(decision)
    by = acting(decider, "decider")
    actions.correct(decision, by=by, at=after_closing(case, days=5), ground=CLERICAL, reason="Summa oli väärin.")
    actions.return_to_review(case, by=by, at=after_closing(case, days=6), reason="Puuttuu.")
    at = ask(case, coordinator, parts=("kustannukset", "idea"), at=after_closing(case, days=7)).asked_at
    write(case, applicant, "kustannukset", at=at, costs=[Cost("other", "Kaikki", "1 500")])
    write(case, applicant, "idea", at=at, title="Aivan toinen nimi")
    assert answer(case, applicant, at=at).applied == Decimal("1500.00")
    assert letter_of(decision) == before
