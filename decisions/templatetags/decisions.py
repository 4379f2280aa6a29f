"""What pages of other apps say of decisions: the reasons that a draft follows on, and last days in words."""

from django import template

from applications.models import Application
from decisions import queries
from decisions.models import Explanation

register = template.Library()
register.filter("last_day", queries.last_day_in_words)


@register.simple_tag
def earlier_explanation_of(draft: Application) -> Explanation | None:
    """For whoever may open the draft anyhow: both are of the same group."""
    return queries.earlier_explanation(draft)
