"""Which group applies, in which round, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Group
from core.forms import PortalForm
from core.money import short_euros
from rounds.models import KIND_PATHS, KINDS, Round, RoundTerms


class BeginForm(PortalForm):
    """Group, round and kind; what there is only one of is chosen already."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Which group applies?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose which group applies."),
            "invalid_choice": gettext_lazy("Choose one of your own groups."),
        },
    )
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("In which round do you apply?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the round."),
            "invalid_choice": gettext_lazy("This round is not open. Choose an open round."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you apply for?"),
        help_text=gettext_lazy("The sum you apply for must stay below the limit."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an event or a development project."),
            "invalid_choice": gettext_lazy("Choose an event or a development project."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, groups: QuerySet[Group], rounds: QuerySet[Round], wish: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial=_wished(rounds, wish))
        self.fields["group"].queryset = groups
        self.fields["round"].queryset = rounds
        terms_of = {terms.kind: terms for terms in rounds[0].terms.all()}
        self.fields["kind"].choices = [(kind, _kind_with_ceiling(terms_of[kind])) for kind in KINDS]
        for name, choices in (("group", groups), ("round", rounds)):
            if len(choices) == 1:
                self.initial[name] = choices[0].pk
        if len(rounds) == 1:
            self.fields["round"].widget = forms.HiddenInput()


class CopyForm(PortalForm):
    """The round of the copy; if only one is open, there is nothing to choose."""

    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("In which round do you apply?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the round."),
            "invalid_choice": gettext_lazy("This round is not open. Choose an open round."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, rounds: QuerySet[Round]) -> None:
        super().__init__(data)
        self.fields["round"].queryset = rounds
        if len(rounds) == 1:
            self.initial["round"] = rounds[0].pk
            self.fields["round"].widget = forms.HiddenInput()


def _wished(rounds: QuerySet[Round], wish: Mapping[str, str]) -> dict[str, Any]:
    """What the link that led here named: a round by its number, a kind by its Finnish word."""
    kind = next((kind for kind, path in KIND_PATHS.items() if path == wish.get("laji")), None)
    round_ = next((round_.pk for round_ in rounds if str(round_.number) == wish.get("kierros")), None)
    return {"kind": kind, "round": round_}


def _kind_with_ceiling(terms: RoundTerms) -> str:
    amount = short_euros(terms.ceiling).removesuffix("€").strip()
    return _("%(kind)s, below %(amount)s euros") % {"kind": KINDS[terms.kind], "amount": amount}
