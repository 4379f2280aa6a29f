"""Money, time and bars of money as templates write them; loaded everywhere by settings."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core import dates, money, numbers, parked
from core.files.words import file_size

register = template.Library()
ZERO = Decimal(0)
register.filter("euros", money.euros)
register.filter("short_euros", money.short_euros)
register.filter("percent", money.shown_percent)
register.filter("spaced", money.spaced)
register.filter("moment", dates.moment)
register.filter("short_moment", dates.short_moment)
register.filter("time_left", dates.time_left)
register.filter("day", dates.day)
register.filter("whole_day", dates.whole_day)
register.filter("weekday", dates.weekday)
register.filter("clock", dates.clock)
register.filter("stamp", dates.stamp)
register.filter("masked_iban", numbers.masked_iban)
register.filter("file_size", file_size)


@register.filter
def exact_stamp(at):
    """With seconds: for receipts."""
    return dates.stamp(at, seconds=True)


@register.simple_tag(takes_context=True)
def written_by(context):
    """In a form whose text should survive its writer being signed out: `core.parked`."""
    return format_html('<input type="hidden" name="{}" value="{}">', parked.FIELD, parked.mark(context["request"]))


@register.inclusion_tag("components/_money_bar.html")
def money_bar(
    key: str, label: str, *, budget: Decimal, granted: Decimal, proposed: Decimal = ZERO, paid: Decimal | None = None
) -> dict[str, object]:
    """One fund as a bar. `granted` is net of what was released; `paid` is part of it, or None where nothing is paid out yet.

    What is proposed beyond the budget is said in words: the bar ends where the money does.
    """
    left = budget - granted
    amounts = [
        ("paid", _("Paid"), paid),
        ("granted", _("Granted") if paid is None else _("Granted, not paid yet"), granted - (paid or ZERO)),
        ("proposed", _("Proposed"), proposed),
        ("left", _("Left, proposals included") if proposed else _("Left"), left),
    ]
    shown = [part for part in amounts if part[2] is not None]
    return {
        "key": key,
        "label": label,
        "budget": budget,
        "parts": _side_by_side(shown, budget, {"proposed": min(proposed, left), "left": max(left - proposed, ZERO)}),
        "overdrawn": max(proposed - left, ZERO),
    }


def _side_by_side(amounts: list[tuple], budget: Decimal, drawn: dict[str, Decimal]) -> list[dict[str, object]]:
    """The parts with where they begin and how wide they are, in per cent of the budget and with a decimal point as SVG needs."""
    parts, start = [], ZERO
    for name, label, amount in amounts:
        width = drawn.get(name, amount) * 100 / budget
        parts.append(
            {
                "name": name,
                "label": label,
                "amount": amount,
                "start": f"{start:.2f}",
                "width": f"{width:.2f}",
                "pattern": name in {"granted", "proposed"},
                "edge": ZERO < start < 100 and width > 0,
            }
        )
        start += width
    return parts
