"""A conflict of interest: not a byte of the case reaches who has one, at any address of the portal, and nothing is done by her.

Every address there is is walked, whatever its app, so that a page that is added is guarded from its first day. The same walk as
somebody who handles the case finds every canary: it can fail.
"""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import Membership
from advice.models import Idea
from applications.models import Application, InterestDeclaration
from core import clock, dates
from decisions.actions import decide, propose, publish
from decisions.models import Decision, Explanation, Proposal, ReserveOffer, ReservePlace, Scenario, ScenarioRow
from registry.models import Letter
from reviews.actions import declare, score
from reviews.models import Discussion, GateAnswer, Review, Score, ScoreChange
from tests import files
from tests.advice.factories import make_file_message, make_internal_note
from tests.factories import (
    AT,
    acting,
    after_closing,
    make_application,
    make_appointment,
    make_attachment,
    make_decision,
    make_idea,
    make_person,
    make_review,
    make_slot,
    send,
)
from tests.gates import pass_gate
from tests.walking import paths, said_by

pytestmark = pytest.mark.django_db

TITLE, SUM = "Kanarianimi", "1\u00a0234,56"
# What those who have not declared yet see of the case, and its group with it.
ROW = (TITLE,)
CONTENT = ("Kanariavastaus", "Kanariatiedosto")
DESK = ("Kanariamerkinta", "Kanariaperuste", "Kanariahuomio", "Kanariaesitys", "Kanariaselitys", SUM)
TALK = ("Kanariaviesti", "Kanarialiite")
# The totals of funds and rounds stay whole for everybody, and here this one case is all that there is in them.
TOTALS = ("/talous/", "/tyopoyta/kierrokset/1/jako/")
# How it is reviewed, reasoned and divided, and what it grew from.
REVIEW = ("Kanariakelpoisuus", "Kanariakeskustelu", "Kanariamuutos", "Kanariaselkokieli", "Kanariarivi", "Kanariaohitus")
ADVICE = ("Kanariaidea", "Kanaria-asia")
SECRETS = (*CONTENT, *DESK, *TALK, *REVIEW, *ADVICE)
# Parts of what a list could be searched for: the case itself and its people.
SEARCHES = ("Kanaria", "Meik", "PK-2018")
REVIEWING = ["coordinator", "reviewer", "decider"]


@pytest.fixture
def case(applicant, group, programme, coordinator, reviewer, decider) -> Application:
    """Decided and not published, with a word of its own in every place that can hold one."""
    # So that one review is enough for others to read it.
    programme.rounds.update(reviews_wanted=1)
    draft = make_application(applicant, group, programme.rounds.get(number=1), title=TITLE, summary="Kanariavastaus")
    make_attachment(draft, applicant, name="Kanariatiedosto.pdf")
    case = send(draft, applicant)
    declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    case.refresh_from_db()
    pass_gate(case, coordinator, at=after_closing(case))
    make_file_message(case, applicant, text="Kanariaviesti", name="Kanarialiite.pdf", content=files.pdf())
    make_internal_note(case, coordinator, text="Kanariamerkinta")
    make_review(case, reviewer, reason="Kanariaperuste", comment="Kanariahuomio")
    by = {"outcome": "granted_in_part", "amount": Decimal("1234.56")}
    make_decision(case, coordinator, decider, reasons="Kanariaesitys", **by)
    aside = make_person("seppo@joensuu.example", name="Seppo Sivussa", roles=["reviewer"])
    declare(case, by=acting(aside, "reviewer"), at=after_closing(case), ground="other", explanation="Kanariaselitys")
    Discussion.objects.create(application=case, text="Kanariakeskustelu", recorded_by=coordinator, recorded_at=AT)
    Explanation.objects.create(application=case, text="Kanariaselkokieli", written_by=coordinator, saved_at=AT)
    made = {"name": "Vaihtoehto", "made_by": coordinator, "made_at": AT, "changed_at": AT}
    scenario = Scenario.objects.create(round=case.round, kind=case.kind, **made)
    ScenarioRow.objects.create(scenario=scenario, application=case, amount=by["amount"], rank=1, reason="Kanariarivi")
    place = ReservePlace.objects.create(round=case.round, kind=case.kind, application=case, place=1, given_at=AT)
    offer = {"amount": Decimal("1000.00"), "due_on": dates.local_day(AT), "offered_by": coordinator, "offered_at": AT}
    ReserveOffer.objects.create(place=place, skip_reason="Kanariaohitus", **offer)
    changed = {"changed_at": AT, "before": 3, "after": 4, "reason": "Kanariamuutos"}
    ScoreChange.objects.create(score=Score.objects.first(), **changed)
    GateAnswer.objects.filter(application=case).update(reason="Kanariakelpoisuus")
    Idea.objects.filter(pk=make_idea(applicant, text="Kanariaidea").pk).update(application=case)
    tomorrow = dates.local(dates.local_day(clock.now()) + timedelta(days=1), time(12))
    make_appointment(make_slot(coordinator, tomorrow), applicant, subject=case, matter="Kanaria-asia")
    case.refresh_from_db()
    return case


def conflicted(case: Application, roles: list[str], why: str):
    person = make_person("ulla@joensuu.example", name="Ulla Ulkopuolinen", roles=roles)
    if why == "declared":
        # Whatever her roles: also who audits may have been a handler when she stepped aside.
        said = {"is_disqualified": True, "ground": "benefit", "declared_at": AT}
        InterestDeclaration.objects.create(application=case, person=person, **said)
    if why == "own group":
        # She had declared that she has none, and joined the group after that.
        InterestDeclaration.objects.create(application=case, person=person, is_disqualified=False, declared_at=AT)
        place = {"role": Membership.READER, "joined_at": after_closing(case, days=9)}
        Membership.objects.create(person=person, group=case.group, **place)
    return person


def leaks(browser, case: Application, words: tuple[str, ...], under: tuple[str, ...] = ("/",)) -> dict[str, list[str]]:
    """What of the case each address says, but for what stands in the address itself; only those that say something."""
    said = {}
    for path in paths(case, SEARCHES):
        if not path.startswith(under):
            continue
        text = said_by(browser.get(path))
        hidden = [word for word in words if not (word == SUM and path.startswith(TOTALS)) and word not in path]
        if told := [word for word in hidden if word in text]:
            said[path] = told
    return said


WALKS = [
    ("declared", ["coordinator", "decider"]),
    ("declared", ["reviewer"]),
    ("declared", ["auditor"]),
    ("own group", ["coordinator", "decider"]),
    ("own group", ["reviewer", "auditor"]),
    ("own group", ["finance"]),
]


@pytest.mark.parametrize(("why", "roles"), WALKS)
def test_no_address_says_a_word_of_the_case(client_of, case, why, roles):
    person = conflicted(case, roles, why)
    browser = client_of(person)
    assert leaks(browser, case, (*DESK, *REVIEW, *ADVICE)) == {}
    # As a member she sees what her group sent, on the citizens' side and nowhere else.
    row = (*ROW, *CONTENT, *TALK)
    assert leaks(browser, case, row, ("/tyopoyta/", "/talous/") if why == "own group" else ("/",)) == {}
    letters = str(list(Letter.objects.filter(to=person.email).values_list("subject", "body_text", "body_html")))
    assert [word for word in (*SECRETS, TITLE) if word in letters] == []


@pytest.mark.parametrize("roles", [["reviewer"], ["coordinator", "decider"]])
def test_who_has_not_declared_sees_the_row_and_nothing_else(client_of, case, roles):
    browser = client_of(conflicted(case, roles, "undeclared"))
    # Whoever advises answers ideas and keeps the times that are booked, also before she opens the case that came of them.
    advised = ADVICE if "coordinator" in roles else ()
    assert leaks(browser, case, tuple(word for word in SECRETS if word not in advised)) == {}
    assert TITLE in said_by(browser.get(reverse("desk:case", args=[case.reference])))


def test_who_handles_it_reads_every_word_so_the_walk_can_fail(client_of, case):
    browser = client_of(conflicted(case, ["coordinator"], "undeclared"))
    browser.post(reverse("desk:declare", args=[case.reference]), {"ground": "none"})
    found = {word for told in leaks(browser, case, SECRETS).values() for word in told}
    assert set(SECRETS) - found == set()


@pytest.mark.parametrize("why", ["declared", "own group"])
def test_no_act_in_the_case_is_done_by_her_whatever_page_she_comes_from(case, why):
    person = conflicted(case, REVIEWING, why)
    outcome = {"outcome": "rejected", "amount": Decimal("0.00"), "reasons": "Ohitettu."}
    at = after_closing(case, days=9)

    def scores():
        score(case, by=acting(person, "reviewer"), at=at, points={}, reasons={})

    def says_otherwise():
        declare(case, by=acting(person, "reviewer"), at=at)

    acts = [
        ("in_review", scores),
        ("in_review", lambda: propose(case, by=acting(person, "coordinator"), at=at, **outcome)),
        ("proposed", lambda: decide(case, by=acting(person, "decider"), at=at, **outcome)),
        ("in_review", says_otherwise),
    ]
    for status, act in acts:
        Application.objects.filter(pk=case.pk).update(status=status)
        with pytest.raises(PermissionDenied), transaction.atomic():
            act()
    assert (Review.objects.count(), Proposal.objects.count(), Decision.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("why", ["declared", "own group"])
def test_the_others_of_the_round_are_published_without_her_case(case, why):
    person = conflicted(case, ["decider"], why)
    with pytest.raises(Exception, match="nothing to publish"):
        publish(case.round, by=acting(person, "decider"), at=after_closing(case, days=9))
    assert Decision.objects.get().state == Decision.PREPARED
