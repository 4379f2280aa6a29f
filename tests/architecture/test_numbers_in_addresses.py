"""A number in an address that no row can have is not found, whoever asks: the portal never stumbles over its size."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.urls.converters import IntConverter

from accounts.models import User
from core.http import KeyConverter
from tests.architecture.access import ROWS, Row
from tests.architecture.world import World, arguments
from tests.walking import addresses

LARGEST, TOO_LARGE = 10**18 - 1, 10**25
# Forbidden, not found, or not asked in that way.
REFUSED = {403, 404, 405}


def with_number(row: Row, world: World, number: int) -> list[str]:
    """The row's address with this number for each of its numbers in turn; the others are those of something that there is."""
    known = arguments(row.name, row.thing, world)
    numbers = [word for word, value in known.items() if str(value).isdecimal()]
    kept = str(LARGEST)
    return [reverse(row.name, kwargs={**known, word: kept}).replace(kept, str(number)) for word in numbers]


def leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_every_number_in_an_address_is_one_that_the_database_can_hold():
    converters = {f"{name} {word}": type(it) for name, words in addresses() for word, it in words.items()}
    assert [where for where, kind in converters.items() if issubclass(kind, IntConverter) and kind is not KeyConverter] == []
    assert KeyConverter in converters.values()


@pytest.mark.django_db
def test_a_number_of_any_size_finds_nothing_for_anybody(world: World, people: dict[str, User]):
    paths = {(row.method, path) for row in ROWS for number in (LARGEST, TOO_LARGE) for path in with_number(row, world, number)}
    # What no view is asked for is not found, whoever asks: one such request is enough.
    paths = {(method, path) for method, path in paths if leads_somewhere(path)} | {("GET", f"/ryhmat/{TOO_LARGE}/jasenet/eroa/")}
    assert len(paths) > 100
    given = {}
    for role, person in people.items():
        browser = Client(raise_request_exception=False)
        browser.force_login(person)
        given |= {f"{role} {method} {path}": browser.generic(method, path).status_code for method, path in sorted(paths)}
    assert {asked: status for asked, status in given.items() if status not in REFUSED} == {}


def test_an_address_with_too_large_a_number_leads_nowhere():
    assert leads_somewhere(f"/ryhmat/{LARGEST}/jasenet/eroa/")
    assert not leads_somewhere(f"/ryhmat/{TOO_LARGE}/jasenet/eroa/")
