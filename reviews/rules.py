"""What is asked of an application before points: may it get this money at all (kelpoisuustarkistus)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.dates import day, stamp
from core.folding import fold
from core.money import euros, short_euros
from core.text import Words

SLIDES = _("The programme's slides")
# The domain page names the list of checks by the pattern of other funders; Joensuu's own was not found.
PROPOSED = _("Proposed for the portal, to be confirmed by the City")
NOT_DONE, PASSED, FAILED = "not_done", "passed", "failed"
STATES = {
    NOT_DONE: _("The eligibility check is not done"),
    PASSED: _("The eligibility check is passed"),
    FAILED: _("The eligibility check is not passed"),
}


@dataclass(frozen=True)
class Snapshot:
    """All that the checks look at, from the newest version that was sent. Sums in euros, days in Helsinki, instants aware."""

    kind: str
    group_type: str
    group_type_label: str
    carrier: str
    business_id: str
    is_business_id: bool
    arrived: datetime
    closes_at: datetime
    is_late: bool
    applied: Decimal
    ceiling: Decimal
    starts: date | None
    ends: date | None
    earliest_start: date
    latest_end: date
    # What the application says of the place, and the programme's area in every language.
    place: str
    area: tuple[str, ...]
    # The groups of the programme that were chosen, in words; none if nothing of its list was.
    target_groups: tuple[str, ...] = ()
    other_funding: tuple[str, ...] = ()
    # How many other applications the group has sent and not withdrawn.
    other_applications: int = 0
    costs: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """What the facts are filled in with."""
        return {
            "group_type": self.group_type_label,
            "carrier": self.carrier,
            "business_id": self.business_id or "–",
            "arrived": stamp(self.arrived),
            "closed": stamp(self.closes_at),
            "applied": euros(self.applied),
            "ceiling": short_euros(self.ceiling),
            "starts": day(self.starts) if self.starts else "–",
            "ends": day(self.ends) if self.ends else "–",
            "earliest_start": day(self.earliest_start),
            "latest_end": day(self.latest_end),
            "place": self.place or "–",
            "area": self.area[0],
            "target_groups": "; ".join(self.target_groups) or "–",
            "other_funding": "; ".join(self.other_funding) or "–",
            "other_applications": str(self.other_applications),
            "costs": "; ".join(self.costs) or "–",
        }


@dataclass(frozen=True)
class Check:
    """One question of the gate. `sentence` is what must hold, `refusal` what a decision says where it does not.

    `answer` is pure and says True or False only where what was sent says it plainly; None leaves it to a person. A check
    that is `exact` compares dates and sums: no person overrules it, since a wrong fact is put right where it is kept. In
    the others a person may answer otherwise than the system, with a reason. `section` is the part of the form that tells it.
    """

    code: str
    sentence: Words
    facts: Words
    refusal: Words
    source: Words
    answer: Callable[[Snapshot], bool | None]
    section: str = ""
    # Why a part is asked for, if the group is asked to complete it: a code of `applications.models.COMPLETION_REASONS`.
    ask_for: str = "unclear"
    is_exact: bool = False
    # Where the part has another name in a project than in an event.
    section_of_project: str = ""

    def facts_of(self, snapshot: Snapshot) -> str:
        return str(self.facts) % snapshot.words

    def section_for(self, kind: str) -> str:
        return self.section_of_project if kind == "development" and self.section_of_project else self.section


def _has_carrier(it: Snapshot) -> bool | None:
    """An association is plain by its kind; a carrier of a free group by the letters that only an association has in its name.

    Whether a co-operative works without profit, or another body may get the money, the application does not say.
    """
    if not it.is_business_id:
        return False
    is_named_so = it.group_type == "free_group" and "ry" in it.carrier.casefold().replace(".", "").split()
    return True if it.group_type == "association" or is_named_so else None


def _is_in_area(it: Snapshot) -> bool | None:
    """Only where the answer is the area by its own name; where a street or a part of the city is, a person knows."""
    return True if fold(it.place).strip(" .") in {fold(name) for name in it.area} else None


def _fits_dates(it: Snapshot) -> bool | None:
    if it.starts is None or it.ends is None:
        return None
    begins_in_time = it.kind != "development" or it.starts >= it.earliest_start
    return begins_in_time and it.starts <= it.ends <= it.latest_end


def _asks_a_person(it: Snapshot) -> None:
    """Nothing that was typed can answer it: what is not told is not thereby so."""


GATE = (
    Check(
        "eligible_carrier",
        _("A registered body that may get this money answers for it."),
        _("Applicant: %(group_type)s. Answers for the money: %(carrier)s, business ID %(business_id)s."),
        _("No registered body that may get this money answers for it."),
        PROPOSED,
        _has_carrier,
        section="liitteet",
        ask_for="attachment",
    ),
    Check(
        "in_area",
        _("It is done in the area of the programme."),
        _("Place, by the application: %(place)s. The area: %(area)s."),
        _("It is not done in the area of the programme."),
        SLIDES,
        _is_in_area,
        section="tapahtuma",
        section_of_project="suunnitelma",
    ),
    Check(
        "target_group",
        _("It is for the target group of the programme."),
        _("Chosen in the application: %(target_groups)s."),
        _("It is not for the target group of the programme."),
        SLIDES,
        lambda it: True if it.target_groups else None,
        section="kohderyhma",
    ),
    Check(
        "in_time",
        _("It came in time."),
        _("Arrived on %(arrived)s. The round closed on %(closed)s."),
        _("It came after the round had closed."),
        SLIDES,
        lambda it: not it.is_late,
        is_exact=True,
    ),
    Check(
        "under_limit",
        _("The sum is below the limit."),
        _("Applied for: %(applied)s. The sum must be below %(ceiling)s."),
        _("The sum applied for is not below the limit of the round."),
        SLIDES,
        lambda it: it.applied < it.ceiling,
        section="kustannukset",
        ask_for="costs",
        is_exact=True,
    ),
    Check(
        "within_dates",
        _("The dates fit into the round."),
        _(
            "From %(starts)s to %(ends)s. A project starts on %(earliest_start)s at the earliest. "
            "Everything ends on %(latest_end)s at the latest."
        ),
        _("The dates do not fit into the time of the round."),
        SLIDES,
        _fits_dates,
        section="tapahtuma",
        section_of_project="suunnitelma",
        is_exact=True,
    ),
    Check(
        "no_double_funding",
        _("No other public money pays for the same costs."),
        _(
            "Income and other funding, by the application: %(other_funding)s. "
            "Other applications that the group has sent here: %(other_applications)s."
        ),
        _("Other public money pays for the same costs."),
        PROPOSED,
        _asks_a_person,
        section="kustannukset",
        ask_for="costs",
    ),
    Check(
        "not_running_costs",
        _("The costs are not ordinary running costs."),
        _("Costs: %(costs)s."),
        _("The costs are ordinary running costs."),
        PROPOSED,
        _asks_a_person,
        section="kustannukset",
        ask_for="costs",
    ),
)
CHECKS = {check.code: check for check in GATE}


def state_of(answers: Iterable[bool | None]) -> str:
    """One no closes the gate, whatever is still open."""
    known = list(answers)
    if False in known:
        return FAILED
    return NOT_DONE if None in known else PASSED
