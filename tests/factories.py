"""Plain functions that make what tests need, through the real actions where there is one."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.actions import add_group, grant_role, invite_to_group, start_group
from accounts.models import Group, Invitation, Membership, User
from advice import actions as advice_actions
from advice.models import Appointment, Idea, Message, Slot
from applications import actions as application_actions
from applications.models import Application, Attachment
from applications.sections import COSTS, Cost, Funding, sections_of
from core import clock, dates
from core.actor import Actor
from decisions import actions as decision_actions
from decisions.models import Decision, Proposal
from reviews.actions import declare, score
from reviews.models import Review
from rounds import actions as round_actions
from rounds.models import DEVELOPMENT, EVENT, FLAT_RATE, Programme, Round
from tests import files
from tests.gates import pass_gate

KAKE2 = json.loads((Path(__file__).parent.parent / "data" / "kake2.json").read_text(encoding="utf-8"))

# A weekday in the first round of 2018, 12.00 in Helsinki.
AT = datetime(2018, 2, 14, 10, 0, tzinfo=UTC)
SYSTEM = Actor.system("test")


def acting(person: User, role: str = "applicant") -> Actor:
    """The person as the doer of an act."""
    return Actor(person, role, "192.0.2.7", "test-request")


def make_person(
    email: str = "maija@example.org", *, name: str = "Maija Meikäläinen", roles: Iterable[str] = (), **fields: str
) -> User:
    person = User(email=email, name=name, joined_at=AT, **fields)
    person.set_unusable_password()
    person.save()
    for role in roles:
        grant_role(person, by=SYSTEM, at=AT, role=role)
    return person


# The invented account of domain tests: its check digits are right, and no bank has it.
IBAN = "FI1990000000000019"
PROFILE = {
    "street_address": "Esimerkkikatu 1 A 2",
    "postal_code": "80100",
    "city": "Joensuu",
    "home_municipality": "Joensuu",
    "website": "https://www.esimerkki.example",
    "signatories": "Puheenjohtaja Aino Esimerkki yksin",
    "iban": IBAN,
    "account_holder": "Esimerkkikylän yhdistys ry",
    "vat_position": Group.DOES_NOT_DEDUCT,
    "electronic_service": Group.ELECTRONIC,
}
ASSOCIATION = {
    "name": "Esimerkkikylän yhdistys ry",
    "type": Group.ASSOCIATION,
    "business_id": "9100001-3",
    "register_number": "999.901",
}


def make_group(
    owner: User, *, editors: Iterable[User] = (), readers: Iterable[User] = (), at: datetime = AT, **fields: str
) -> Group:
    """A registered association whose profile is complete, unless `fields` say otherwise."""
    group = start_group(by=acting(owner), at=at, **{**PROFILE, **({} if "type" in fields else ASSOCIATION), **fields})
    for role, people in ((Membership.EDITOR, editors), (Membership.READER, readers)):
        for person in people:
            Membership.objects.create(person=person, group=group, role=role, joined_at=at)
    return group


def make_invitation(
    group: Group, owner: User, *, email: str = "kutsuttu@example.org", role: str = Membership.EDITOR, at: datetime = AT
) -> Invitation:
    return invite_to_group(group, by=acting(owner, "owner"), at=at, email=email, role=role)


def make_programme() -> Programme:
    """The real one, with its two funds and the three rounds of 2018; the first of them is open at `AT`."""
    return round_actions.load_programme(KAKE2, by=SYSTEM, at=AT)


def make_round(programme: Programme, *, opens: date | None = None, closes: date | None = None) -> Round:
    """A round of ordinary terms from 8.00 to 16.00; open around today unless told when. Projects fit into the year after it."""
    today = dates.local_day(clock.now())
    opens, closes = opens or today - timedelta(days=10), closes or today + timedelta(days=20)
    return round_actions.open_new_round(
        programme,
        by=SYSTEM,
        at=AT,
        opens_at=dates.local(opens, time(8)),
        closes_at=dates.local(closes, time(16)),
        earliest_start=closes + timedelta(days=60),
        latest_end=closes + timedelta(days=425),
    )


def use_flat_rate(round_: Round, percent: Decimal) -> None:
    """For the projects of a round, also of one that is open already."""
    round_.terms.filter(kind=DEVELOPMENT).update(cost_model=FLAT_RATE, flat_rate_percent=percent)


def answers_for(round_: Round, kind: str) -> dict[str, str]:
    """A full set of answers that every rule accepts."""
    shared = {
        "contact_name": "Aino Esimerkki",
        "contact_phone": "040 123 4567",
        "contact_email": "aino@example.org",
        "title": "Pyöräpaja keskustaan",
        "summary": "Avaamme pajan, jossa korjataan pyöriä yhdessä.",
        "aims": "1 3",
        "target_groups": "1 2",
        "people": "25",
        "participation": "Viisi ihmistä tiistairyhmästä suunnitteli ohjelman.",
        "partners": "Kirjasto antaa tilan.",
        "communication": "Julisteissa on EU:n lippu.",
        "everyone": "Tilaan on luiska.",
        "sells": "no",
        "ties": "no",
    }
    event = {
        "event_day": dates.day(round_.latest_end),
        "place": "Kauppatori",
        "programme": "Musiikkia ja pöytiä.",
        "free_entry": "yes",
        "safety": "Kaksi ensiauttajaa.",
    }
    project = {
        "need": "Keskustassa ei ole paikkaa, johon voi tulla päivällä.",
        "novelty": "Osallistujat opettavat toisiaan.",
        "starts": dates.day(round_.earliest_start),
        "ends": dates.day(round_.latest_end),
        "area": "Keskusta",
        "steps": "Ryhmä kokoontuu joka viikko.",
        "staff": "Ohjaaja, 60 % työajasta.",
        "steering": "En tiedä vielä",
        "results": "Kymmenen ihmistä tietää, mitä tekee seuraavaksi.",
        "participants": "20",
        "indicators": "Neljä löytää työn.",
        "risks": "Ohjaaja vaihtuu. Meillä on varaohjaaja.",
        "permanence": "Paja jatkaa vapaaehtoisten voimin.",
    }
    return {**shared, **(event if kind == EVENT else project)}


COSTS_FOR = {
    EVENT: [Cost("venue_rent", "Salin vuokra", "1 200"), Cost("purchases", "Esiintyjä", "800,50")],
    DEVELOPMENT: [Cost("wages", "Ohjaajan palkka", "18 000"), Cost("other", "Työkalut", "2 000,50")],
}


def make_draft(owner: User, group: Group, round_: Round, *, kind: str = EVENT, at: datetime | None = None) -> Application:
    """Begun and nothing more; an hour after the round opened unless told when."""
    at = at or round_.opens_at + timedelta(hours=1)
    return application_actions.begin(by=acting(owner, "owner"), at=at, group=group, round=round_, kind=kind)


def make_application(
    owner: User,
    group: Group,
    round_: Round,
    *,
    kind: str = EVENT,
    at: datetime | None = None,
    costs: Iterable[Cost] | None = None,
    funding: Iterable[Funding] = (),
    **answers: str,
) -> Application:
    """A draft filled in through the real actions, ready to be sent unless `answers` or `costs` say otherwise.

    A project's cost that has no year is in the first one of the round.
    """
    draft = make_draft(owner, group, round_, kind=kind, at=at)
    texts = {**answers_for(round_, kind), **answers}
    costs = COSTS_FOR[kind] if costs is None else list(costs)
    if kind == DEVELOPMENT:
        costs = [replace(cost, year=cost.year or round_.earliest_start.year) for cost in costs]
    for section in [section for section in sections_of(kind) if not section.has_files]:
        lines = {"costs": costs, "funding": list(funding)} if section.slug == COSTS else {}
        draft = application_actions.save(
            draft, by=acting(owner, "owner"), at=draft.created_at, slug=section.slug, texts=texts, seen=0, **lines
        ).application
    if group.type == Group.FREE_GROUP:
        make_attachment(draft, owner, shows="consent")
    return draft


def make_attachment(
    application: Application,
    person: User,
    *,
    content: bytes | None = None,
    name: str = "Säännöt.pdf",
    shows: str = "rules",
    at: datetime | None = None,
) -> Attachment:
    """A page of PDF, unless `content` is given, added when the application was begun unless told when."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(files.pdf() if content is None else content)
        return application_actions.attach(
            application, by=acting(person, "owner"), at=at or application.created_at, path=path, name=name, shows=shows
        )


def send(application: Application, owner: User, *, at: datetime | None = None) -> Application:
    """Send it, an hour after it was begun unless told when."""
    at = at or application.created_at + timedelta(hours=1)
    application_actions.submit(application, by=acting(owner, "owner"), received_at=at, form_token=uuid.uuid4().hex)
    application.refresh_from_db()
    return application


def make_paper_group(coordinator: User, **fields: str) -> Group:
    """A free group that came to the desk on paper: nobody of it signs in."""
    free = {
        "name": "Esimerkkikorttelin asukkaat",
        "type": Group.FREE_GROUP,
        "carrier_name": "Esimerkkikantaja ry",
        "carrier_business_id": "9100004-8",
    }
    return add_group(by=acting(coordinator, "coordinator"), at=AT, **{**free, **fields})


def make_paper(
    coordinator: User,
    group: Group,
    round_: Round,
    *,
    kind: str = EVENT,
    at: datetime | None = None,
    costs: Iterable[Cost] | None = None,
    **answers: str,
) -> Application:
    """What came on paper, as the coordinator has typed it, not registered yet; two hours after the round opened unless told when."""
    by, at = acting(coordinator, "coordinator"), at or round_.opens_at + timedelta(hours=2)
    paper = application_actions.enter(by=by, at=at, group=group, round=round_, kind=kind)
    texts = {**answers_for(round_, kind), **answers}
    lines = COSTS_FOR[kind] if costs is None else list(costs)
    for section in [section for section in sections_of(kind) if not section.has_files]:
        typed = {"texts": texts, "costs": lines if section.slug == COSTS else ()}
        paper = application_actions.save(paper, by=by, at=at, slug=section.slug, seen=0, **typed).application
    return paper


def register(paper: Application, coordinator: User, *, arrived_at: datetime | None = None, **more: Any) -> Application:
    """Take it into the books an hour after it was entered or, if that is later, when it arrived; signed by Elli Esimerkki."""
    arrived_at = arrived_at or paper.created_at
    at = max(arrived_at, paper.created_at) + timedelta(hours=1)
    consent = {"given_by": "Elli Esimerkki", "way": "signature", "given_on": dates.local_day(at)}
    facts = {"arrived_at": arrived_at, "channel": "desk", **consent, "form_token": uuid.uuid4().hex, **more}
    application_actions.register(paper, by=acting(coordinator, "coordinator"), at=at, **facts)
    paper.refresh_from_db()
    return paper


def make_case_in_review(
    owner: User, group: Group, round_: Round, coordinator: User, *, kind: str = EVENT, **answers: Any
) -> Application:
    """Sent, taken up by the coordinator when the round had closed, and past the gate; `answers` as for `make_application`."""
    application = send(make_application(owner, group, round_, kind=kind, **answers), owner)
    declare(application, by=acting(coordinator, "coordinator"), at=after_closing(application))
    pass_gate(application, coordinator, at=after_closing(application))
    application.refresh_from_db()
    return application


def after_closing(application: Application, *, days: int = 1) -> datetime:
    return application.round.closes_at + timedelta(days=days)


def make_review(
    application: Application,
    person: User,
    *,
    role: str = "reviewer",
    points: int | None = 3,
    reason: str = "Selkeä suunnitelma.",
    comment: str = "",
    send: bool = True,
) -> Review:
    """The same points and reason for every criterion, a day after the round closed."""
    codes = [criterion.code for criterion in application.round.criteria.all()]
    return score(
        application,
        by=acting(person, role),
        at=after_closing(application),
        points=dict.fromkeys(codes, points),
        reasons=dict.fromkeys(codes, reason),
        comment=comment,
        send=send,
    )


def make_proposal(
    application: Application,
    coordinator: User,
    *,
    outcome: str = "granted",
    amount: Decimal | None = None,
    reasons: str = "Sopii ohjelman kohderyhmälle.",
) -> Proposal:
    """Two days after the round closed; the whole sum applied for unless `outcome` or `amount` say otherwise."""
    at = after_closing(application, days=2)
    return decision_actions.propose(
        application,
        by=acting(coordinator, "coordinator"),
        at=at,
        outcome=outcome,
        amount=_sum(application, outcome, amount),
        reasons=reasons,
    )


def make_decision(
    application: Application,
    coordinator: User,
    decider: User,
    *,
    outcome: str = "granted",
    amount: Decimal | None = None,
    reasons: str = "Sopii ohjelman kohderyhmälle.",
    published: bool = False,
) -> Decision:
    """Proposed and decided, three days after the round closed, and published the next day if so wished."""
    make_proposal(application, coordinator, outcome=outcome, amount=amount, reasons=reasons)
    by = acting(decider, "decider")
    declare(application, by=by, at=after_closing(application, days=3))
    decision = decision_actions.decide(
        application,
        by=by,
        at=after_closing(application, days=3),
        outcome=outcome,
        amount=_sum(application, outcome, amount),
        reasons=reasons,
    )
    if published:
        decision_actions.publish(application.round, by=by, at=after_closing(application, days=4))
        decision.refresh_from_db()
    return decision


def _sum(application: Application, outcome: str, amount: Decimal | None) -> Decimal:
    if amount is not None:
        return amount
    return application.applied if outcome == "granted" else Decimal("0.00")


def make_idea(
    person: User | None = None, *, text: str = "Pidämme avoimen pajan puistossa.", at: datetime = AT, **more: str
) -> Idea:
    """Told by somebody who is signed in, or by a visitor who gives her address as `email`."""
    by = acting(person) if person else Actor(None, "visitor", "192.0.2.7", "test-request")
    return advice_actions.tell_idea(by=by, at=at, text=text, **more)


def make_message(about: Idea | Application, sender: User, *, text: str = "Voimmeko puhua?", at: datetime = AT) -> Message:
    """From the City when a coordinator writes it, and otherwise from the group."""
    side, role = ("city", "coordinator") if "coordinator" in sender.roles else ("group", "applicant")
    return advice_actions.send_message(about, by=acting(sender, role), at=at, side=side, text=text)


def make_slot(
    adviser: User, starts_at: datetime, *, minutes: int = 30, place: str = "library", where: str = "", at: datetime | None = None
) -> Slot:
    """A time that the coordinator offers, since thirty days before it unless told when."""
    begins = dates.local_time(starts_at)
    return advice_actions.offer_time(
        by=acting(adviser, "coordinator"),
        at=at or starts_at - timedelta(days=30),
        day=begins.date(),
        clock=begins.time(),
        minutes=minutes,
        place=place,
        where=where,
    )


def make_appointment(slot: Slot, person: User, *, at: datetime | None = None, **more: Any) -> Appointment:
    """The time booked a week before it unless told when."""
    return advice_actions.book_time(slot, by=acting(person), at=at or slot.starts_at - timedelta(days=7), **more)
