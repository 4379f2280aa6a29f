"""Before one's own review is sent, no address of the portal shows what another gave: points, reasons, comments or totals."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from reviews.actions import declare, score
from tests.factories import acting, after_closing, make_person
from tests.reviews.points import assign

pytestmark = pytest.mark.django_db

REASON, COMMENT = "Kanariaperuste", "Kanariahuomio"
# What the points of `seen` add up to in any shape that a page or an export could give it.
TOTALS = ("37,5", "37.5")
SECRETS = (REASON, COMMENT, *TOTALS)
# Signing in and out, what answers machines, and the letters of everybody, which are shown in development alone.
LEFT_OUT = ("account_", "healthz", "readyz", "front:mail")


def addresses(resolver: URLResolver | None = None, space: str = "") -> list[tuple[str, dict]]:
    """The name of every address, with the converters of its parameters: a new one is walked by itself."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append((f"{space}{pattern.name}", pattern.pattern.converters))
        else:
            found += addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
    return [it for it in found if not it[0].startswith(LEFT_OUT)]


def paths(case) -> list[str]:
    made = set()
    for name, parameters in addresses():
        for number in {1, case.pk, case.round.number} if parameters else {1}:
            given = {"reference": case.reference, "slug": "idea", "paper": "saannot", "kind": "tapahtuma"}
            given |= {word: number for word, converter in parameters.items() if isinstance(converter, IntConverter)}
            made.add(reverse(name, kwargs={word: given.get(word, "x") for word in parameters}))
    return sorted(made)


def told(browser, case) -> dict[str, list[str]]:
    """What each address that answers says of the points; its headers count too, since a file has its name there."""
    found = {}
    for path in paths(case):
        answer = browser.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "ignore") + str(dict(answer.headers))
        if answer.status_code == 200 and (leaked := [secret for secret in SECRETS if secret in text]):
            found[path] = leaked
    return found


@pytest.fixture
def asked(case, reviewer, coordinator):
    """Two others have sent theirs, which together make 37,5 points, and the reviewer is asked too."""
    weights = [criterion.weight for criterion in case.round.criteria.all()]
    assert weights == [3, 3, 2, 2, 2, 2]
    others = [make_person(f"muu{n}@joensuu.example", name=f"Muu {n}", roles=["reviewer"]) for n in (1, 2)]
    codes = [criterion.code for criterion in case.round.criteria.all()]
    # 3×3 + 3×3 + 2×(3+2+2+2) = 36 and 3×3 + 3×4 + 2×(3+2+2+2) = 39.
    for person, given in zip(others, ((3, 3, 3, 2, 2, 2), (3, 4, 3, 2, 2, 2)), strict=True):
        declare(case, by=acting(person, "reviewer"), at=after_closing(case))
        points = dict(zip(codes, given, strict=True))
        reasons = dict.fromkeys(codes, REASON)
        score(
            case,
            by=acting(person, "reviewer"),
            at=after_closing(case),
            points=points,
            reasons=reasons,
            comment=COMMENT,
            send=True,
        )
    return case


def test_who_is_asked_reads_nothing_before_she_has_sent_hers(client_of, asked, reviewer, coordinator):
    assignment = assign(asked, reviewer, coordinator)
    assert assignment.reviewer == reviewer
    assert told(client_of(reviewer), asked) == {}


def test_neither_does_a_reviewer_whom_nobody_asked(client_of, asked, reviewer):
    assert told(client_of(reviewer), asked) == {}


@pytest.mark.parametrize("role", ["coordinator", "decider", "auditor"])
def test_nobody_else_does_while_a_review_is_waited_for(client_of, request, asked, reviewer, coordinator, role):
    assign(asked, reviewer, coordinator)
    person = request.getfixturevalue(role)
    if role == "decider":
        declare(asked, by=acting(person, role), at=after_closing(asked))
    assert told(client_of(person), asked) == {}


def test_when_all_is_in_it_is_there_to_read(client_of, asked, coordinator):
    case_page = reverse("desk:case", args=[asked.reference])
    assert told(client_of(coordinator), asked)[case_page] == [REASON, COMMENT, "37,5"]
