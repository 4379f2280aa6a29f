"""What handlers type about a case."""

import pytest
from django.utils import translation

from reviews.forms import GROUNDS, DeclareForm, ScoreForm, StepAsideForm
from tests.reviews.points import give

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "ground"),
    [
        ("none", ""),
        ("party", "party"),
        ("other", "other"),
    ],
)
def test_the_ground_comes_out_as_its_code_and_no_conflict_as_nothing(typed, ground):
    form = DeclareForm({"ground": typed})
    assert form.is_valid()
    assert form.cleaned_data["ground"] == ground


@pytest.mark.parametrize("typed", [{}, {"ground": ""}, {"ground": "weather"}])
def test_an_answer_is_needed(typed):
    assert DeclareForm(typed).errors == {"ground": ["Choose one."]}


def test_who_steps_aside_later_names_a_ground():
    assert [code for code, _label in StepAsideForm().fields["ground"].choices] == list(GROUNDS)
    assert len(DeclareForm().fields["ground"].choices) == len(GROUNDS) + 1


def test_points_and_reasons_come_out_by_criterion(case):
    criteria = list(case.round.criteria.all())
    first, second = (it.code for it in criteria[:2])
    form = ScoreForm({f"points-{first}": "0", f"reason-{second}": "Sopii."}, criteria=criteria)
    assert form.is_valid()
    assert (form.points[first], form.points[second]) == (0, None)
    assert (form.reasons[first], form.reasons[second]) == ("", "Sopii.")
    assert list(form.points) == [it.code for it in criteria]


@pytest.mark.parametrize("points", ["6", "-1", "x", "1.5"])
def test_points_outside_the_scale_are_refused(case, points):
    criteria = list(case.round.criteria.all())
    form = ScoreForm({f"points-{criteria[0].code}": points}, criteria=criteria)
    assert form.errors == {f"points-{criteria[0].code}": ["Give points from 0 to 5."]}


def test_each_criterion_shows_its_weight_and_its_guide_in_the_readers_language(case):
    first = case.round.criteria.first()
    for language in ("fi", "en"):
        with translation.override(language):
            field = ScoreForm(criteria=[first]).fields[f"points-{first.code}"]
            assert (field.label, field.help_text) == (f"{first.name} (× {first.weight})", first.guide)
            assert [code for code, _label in field.choices] == ["0", "1", "2", "3", "4", "5"]


def test_a_draft_is_there_to_go_on_with(case, reviewer):
    code = case.round.criteria.first().code
    review = give(case, reviewer, send=False, points={code: 0}, reasons={code: "Ei sovi."}, comment="Kesken.")
    form = ScoreForm(criteria=case.round.criteria.all(), review=review)
    assert [form[name].initial for name in (f"points-{code}", f"reason-{code}", "comment")] == ["0", "Ei sovi.", "Kesken."]
    other = case.round.criteria.last().code
    assert form[f"points-{other}"].initial == ""


def test_an_empty_form_is_a_fine_draft(case):
    form = ScoreForm({}, criteria=case.round.criteria.all())
    assert form.is_valid()
    assert (set(form.points.values()), set(form.reasons.values())) == ({None}, {""})


def test_nothing_is_chosen_before_the_handler_chooses():
    assert DeclareForm()["ground"].value() is None


def test_stepping_aside_has_ids_of_its_own_since_it_shares_a_page_with_other_forms():
    aside, first = ({box.id_for_label for box in form()["ground"]} for form in (StepAsideForm, DeclareForm))
    assert aside.isdisjoint(first)
