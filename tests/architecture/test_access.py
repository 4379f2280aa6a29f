"""Every cell of the access table is requested, and no address is without its rows."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.architecture.access import ROLES, ROWS, Row
from tests.architecture.world import World, arguments, make_world

pytestmark = pytest.mark.django_db

# What a page may cost the database; the peers of its kind ask 5 to 48 times.
MOST_QUERIES = 12
# A pile of everything about one case asks once for each kind of thing in it, however many there are.
# The worklist asks apart for what waits, what one can choose and its rows; how many there are changes nothing.
PILES = {"desk:dossier": 35, "desk:dossier_zip": 35, "desk:worklist": 15, "desk:bulk": 15}
# The case has every noun of it on one page, and knows its neighbours in the list one came from.
# A case that is published asks besides for the parts of its decision, how it was served, what the funder said of it and who
# disputes it: once for each.
PILES |= {"desk:case": 24, "front:my_application": 16}
# A coordinator's list counts what is to be served and whose time ends, and says whether each published decision is final.
PILES |= {"desk:worklist": 21, "desk:bulk": 21}
# Whoever opens a text that another has written since leaves the bookmark that she has read it: one write beside the questions.
PILES |= {"applications:section": MOST_QUERIES + 1}
# Every letter of a round reads versions and parts, each once, and the set time and its letters.
PILES |= {"desk:publish_preview": 16}
# A meeting asks for every case of its agenda, since their points set the order, and its book for each kind of thing in them.
PILES |= {"desk:round_book": 26, "desk:meeting_view": 15}
# A code may be tried a number of times from an address, and the count of them is kept in the table of the cache.
PILES |= {"decisions:verified": 18, "decisions:verify": 18}
# A decision says each kind of thing that its letter does.
PILES |= {"decisions:decision": 18, "decisions:letter": 13, "decisions:translation": 13}


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    """The name of every address that the portal answers."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(f"{prefix}{pattern.name}")
        else:
            found |= addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
    return found


@pytest.fixture
def world(people) -> World:
    return make_world(people)


@pytest.fixture
def people(applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin) -> dict[str, User]:
    cast = (applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin)
    return dict(zip(ROLES[1:], cast, strict=True))


def test_every_address_has_its_rows_and_every_row_an_address():
    listed = {(row.name, row.method) for row in ROWS}
    assert listed == {(name, method) for name in addresses() for method in ("GET", "POST")}


def test_an_address_without_rows_is_noticed():
    assert {"front:home", "desk:worklist", "healthz"} <= addresses()


def app_of(row: Row) -> str:
    return row.name.partition(":")[0] if ":" in row.name else "kake"


@pytest.mark.parametrize("app", sorted({app_of(row) for row in ROWS}))
def test_each_role_gets_the_answers_of_the_table(app: str, world: World, people: dict[str, User]):
    rows = [row for row in ROWS if app_of(row) == app]
    given = {row: answers(row, world, people) for row in rows}
    assert {f"{row.method} {row.name} {row.thing}": given[row] for row in rows if given[row] != row.answers} == {}


def answers(row: Row, world: World, people: dict[str, User]) -> dict[str, int]:
    path = reverse(row.name, kwargs=arguments(row.name, row.thing, world))
    found = {}
    for role in ROLES:
        client = Client()
        if role in people:
            client.force_login(people[role])
        found[role], asked = _asked_and_undone(client, row.method, path)
        assert asked <= PILES.get(row.name, MOST_QUERIES), f"{row.method} {path} as {role} asks the database {asked} times"
    return found


class _UndoError(Exception):
    pass


def _asked_and_undone(client: Client, method: str, path: str) -> tuple[int, int]:
    """The status of the answer, and how often it asked the database if it is a page.

    What the request changed is undone, so that each role finds the same world.
    """
    status = asked = 0
    try:
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                status = client.get(path).status_code if method == "GET" else client.post(path).status_code
            asked = len(queries) if method == "GET" else 0
            raise _UndoError
    except _UndoError:
        return status, asked
