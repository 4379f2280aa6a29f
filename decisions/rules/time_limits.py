"""When a decision counts as known, and until when it can be disputed: days on the calendar of Helsinki, no clock.

Sources: served days, laki 13/2003 19 § and hallintolaki 59 § for a party, kuntalaki 140 § for a member of the municipality; how days
are counted, laki 150/1930. The domain page cites them; the City's lawyer has not checked them yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core.dates import is_working_day
from core.text import Words

# Kept with each notice, so that a later change of law changes nothing that was counted before it.
RULES_OF = "2018-1"
# Kuntalaki: a claim for rectification within 14 days of service, a municipal appeal within 30.
CLAIM_DAYS, APPEAL_DAYS = 14, 30
ELECTRONIC, POST, IN_PERSON, PUBLIC = "electronic", "post", "in_person", "public"


@dataclass(frozen=True)
class Service:
    """A way of serving notice, and how many days after sending it counts as served."""

    channel: str
    label: Words
    days: int


SERVICES = {
    service.channel: service
    for service in (
        Service(ELECTRONIC, _("By e-mail and in the portal"), 3),
        Service(POST, _("By letter"), 7),
        Service(IN_PERSON, _("Handed over"), 0),
        # Towards members of the municipality: the decision is on the public list.
        Service(PUBLIC, _("On the public list of decisions"), 7),
    )
}


def served_on(channel: str, sent_on: date) -> date:
    """The day on which what was sent, handed over or put on the list on `sent_on` counts as known."""
    return sent_on + timedelta(days=SERVICES[channel].days)


def last_day(served: date, days: int = CLAIM_DAYS) -> date:
    """The last of so many days, the day of service not counted; on a day when offices are closed it moves to the next working day."""
    last = served + timedelta(days=days)
    while not is_working_day(last):
        last += timedelta(days=1)
    return last
