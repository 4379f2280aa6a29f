"""What handlers type: grounds of a conflict of interest, points and reasons."""

import pytest
from django.utils import translation

from reviews.forms import DeclareForm, ScoreForm, StepAsideForm
from tests.factories import make_review


def scored(criteria, **typed) -> ScoreForm:
    return ScoreForm(typed, criteria=criteria)


@pytest.fixture
def criteria(first_round):
    return list(first_round.criteria.all())


def test_no_conflict_is_no_ground():
    form = DeclareForm({"ground": "none"})
    assert form.is_valid()
    assert form.cleaned_data["ground"] == ""


def test_a_ground_is_kept_in_words():
    form = DeclareForm({"ground": "board"})
    assert form.is_valid()
    assert form.cleaned_data["ground"] == "I or someone close to me is on the group's board or in its management"


@pytest.mark.parametrize("typed", [{}, {"ground": ""}, {"ground": "weather"}])
def test_one_answer_has_to_be_chosen(typed):
    form = DeclareForm(typed)
    assert form.errors == {"ground": ["Choose one."]}


def test_nothing_is_chosen_beforehand():
    assert DeclareForm()["ground"].value() is None


def test_who_steps_aside_later_can_not_say_that_there_is_no_conflict():
    assert StepAsideForm({"ground": "none"}).errors == {"ground": ["Choose one."]}
    assert "none" not in dict(StepAsideForm().fields["ground"].choices)
    assert StepAsideForm({"ground": "party"}).is_valid()


def test_stepping_aside_has_ids_of_its_own_since_it_stands_on_a_page_with_other_forms():
    assert {box.id_for_label for box in StepAsideForm()["ground"]}.isdisjoint(
        {box.id_for_label for box in DeclareForm()["ground"]}
    )


def test_points_come_out_as_numbers_and_what_is_empty_as_none(criteria, codes):
    form = scored(criteria, **{f"points-{codes[0]}": "0", f"points-{codes[1]}": "5", f"reason-{codes[1]}": "Selkeä."})
    assert form.is_valid()
    assert form.points == dict.fromkeys(codes) | {codes[0]: 0, codes[1]: 5}
    assert form.reasons == dict.fromkeys(codes, "") | {codes[1]: "Selkeä."}


def test_an_empty_form_is_a_fine_draft(criteria, codes):
    form = scored(criteria)
    assert form.is_valid()
    assert (form.points, form.cleaned_data["comment"]) == (dict.fromkeys(codes), "")


@pytest.mark.parametrize("points", ["6", "-1", "3.5", "many"])
def test_points_outside_the_scale_are_told_at_their_criterion(criteria, codes, points):
    form = scored(criteria, **{f"points-{codes[3]}": points})
    assert form.errors == {f"points-{codes[3]}": ["Give points from 0 to 5."]}


def test_a_draft_is_shown_as_it_was_saved(case, reviewer, criteria, codes):
    review = make_review(case, reviewer, points=0, reason="Epäselvä.", comment="Kysy lisää.", send=False)
    form = ScoreForm(criteria=criteria, review=review)
    shown = [(form[f"points-{code}"].value(), form[f"reason-{code}"].value()) for code in codes]
    assert shown == [("0", "Epäselvä.")] * 6
    assert form["comment"].value() == "Kysy lisää."


def test_each_criterion_tells_its_name_weight_and_what_to_look_at(criteria, codes):
    with translation.override("fi"):
        form = ScoreForm(criteria=criteria)
        points, reason = form.fields[f"points-{codes[0]}"], form.fields[f"reason-{codes[0]}"]
        assert points.label == "Sopii kohderyhmälle (× 3)"
        assert points.help_text.startswith("Tavoittaako toiminta ihmisiä")
        assert reason.label == "Perustelu: Sopii kohderyhmälle"
