"""A small world with one of each thing that an address can be about, and the same of a stranger's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from accounts.actions import save_view
from accounts.models import Group, Invitation, Membership, SavedView, User
from advice.models import Appointment, Idea, Meeting, MessageFile, Note, Question, SignUp, Slot, Thread
from applications import actions
from applications.models import Application, Revision
from core import clock, dates
from decisions.actions import decide, make_scenario, propose, publish, render_letters
from decisions.models import Appeal, Claim, ClaimFile, FunderApproval, Hearing, Notice, ReservePlace, Scenario
from registry.actions import deliver
from reviews.actions import assign, declare
from rounds.models import Round
from tests import files
from tests.advice.factories import make_file_message, make_internal_note, make_note
from tests.approving import make_approval
from tests.claims import make_claim, register_claim
from tests.completions import ask
from tests.explaining import make_explanation, make_reasons
from tests.factories import (
    SYSTEM,
    acting,
    make_application,
    make_appointment,
    make_attachment,
    make_draft,
    make_group,
    make_idea,
    make_invitation,
    make_message,
    make_paper,
    make_paper_group,
    make_programme,
    make_round,
    make_slot,
    register,
    send,
)
from tests.gates import pass_gate
from tests.meetings import make_meeting, make_place
from tests.questions import make_answer, make_question


@dataclass(frozen=True)
class World:
    """`draft` and `sent` are in a round that is open now; `case` waits for a proposal, `incomplete` for its group to complete
    one part, `proposed` for a decision,
    `decided` for publication; `published` has its letter. `invitation` is one that `group` has made, `invited` one of a
    stranger's group to `applicant`. `talk` is about `case`, `closed_talk` about `sent`, which nobody of the desk has opened,
    each with a file. `on_paper` is being entered at the desk, `registered` was, late; in the draft `helped` the coordinator
    may help, and has pinned `note` to it; `paper_group` has nobody who signs in. `idea` is the applicant's. `slot` is a free time of the
    coordinator, `appointment` one that `applicant` has booked, and `held_appointment` one that has begun. `applicant` has a
    place in `meeting`, `sign_up`; `held` is over. Of her questions one waits and one is published.
    `scenario` divides the events of `closed_round`; `published`
    has `place` on its reserve list; `notice` put it on the public list.
    Its group has made `claim` with a file; of `member_claim`, which came on paper, the group is
    asked in `hearing`; and there is an `appeal`."""

    group: Group
    open_round: Round
    closed_round: Round
    draft: Application
    sent: Application
    case: Application
    incomplete: Application
    proposed: Application
    decided: Application
    published: Application
    staff: User
    paper_group: Group
    on_paper: Application
    helped: Application
    note: Note
    registered: Application
    member: Membership
    invitation: Invitation
    invited: Invitation
    revision: Revision
    talk: Thread
    closed_talk: Thread
    idea: Idea
    slot: Slot
    appointment: Appointment
    held_appointment: Appointment
    message_file: MessageFile
    closed_file: MessageFile
    meeting: Meeting
    held: Meeting
    sign_up: SignUp
    question: Question
    published_question: Question
    saved_view: SavedView
    scenario: Scenario
    place: ReservePlace
    notice: Notice
    approval: FunderApproval
    claim: Claim
    claim_file: ClaimFile
    member_claim: Claim
    hearing: Hearing
    appeal: Appeal


def arguments(name: str, thing: str, world: World) -> dict[str, object]:
    """The keyword arguments of the address `name` when it is about `thing`."""
    special = {
        "": {},
        "kind": {"kind": "tapahtuma"},
        "reason": {"code": "money-ended"},
        "code": {"code": world.published.decisions.get().verification_code},
        "section": {"reference": world.draft.reference, "slug": "idea"},
        "paper": {"reference": world.draft.reference, "paper": "saannot"},
        "revision": {"reference": world.draft.reference, "slug": "idea", "pk": world.revision.pk},
        "note": {"reference": world.helped.reference, "pk": world.note.pk},
        "asked_section": {"reference": world.incomplete.reference, "slug": "idea"},
        "closed_section": {"reference": world.incomplete.reference, "slug": "muut"},
        "helped_section": {"reference": world.helped.reference, "slug": "idea"},
        "paper_section": {"reference": world.on_paper.reference, "slug": "idea"},
        "sign_up": {"pk": world.meeting.pk, "sign_up": world.sign_up.pk},
        "division": {"number": world.closed_round.number, "kind": "tapahtuma"},
        "agenda": {"number": world.closed_round.number, "kind": "tapahtuma", "of": "esitykset"},
        "scenario_agenda": {"number": world.closed_round.number, "kind": "tapahtuma", "of": str(world.scenario.pk)},
        "scenario": {"number": world.closed_round.number, "kind": "tapahtuma", "pk": world.scenario.pk},
        "place": {"number": world.closed_round.number, "kind": "tapahtuma", "pk": world.place.pk},
        "assignment": {"reference": world.case.reference, "pk": world.case.assignments.first().pk},
        "asked_on": {"reference": world.member_claim.reference, "pk": world.hearing.pk},
        "member": {"pk": world.group.pk, "person": world.member.person.pk},
    }
    if thing in special:
        return special[thing]
    if thing in {"draft_file", "sent_file", "helped_file"}:
        application = getattr(world, thing.removesuffix("_file"))
        return {"reference": application.reference, "pk": application.attachments.get().pk}
    if thing in BY_NUMBER:
        return {"pk": getattr(world, thing).pk}
    if thing == "terms":
        return {"number": world.open_round.number, "kind": "tapahtuma"}
    if thing in {"open_round", "closed_round"}:
        return {"number": getattr(world, thing).number}
    return {"reference": getattr(world, thing).reference, **VERSIONS.get(name.partition(":")[2], {})}


# Things whose address is their number in the database, a line for each few of a kind.
BY_NUMBER = {
    *("group", "paper_group", "staff", "invitation", "invited"),
    *("talk", "closed_talk", "message_file", "closed_file"),
    *("claim_file", "hearing", "appeal"),
    *("slot", "appointment", "held_appointment"),
    *("meeting", "held", "question", "published_question", "saved_view", "notice"),
    "approval",
}
# What else the addresses of versions name.
VERSIONS = {
    "version": {"number": 1},
    "version_letter": {"number": 1},
    "version_printout": {"number": 1},
    "comparison": {"older": 1, "newer": 1},
}

# Only the two sides of a talk may ever read the first two, and only coordinators the third.
EXPLAINED = "Hyvää oli, että paja on auki kaikille."
# Of a claim: what it says and its file, where its maker of the municipality lives, and what the group is asked.
CLAIMED, CLAIM_FILE, CLAIMANT, ASKED = "Vaadittu muutos.", "Vaadittu.pdf", "Vaatijankatu 9", "Kysytty ryhmältä."
SAID, FILE, NOTED = "Kuiskaus kahden kesken.", "Kuiskattu.pdf", "Merkintä koordinaattoreille."


def make_letters(people: dict[str, User], at: datetime) -> None:
    """Of what is published, with a translation too, since somebody of the group reads English at that time."""
    reader = User.objects.filter(pk=people["co_applicant"].pk)
    reader.update(language="en")
    render_letters(by=SYSTEM, at=at)
    reader.update(language="fi")


def make_world(people: dict[str, User]) -> World:
    """Built through the real actions; `applicant` owns it, `coordinator`, `reviewer` and `decider` have declared no conflict."""
    owner, coordinator, decider = people["applicant"], people["coordinator"], people["decider"]
    group = make_group(owner, editors=[people["co_applicant"]])
    twin = make_group(people["stranger"], name="Vieras Esimerkki ry", business_id="9100002-1")
    programme = make_programme()
    today = dates.local_day(clock.now())
    closed_round = make_round(programme, opens=today - timedelta(days=60), closes=today - timedelta(days=20))
    open_round = make_round(programme)
    in_closed = [send(make_application(owner, group, closed_round), owner) for _ in range(5)]
    send(make_application(people["stranger"], twin, closed_round), people["stranger"])
    make_draft(people["stranger"], twin, open_round)
    at = clock.now()
    for application in in_closed:
        for role in ("coordinator", "reviewer", "decider"):
            declare(application, by=acting(people[role], role), at=at)
    case, incomplete, *rest = in_closed
    ask(incomplete, coordinator, at=at)
    make_reasons()
    pass_gate(case, coordinator, at=at)
    assign(case, reviewer=people["reviewer"], by=acting(coordinator, "coordinator"), at=at)
    for application in rest:
        propose(
            application,
            by=acting(coordinator, "coordinator"),
            at=at,
            outcome="granted",
            amount=application.applied,
            reasons="Sopii.",
        )
    proposed, decided, published = rest
    grant(published, decider, at)
    make_explanation(published, coordinator, text=EXPLAINED, at=at)
    publish(closed_round, by=acting(decider, "decider"), at=at)
    make_letters(people, at)
    grant(decided, decider, at)
    scenario = make_scenario(closed_round, by=acting(coordinator, "coordinator"), at=at, kind="event", name="Perusvaihtoehto")
    idea = make_idea(owner, title="Puistopaja", at=at)
    make_message(idea, coordinator, at=at)
    make_idea(people["stranger"], at=at)
    draft = make_application(owner, group, open_round)
    to_send = make_application(owner, group, open_round)
    make_attachment(draft, owner)
    actions.reuse(to_send, by=acting(owner, "owner"), at=to_send.created_at, attachment=draft.attachments.get(), shows="rules")
    sent = send(to_send, owner)
    helped = make_application(owner, group, open_round)
    consent = {"given_by": owner.name, "way": "portal", "given_on": today}
    actions.allow_help(helped, by=acting(owner, "owner"), at=at, **consent)
    make_attachment(helped, owner)
    late = closed_round.closes_at + timedelta(days=1)
    registered = register(make_paper(coordinator, group, closed_round), coordinator, arrived_at=late)
    make_internal_note(case, coordinator, text=NOTED, at=at)
    make_file_message(case, owner, text=SAID, at=at, content=files.pdf(), name=FILE)
    times = make_appointments(people, at)
    meeting = make_meeting(coordinator)
    long_ago = at - timedelta(days=8)
    held = make_meeting(coordinator, title="Esimerkkitapaaminen", kind="joint", at=long_ago, starts_at=at - timedelta(days=7))
    make_place(held, owner, at=long_ago)
    sign_up = make_place(meeting, owner)
    published_question = make_answer(make_question(owner, text="Saako?"), coordinator, public_text="Saako kahvia ostaa?")
    deliver(clock=clock.now)
    return World(
        group=group,
        open_round=open_round,
        closed_round=closed_round,
        draft=draft,
        sent=sent,
        case=case,
        incomplete=incomplete,
        proposed=proposed,
        decided=decided,
        published=published,
        staff=people["reviewer"],
        revision=draft.revisions.get(section="idea"),
        idea=idea,
        scenario=scenario,
        place=ReservePlace.objects.create(application=published, round=closed_round, kind="event", place=1, given_at=at),
        notice=Notice.objects.get(decision__application=published),
        approval=make_approval(published.decisions.get(), coordinator, at=at),
        meeting=meeting,
        held=held,
        sign_up=sign_up,
        question=make_question(owner),
        published_question=published_question,
        saved_view=save_view(by=acting(coordinator, "coordinator"), at=at, name="Tapahtumat", query="kind=event"),
        paper_group=make_paper_group(coordinator),
        on_paper=make_paper(coordinator, group, open_round),
        helped=helped,
        note=make_note(helped, coordinator, at=at),
        registered=registered,
        member=group.memberships.get(person=people["co_applicant"]),
        invitation=make_invitation(group, owner, at=at),
        talk=make_message(case, coordinator, text=f"{SAID} Vastaus.", at=at).thread,
        closed_talk=make_file_message(sent, owner, text=SAID, at=at, content=files.pdf(2), name=FILE).thread,
        message_file=MessageFile.objects.get(message__thread__application=case),
        closed_file=MessageFile.objects.get(message__thread__application=sent),
        invited=make_invitation(twin, people["stranger"], email=owner.email, at=at),
        **times,
        **make_claims(published, owner, coordinator),
    )


def make_claims(case: Application, owner: User, coordinator: User) -> dict[str, Claim | ClaimFile | Hearing | Appeal]:
    """Nobody of the cast may handle them: the coordinator proposed the decision, and the decider made it."""
    decision, at = case.decisions.get(), clock.now()
    claim = make_claim(decision, owner, at=at, file=CLAIM_FILE, demand=CLAIMED)
    member_claim = register_claim(decision, coordinator, at=clock.now(), contact=CLAIMANT)
    day = dates.local_day(at) + timedelta(days=14)
    facts = {"heard": str(case.group), "of_party": True, "question": ASKED, "asked_by": coordinator, "asked_at": at}
    facts_of_appeal = {"filed_on": dates.local_day(at), "reference": "EHO/1", "recorded_by": coordinator, "recorded_at": at}
    return {
        "claim": claim,
        "claim_file": claim.files.get(),
        "member_claim": member_claim,
        "hearing": Hearing.objects.create(claim=member_claim, due_on=day, **facts),
        "appeal": Appeal.objects.create(decision=decision, **facts_of_appeal),
    }


def make_appointments(people: dict[str, User], at: datetime) -> dict[str, Slot | Appointment]:
    """A free time and a booked one of tomorrow, the stranger's beside them, and one that began this minute."""
    coordinator = people["coordinator"]
    noon = dates.local(dates.local_day(at) + timedelta(days=1), time(12))
    free, booked, other = (make_slot(coordinator, noon + timedelta(hours=hours), at=at) for hours in range(3))
    begun = make_slot(coordinator, dates.bounds_of_day(dates.local_day(at))[0], minutes=10, at=at - timedelta(days=2))
    make_appointment(other, people["stranger"], at=at)
    return {
        "slot": free,
        "appointment": make_appointment(booked, people["applicant"], at=at, matter="Mistä aloitan?"),
        "held_appointment": make_appointment(begun, people["applicant"], at=at - timedelta(days=2)),
    }


def grant(application: Application, decider: User, at: datetime) -> None:
    decide(
        application,
        by=acting(decider, "decider"),
        at=at,
        outcome="granted",
        amount=application.applied,
        reasons="Sopii kohderyhmälle.",
    )
