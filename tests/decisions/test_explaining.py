"""The bank of reasons, and the plain words that come from standings and reasons."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actions import edit_person
from decisions.actions import add_reason, edit_reason, load_reasons, retire_reason
from decisions.models import Explanation, Reason, ReasonUse
from decisions.queries import Weighed, draft_for, draft_of, reasons_to_choose, uses_by_round
from reviews.actions import declare
from rounds.models import Criterion, Programme
from tests.explaining import REASONS, TOLD, make_explanation, make_reasons
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(applicant, group, programme, coordinator, reviewer):
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    make_reasons()
    return case


def criterion(name: str) -> Criterion:
    return Criterion(name_fi=name, name_en=f"{name} (en)", guide_fi=f"Mitä on {name}?", guide_en=f"What is {name}?")


def draft(**changes) -> str:
    programme = Programme(contact_name="Elli Esimerkki", contact_phone="050 000 0000", contact_email="elli@example.org")
    facts = {"title": "Paja", "outcome": "rejected", "weighed": [], "reasons": [], "programme": programme}
    return draft_of(**{**facts, **changes})


def test_strong_and_weak_criteria_are_named_and_the_middle_is_left_out():
    weighed = [Weighed(criterion(name), Decimal(mean)) for name, mean in (("Alfa", "4"), ("Beeta", "3.2"), ("Gamma", "1"))]
    text = draft(weighed=weighed)
    assert ["• Alfa" in text, "Beeta" in text, "• ”Gamma”. Kerro ensi kerralla: Mitä on Gamma?" in text] == [True, False, True]


def test_below_the_least_is_to_improve_however_good():
    text = draft(weighed=[Weighed(criterion("Alfa"), Decimal("4.5"), is_below_minimum=True)])
    assert ["• Alfa\n" in text, "Tämä jäi alle haun vähimmäistason" in text] == [False, True]


def test_it_is_finnish_and_english_comes_after_it_where_it_is_read():
    reason = Reason(text_fi="Raha loppui.", text_en="The money ended.")
    finnish, both = draft(reasons=[reason]), draft(reasons=[reason], languages=["fi", "en"])
    assert ["The money ended." in finnish, both.startswith(finnish), "The money ended." in both] == [False, True, True]


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [("granted", "Miksi saat rahaa"), ("granted_in_part", "Miksi saat vähemmän kuin hait"), ("rejected", "Miksi et saa rahaa")],
)
def test_the_outcome_names_the_reasons(outcome, heading):
    assert heading in draft(outcome=outcome, reasons=[Reason(text_fi="Syy.", text_en="Why.")])


def test_it_ends_with_somebody_to_ask():
    assert draft().endswith("Elli Esimerkki, 050 000 0000, elli@example.org")


def test_no_reviewers_words_or_names_come_into_it(case, reviewer, coordinator):
    make_review(case, reviewer, points=1, reason="Karhea arvio", comment="Karhea huomio")
    text = draft_for(case, coordinator, list(Reason.objects.filter(code="money-ended")))
    assert ["Karhea" in text, str(reviewer) in text, "raha ei riittänyt" in text] == [False, False, True]


def test_points_that_may_not_be_seen_yet_are_not_in_the_draft_either(case, reviewer, coordinator):
    make_review(case, reviewer, points=1, send=False)
    assert "Mitä voit parantaa" not in draft_for(case, coordinator, [])


def test_english_where_somebody_of_the_group_reads_it(case, applicant, coordinator):
    assert "Thank you" not in draft_for(case, coordinator, [])
    edit_person(applicant, by=acting(applicant), at=after_closing(case), language="en")
    assert "Thank you" in draft_for(case, coordinator, [])


def test_the_first_reasons_are_loaded_once_and_edited_ones_stay(case, coordinator):
    reason = Reason.objects.get(code="money-ended")
    words = {"use": reason.use, "criterion_code": "", "text_fi": "Raha loppui kesken.", "text_en": "The money ran out."}
    edit_reason(reason, by=acting(coordinator, "coordinator"), at=after_closing(case), **words)
    assert load_reasons(REASONS, by=SYSTEM, at=after_closing(case)) == 0
    assert Reason.objects.get(code="money-ended").text_fi == "Raha loppui kesken."


def test_every_first_reason_is_about_a_criterion_of_the_programme(programme):
    make_reasons()
    codes = set(programme.rounds.get(number=1).criteria.values_list("code", flat=True))
    assert set(Reason.objects.exclude(criterion_code="").values_list("criterion_code", flat=True)) <= codes


def test_a_retired_reason_is_offered_only_where_it_is_used_and_may_come_back(case, coordinator):
    by, at = acting(coordinator, "coordinator"), after_closing(case)
    reason = Reason.objects.get(code="money-ended")
    retire_reason(reason, by=by, at=at)
    assert reason not in reasons_to_choose(case)
    make_explanation(case, coordinator, codes=["money-ended"])
    assert reason in reasons_to_choose(case)
    retire_reason(reason, by=by, at=at, back=True)
    assert Reason.objects.get(pk=reason.pk).retired_at is None


def test_what_is_kept_counts_its_reasons_once(case, coordinator):
    make_explanation(case, coordinator, codes=["money-ended", "plan-unclear"])
    make_explanation(case, coordinator, codes=["money-ended"])
    [use] = ReasonUse.objects.all()
    assert uses_by_round() == {use.reason_id: [(str(case.round), 1)]}


def test_an_empty_text_is_not_kept(case, coordinator):
    with pytest.raises(ValidationError, match="make a draft"):
        make_explanation(case, coordinator, text="  ")
    assert not Explanation.objects.exists()


def test_once_it_can_be_read_it_is_not_changed(case, coordinator, decider):
    make_explanation(case, coordinator)
    make_decision(case, coordinator, decider, outcome="rejected", published=True)
    with pytest.raises(ValidationError, match="can read this already"):
        make_explanation(case, coordinator, text="Toisin.")
    assert Explanation.objects.get().text == TOLD


def test_only_the_coordinator_keeps_reasons(case, reviewer):
    with pytest.raises(PermissionDenied):
        add_reason(
            by=acting(reviewer, "reviewer"), at=after_closing(case), use="grant", criterion_code="", text_fi="A", text_en="B"
        )
