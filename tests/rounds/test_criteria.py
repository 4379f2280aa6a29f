"""What cases are scored on belongs to the round, and is settled when it opens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from registry.models import Event
from rounds import actions
from rounds.actions import Asked
from rounds.models import Round
from tests.factories import AT, SYSTEM, make_round

pytestmark = pytest.mark.django_db
FIT = Asked("Sopii", "Fits", 3, guide_fi="Sopiiko se?", minimum=1, levels=[(f"Taso {n}", "") for n in range(6)])
PLAN = Asked("Suunnitelma", "Plan", 2)


@pytest.fixture
def coming(programme) -> Round:
    return programme.rounds.get(number=2)


def set_criteria(round_: Round, *criteria: Asked, at=AT, edition: int = 0, wanted: int = 3, percent: int | None = 60) -> Round:
    return actions.set_criteria(
        round_, by=SYSTEM, at=at, edition=edition, criteria=criteria, reviews_wanted=wanted, threshold_percent=percent
    )


def refusal(*arguments, **options) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        set_criteria(*arguments, **options)
    return refused.value.message_dict if hasattr(refused.value, "error_dict") else {"": refused.value.messages}


def names(round_: Round) -> list[str]:
    return [criterion.name_fi for criterion in round_.criteria.all()]


def test_the_criteria_are_replaced_in_the_order_given(coming):
    assert len(names(coming)) == 6
    set_criteria(coming, PLAN, FIT)
    coming.refresh_from_db()
    plan, fit = coming.criteria.all()
    assert (plan.code, plan.position, plan.weight, plan.minimum, plan.levels) == ("plan", 1, 2, None, [])
    assert (fit.code, fit.position, fit.guide_fi, fit.minimum) == ("fits", 2, "Sopiiko se?", 1)
    assert fit.levels == [{"fi": f"Taso {n}", "en": ""} for n in range(6)]
    assert (coming.reviews_wanted, coming.threshold_percent, coming.criteria_edition) == (3, 60, 1)


def test_what_stays_keeps_its_row_and_its_code(coming):
    first = coming.criteria.first()
    set_criteria(coming, PLAN, Asked("Kohderyhmä tavoitetaan", "Reaches people", 5, code=first.code))
    first.refresh_from_db()
    assert (first.code, first.name_fi, first.weight, first.position) == ("target-group", "Kohderyhmä tavoitetaan", 5, 2)


def test_codes_of_new_criteria_never_meet(coming):
    set_criteria(coming, Asked("Ä", "Ä?", 1), Asked("Toinen", "A", 1), Asked("Kolmas", "!!!", 1), Asked("Neljäs", "a", 1))
    assert [criterion.code for criterion in coming.criteria.all()] == ["a", "a-2", "criterion", "a-3"]


def test_the_event_says_what_the_criteria_became(coming):
    set_criteria(coming, FIT, PLAN)
    event = Event.objects.get(act="set_criteria")
    assert event.about == f"round:{coming.pk}"
    assert event.details == {
        "edition": 1, "weights": {"fits": 3, "plan": 2}, "reviews_wanted": 3, "threshold_percent": 60,
    }  # fmt: skip


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=400)])
def test_from_the_very_moment_of_opening_nothing_changes(coming, after):
    kept = names(coming)
    found = refusal(coming, PLAN, at=coming.opens_at + after)
    assert found == {"": ["The round has opened, so its criteria can't change any more."]}
    assert (names(coming), Round.objects.get(pk=coming.pk).reviews_wanted) == (kept, 2)
    set_criteria(coming, PLAN, at=coming.opens_at - timedelta(seconds=1))
    assert names(coming) == ["Suunnitelma"]


def test_the_criteria_of_a_cancelled_round_stay_as_they_were(coming):
    Round.objects.filter(pk=coming.pk).update(cancelled_at=AT)
    assert list(refusal(coming, PLAN)) == [""]


def test_two_people_can_not_overwrite_each_other_unawares(coming):
    set_criteria(coming, FIT)
    with pytest.raises(ValidationError) as refused:
        set_criteria(coming, PLAN)
    assert (refused.value.code, names(coming)) == ("changed", ["Sopii"])
    set_criteria(coming, PLAN, edition=1)
    assert names(coming) == ["Suunnitelma"]


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ((), {"": ["Cases are scored on at least one criterion."]}),
        ((PLAN, replace(FIT, name_fi="  ")), {"name_fi-1": ["Give the criterion a name in Finnish."]}),
        ((replace(PLAN, name_en=""),), {"name_en-0": ["Give the criterion a name in English."]}),
        ((PLAN, replace(FIT, name_fi="SUUNNITELMA")), {"name_fi-1": ["Another criterion has this name."]}),
        (
            (replace(FIT, levels=[("Taso", ""), *[("", "Level")] * 5]),),
            {f"level_fi_{n}-0": [f"Write what {n} points mean, or leave all of them empty."] for n in range(1, 6)},
        ),
        ((replace(PLAN, weight=11),), {"__all__": ["A weight is from 1 to 10."]}),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(coming, criteria, found):
    kept = names(coming)
    assert refusal(coming, *criteria) == found
    assert (names(coming), Round.objects.get(pk=coming.pk).criteria_edition) == (kept, 0)


@pytest.mark.parametrize(
    ("wanted", "percent", "sentence"),
    [(0, 50, "A case gets 1–5 reviews."), (2, 101, "The threshold is at most 100 percent.")],
)
def test_settings_that_make_no_sense_are_refused(coming, wanted, percent, sentence):
    assert refusal(coming, PLAN, wanted=wanted, percent=percent) == {"__all__": [sentence]}


def test_a_further_round_takes_them_along_as_confirmed(coming):
    newest = coming.programme.rounds.order_by("-number").first()
    set_criteria(newest, FIT, PLAN)
    made = make_round(coming.programme)
    assert (names(made), made.reviews_wanted, made.criteria_edition) == (["Sopii", "Suunnitelma"], 3, 1)
