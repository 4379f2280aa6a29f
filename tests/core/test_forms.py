"""How every form of the portal cleans what is typed and what its fields say, in which order."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from core.forms import PortalForm, clock_field, day_field, euros_field

IDEA = "Tell what you want to do."


class IdeaForm(PortalForm):
    title = forms.CharField(label="Name", help_text="Short and easy to remember.", max_length=100)
    idea = forms.CharField(label="Idea", widget=forms.Textarea, error_messages={"required": IDEA})
    kind = forms.ChoiceField(
        label="Which one?",
        help_text="You may change it later.",
        choices=[("event", "Event"), ("development", "Project")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    groups = forms.MultipleChoiceField(
        label="Whom does it help?", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    true = forms.BooleanField(label="This is true", error_messages={"required": "Confirm that this is true."})
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["idea"].limit = 2000
        self.fields["idea"].why = "Those who decide read this first."
        self.fields["idea"].example = "We repair bicycles together."


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def html() -> Callable[[forms.Form], str]:
    return lambda form: re.sub(r"[ \n]+", " ", render_crispy_form(form)).replace("> <", "><")


def tag(html: str, start: str) -> str:
    """The opening tag that contains `start`."""
    return re.search(rf"<[^<>]*{re.escape(start)}[^<>]*>", html)[0]


def order(html: str, *pieces: str) -> list[str]:
    return sorted(pieces, key=html.index)


def test_typed_text_is_cleaned_before_any_rule_reads_it():
    form = IdeaForm({"idea": "Pyo\u0308rä\x00paja\r\nkeskustassa"})
    form.is_valid()
    assert form.cleaned_data["idea"] == "Pyöräpaja\nkeskustassa"


def test_posted_data_is_cleaned_and_the_request_keeps_its_own():
    posted = QueryDict("groups=a&groups=b&idea=x%00y")
    form = IdeaForm(posted)
    assert (form.data["idea"], form.data.getlist("groups"), posted["idea"]) == ("xy", ["a", "b"], "x\x00y")


def test_a_form_that_nobody_sent_is_not_bound():
    assert IdeaForm().is_bound is False


def test_label_hint_and_error_come_before_the_control(html):
    page = html(IdeaForm({}))
    pieces = ('for="id_title"', 'id="id_title_helptext"', 'id="id_title_error"', '<input type="text" name="title"')
    assert order(page, *reversed(pieces)) == list(pieces)


def test_the_control_is_described_by_hint_then_error_then_limit_and_only_once(html):
    class Long(PortalForm):
        idea = forms.CharField(label="Idea", help_text="Own words.", widget=forms.Textarea, max_length=10)

    control = tag(html(Long({})), 'name="idea"')
    assert re.findall(r'aria-describedby="([^"]*)"', control) == ["id_idea_helptext id_idea_error id_idea_limit"]


def test_a_wrong_control_says_so_and_a_right_one_does_not(html):
    page = html(IdeaForm({"title": "Paja"}))
    assert ('aria-invalid="true"' in tag(page, 'name="idea"'), "aria-invalid" in tag(page, 'name="title"')) == (True, False)


def test_a_needed_field_is_marked_for_screen_readers_and_not_for_the_browser(html):
    control = tag(html(IdeaForm()), 'name="title"')
    assert ('aria-required="true"' in control, re.search(r"\srequired", control)) == (True, None)


def test_only_optional_fields_are_marked_in_words(html):
    page = html(IdeaForm())
    assert re.findall(r"([\w ?]+) <span class=\"field__optional\">\(optional\)", page) == ["Whom does it help?"]


def test_a_draft_may_save_an_answer_empty_that_is_not_optional(html):
    class Draft(PortalForm):
        title = forms.CharField(label="Name", required=False)

    form = Draft()
    form.fields["title"].optional = False
    page = html(form)
    assert ("(optional)" in page, 'aria-required="true"' in page) == (False, True)


def test_the_browser_never_cuts_a_pasted_text(html):
    assert "maxlength" not in html(IdeaForm())


def test_radio_buttons_are_a_fieldset_whose_description_is_hint_and_error(html):
    page = html(IdeaForm({}))
    fieldset = tag(page, 'aria-describedby="id_kind_helptext')
    assert fieldset == '<fieldset class="field field--error" aria-describedby="id_kind_helptext id_kind_error">'
    pieces = (fieldset, "<legend>Which one?", 'id="id_kind_helptext"', 'id="id_kind_error"', 'name="kind"')
    assert order(page, *reversed(pieces)) == list(pieces)


def test_single_radio_buttons_carry_no_aria_that_their_role_forbids(html):
    assert "aria-" not in tag(html(IdeaForm({})), 'id="id_kind_0"')


def test_every_choice_has_its_own_label(html):
    page = html(IdeaForm())
    assert re.findall(r'<label for="id_kind_\d">([^<]+)', page) == ["Event", "Project"]


def test_the_limit_of_a_text_is_said_below_it_without_script(html):
    page = html(IdeaForm())
    assert re.search(r'id="id_idea_limit"[^>]*>([^<]+)', page)[1] == "You can write at most 2\u00a0000 characters"


def test_the_page_tells_why_we_ask_and_gives_an_example(html):
    page = html(IdeaForm())
    shown = re.findall(r'<summary>([\w ]+)<span class="visually-hidden">: Idea</span></summary><p>([^<]+)', page)
    assert shown == [("Example", "We repair bicycles together."), ("Why we ask this", "Those who decide read this first.")]


def test_hidden_fields_have_no_label(html):
    assert 'for="id_secret"' not in html(IdeaForm())


def test_the_form_leaves_the_form_element_to_the_page(html):
    assert "<form" not in html(IdeaForm())


def test_the_summary_repeats_each_message_and_leads_to_its_control():
    summary = render_to_string("components/_error_summary.html", {"form": IdeaForm({"title": "Paja"})})
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', summary) == [
        ("#id_idea", IDEA),
        ("#id_kind_0", "Choose one."),
        ("#id_true", "Confirm that this is true."),
    ]


def test_the_summary_can_take_focus_and_be_linked_to():
    summary = render_to_string("components/_error_summary.html", {"form": IdeaForm({})})
    assert tag(summary, 'id="virheet"') == (
        '<div class="error-summary" id="virheet" tabindex="-1" role="group" aria-labelledby="virheet-title">'
    )


def test_there_is_no_summary_without_errors():
    assert render_to_string("components/_error_summary.html", {"form": IdeaForm()}).strip() == ""


def test_what_concerns_the_whole_form_is_in_the_summary():
    form = IdeaForm({})
    form.add_error(None, "The sums do not match.")
    assert "<li>The sums do not match.</li>" in render_to_string("components/_error_summary.html", {"form": form})


def test_the_summary_leads_to_the_lines_of_a_formset():
    class Line(PortalForm):
        amount = forms.CharField(label="Sum", error_messages={"required": "Write the sum."})

    lines = forms.formset_factory(Line, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-amount": ""}, initial=[{}]
    )
    summary = render_to_string("components/_error_summary.html", {"formset": lines})
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', summary) == [("#id_form-0-amount", "Write the sum.")]


class MeantForm(PortalForm):
    day = day_field("Day", "Write the day.")
    clock = clock_field("Time", "", required=False)
    amount = euros_field("Sum", "", required=False)


def test_a_line_is_read_as_the_day_time_or_sum_that_it_means_and_nothing_as_none():
    form = MeantForm({"day": " 7.3.2018 ", "clock": "9", "amount": "1 200,50"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2018, 3, 7), "clock": time(9), "amount": Decimal("1200.50")}
    form = MeantForm({"day": "2018-03-07", "clock": "", "amount": " "})
    assert form.is_valid()
    assert (form.cleaned_data["clock"], form.cleaned_data["amount"]) == (None, None)


def test_what_cannot_be_read_says_why_and_stays_as_it_was_typed():
    form = MeantForm({"day": "31.2.2018", "clock": "25", "amount": "1e5"})
    assert not form.is_valid()
    assert set(form.errors) == {"day", "clock", "amount"}
    assert form.errors["day"] == ["There is no such day. Check the day and the month."]
    assert [form[name].value() for name in ("day", "clock", "amount")] == ["31.2.2018", "25", "1e5"]
    assert MeantForm({}).errors == {"day": ["Write the day."]}
