"""What is typed into the forms comes out as it was typed."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications import actions, queries
from applications.forms import MOST_ROWS, BeginForm, CostsForm, SectionForm, SubmitForm
from applications.models import Application
from applications.sections import Cost, Funding, section_of, sections_of
from core.text import clean_text
from rounds.models import Round
from tests.factories import acting

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
IN_THE_SAME_DATABASE = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def filled(application: Application) -> queries.Filled:
    return queries.filled(queries.for_form(Application.objects.all()).get(pk=application.pk))


def posted(**fields) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _newest(draft, section) -> int:
    return queries.newest_revision(draft.reference, section.slug).number


@IN_THE_SAME_DATABASE
@given(text=ANY_TEXT)
def test_any_text_in_any_field_is_kept_and_shown_again_as_it_was(draft, applicant, text):
    for section in [section for section in sections_of("event") if not section.has_files]:
        form = filled(draft)
        if section.has_costs:
            lines = {f"{line}-{name}": text for line in ("kulu-1", "tulo-1", "rahoitus-1") for name in ("what", "amount")}
            kept = CostsForm(form, posted(applied_sum=text, **{"kulu-1-head": "other", **lines})).kept
        else:
            free = [question.name for question in section.questions if not question.has_options]
            kept = {"texts": SectionForm(form, section, posted(**dict.fromkeys(free, text))).texts}
        actions.save(
            draft, by=acting(applicant, "owner"), at=draft.created_at, slug=section.slug, seen=_newest(draft, section), **kept
        )
        again = filled(draft)
        if section.has_costs:
            clean = clean_text(text)
            funding = [Funding("income", clean, clean), Funding("other", clean, clean)]
            assert again.costs == ([Cost("other", clean, clean)] if clean.strip() else [])
            assert again.funding == (funding if clean.strip() else [])
            assert again.texts["applied_sum"] == clean
            assert again.estimate.gap == again.estimate.total - again.applied - again.estimate.income * 2
        else:
            assert {again.texts[name] for name in free} == {clean_text(text)}
            shown = SectionForm(again, section)
            assert {shown[name].value() for name in free} == {clean_text(text)}


def test_chosen_groups_are_kept_and_unknown_ones_are_not(draft):
    section = section_of("event", "kohderyhma")
    form = SectionForm(filled(draft), section, posted(target_groups=["3", "1", "9", "<b>"]))
    assert form.texts["target_groups"] == "1 3"


def test_a_form_that_is_not_marked_shows_the_stored_answers_without_errors(draft):
    form = SectionForm(filled(draft), section_of("event", "idea"))
    assert not form.is_bound
    assert form["title"].value() == "Pyöräpaja keskustaan"
    assert form["summary"].why == "Those who decide read this first. If you get money, it can be published as it is."


def test_a_marked_form_says_what_sending_would_not_take(applicant, draft):
    section = section_of("event", "kohderyhma")
    texts = {"people": "monta", "participation": "Yhdessä"}
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug=section.slug, seen=1, texts=texts)
    assert SectionForm(filled(draft), section, marked=True).errors == {
        "target_groups": ["Choose at least one: “Who is it for?”"],
        "people": ["How many people take part: Write the number in digits, for example 25."],
    }


def test_one_of_the_options_is_kept_as_its_code_and_nothing_else_is(draft):
    section = section_of("event", "muut")
    form = SectionForm(filled(draft), section, posted(sells=["no", "yes"], ties=["maybe"]))
    assert [form.texts[name] for name in ("sells", "ties")] == ["yes", ""]
    assert form["sells"].value() == "yes"
    assert [form.fields[name].optional for name in ("sells", "de_minimis", "advice")] == [False, None, True]


def test_an_answer_that_another_one_calls_for_is_asked_for_only_then(draft, applicant):
    section = section_of("event", "muut")
    texts = {question.name: "no" if question.has_options else "x" for question in section.questions}
    texts |= {"sells": "yes", "de_minimis": "", "ties": "no", "ties_who": ""}
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="muut", seen=1, texts=texts)
    assert SectionForm(filled(draft), section, marked=True).errors == {"de_minimis": ["Fill in “Aid of three years”."]}


def test_no_field_cuts_a_text_short(draft):
    for section in [section for section in sections_of("event") if not section.has_files]:
        if not section.has_costs:
            assert "maxlength" not in str(SectionForm(filled(draft), section))


def test_eight_cost_lines_stand_ready_and_more_when_asked_for(draft):
    assert len(CostsForm(filled(draft)).cost_forms) == 8
    assert len(CostsForm(filled(draft), rows=12).cost_forms) == 12
    assert len(CostsForm(filled(draft), rows=99999).cost_forms) == MOST_ROWS
    assert [cost.what for cost in CostsForm(filled(draft)).costs][:3] == ["Salin vuokra", "Esiintyjä", ""]


def test_a_kind_of_cost_that_is_not_in_the_list_counts_as_none(draft):
    lines = CostsForm(filled(draft), posted(**{"kulu-2-head": "wages", "kulu-2-what": "Palkka", "kulu-2-amount": "1"}))
    assert lines.costs == [Cost("", "Palkka", "1")]


def test_marked_costs_say_on_which_line_and_what(draft, applicant):
    costs = [Cost("other", "Kahvi", "paljon"), Cost("other", "Lehdet", "5"), Cost("", "", "7")]
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="kustannukset", seen=1, texts={}, costs=costs)
    lines = CostsForm(filled(draft), marked=True)
    assert lines.total_error_count == 2
    assert [dict(line.errors) for line in lines][:3] == [
        {"amount": ["Kahvi: Write the sum in digits only, for example 1 234,50."]},
        {},
        {"head": ["Line 3: Choose what kind of cost this is."]},
    ]


@pytest.fixture
def choices(programme, open_round, group, applicant):
    return {"groups": queries.groups_to_apply_with(applicant), "rounds": Round.objects.filter(pk=open_round.pk)}


def test_what_there_is_only_one_of_is_chosen_already(choices, group, open_round):
    form = BeginForm(wish={}, **choices)
    assert (form.initial["group"], form.initial["round"], form.initial["kind"]) == (group.pk, open_round.pk, None)
    assert [label for _code, label in form.fields["kind"].choices] == [
        "Event, below 8\u00a0000 euros",
        "Development project, below 70\u00a0000 euros",
    ]


def test_a_link_can_choose_round_and_kind_by_the_words_of_the_address(choices, open_round):
    form = BeginForm(wish={"kierros": str(open_round.number), "laji": "tapahtuma"}, **choices)
    assert (form.initial["round"], form.initial["kind"]) == (open_round.pk, "event")
    assert BeginForm(wish={"kierros": "x", "laji": "juhla"}, **choices).initial["kind"] is None


def test_a_foreign_group_can_not_be_chosen(choices, other_group, open_round):
    form = BeginForm(posted(group=str(other_group.pk), round=str(open_round.pk), kind="event"), wish={}, **choices)
    assert form.errors == {"group": ["Choose one of your own groups."]}


def test_every_declaration_is_asked_for_in_its_own_words():
    assert SubmitForm(posted(form_token="0" * 32)).errors == {
        "is_true": ["Confirm that what you tell is true."],
        "is_paid_once": ["Confirm that nobody else pays for these costs."],
        "is_public": ["Confirm that you know the application becomes a document of the City."],
    }


@pytest.mark.parametrize("token", ["", "x", "0" * 500, "<script>"])
def test_a_mark_of_the_form_that_we_did_not_make_is_replaced(token):
    form = SubmitForm(posted(is_true="on", is_paid_once="on", is_public="on", form_token=token))
    assert form.is_valid()
    assert len(form.cleaned_data["form_token"]) == 32
    assert form.cleaned_data["form_token"] != token
