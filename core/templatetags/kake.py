"""Money and time as templates write them; loaded everywhere by settings."""

from django import template

from core import dates, money

register = template.Library()
register.filter("euros", money.euros)
register.filter("short_euros", money.short_euros)
register.filter("moment", dates.moment)
register.filter("day", dates.day)
register.filter("clock", dates.clock)
register.filter("stamp", dates.stamp)


@register.filter
def exact_stamp(at):
    """With seconds: for receipts."""
    return dates.stamp(at, seconds=True)


@register.inclusion_tag("components/_money_bar.html")
def money_bar(fund: object) -> dict[str, object]:
    pass
