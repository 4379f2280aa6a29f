"""What is shown in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.workflow import DISCARDED, DRAFT, STATUSES
from core.forms import PortalForm
from core.text import clean_line
from desk.queries import Work
from rounds.models import KINDS, Round


class FilterForm(PortalForm):
    """Filters are optional by nature; saying so beside each helps nobody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.optional = None


class WorklistFilter(django_filters.FilterSet):
    """What waits for the person, words, round, kind and state; all of it in the address, so that a list can be shared."""

    waits = django_filters.ChoiceFilter(field_name="work", label=_("Waiting for you"), empty_label=_("Anything"))
    words = django_filters.CharFilter(method="by_words", label=_("Reference, group or name"))
    round = django_filters.ModelChoiceFilter(queryset=Round.objects.all(), label=_("Round"), empty_label=_("All"))
    kind = django_filters.ChoiceFilter(choices=list(KINDS.items()), label=_("Kind"), empty_label=_("All"))
    status = django_filters.ChoiceFilter(
        choices=[(status.code, status.staff) for status in STATUSES.values() if status.code not in {DRAFT, DISCARDED}],
        label=_("State"),
        empty_label=_("All"),
    )

    class Meta:
        model = Application
        fields = ["waits", "words", "round", "kind", "status"]
        form = FilterForm

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Application], work: Iterable[Work]) -> None:
        """`work` is what can wait for the reader."""
        super().__init__(data, queryset=queryset)
        choices = [(one.code, one.step) for one in work]
        if choices:
            self.filters["waits"].extra["choices"] = choices
        else:
            del self.filters["waits"]

    def by_words(self, rows: QuerySet[Application], name: str, words: str) -> QuerySet[Application]:
        words = clean_line(words)[:100]
        return rows.filter(Q(reference__icontains=words) | Q(title__icontains=words) | Q(group__name__icontains=words))

    @property
    def is_in_use(self) -> bool:
        return any(self.data.get(name) for name in self.filters)
