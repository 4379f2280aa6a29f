"""The table of the form, and what it makes of what people type."""

from datetime import date
from decimal import Decimal

import pytest

from applications.sections import (
    COST_HEADS,
    COUNT,
    DAY,
    EMAIL,
    PHONE,
    SECTIONS,
    TARGET_GROUPS,
    Cost,
    Question,
    estimate,
    heads_of,
    section_of,
    sections_of,
)

QUESTIONS = [question for section in SECTIONS for question in section.questions]


def said(act) -> str:
    """The sentence of a refusal."""
    with pytest.raises(ValueError, match=r".+") as refusal:
        act()
    return str(refusal.value)


def question(answer: str, **more) -> Question:
    return Question("name", "Label", "Why", answer=answer, **more)


def test_the_parts_of_each_kind_stand_in_the_order_of_the_list():
    shared = ["yhteyshenkilo", "idea", "kohderyhma"]
    assert [section.slug for section in sections_of("event")] == [*shared, "tapahtuma", "kustannukset"]
    assert [section.slug for section in sections_of("development")] == [*shared, "suunnitelma", "kustannukset"]


def test_every_question_has_a_name_of_its_own_and_says_why_it_is_asked():
    assert len({it.name for it in QUESTIONS}) == len(QUESTIONS)
    assert [it.name for it in QUESTIONS if not it.why] == []


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
    assert [it.name for it in section.missing({"title": " \n", "summary": "x"})] == ["title"]


def test_an_empty_answer_asks_for_itself_in_words_that_fit():
    assert Question("name", "Place", "Why").ask() == "Fill in “Place”."
    assert question(TARGET_GROUPS).ask() == "Choose at least one group of people."


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
    added = estimate(costs, None)
    assert added.total == Decimal("1005.35")
    assert added.rows() == [("Travel", Decimal("5.00")), ("Other costs", Decimal("1000.35"))]


def test_a_flat_rate_is_counted_of_the_wages_and_rounded_half_up():
    added = estimate([Cost("wages", "a", "100,01"), Cost("other", "b", "1")], Decimal("40.50"))
    assert added.flat_rate == Decimal("40.50")
    assert added.total == Decimal("141.51")
    assert added.rows()[-1] == ("Flat-rate costs (40,5\u00a0% of wages)", Decimal("40.50"))
