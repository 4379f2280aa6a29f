"""Service of notice: what is served by the mail that went, and what somebody at the desk still has to serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Group, User
from accounts.queries import agreed_to_electronic_service
from applications.models import Application
from core import dates
from core.text import Words
from decisions import rules
from decisions.models import Decision, Notice
from registry.models import Letter
from rounds.models import Round

# The letter that serves notice where the group has consented; see `decisions.letters.decision_published`.
SERVING_LETTER = "decisions/decision_published"

# Why a decision has to be served by hand.
NOT_SAID = gettext_lazy("The group has not said whether it agrees to electronic service")
NO_CONSENT = gettext_lazy("The group does not agree to electronic service")
TOO_LATE = gettext_lazy("The group agreed only after the e-mail had gone")
MAIL_FAILED = gettext_lazy("The e-mail could not be sent")
NO_MAIL = gettext_lazy("Nobody of the group gets e-mail")
CAME_BACK = gettext_lazy("The earlier service does not count")
ON_ITS_WAY = gettext_lazy("The e-mail is on its way")


@dataclass(frozen=True)
class ToServe:
    """A decision that holds and has not been served to everybody. `why` is empty where its party has been served."""

    decision: Decision
    why: Words = ""
    # The e-mail that serves it has not gone yet: nothing to do.
    is_on_its_way: bool = False
    lacks_members: bool = False
    address: list[str] = field(default_factory=list)

    @property
    def lacks_party(self) -> bool:
        return bool(self.why)

    @property
    def why_not_printed(self) -> str:
        """What the letter of the batch waits for; empty where it can be printed."""
        if self.decision.document is None:
            return _("The decision letter is still being made.")
        return "" if self.address else _("The address of the group is not known.")


def postal_address(group: Group) -> list[str]:
    """The lines of the address as they stand in the window of an envelope; none where a part is not known."""
    if not (group.street_address and group.postal_code and group.city):
        return []
    carrier = [f"c/o {group.carrier_name}"] if group.carrier_name else []
    return [group.name, *carrier, group.street_address, f"{group.postal_code} {group.city}"]


def to_serve(person: User, round_: Round | None = None) -> list[ToServe]:
    """What holds and is not served to its party or not made known to members, in the cases that this person handles."""
    rows = _unserved(Application.objects.handled_by(person)).select_related(
        "application__group", "application__round__programme", "document"
    )
    rows = rows.filter(application__round=round_) if round_ else rows
    decisions = list(rows.order_by("application__reference"))
    letters = _letters_of(decisions)
    return [_to_serve(decision, letters[str(decision)]) for decision in decisions]


def _unserved(cases: QuerySet[Application]) -> QuerySet[Any]:
    notices = Notice.objects.filter(decision=OuterRef("pk"))
    party, members = notices.to_party(), notices.standing().to_members()
    return (
        Decision.objects.in_force()
        .filter(application__in=cases)
        .annotate(is_served=Exists(party.standing()), is_listed=Exists(members), was_annulled=Exists(party))
        .filter(Q(is_served=False) | Q(is_listed=False))
    )


def _to_serve(decision: Any, letters: list[Letter]) -> ToServe:
    group = decision.application.group
    on_its_way = not decision.is_served and not decision.was_annulled and _is_on_its_way(group, letters)
    why = "" if decision.is_served else ON_ITS_WAY if on_its_way else _why(decision, letters)
    return ToServe(decision, why, on_its_way, not decision.is_listed, postal_address(group))


def _is_on_its_way(group: Group, letters: list[Letter]) -> bool:
    """The mail waits, or has just gone and is noted in a moment."""
    waits = any(letter.status in {Letter.QUEUED, Letter.SENDING} for letter in letters)
    gone = any(letter.sent_at and agreed_to_electronic_service(group, letter.sent_at) for letter in letters)
    return gone or (waits and group.electronic_service == Group.ELECTRONIC)


def _why(decision: Any, letters: list[Letter]) -> Words:
    consent = decision.application.group.electronic_service
    if decision.was_annulled:
        return CAME_BACK
    if consent != Group.ELECTRONIC:
        return NO_CONSENT if consent else NOT_SAID
    if any(letter.sent_at for letter in letters):
        return TOO_LATE
    return MAIL_FAILED if letters else NO_MAIL


def _letters_of(decisions: Iterable[Decision]) -> dict[str, list[Letter]]:
    """The letters that told of each decision, by its name. They were written only to who may receive for the group."""
    about = {decision.application.about for decision in decisions}
    found: dict[str, list[Letter]] = defaultdict(list)
    if about:
        told = Letter.objects.filter(kind=SERVING_LETTER, about__in=about)
        for letter in told.only("key", "status", "sent_at", "to").order_by("sent_at", "pk"):
            reference, number = letter.key.split(":")[1:3]
            found[f"{reference}/{number}"].append(letter)
    return found


def served_by_mail() -> Iterator[tuple[Decision, Letter]]:
    """Decisions of groups that had consented when the first letter about them went, and that nobody has served yet."""
    served = Notice.objects.to_party().filter(decision=OuterRef("pk"))
    rows = Decision.objects.in_force().filter(~Exists(served), application__group__electronic_service=Group.ELECTRONIC)
    decisions = list(rows.select_related("application__group").order_by("pk"))
    letters = _letters_of(decisions)
    for decision in decisions:
        group = decision.application.group
        gone = [it for it in letters[str(decision)] if it.sent_at and agreed_to_electronic_service(group, it.sent_at)]
        if gone:
            yield decision, gone[0]


@dataclass(frozen=True)
class Served:
    """What recording a service would count: for the page on which one looks before one presses."""

    sent_on: date
    served_on: date
    claim_until: date


def counted_service(channel: str, sent_on: date, shown_on: date | None = None) -> Served:
    """`shown_on` is a day of service that was shown, instead of the one that the law assumes."""
    served = shown_on or rules.served_on(channel, sent_on)
    return Served(sent_on, served, rules.last_day(served))


def why_not_served(decision: Decision, audience: str, sent_on: date, at: datetime) -> str:
    """What stands against recording that it was served, sent or handed over on that day; empty if nothing."""
    if decision.state != Decision.PUBLISHED:
        return _("This decision does not hold any more, or is not published yet.")
    if decision.notices.standing().filter(audience=audience).exists():
        return _("The decision has already been served to them.")
    if sent_on < dates.local_day(decision.published_at):
        return _("It was published on %(day)s. It can't have been sent before that.") % {"day": dates.day(decision.published_at)}
    return _("The day is still to come.") if sent_on > dates.local_day(at) else ""


def services_shown(round_: Round, person: User) -> list[Notice]:
    """What has been served in the round, newest first, in the cases that this person handles; also what does not count any more."""
    rows = Notice.objects.handled_by(person).filter(decision__application__round=round_)
    return list(rows.select_related("decision__application__group", "recorded_by").order_by("-recorded_at", "-pk"))


def not_handled(round_: Round, person: User) -> int:
    """How many decisions wait to be served in cases that the person sees and has not declared her interests in."""
    listed = Application.objects.listed_for(person).exclude(pk__in=Application.objects.handled_by(person).values("pk"))
    return _unserved(listed).filter(application__round=round_).count()


def party_notice(decision: Decision) -> Notice | None:
    """How and when the decision was served to its party, if it was."""
    served = (it for it in decision.notices.all() if it.audience == Notice.PARTY and it.annulled_at is None)
    return next(served, None)


def earlier_notice(decision: Decision, audience: str) -> Notice | None:
    """The newest service that does not count any more, by which that audience has known its last day."""
    annulled = decision.notices.filter(audience=audience, annulled_at__isnull=False)
    return annulled.order_by("annulled_at", "pk").last()


def rectification_ends(person: User, at: datetime, days: int = 7) -> list[date]:
    """The last days for a claim within the coming days, one for each decision that holds in the cases of this person."""
    today = dates.local_day(at)
    soon = Notice.objects.standing().filter(claim_until__range=(today, today + timedelta(days=days)))
    soon = soon.filter(decision__state=Decision.PUBLISHED, decision__application__in=Application.objects.handled_by(person))
    last: dict[int, date] = {}
    for decision, until in soon.values_list("decision", "claim_until"):
        last[decision] = max(until, last.get(decision, until))
    return sorted(last.values())


def last_day_in_words(until: date, office_closes: time | None) -> str:
    """`keskiviikkona 28.2.2018, ennen viraston aukioloajan päättymistä`; with its hour only where the City has told it."""
    day = dates.whole_day(until)
    if office_closes is None:
        return _("%(day)s, before the office closes") % {"day": day}
    clock = f"{office_closes:%H.%M}".removeprefix("0")
    return _("%(day)s, before the office closes at %(clock)s") % {"day": day, "clock": clock}
