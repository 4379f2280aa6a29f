"""How a case can end."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

GRANTED, GRANTED_IN_PART, REJECTED, NOT_EXAMINED = "granted", "granted_in_part", "rejected", "not_examined"
OUTCOMES = {
    GRANTED: _("Granted"),
    GRANTED_IN_PART: _("Granted in part"),
    REJECTED: _("Rejected"),
    NOT_EXAMINED: _("Not examined"),
}
FAVOURABLE = frozenset({GRANTED, GRANTED_IN_PART})
OUTCOME_KNOWN = Q(outcome__in=["granted", "granted_in_part", "rejected", "not_examined"])
MONEY_FITS_OUTCOME = Q(outcome__in=["granted", "granted_in_part"], amount__gt=0) | Q(
    outcome__in=["rejected", "not_examined"], amount=0
)
