"""What the pages of a draft say of the application whose answers it began with."""

from django import template

from applications.models import Application
from decisions import queries
from decisions.models import Explanation

register = template.Library()


@register.simple_tag
def earlier_explanation_of(draft: Application) -> Explanation | None:
    """For whoever may open the draft anyhow: both are of the same group."""
    return queries.earlier_explanation(draft)
