"""Proposals and decisions as they are typed, and what is typed when a decision is corrected or lapses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm, euros_field
from core.money import euros
from decisions.models import CLERICAL, CORRECTION_GROUNDS, GRANTED, NOT_EXAMINED, OUTCOMES, SUBSTANTIVE, Reason
from decisions.queries import head_label
from decisions.rules import MOST_PAYMENTS, Heads, Parts

NO_HEADS = Heads()


class OutcomeForm(PortalForm):
    """Outcome, sum, the parts of what is granted and reasons, both when proposing and when deciding.

    The sum needs typing only when a part is granted: empty, it is the whole sum applied for, or nothing, as the outcome says.
    Costs that are left empty are filled by rule.
    """

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome."), "invalid_choice": _("Choose an outcome.")},
    )
    amount = euros_field(_("Sum in euros"), "", required=False)
    conditions = forms.CharField(
        label=_("Conditions of this grant alone"),
        help_text=_("Beside the conditions of every grant. Leave empty if there are none."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The applicant reads these in the decision."),
        # Chosen reasons of the bank are reasons too.
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    bank = forms.MultipleChoiceField(
        label=_("Add reasons from the bank"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        applied: Decimal,
        is_late: bool = False,
        heads: Heads = NO_HEADS,
        bank: Iterable[Reason] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.applied, self.heads = applied, heads
        self.offered = {reason.code: reason for reason in bank}
        self.fields["reasons"].optional = False
        self._offer_bank()
        if is_late:
            self._offer_only(NOT_EXAMINED)
            return
        self._ask_parts()
        self.fields["amount"].optional = None
        self.fields["amount"].help_text = _("Only when a part is granted. Applied for: %(applied)s.") % {
            "applied": euros(applied)
        }

    def _offer_bank(self) -> None:
        if not self.offered:
            del self.fields["bank"]
            return
        by_use = {label: [it for it in self.offered.values() if it.use == use] for use, label in Reason.USES.items()}
        self.fields["bank"].choices = [(it.code, f"{label}: {it.text_fi}") for label, some in by_use.items() for it in some]
        self.fields["bank"].optional = None

    def _offer_only(self, outcome: str) -> None:
        """What came too late has one outcome and no sum; only the reasons are left to write."""
        self.fields["outcome"].choices = [(outcome, OUTCOMES[outcome])]
        self.initial["outcome"] = outcome
        self.fields["amount"].widget = forms.HiddenInput()
        del self.fields["conditions"]

    def _ask_parts(self) -> None:
        self.fields["conditions"].optional = None
        for code, estimate in self.heads.sums.items():
            field = self.fields[f"cost-{code}"] = euros_field(head_label(code), "", required=False)
            field.help_text = _("In the application: %(estimate)s") % {"estimate": euros(estimate)}
        for place in range(1, MOST_PAYMENTS + 1):
            self.fields[f"payment-{place}"] = euros_field(
                _("Instalment %(number)s, euros") % {"number": place}, "", required=False
            )
            when = self.fields[f"when-{place}"] = forms.CharField(
                required=False,
                max_length=200,
                error_messages={"max_length": _("Say it in at most 200 characters.")},
            )
            when.label = format_html(
                '{}<span class="visually-hidden">, {}</span>',
                _("When, or on what condition"),
                _("instalment %(number)s") % {"number": place},
            )
        for name in self.fields:
            if name.partition("-")[0] in {"cost", "payment", "when"}:
                self.fields[name].optional = None

    def clean_amount(self) -> Decimal:
        """Comes after the outcome, which stands before it in the form."""
        amount = self.cleaned_data["amount"]
        if amount is not None:
            return amount
        return self.applied if self.cleaned_data.get("outcome") == GRANTED else Decimal("0.00")

    def clean(self) -> dict[str, Any]:
        """A chosen reason that nobody has written into the words yet comes after them."""
        cleaned = super().clean()
        cleaned["reasons"] = self.reasons_with_bank
        if not cleaned["reasons"]:
            self.add_error("reasons", _("Write the reasons for the decision."))
        return cleaned

    @property
    def chosen(self) -> list[Reason]:
        return [self.offered[code] for code in self.cleaned_data.get("bank", [])]

    @property
    def reasons_with_bank(self) -> str:
        written = self.cleaned_data.get("reasons", "").strip()
        missing = [reason.text_fi for reason in self.chosen if reason.text_fi not in written]
        return "\n\n".join(part for part in [written, *missing] if part)

    @property
    def typed(self) -> dict[str, Any]:
        """What the act is told. A sum or words without the other make an instalment for the rules to judge."""
        read = self.cleaned_data
        costs = {code: read[f"cost-{code}"] for code in self.heads.sums if read.get(f"cost-{code}") is not None}
        rows = [(read.get(f"payment-{place}"), read.get(f"when-{place}", "")) for place in range(1, MOST_PAYMENTS + 1)]
        payments = tuple((amount or Decimal("0.00"), when) for amount, when in rows if amount or when.strip())
        parts = Parts(costs, read.get("conditions", ""), payments)
        said = {name: read[name] for name in ("outcome", "amount", "reasons")}
        return {**said, "parts": parts, "from_bank": self.chosen}

    def with_more(self, **typed: str) -> OutcomeForm:
        """The same, not judged, as if somebody had typed these too: what a button beside the act fills in."""
        initial = {name: self.data.get(self.add_prefix(name), "") for name in self.fields} | typed
        if "bank" in self.fields:
            initial["bank"] = self.cleaned_data.get("bank", [])
        options = {"heads": self.heads, "bank": self.offered.values()}
        return OutcomeForm(applied=self.applied, is_late="conditions" not in self.fields, initial=initial, **options)

    @property
    def cost_fields(self) -> list[BoundField]:
        return [self[f"cost-{code}"] for code in self.heads.sums if f"cost-{code}" in self.fields]

    @property
    def payment_fields(self) -> list[tuple[BoundField, BoundField]]:
        places = [it for it in range(1, MOST_PAYMENTS + 1) if f"payment-{it}" in self.fields]
        return [(self[f"payment-{place}"], self[f"when-{place}"]) for place in places]

    @property
    def shows_parts(self) -> bool:
        """Whether the parts stand open: somebody has typed some, or one of them is to be mended."""
        names = [name for name in self.fields if name.partition("-")[0] in {"cost", "payment", "when", "conditions"}]
        return any(self[name].value() or self[name].errors for name in names)


class ReturnForm(PortalForm):
    """Why a proposal goes back to review."""

    reason = forms.CharField(
        label=_("Why do you send it back?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you send the case back.")},
    )


class CorrectForm(PortalForm):
    """Why a published decision is decided anew. Claims and courts have pages of their own."""

    ground = forms.ChoiceField(
        label=_("On what ground is the decision corrected?"),
        choices=[(code, CORRECTION_GROUNDS[code]) for code in (CLERICAL, SUBSTANTIVE)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose on what ground the decision is corrected."),
            "invalid_choice": _("Choose on what ground the decision is corrected."),
        },
    )
    reason = forms.CharField(
        label=_("What was wrong in the decision?"),
        help_text=_("This stays at the desk. The applicant reads the new decision and its reasons."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was wrong in the decision.")},
    )
    consent = forms.CharField(
        label=_("The applicant's consent"),
        help_text=_(
            "Needed when an error of substance is corrected to the applicant's harm: who consented, when and how. "
            "Otherwise leave it empty."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["consent"].optional = None


class LapseForm(PortalForm):
    """Why a grant ends without being used."""

    reason = forms.CharField(
        label=_("Why does the grant lapse?"),
        help_text=_("The applicant reads this on the page of the application."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why the grant lapses.")},
    )


class GiveUpForm(PortalForm):
    """The group's own word, which it need not explain."""

    reason = forms.CharField(
        label=_("Why do you give it up?"),
        help_text=_("You need not say why."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("The text is too long. Shorten it.")},
    )
