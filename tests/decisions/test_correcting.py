"""A published decision is corrected: money moves by the difference, the old version stays, the group sees what is published."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications.models import Application
from decisions import actions, queries
from decisions.models import Correction, Decision
from registry.models import Event, Letter
from reviews.actions import declare
from rounds.models import Fund, LedgerEntry
from rounds.queries import ledger_mismatches
from tests.factories import acting, after_closing, make_decision

pytestmark = pytest.mark.django_db
D = Decimal


def opened(decision: Decision, decider, *, ground: str = "clerical", consent: str = "", days: int = 5) -> Correction:
    at = after_closing(decision.application, days=days)
    said = {"ground": ground, "reason": "Summa oli väärin.", "consent": consent}
    return actions.correct(decision, by=acting(decider, "decider"), at=at, **said)


def anew(case: Application, decider, amount: str, *, days: int = 6, reasons: str = "Korjattu.") -> Decision:
    outcome = "rejected" if D(amount) == 0 else "granted" if D(amount) == case.applied else "granted_in_part"
    at = after_closing(case, days=days)
    return actions.decide(case, by=acting(decider, "decider"), at=at, outcome=outcome, amount=D(amount), reasons=reasons)


def published_anew(case: Application, decider, amount: str, *, days: int = 7) -> Decision:
    decision = anew(case, decider, amount, days=days)
    actions.publish(case.round, by=acting(decider, "decider"), at=after_closing(case, days=days))
    decision.refresh_from_db()
    return decision


def committed() -> Decimal:
    assert ledger_mismatches() == []
    return Fund.objects.get(kind="event").committed


def moved() -> list[tuple[str, Decimal, str]]:
    rows = LedgerEntry.objects.exclude(entry="budget").order_by("pk").values_list("entry", "amount", "about")
    return [(entry, amount, about.rpartition(" ")[2]) for entry, amount, about in rows]


@pytest.fixture
def in_part(case, coordinator, decider) -> Decision:
    """1 000 € of 2 000,50 € granted and published."""
    return make_decision(case, coordinator, decider, outcome="granted_in_part", amount=D("1000.00"), published=True)


def test_a_larger_sum_binds_only_the_increase_and_at_once(in_part, decider):
    opened(in_part, decider)
    anew(in_part.application, decider, "1500.00")
    assert committed() == D("1500.00")
    actions.publish(in_part.application.round, by=acting(decider, "decider"), at=after_closing(in_part.application, days=7))
    assert committed() == D("1500.00")
    assert moved() == [("commit", D("1000.00"), "1"), ("commit", D("500.00"), "2")]


def test_a_smaller_sum_frees_the_decrease_only_when_it_is_published(in_part, decider):
    opened(in_part, decider)
    anew(in_part.application, decider, "700.00")
    assert committed() == D("1000.00")
    actions.publish(in_part.application.round, by=acting(decider, "decider"), at=after_closing(in_part.application, days=7))
    assert committed() == D("700.00")
    assert moved() == [("commit", D("1000.00"), "1"), ("release", D("300.00"), "1")]


def test_a_refusal_instead_frees_all(in_part, decider):
    opened(in_part, decider)
    published_anew(in_part.application, decider, "0")
    assert committed() == D("0.00")


def test_the_same_sum_moves_nothing(in_part, decider):
    opened(in_part, decider)
    published_anew(in_part.application, decider, "1000.00")
    assert moved() == [("commit", D("1000.00"), "1")]


def test_the_fund_says_what_is_left_where_the_increase_does_not_fit(in_part, decider):
    opened(in_part, decider)
    Fund.objects.filter(kind="event").update(budget=D("1400.00"))
    with pytest.raises(ValidationError) as refusal:
        anew(in_part.application, decider, "1500.00")
    assert [it.replace("\u00a0", " ") for it in refusal.value.messages] == [
        "The fund has 400,00 € left. 500,00 € can't be granted."
    ]
    anew(in_part.application, decider, "1400.00")
    assert committed() == D("1400.00")


def test_the_newer_version_replaces_the_older_and_ends_the_correction(in_part, decider):
    correction = opened(in_part, decider)
    newer = published_anew(in_part.application, decider, "1500.00")
    in_part.refresh_from_db()
    correction.refresh_from_db()
    assert (in_part.state, newer.state, newer.number) == ("replaced", "published", 2)
    assert (correction.replacement, correction.ended_at) == (newer, newer.published_at)
    versions = queries.versions_of(in_part.application)
    assert [(it.number, getattr(it, "replaced_by", None)) for it in versions] == [(2, None), (1, 2)]


def test_the_older_decision_holds_until_then(in_part, decider):
    opened(in_part, decider)
    anew(in_part.application, decider, "1500.00")
    assert Decision.objects.in_force().get() == in_part


def test_a_dropped_correction_leaves_everything_as_it_was(in_part, decider):
    correction = opened(in_part, decider)
    case = in_part.application
    actions.keep_decision(case, by=acting(decider, "decider"), at=after_closing(case, days=6))
    case.refresh_from_db()
    correction.refresh_from_db()
    assert (case.status, case.waiting_since, correction.replacement) == ("decided", None, None)
    assert correction.ended_at == after_closing(case, days=6)
    assert (Decision.objects.in_force().get(), committed()) == (in_part, D("1000.00"))
    opened(in_part, decider, days=7)


def test_a_case_without_a_correction_is_not_kept(case, proposal, decider):
    declare(case, by=acting(decider, "decider"), at=after_closing(case, days=3))
    with pytest.raises(ValidationError) as refusal:
        actions.keep_decision(case, by=acting(decider, "decider"), at=after_closing(case, days=3))
    assert refusal.value.messages == ["No correction is under way in this case."]
    case.refresh_from_db()
    assert case.status == "proposed"


@pytest.mark.parametrize(
    ("ground", "consent", "amount", "is_refused"),
    [
        ("substantive", "", "999.99", True),
        ("substantive", "", "0", True),
        ("substantive", " ", "500", True),
        ("substantive", "", "1000.00", False),
        ("substantive", "", "1500", False),
        ("substantive", "Puheenjohtaja suostui puhelimessa 8.3.2018.", "500", False),
        ("clerical", "", "500", False),
    ],
)
def test_an_error_of_substance_is_not_corrected_to_harm_without_consent(in_part, decider, ground, consent, amount, is_refused):
    opened(in_part, decider, ground=ground, consent=consent)
    try:
        anew(in_part.application, decider, amount)
        refused = {}
    except ValidationError as refusal:
        refused = refusal.message_dict
    assert list(refused) == (["outcome"] if is_refused else [])
    assert Decision.objects.count() == (1 if is_refused else 2)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ground": "clerical", "reason": " "}, "reason"),
        ({"ground": "whim", "reason": "Syy."}, "ground"),
        ({"ground": "rectification", "reason": "Syy."}, "ground"),
    ],
)
def test_a_correction_has_a_ground_and_a_reason(in_part, decider, typed, field):
    at = after_closing(in_part.application, days=5)
    with pytest.raises(ValidationError) as refusal:
        actions.correct(in_part, by=acting(decider, "decider"), at=at, **typed)
    assert list(refusal.value.message_dict) == [field]
    in_part.application.refresh_from_db()
    assert (in_part.application.status, Correction.objects.count()) == ("decided", 0)


def test_what_is_not_published_is_not_corrected(prepared, decider):
    with pytest.raises(ValidationError):
        opened(prepared, decider)
    prepared.application.refresh_from_db()
    assert prepared.application.status == "decided"


def test_only_the_decider_corrects(in_part, coordinator):
    with pytest.raises(PermissionDenied):
        actions.correct(
            in_part,
            by=acting(coordinator, "coordinator"),
            at=after_closing(in_part.application, days=5),
            ground="clerical",
            reason="Syy.",
        )


def test_a_correction_of_a_correction(in_part, decider):
    case = in_part.application
    opened(in_part, decider)
    second = published_anew(case, decider, "1500.00")
    opened(second, decider, days=8)
    third = published_anew(case, decider, "400.00", days=9)
    assert (third.number, committed()) == (3, D("400.00"))
    assert moved() == [("commit", D("1000.00"), "1"), ("commit", D("500.00"), "2"), ("release", D("1100.00"), "2")]


def test_the_acts_are_recorded_and_the_group_is_told_of_the_new_decision_alone(in_part, decider):
    letters = Letter.objects.count()
    opened(in_part, decider)
    assert Letter.objects.count() == letters
    assert Event.objects.filter(act="correct", about=in_part.application.about).get().details == {
        "ground": "clerical",
        "number": 1,
    }
    published_anew(in_part.application, decider, "1500.00")
    assert set(Letter.objects.order_by("-pk")[: Letter.objects.count() - letters].values_list("kind", flat=True)) == {
        "decisions/decision_published"
    }
