"""The form itself: every section, in the order of the task list. At most seven for an event and ten for a project."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from applications.sections import event, project, shared
from applications.sections.attachments import FILES
from applications.sections.questions import COSTS, Section

SECTIONS = (
    shared.CONTACT,
    shared.IDEA,
    project.NEED,
    shared.FOR_WHOM,
    event.PLAN,
    project.PLAN,
    project.PEOPLE,
    project.RESULTS,
    Section(COSTS, _("Estimate the costs"), (), minutes=15),
    shared.OTHER_MATTERS,
    Section(FILES, _("Add attachments"), (), minutes=5),
)


def sections_of(kind: str) -> list[Section]:
    return [section for section in SECTIONS if kind in section.kinds]


def section_of(kind: str, slug: str) -> Section | None:
    return next((section for section in sections_of(kind) if section.slug == slug), None)


def hours_of(kind: str) -> Decimal:
    """About how long the whole form takes, in half hours rounded up."""
    minutes = sum(section.minutes for section in sections_of(kind))
    return Decimal(-(-minutes // 30)) / 2
