"""The demo's story, from the first invitation in 2017 to a round that is open now, told through the real actions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from accounts import actions as account_actions
from accounts.models import Group, User
from advice import actions as advice_actions
from advice.models import Idea
from advice.queries.appointments import next_free_times
from advice.queries.times import Pattern
from applications import actions as application_actions
from applications.models import Application
from applications.sections import Cost, Funding, sections_of
from core import dates
from core.actor import Actor
from core.money import CENT, euros
from decisions import actions as decision_actions
from kake.management.gates import pass_gate
from kake.management.papers import paper
from registry.actions import cancel
from reviews import actions as review_actions
from rounds import actions as round_actions
from rounds.models import DEVELOPMENT, ESF_FLAT_RATE, EVENT, FLAT_RATE, Programme, Round

FOLDER = settings.ROOT / "data"
Sample = dict[str, Any]  # one of sample_applications.json: what is applied for
Story = dict[str, Any]  # what demo.json tells of it: whose it is, its answers, and how it went
SYSTEM = Actor.system("demo")
# Before the first round opens: its cost model can't change afterwards.
BEFORE_EVERYTHING = dates.local(date(2017, 12, 4), time(9))
FLAT_RATE_PERCENT = ESF_FLAT_RATE
CONFIRMED = {2: date(2018, 3, 14), 3: date(2018, 8, 15)}
LETTERS = ("applications/submitted", "applications/withdrawn", "decisions/decision_published")


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def addresses() -> list[str]:
    """Whose rows show that the demo is there."""
    data = read("demo.json")
    return [person["email"] for person in data["staff"] + data["applicants"]]


def clock(text: str) -> datetime:
    """`2018-02-20T14:12` on the clocks of Helsinki."""
    wall = datetime.fromisoformat(text)
    return dates.local(wall.date(), wall.time())


def days_after(round_: Round, days: int, hour: int) -> datetime:
    """In office hours, so many days after the round closed."""
    return dates.local(dates.local_day(round_.closes_at) + timedelta(days=days), time(hour))


@transaction.atomic
def load(programme: Programme, *, at: datetime) -> None:
    """All or nothing, and in Finnish: what is sent is frozen in the words in which it was asked."""
    with override("fi"):
        Demo(programme, at).tell()


class Demo:
    """The people, by name, and what they did."""

    def __init__(self, programme: Programme, at: datetime) -> None:
        self.programme, self.at = programme, at
        self.data = read("demo.json")
        self.samples = read("sample_applications.json")["applications"]
        self.people: dict[str, User] = {}
        self.staff: dict[str, Actor] = {}
        self.rounds: dict[int, Round] = {}
        self.cases: dict[str, Application] = {}
        self.ideas: list[Idea] = []

    def tell(self) -> None:
        self.invite_staff()
        self.prepare_rounds()
        self.let_applicants_in()
        for number, (sample, story) in self.in_order():
            self.cases[number] = self.apply(sample, story)
        self.decide_round_1()
        self.review_round_2()
        self.step_aside_in_round_3()
        self.apply_in_the_open_round()
        self.tell_ideas()
        self.announce_a_meeting(self.data["meeting"])
        self.answer_in_public(self.data["question"])
        self.take_back_old_letters()
        self.offer_times()

    def invite_staff(self) -> None:
        administrator = SYSTEM
        for facts in self.data["staff"]:
            invitation = {"email": facts["email"], "name": facts["name"], "roles": [facts["role"]]}
            person = account_actions.invite(by=administrator, at=BEFORE_EVERYTHING, **invitation)
            self.people[person.name] = person
            self.staff[facts["role"]] = Actor(person, facts["role"], SYSTEM.source)
            administrator = self.staff["admin"]

    def prepare_rounds(self) -> None:
        """The invented estimates count other costs as a flat rate; the programme's own cost model is not in its slides."""
        coordinator = self.staff["coordinator"]
        for round_ in self.programme.rounds.all():
            self.rounds[round_.number] = round_
            terms = round_.terms.get(kind=DEVELOPMENT)
            model = {"cost_model": FLAT_RATE, "flat_rate_percent": FLAT_RATE_PERCENT}
            round_actions.set_cost_model(terms, by=coordinator, at=BEFORE_EVERYTHING, **model)
        for number, day in CONFIRMED.items():
            at = dates.local(day, time(10))
            self.rounds[number] = round_actions.confirm_dates(self.rounds[number], by=coordinator, at=at)

    def let_applicants_in(self) -> None:
        """They are new to the portal: a code comes to their address, and they tell their names."""
        at = dates.local(date(2018, 1, 18), time(10))
        for facts in self.data["applicants"]:
            visitor = Actor(None, "visitor", SYSTEM.source)
            letter = account_actions.request_code(
                facts["email"], by=visitor, at=at, code="000000", lives=timedelta(minutes=15), language="fi"
            )
            person = account_actions.sign_in(facts["email"], by=visitor, at=at, letter=letter.pk, language="fi")
            told = {name: facts[name] for name in ("name", "phone")}
            account_actions.edit_person(person, by=Actor(person, "applicant", SYSTEM.source), at=at, **told)
            self.people[person.name] = person

    def in_order(self) -> list[tuple[str, tuple[Sample, Story]]]:
        """The samples in the order in which they were begun, which is the order of their references."""
        stories = self.data["applications"]
        told = {str(sample["number"]): (sample, stories[str(sample["number"])]) for sample in self.samples}
        return sorted(told.items(), key=lambda item: item[1][1]["begun"])

    def owner(self, story: Story) -> Actor:
        return Actor(self.people[story["owner"]], "owner", SYSTEM.source)

    def apply(self, sample: Sample, story: Story) -> Application:
        """Begin and fill in; send, be refused at the ceiling, or take back, as the story goes."""
        by, begun = self.owner(story), clock(story["begun"])
        group = self.start_group(sample, story)
        round_ = self.rounds[sample["round"]]
        application = application_actions.begin(by=by, at=begun, group=group, round=round_, kind=sample["kind"])
        answers = {"title": sample["title_fi"], **story["answers"]}
        application = self.fill_in(application, by=by, at=begun, answers=answers, costs=list(self.costs(sample, answers)))
        for name, facts in story.get("papers", {}).items():
            self.attach(application, by=by, at=begun, name=name, facts=facts)
        if "tried" in story:
            self.try_to_send(application, by=by, at=clock(story["tried"]))
        if "sent" in story:
            self.send(application, by=by, at=clock(story["sent"]))
        if "withdrawn" in story:
            decision_actions.withdraw(application, by=by, at=clock(story["withdrawn"]))
        application.refresh_from_db()
        return application

    def start_group(self, sample: Sample, story: Story) -> Group:
        fields = {"name": story.get("group", sample["group"]), "type": sample["group_type"]}
        if carrier := story.get("carrier"):
            fields |= {"carrier_name": carrier, "carrier_business_id": story["business_id"]}
        else:
            fields["business_id"] = story["business_id"]
        fields |= {**self.data["profile"], **story["profile"], "account_holder": carrier or fields["name"]}
        return account_actions.start_group(by=self.owner(story), at=clock(story["begun"]), **fields)

    def costs(self, sample: Sample, answers: dict[str, str]) -> Iterator[Cost]:
        """A line for each head, and for each year of a project; the portal computes the flat rate itself."""
        years = sorted({dates.read_day(answers[name]).year for name in ("starts", "ends") if name in answers}) or [None]
        for head, amount in sample["costs"].items():
            if head == "flat_rate" or not Decimal(amount):
                continue
            later = (Decimal(amount) / len(years)).quantize(CENT, ROUND_DOWN)
            first = Decimal(amount) - later * (len(years) - 1)
            for year in years:
                yield Cost(head, self.data["cost_names"][head], euros(first if year == years[0] else later), year)

    def fill_in(
        self,
        application: Application,
        *,
        by: Actor,
        at: datetime,
        answers: dict[str, str],
        costs: list[Cost],
        funding: Iterable[Funding] = (),
    ) -> Application:
        known = {"contact_name": by.person.name, "contact_phone": by.person.phone, "contact_email": by.person.email}
        for section in [section for section in sections_of(application.kind) if not section.has_files]:
            lines = {"costs": costs, "funding": funding} if section.has_costs else {}
            application = application_actions.save(
                application, by=by, at=at, slug=section.slug, texts={**known, **answers}, seen=0, **lines
            ).application
        return application

    def attach(self, application: Application, *, by: Actor, at: datetime, name: str, facts: dict[str, Any]) -> None:
        with paper(*facts["lines"]) as path:
            application_actions.attach(application, by=by, at=at, path=path, name=name, shows=facts["shows"])

    def send(self, application: Application, *, by: Actor, at: datetime) -> None:
        application_actions.submit(application, by=by, received_at=at, form_token=f"demo-{application.reference}")

    def try_to_send(self, application: Application, *, by: Actor, at: datetime) -> None:
        """Exactly the ceiling is too much, and so it stays a draft."""
        try:
            self.send(application, by=by, at=at)
        except ValidationError as refusal:
            codes = [error.code for error in refusal.error_list]
            application_actions.note_refused_submit(application, by=by, received_at=at, codes=codes)

    def decide_round_1(self) -> None:
        """Everything is decided and published but one case, whose review is not ready."""
        for number in self.sent_in(1):
            self.review(number)
            if "outcome" in self.story(number):
                self.propose(number)
                self.decide(number)
        publish_at = days_after(self.rounds[1], 26, 12)
        decision_actions.publish(self.rounds[1], by=self.staff["decider"], at=publish_at)

    def review_round_2(self) -> None:
        """One is decided and not published, one proposed, one in review."""
        for number in self.sent_in(2):
            self.review(number)
        for number in ("5", "6"):
            self.propose(number)
        self.decide("5")

    def step_aside_in_round_3(self) -> None:
        """The reviewer belongs to the group's board, and the coordinator has not come to the case yet."""
        for number in self.sent_in(3):
            if ground := self.story(number).get("conflict"):
                at = days_after(self.rounds[3], 1, 9)
                review_actions.declare(self.cases[number], by=self.staff["reviewer"], at=at, ground=ground)

    def sent_in(self, round_number: int) -> list[str]:
        return [number for number, case in self.cases.items() if case.round.number == round_number and case.submitted_at]

    def story(self, number: str) -> Story:
        return self.data["applications"][number]

    def review(self, number: str) -> None:
        """The coordinator takes the case up, and each of the two who score declares first that nothing stands in the way."""
        case, scorers = self.cases[number], (self.staff["coordinator"], self.staff["reviewer"])
        for day, by in enumerate(scorers, start=2):
            review_actions.declare(case, by=by, at=days_after(case.round, day, 9))
            case.refresh_from_db()
        pass_gate(case, by=self.staff["coordinator"], at=days_after(case.round, 3, 10))
        for day, (by, points) in enumerate(zip(scorers, self.story(number)["points"], strict=False), start=6):
            given = {"points": dict(zip((criterion.code for criterion in self.criteria), points, strict=True))}
            given["reasons"] = self.reasons(given["points"])
            review_actions.score(case, by=by, at=days_after(case.round, day, 13), send=True, **given)

    @property
    def criteria(self) -> Iterable[Any]:
        return self.rounds[1].criteria.all()

    def reasons(self, points: dict[str, int]) -> dict[str, str]:
        """A good word for four and five points, a doubt for less."""
        return {code: self.data["reasons"][code][0 if given >= 4 else 1] for code, given in points.items()}

    def propose(self, number: str) -> None:
        case = self.cases[number]
        decision_actions.propose(case, by=self.staff["coordinator"], at=days_after(case.round, 13, 10), **self.outcome(number))
        case.refresh_from_db()

    def decide(self, number: str) -> None:
        case, by = self.cases[number], self.staff["decider"]
        review_actions.declare(case, by=by, at=days_after(case.round, 19, 9))
        decision_actions.decide(case, by=by, at=days_after(case.round, 20, 14), **self.outcome(number))
        case.refresh_from_db()

    def outcome(self, number: str) -> dict[str, Any]:
        story = self.story(number)
        whole = self.cases[number].applied if story["outcome"] == "granted" else Decimal("0.00")
        amount = Decimal(story["amount"]) if "amount" in story else whole
        return {"outcome": story["outcome"], "amount": amount, "reasons": story["decision_reasons"]}

    def apply_in_the_open_round(self) -> None:
        """A round around today, so that a newcomer can apply at once, and in it one application half done, one sent and one that
        came by post."""
        round_ = self.open_round()
        self.leave_half_done(round_, self.data["unfinished"])
        self.send_in_good_time(round_, self.data["waiting"])
        self.register_what_came_by_post(round_, self.data["paper"])

    def leave_half_done(self, round_: Round, story: Story) -> None:
        by, at = self.owner(story), round_.opens_at + timedelta(days=3, hours=4)
        group = self.cases[story["group_of"]].group
        draft = application_actions.begin(by=by, at=at, group=group, round=round_, kind=EVENT)
        application_actions.save(draft, by=by, at=at, slug="idea", texts=story["answers"], seen=0)

    def send_in_good_time(self, round_: Round, story: Story) -> None:
        by, at = self.owner(story), round_.opens_at + timedelta(days=5, hours=6)
        group = self.cases[story["group_of"]].group
        days = {"starts": dates.day(round_.earliest_start), "ends": dates.day(round_.latest_end)}
        application = application_actions.begin(by=by, at=at, group=group, round=round_, kind=DEVELOPMENT)
        answers = {**story["answers"], **days}
        costs, funding = list(self.costs(story, answers)), [Funding(**line) for line in story["funding"]]
        application = self.fill_in(application, by=by, at=at, answers=answers, costs=costs, funding=funding)
        self.send(application, by=by, at=at + timedelta(days=2, hours=1))

    def register_what_came_by_post(self, round_: Round, story: Story) -> None:
        """Of a group in which nobody has an e-mail address. Not everything stands on the paper."""
        by, at = self.staff["coordinator"], round_.opens_at + timedelta(days=9, hours=3)
        group = account_actions.add_group(by=by, at=at, **story["group"])
        group = account_actions.edit_group(group, by=by, at=at, **story["profile"])
        paper = application_actions.enter(by=by, at=at, group=group, round=round_, kind=EVENT)
        costs = list(self.costs(story, story["answers"]))
        for section in [section for section in sections_of(EVENT) if not section.has_files]:
            lines = costs if section.has_costs else ()
            application_actions.save(paper, by=by, at=at, slug=section.slug, texts=story["answers"], costs=lines, seen=0)
        consent = {"given_by": story["given_by"], "way": "signature", "given_on": dates.local_day(at - timedelta(days=2))}
        arrived_at, token = at - timedelta(hours=2), f"demo-{paper.reference}"
        facts = {"arrived_at": arrived_at, "channel": "post", "form_token": token, **consent}
        application_actions.register(paper, by=by, at=at + timedelta(hours=1), **facts)

    def open_round(self) -> Round:
        """Opened two weeks ago, closes in five, on a weekday; what it supports comes after the decisions, and lasts for a year."""
        today, by = dates.local_day(self.at), self.staff["coordinator"]
        closes = today + timedelta(days=35)
        if closes.weekday() >= 5:
            closes += timedelta(days=7 - closes.weekday())
        earliest = (closes + timedelta(days=75)).replace(day=1)
        announced = dates.local(today - timedelta(days=21), time(9))
        round_ = round_actions.open_new_round(
            self.programme,
            by=by,
            at=announced,
            opens_at=dates.local(today - timedelta(days=14), time(8)),
            closes_at=dates.local(closes, time(16)),
            earliest_start=earliest,
            latest_end=earliest.replace(year=earliest.year + 1) - timedelta(days=1),
        )
        return round_actions.confirm_dates(round_, by=by, at=announced)

    def tell_ideas(self) -> None:
        """One waits for an answer, told by somebody who has never signed in; the other is answered and can become a draft."""
        visitor, coordinator = Actor(None, "visitor", SYSTEM.source), self.staff["coordinator"]
        for story in self.data["ideas"]:
            at = dates.local(dates.local_day(self.at) - timedelta(days=story["days_ago"]), time(11))
            person = self.people.get(story.get("teller"))
            by = Actor(person, "applicant", SYSTEM.source) if person else visitor
            told = {name: story[name] for name in ("title", "text", "email") if name in story}
            idea = advice_actions.tell_idea(by=by, at=at, **told)
            if answer := story.get("answer"):
                advice_actions.answer_idea(idea, by=coordinator, at=at + timedelta(hours=3), **answer)
            self.ideas.append(idea)

    def offer_times(self) -> None:
        """Two mornings a week at the library for the next five weeks; somebody has booked the first of them."""
        coordinator, first = self.staff["coordinator"], dates.local_day(self.at) + timedelta(days=2)
        tuesday, thursday = 1, 3
        pattern = Pattern(frozenset({tuesday, thursday}), time(9), time(11), 30, first, first + timedelta(days=35))
        advice_actions.offer_pattern(by=coordinator, at=self.at, pattern=pattern, place="library")
        booker = Actor(self.people[self.data["applicants"][0]["name"]], "applicant", SYSTEM.source)
        advice_actions.book_time(
            next_free_times(self.at)[0], by=booker, at=self.at, matter="Miten talkootyö kirjoitetaan kuluihin?"
        )

    def announce_a_meeting(self, story: Story) -> None:
        """On an evening to come; somebody has called and has a place."""
        by, at = self.staff["coordinator"], self.at - timedelta(days=3)
        starts_at = dates.local(dates.local_day(self.at) + timedelta(days=story["in_days"]), time.fromisoformat(story["clock"]))
        facts = {name: story[name] for name in ("kind", "title", "place", "text", "seats")}
        ends_at = starts_at + timedelta(hours=2)
        meeting = advice_actions.announce_meeting(by=by, at=at, starts_at=starts_at, ends_at=ends_at, **facts)
        advice_actions.sign_up_caller(meeting, by=by, at=at, name=story["caller"])

    def answer_in_public(self, story: Story) -> None:
        """Asked by name, published without."""
        at = self.at - timedelta(days=story["days_ago"])
        question = advice_actions.ask(by=self.owner({"owner": story["asker"]}), at=at, text=story["text"])
        said = {name: story[name] for name in ("answer", "public_text")}
        advice_actions.answer_question(question, by=self.staff["coordinator"], at=at + timedelta(hours=20), **said)
        cancel(about=question.about, kind="advice/question_answered")

    def take_back_old_letters(self) -> None:
        """What was news in 2018 is sent to nobody today. It happens before the commit, so no worker ever sees it waiting."""
        for case in self.cases.values():
            for kind in LETTERS:
                cancel(about=case.about, kind=kind)
        for idea in self.ideas:
            for kind in ("advice/idea_received", "advice/message_received"):
                cancel(about=idea.about, kind=kind)
        cancel(about="ideas", kind="advice/idea_told")
        for person in self.people.values():
            cancel(about=f"person:{person.pk}", kind="accounts/invited")
