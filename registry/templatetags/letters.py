"""The links in letters."""

from django import template
from django.template import Context

from registry.models import Letter

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: Context, path: str) -> str:
    """The whole address of a page of the portal, and which letter it stands in: it signs nobody in, and holds no address."""
    address = f"{context['base_url']}{path}"
    return f"{address}?{Letter.IN_LINKS}={context['letter'].hex}" if context["letter"] else address
