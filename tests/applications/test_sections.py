"""The table of the form, and what it makes of what people type."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from applications.sections import (
    CHOICE,
    CHOICES,
    COST_HEADS,
    COUNT,
    DAY,
    EMAIL,
    PHONE,
    SECTIONS,
    TEXT,
    YES_NO,
    Cost,
    Estimate,
    Question,
    heads_of,
    is_unknown,
    section_of,
    sections_of,
)
from applications.sections.questions import likely_email

QUESTIONS = [question for section in SECTIONS for question in section.questions]


def questions_of(kind: str) -> list[Question]:
    return [question for section in sections_of(kind) for question in section.questions]


def said(act) -> str:
    """The sentence of a refusal."""
    with pytest.raises(ValueError, match=r".+") as refusal:
        act()
    return str(refusal.value)


def question(answer: str, **more) -> Question:
    return Question("name", "Label", "Why", answer=answer, **more)


def test_the_parts_of_each_kind_stand_in_the_order_of_the_list():
    assert [section.slug for section in sections_of("event")] == [
        "yhteyshenkilo", "idea", "kohderyhma", "tapahtuma", "kustannukset", "muut", "liitteet",
    ]  # fmt: skip
    assert [section.slug for section in sections_of("development")] == [
        "yhteyshenkilo", "idea", "tarve", "kohderyhma", "suunnitelma", "toteuttajat", "tulokset", "kustannukset", "muut", "liitteet",
    ]  # fmt: skip


# ux A13: nobody faces a longer list than this.
@pytest.mark.parametrize(("kind", "most"), [("event", 7), ("development", 10)])
def test_no_form_has_more_tasks_than_one_can_bear(kind, most):
    assert len(sections_of(kind)) <= most


@pytest.mark.parametrize("kind", ["event", "development"])
def test_every_question_has_a_name_of_its_own_and_says_why_it_is_asked(kind):
    questions = questions_of(kind)
    assert len({it.name for it in questions}) == len(questions)
    assert [it.name for it in questions if not str(it.why).strip()] == []


# ux B24 and D09.
@pytest.mark.parametrize("kind", ["event", "development"])
def test_few_questions_are_optional_and_every_long_answer_has_an_example(kind):
    questions = questions_of(kind)
    assert len([it for it in questions if it.is_optional]) / len(questions) < 0.2
    assert [it.name for it in questions if it.answer == TEXT and not it.example] == []


# ux B06.
def test_every_label_is_short_in_finnish_and_has_no_colon_or_asterisk():
    with translation.override("fi"):
        labels = [str(it.label) for it in QUESTIONS]
    assert [label for label in labels if len(label.split()) > 4 or set(label) & set(":*")] == []


# ux B07.
def test_every_hint_is_short_in_finnish_and_its_text_is_not_the_reason_again():
    with translation.override("fi"):
        assert [str(it.hint) for it in QUESTIONS if len(str(it.hint).split()) > 18] == []
        assert [it.name for it in QUESTIONS if it.hint and str(it.hint) == str(it.why)] == []


# ux B25: such a thing is never asked of a person.
def test_nobody_is_asked_who_she_is_beyond_name_phone_and_mail():
    personal = {it.name: it.autocomplete for it in QUESTIONS if it.autocomplete}
    assert personal == {"contact_name": "name", "contact_phone": "tel", "contact_email": "email"}
    with translation.override("fi"):
        asked = " ".join(f"{it.label} {it.hint}" for it in QUESTIONS).lower()
    assert [word for word in ("henkilötunnus", "syntymä", "arvonimi", "sukupuol") if word in asked] == []


def test_what_is_limited_is_limited_because_it_is_published_as_it_stands():
    assert {it.name: it.limit for it in QUESTIONS if it.limit} == {"title": 100, "summary": 1000}


def test_a_question_is_called_for_only_by_one_that_stands_before_it_in_the_same_part():
    for section in SECTIONS:
        names = [it.name for it in section.questions]
        for it in section.questions:
            assert it.needed_if is None or it.needed_if[0] in names[: names.index(it.name)]


def test_a_part_of_the_other_kind_is_not_found():
    assert section_of("event", "suunnitelma") is None
    assert section_of("development", "suunnitelma").slug == "suunnitelma"


def test_each_kind_has_the_heads_of_eura_that_it_needs():
    assert [head.code for head in heads_of("event")] == ["purchases", "venue_rent", "travel", "other"]
    assert [head.code for head in heads_of("development")] == ["wages", "purchases", "travel", "equipment", "rents", "other"]


def test_every_head_has_an_example():
    assert [head.code for head in COST_HEADS if not head.example] == []


@pytest.mark.parametrize(
    ("answer", "text", "meant"),
    [
        (DAY, "1.4.2018", date(2018, 4, 1)),
        (DAY, " 2018-04-01 ", date(2018, 4, 1)),
        (COUNT, "1 200", Decimal(1200)),
        (COUNT, "0", Decimal(0)),
        (EMAIL, "aino@example.org", "aino@example.org"),
        (PHONE, "+358 (0)40-123 4567, iltaisin", "+358 (0)40-123 4567, iltaisin"),
        (DAY, "  ", "  "),
        (EMAIL, "", ""),
    ],
)
def test_an_answer_is_read_as_it_was_meant(answer, text, meant):
    assert question(answer).read(text) == meant


@pytest.mark.parametrize(
    ("answer", "text", "sentence"),
    [
        (DAY, "keväällä", "Write the date like this: 28.2.2018."),
        (DAY, "31.2.2018", "There is no such day. Check the day and the month."),
        (COUNT, "noin 25", "Write the number in digits, for example 25."),
        (COUNT, "-1", "Write the number in digits, for example 25."),
        (COUNT, "1e5", "Write the number in digits, for example 25."),
        (COUNT, "٢٥", "Write the number in digits, for example 25."),
        (EMAIL, "aino@example", "Write the e-mail address like this: name@example.fi."),
        (EMAIL, "a" * 260 + "@example.org", "Write the e-mail address like this: name@example.fi."),
        (PHONE, "soita", "Write the phone number in digits, for example 040 123 4567."),
    ],
)
def test_what_is_not_understood_gets_a_sentence_of_its_own(answer, text, sentence):
    assert said(lambda: question(answer).read(text)) == sentence


def test_a_text_may_be_as_long_as_its_limit_and_not_a_character_longer():
    short = Question("name", "Label", "Why", limit=5)
    assert short.read("äöåé😀") == "äöåé😀"
    assert said(lambda: short.read("äöåé😀.")) == "“Label” can have at most 5 characters. Now it has 6."


def test_white_space_is_no_answer():
    section = section_of("event", "idea")
    assert [it.name for it in section.missing({"title": " \n", "summary": "x", "aims": "1"})] == ["title"]


def test_an_empty_answer_asks_for_itself_in_words_that_fit():
    assert Question("name", "Place", "Why").ask() == "Fill in “Place”."
    assert question(CHOICES).ask() == "Choose at least one: “Label”"
    assert [question(answer).ask() for answer in (CHOICE, YES_NO)] == ["Choose an answer: “Label”"] * 2


@pytest.mark.parametrize(
    ("answers", "needed", "asked"),
    [
        ({}, False, False),
        ({"ties": "no"}, False, False),
        ({"ties": "yes"}, True, True),
        ({"ties": "no", "ties_who": "Erkki"}, False, True),
    ],
)
def test_one_answer_can_call_for_another(answers, needed, asked):
    who = next(it for it in QUESTIONS if it.name == "ties_who")
    assert (who.is_needed(answers), who.is_asked(answers), who.is_optional) == (needed, asked, None)


@pytest.mark.parametrize("text", ["en tiedä vielä", " En tiedä vielä. ", "EMME TIEDÄ", "I don’t know yet", "I don't know yet!"])
def test_not_knowing_yet_is_an_answer_where_nobody_can_know(text):
    assert question(DAY, may_be_unknown=True).read(text) == text
    assert said(lambda: question(DAY).read(text)) == "Write the date like this: 28.2.2018."


@pytest.mark.parametrize("text", ["", "en", "en tiedä vielä, ehkä toukokuussa", "tiedän"])
def test_what_says_more_or_less_than_not_knowing_is_read_as_a_day(text):
    assert not is_unknown(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aino@htomail.com", "aino@hotmail.com"),
        (" Aino@Gmial.com ", "Aino@gmail.com"),
        ("a@b@gmail.con", "a@b@gmail.com"),
        ("aino@hotmail.com", ""),
        ("aino@HOTMAIL.FI", ""),
        ("aino@mail.com", ""),
        ("aino@example.org", ""),
        ("aino@jns.fi", ""),
        ("htomail.com", ""),
        ("@htomail.com", ""),
        ("", ""),
    ],
)
def test_a_slip_of_the_finger_in_an_address_is_noticed_and_a_rare_one_is_left_alone(typed, meant):
    assert likely_email(typed) == meant
    assert question(EMAIL).doubt(typed) == (
        f"Check the e-mail address. Did you mean {meant}? If it is right as it is, you need do nothing." if meant else ""
    )
    assert question(PHONE).doubt(typed) == ""


@pytest.mark.parametrize(
    ("cost", "marks"),
    [
        (Cost("other", "Kahvi", "1 234,50 €"), {}),
        (Cost("", " ", ""), {}),
        (Cost("other", "", ""), {}),
        (Cost("other", "Kahvi", ""), {"amount": "Write the sum of this cost."}),
        (Cost("", "Kahvi", "10"), {"head": "Choose what kind of cost this is."}),
        (Cost("other", "Kahvi", "1e5"), {"amount": "Write the whole sum in digits, for example 100 000."}),
        (Cost("other", "Kahvi", "NaN"), {"amount": "Write the sum in digits only, for example 1 234,50."}),
        (Cost("other", "Kahvi", "-1"), {"amount": "Write the sum without a minus sign."}),
        (
            Cost("", "Kahvi", "paljon"),
            {"head": "Choose what kind of cost this is.", "amount": "Write the sum in digits only, for example 1 234,50."},
        ),
    ],
)
def test_each_thing_that_is_wrong_on_a_cost_line_has_its_own_sentence(cost, marks):
    assert {name: sentence.replace("\u00a0", " ") for name, sentence in cost.marks().items()} == marks


def test_a_cost_is_called_by_what_it_is_for_or_by_its_place():
    assert Cost("other", "Kahvi ", "1").called(3) == "Kahvi"
    assert Cost("other", "", "1").called(3) == "Line 3"
    assert len(Cost("other", "k" * 1000, "1").called(3)) == 60


def test_a_sum_that_does_not_parse_is_no_sum():
    assert [Cost("other", "x", text).amount for text in ("12,5", "", "x")] == [Decimal("12.50"), None, None]


def test_the_estimate_adds_up_what_parses_and_leaves_the_rest():
    costs = [Cost("other", "a", "1 000,10"), Cost("other", "b", "0,25"), Cost("travel", "c", "paljon"), Cost("travel", "d", "5")]
    added = Estimate(costs)
    assert added.total == Decimal("1005.35")
    assert added.rows() == [("Travel", Decimal("5.00")), ("Other costs", Decimal("1000.35"))]


def test_a_flat_rate_is_counted_of_the_wages_and_rounded_half_up():
    added = Estimate([Cost("wages", "a", "100,01"), Cost("other", "b", "1")], Decimal("40.50"))
    assert added.flat_rate == Decimal("40.50")
    assert added.total == Decimal("141.51")
    assert added.rows()[-1] == ("Flat-rate costs (40,5\u00a0% of wages)", Decimal("40.50"))
