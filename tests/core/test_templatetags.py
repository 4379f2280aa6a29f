"""What templates write for money and time, and how a fund becomes a bar."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from core.templatetags.kake import money_bar

AT = datetime(2018, 2, 28, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def rendered(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ amount|euros }}", "1\u00a0234,50\u00a0€"),
        ("{{ ceiling|short_euros }}", "8\u00a0000\u00a0€"),
        ("{{ at|moment }}", "Wednesday 28.2.2018 at 16.00"),
        ("{{ at|day }}", "28.2.2018"),
        ("{{ at|clock }}", "16.00"),
        ("{{ at|stamp }}", "28.2.2018 at 16.00"),
        ("{{ at|exact_stamp }}", "28.2.2018 at 16.00.00"),
        ("{{ number|spaced }}", "2\u00a0000"),
    ],
)
def test_filters_need_no_load(source, text):
    assert rendered(source, amount=Decimal("1234.50"), ceiling=Decimal("8000.00"), at=AT, number=2000) == text


def test_a_deadline_is_readable_by_machines_too():
    assert rendered('{% include "components/_deadline.html" %}', at=AT) == (
        '<time datetime="2018-02-28T16:00:00+02:00">Wednesday 28.2.2018 at 16.00</time> (Finnish time)'
    )


def bar(**sums) -> dict:
    return money_bar("event", "Events", **{name: Decimal(amount) for name, amount in sums.items()})


def widths(**sums) -> dict[str, str]:
    return {part["name"]: part["width"] for part in bar(**sums)["parts"]}


def test_the_parts_of_a_bar_fill_it():
    assert widths(budget="50000", granted="20000", paid="5000", proposed="10000") == {
        "paid": "10.00",
        "granted": "30.00",
        "proposed": "20.00",
        "left": "40.00",
    }


def test_parts_begin_where_the_one_before_ends():
    parts = bar(budget="50000", granted="20000", paid="5000", proposed="10000")["parts"]
    assert [part["start"] for part in parts] == ["0.00", "10.00", "40.00", "60.00"]


def test_what_is_left_counts_the_budget_less_what_is_granted():
    parts = bar(budget="50000", granted="20000", proposed="10000")["parts"]
    assert [(part["label"], part["amount"]) for part in parts] == [
        ("Granted", Decimal(20000)),
        ("Proposed", Decimal(10000)),
        ("Left, proposals included", Decimal(30000)),
    ]


def test_proposals_beyond_the_budget_end_the_bar_and_are_said_in_words():
    over = bar(budget="50000", granted="40000", proposed="15000")
    assert (widths(budget="50000", granted="40000", proposed="15000"), over["overdrawn"]) == (
        {"granted": "80.00", "proposed": "20.00", "left": "0.00"},
        Decimal(5000),
    )


def test_an_untouched_fund_is_an_empty_bar():
    assert widths(budget="800000", granted="0") == {"granted": "0.00", "proposed": "0.00", "left": "100.00"}


def test_a_bar_is_a_picture_whose_text_says_every_sum():
    html = rendered(
        '{% money_bar "event" "Events" budget=budget granted=granted %}', budget=Decimal(50000), granted=Decimal(20000)
    )
    said = re.search(r'role="img" aria-label="([^"]+)"', html)[1]
    assert said == "Events: Granted 20\u00a0000,00\u00a0€, Proposed 0,00\u00a0€, Left 30\u00a0000,00\u00a0€"


def test_widths_use_a_decimal_point_in_finnish_too():
    with translation.override("fi"):
        html = rendered('{% money_bar "event" "X" budget=b granted=g %}', b=Decimal(30000), g=Decimal(10000))
    assert 'width="33.33%"' in html
