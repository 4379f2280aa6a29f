"""Before one's own review is sent, no address of the portal shows what another gave: points, reasons, comments or totals."""

from __future__ import annotations

import pytest
from django.urls import reverse

from decisions.actions import make_scenario
from reviews.actions import declare, score
from reviews.models import Discussion
from tests.factories import acting, after_closing, make_person
from tests.reviews.points import assign
from tests.walking import paths, said_by

pytestmark = pytest.mark.django_db

REASON, COMMENT = "Kanariaperuste", "Kanariahuomio"
# What the points of `seen` add up to in any shape that a page or an export could give it.
TOTALS = ("37,5", "37.5")
# What was said of points tells what they were.
TALK = "Kanariakeskustelu"
SECRETS = (REASON, COMMENT, TALK, *TOTALS)


def told(browser, case) -> dict[str, list[str]]:
    """What each address that answers says of the points: pages, tables, papers and packed files, and their names."""
    found = {}
    for path in paths(case, ["Kanaria"]):
        answer = browser.get(path)
        text = said_by(answer)
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
    by = acting(coordinator, "coordinator")
    make_scenario(case.round, by=by, at=after_closing(case), kind=case.kind, name="Vaihtoehto")
    Discussion.objects.create(application=case, text=TALK, recorded_by=others[0], recorded_at=after_closing(case))
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
    found = told(client_of(coordinator), asked)
    case_page, book = reverse("desk:case", args=[asked.reference]), f"/kierrokset/{asked.round.number}/jako/tapahtuma/"
    assert found[case_page] == [REASON, COMMENT, "37,5"]
    assert {word for path, words in found.items() if book in path and path.endswith(".pdf") for word in words} >= {REASON, "37,5"}
    assert {word for path, words in found.items() if "kooste" in path for word in words} >= {REASON, COMMENT, TALK}
