"""Money for the same costs from elsewhere: income, such as tickets, and what others give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.sections.costs import sum_of, why_no_sum

COST, INCOME, OTHER = "cost", "income", "other"
SOURCES = {INCOME: _("Income"), OTHER: _("Other funding")}

APPLIED, GRANTED = "applied", "granted"
STATES = {APPLIED: _("Applied for"), GRANTED: _("Granted")}


@dataclass(frozen=True)
class Funding:
    """One line as typed. `what` says where the money comes from; `state` whether others' money is applied for or granted."""

    source: str
    what: str
    amount_text: str
    state: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.amount_text.strip())

    def called(self, number: int) -> str:
        """How sentences about this line name it; `number` is its place from 1 among those of its source."""
        return self.what.strip()[:60] or f"{SOURCES[self.source]} {number}"

    @property
    def amount(self) -> Decimal | None:
        return sum_of(self.amount_text)

    @property
    def label(self) -> str:
        """The source, and with others' money how far it has come."""
        state = f" ({str(STATES[self.state]).lower()})" if self.state else ""
        return f"{SOURCES[self.source]}{state}"

    def marks(self) -> dict[str, str]:
        """What is not understood, a sentence by the name of the field; none on a line that is empty."""
        if self.is_empty:
            return {}
        asks_state = self.source == OTHER and not self.state
        sentences = {
            "state": gettext("Choose if the money is applied for or granted.") if asks_state else "",
            "amount": why_no_sum(self.amount_text, gettext("Write the sum of this money.")),
        }
        return {name: sentence for name, sentence in sentences.items() if sentence}
