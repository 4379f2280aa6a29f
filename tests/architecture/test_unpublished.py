"""Before a decision is published nobody outside the desk can tell that there is one: every address is the same to the last byte.

One case is looked at by everybody while it is in review, then with a proposal, then with a decision that has a set time. Status,
headers and every word are compared, and what a press of every button would do; only what is new in each answer by itself is masked.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from applications.models import Application
from core import clock, dates
from decisions import pdf, queries
from decisions.actions import decide, propose, publish, publish_due, render_letters, schedule_publication
from decisions.models import Decision, Publication
from decisions.rules import Parts
from registry.models import Letter
from tests.architecture.access import ROWS
from tests.architecture.world import World, arguments
from tests.documents import words_in
from tests.explaining import make_explanation
from tests.factories import SYSTEM, acting

pytestmark = pytest.mark.django_db

PROPOSED, REASONS, CONDITION, PAYMENT, EXPLAINED = (
    "Kanariaesitys puoltaa.",
    "Kanariaperuste riittää.",
    "Kanariaehto pitää.",
    "Kanariaerä heti.",
    "Kanariaselitys on selkeä.",
)
REGISTER_NUMBER = "KANARIA/02.05/2018"
AMOUNT = Decimal("1357.91")
PARTS = Parts(conditions=CONDITION, payments=((AMOUNT, PAYMENT),))
SUMS = ("1\u00a0357,91", "1 357,91", "1357,91", "1357.91")
SECRETS = (PROPOSED, REASONS, CONDITION, PAYMENT, EXPLAINED, REGISTER_NUMBER, *SUMS)
# Signing in and out, what answers machines, and the letters of everybody, which are shown in development alone.
LEFT_OUT = ("account_", "healthz", "readyz", "front:mail")
INSIDE = ("desk:", "finance:")
# New in each answer by itself: tokens of forms, the number of the request, and what the clock says.
MASKED = [
    re.compile(r'give this number: <b class="reference">\w+</b>'),
    re.compile(r'name="(?:csrfmiddlewaretoken|form_token)" value="[^"]*"'),
    re.compile(r"DTSTAMP:\d{8}T\d{6}Z"),
    re.compile(r"\b\d{1,2}\.\d{2}(\.\d{2})?\b(?!\.?\d)"),
]
OF_THE_ANSWER = {"X-Request-ID", "Set-Cookie", "Date", "Expires", "Server-Timing", "Content-Length"}
OUTSIDE = ("anonymous", "applicant", "co_applicant", "stranger")

Asked = tuple[str, str]
Told = tuple[int, dict[str, str], bytes]


class _UndoError(Exception):
    pass


def addresses(world: World, *, at_the_desk: bool = False) -> list[Asked]:
    """Method and path: every page of the access table, and every page and button of the case.

    Of the desk and of finance only for who has a way in there: for everybody else the table itself has them answer nothing.
    """
    asked = set()
    for row in ROWS:
        if row.name.startswith(LEFT_OUT) or (row.name.startswith(INSIDE) and (row.method == "POST" or not at_the_desk)):
            continue
        given = arguments(row.name, row.thing, world)
        if row.method == "GET":
            asked.add(("GET", reverse(row.name, kwargs=given)))
        if "reference" in given:
            asked.add((row.method, reverse(row.name, kwargs={**given, "reference": world.case.reference})))
    return sorted(asked)


def answers(browser: Client, world: World, **which: bool) -> dict[Asked, Told]:
    """What each address answers; what a request changed is undone, so that each finds the same world."""
    return {(method, path): answer(browser, method, path) for method, path in addresses(world, **which)}


def answer(browser: Client, method: str, path: str) -> Told:
    told: Told = (0, {}, b"")
    try:
        with transaction.atomic():
            it = browser.get(path) if method == "GET" else browser.post(path)
            body = b"".join(it.streaming_content) if it.streaming else it.content
            headers = {name: value for name, value in it.headers.items() if name not in OF_THE_ANSWER}
            told = (it.status_code, headers, body)
            raise _UndoError
    except _UndoError:
        return told


def masked(body: bytes) -> str:
    text = words_in(body)
    for pattern in MASKED:
        text = pattern.sub("", text)
    return text


def differences(before: dict[Asked, Told], after: dict[Asked, Told]) -> dict[Asked, object]:
    """Addresses that answer otherwise than before, and the first line that is another."""
    pairs = {asked: (before[asked], after[asked]) for asked in before if before[asked] != after[asked]}
    found = {asked: first_difference(*pair) for asked, pair in pairs.items()}
    return {asked: difference for asked, difference in found.items() if difference}


def first_difference(before: Told, after: Told) -> object:
    if before[:2] != after[:2]:
        return before[:2], after[:2]
    old, new = masked(before[2]), masked(after[2])
    if old == new:
        return None
    lines = zip(old.splitlines(), new.splitlines(), strict=False)
    return next((pair for pair in lines if pair[0] != pair[1]), "one is longer")


def secrets_in(told: dict[Asked, Told], *more: str) -> dict[Asked, list[str]]:
    found = {}
    for asked, (_status, headers, body) in told.items():
        text = words_in(body) + str(headers)
        if leaked := [secret for secret in (*SECRETS, *more) if secret in text]:
            found[asked] = leaked
    return found


def propose_it(world: World, people: dict[str, User]) -> None:
    at, by = clock.now(), acting(people["coordinator"], "coordinator")
    Application.objects.filter(pk=world.case.pk).update(register_number=REGISTER_NUMBER)
    make_explanation(world.case, people["coordinator"], text=EXPLAINED, at=at)
    propose(world.case, by=by, at=at, outcome="granted_in_part", amount=AMOUNT, reasons=PROPOSED, parts=PARTS)


def decide_it(world: World, people: dict[str, User]) -> None:
    by = acting(people["decider"], "decider")
    decide(world.case, by=by, at=clock.now(), outcome="granted_in_part", amount=AMOUNT, reasons=REASONS, parts=PARTS)


def set_a_time(world: World, people: dict[str, User]) -> Publication:
    at = clock.now()
    seen = pdf.fingerprint(queries.decisions_with_letters(world.closed_round, people["decider"]), at)
    by, due_at = acting(people["decider"], "decider"), dates.local(dates.local_day(at) + timedelta(days=7), time(13, 37))
    return schedule_publication(world.closed_round, by=by, at=at, due_at=due_at, fingerprint=seen)


def moments(at: datetime) -> list[str]:
    """The set time in every shape that a page gives to a time."""
    told = [at.isoformat()]
    for language in ("fi", "en"):
        with translation.override(language):
            told += [dates.moment(at), dates.stamp(at), dates.short_moment(at)]
    return told


def let_the_time_stop(world: World, people: dict[str, User]) -> None:
    publication = Publication.objects.get()
    Decision.objects.prepared().filter(application=world.case).update(reasons=f"{REASONS} Ja lisää.")
    assert publish_due(by=SYSTEM, at=publication.due_at) == 0


def browser_of(client_of, people, role: str) -> Client:
    """A new one each time: what a browser has been told before must not count."""
    if role != "anonymous":
        return client_of(people[role])
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


@pytest.mark.parametrize("role", OUTSIDE)
def test_proposed_decided_and_set_to_be_published_a_case_is_the_same_as_in_review(client_of, people, world, role):
    in_review = answers(browser_of(client_of, people, role), world)
    assert len(in_review) > 100
    propose_it(world, people)
    decide_it(world, people)
    publication = set_a_time(world, people)
    decided = answers(browser_of(client_of, people, role), world)
    assert differences(in_review, decided) == {}
    assert secrets_in(decided, *moments(publication.due_at)) == {}


def test_proposed_and_stopped_the_pages_of_its_group_are_the_same_too(client_of, people, world):
    pages = [reverse("front:me"), reverse("front:my_application", args=[world.case.reference])]
    browser, seen = client_of(people["applicant"]), []
    for act in (lambda *_: None, propose_it, decide_it, set_a_time, let_the_time_stop):
        act(world, people)
        seen.append({("GET", page): answer(browser, "GET", page) for page in pages})
    assert [differences(seen[0], after) for after in seen] == [{}] * 5


@pytest.mark.parametrize("role", ["finance", "admin"])
def test_who_does_not_handle_cases_reads_no_word_and_no_sum_of_it(client_of, people, world, role):
    """Of what is bound, finance reads the totals of funds and rounds, which hold other decisions too."""
    propose_it(world, people)
    decide_it(world, people)
    publication = set_a_time(world, people)
    told = answers(client_of(people[role]), world, at_the_desk=True)
    assert secrets_in(told, *moments(publication.due_at)) == {}


def test_nobody_of_the_group_is_written_to(people, world):
    members = [people["applicant"].email, people["co_applicant"].email]
    letters = Letter.objects.filter(to__in=members)
    before = list(letters.values_list("pk", flat=True))
    propose_it(world, people)
    decide_it(world, people)
    set_a_time(world, people)
    assert list(letters.values_list("pk", flat=True)) == before


def test_withdrawing_goes_the_same_way_whatever_was_prepared(client_of, people, world):
    browser = client_of(people["applicant"])
    in_review = withdrawn(browser, world)
    assert in_review[0][0] == 303
    propose_it(world, people)
    assert withdrawn(browser, world) == in_review
    decide_it(world, people)
    set_a_time(world, people)
    assert withdrawn(browser, world) == in_review


def withdrawn(browser: Client, world: World) -> list[object]:
    """The answer, the pages after it, and the letters about it; then it is undone."""
    told: list[object] = []
    case = [world.case.reference]
    try:
        with transaction.atomic():
            before = set(Letter.objects.values_list("pk", flat=True))
            for it in (
                browser.post(reverse("front:withdraw", args=case)),
                browser.get(reverse("front:my_application", args=case)),
                browser.get(reverse("front:me")),
            ):
                told.append((it.status_code, it.headers.get("Location"), without_clock(masked(it.content))))
            letters = Letter.objects.exclude(pk__in=before).order_by("pk")
            told.append([(letter.to, letter.subject, without_clock(letter.body_text)) for letter in letters])
            raise _UndoError
    except _UndoError:
        return told


def without_clock(text: str) -> str:
    """A minute may pass between one withdrawal and the next, and each letter has a number of its own in its link."""
    return re.sub(r"T[\d:.]+\+\d{2}:\d{2}|\b\d{1,2}\.\d{2}(\.\d{2})?\b|kirje=\w+", "", text)


def test_published_the_group_reads_all_that_it_is_told(client_of, people, world):
    propose_it(world, people)
    decide_it(world, people)
    at = clock.now()
    publish(world.closed_round, by=acting(people["decider"], "decider"), at=at)
    render_letters(by=SYSTEM, at=at)
    told = answers(client_of(people["applicant"]), world)
    page = secrets_in(told)["GET", reverse("decisions:decision", args=[world.case.reference])]
    assert {REASONS, CONDITION, PAYMENT, REGISTER_NUMBER, EXPLAINED, SUMS[0]} <= set(page)
    assert PROPOSED not in page
    letter = told["GET", reverse("decisions:letter", args=[world.case.reference])]
    assert (letter[0], letter[2][:5]) == (200, b"%PDF-")


def test_a_leak_would_be_noticed(client_of, people, world):
    """The control: the decision maker's page of the case does change, and holds what was written."""
    browser, asked = client_of(people["decider"]), ("GET", reverse("desk:case", args=[world.case.reference]))
    before = {asked: answer(browser, *asked)}
    propose_it(world, people)
    decide_it(world, people)
    after = {asked: answer(browser, *asked)}
    assert list(differences(before, after)) == [asked]
    assert {PROPOSED, REASONS, SUMS[0]} <= set(secrets_in(after)[asked])
