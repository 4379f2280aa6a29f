"""Every app has the same rooms, and a room uses only those before it in the table."""

from __future__ import annotations

import pytest

from tests.architecture import house
from tests.architecture.reading import Import, Sources, apps, imports, place, python, tell

ORDER = list(house.ROOMS)


def violations(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        app, room = place(path)
        if room and not _is_room(app, room):
            found.append(f"{app} has no room called {room}; the rooms are in tests/architecture/house.py ({path})")
        elif app != "kake":
            found += [f"{why} ({path}:{one.line})" for one in imports(path, text) if (why := _why_not(app, room, one))]
    return list(dict.fromkeys(found))


def _is_room(app: str, room: str) -> bool:
    if app == "kake":
        return room in house.PROJECT_ROOMS
    if app == "core":
        return room in house.CORE_ROOMS
    return room in house.FOLDERS or (room in house.ROOMS and house.ROOMS_OF_ONE_APP.get(room, app) == app)


def _why_not(app: str, room: str, one: Import) -> str:
    if app == "core" == one.app:
        return _why_not_in_core(room, one)
    if one.app not in house.APPS or one.app == "core" or one.room not in house.ROOMS:
        return ""
    if one.app != app and (why := _why_private(app, one)):
        return why
    return _why_not_in_folder(app, room, one) if room in house.FOLDERS else _why_too_early(app, room, one)


def _why_not_in_core(room: str, one: Import) -> str:
    is_earlier = one.room not in house.CORE_ROOMS or house.CORE_ROOMS.index(one.room) <= house.CORE_ROOMS.index(room)
    return "" if is_earlier else f"core.{room} may not import core.{one.room}, which comes after it"


def _why_too_early(app: str, room: str, one: Import) -> str:
    if room in house.PURE and one.room == "models":
        return "" if one.typing else f"{app}.{room} is pure: it may import {one.app}.models only for type checkers"
    if ORDER.index(one.room) > ORDER.index(room):
        return f"{app}.{room} may not import {one.app}.{one.room}, a room that comes after it"
    return ""


def _why_private(app: str, one: Import) -> str:
    if one.room in house.PRIVATE:
        return f"{app} may not import {one.app}.{one.room}, which is private to {one.app}"
    if one.room == "forms" and app not in house.COMPOSERS:
        return f"{app} may not import {one.app}.forms, which only {', '.join(sorted(house.COMPOSERS))} may show too"
    return ""


def _why_not_in_folder(app: str, room: str, one: Import) -> str:
    """A migration lives longer than the code of its day; a command is a way in beside the views, not through them."""
    if room == "migrations" and one.room != "models":
        return f"{app}.migrations may not import {one.app}.{one.room}: a migration outlives the code of its day"
    if room == "management" and one.room in house.PRIVATE | {"forms"}:
        return f"a command of {app} may not import {one.app}.{one.room}: it calls actions and asks queries"
    return ""


def empty_names(sources: Sources) -> list[str]:
    return [
        f"{part} says nothing of what is inside: name it after what it holds ({path})"
        for path in sources
        for part in path.removesuffix(".py").split("/")
        if part in house.EMPTY_NAMES
    ]


def test_every_app_has_the_same_rooms_in_the_same_order():
    tell(violations(apps()))


def test_every_name_says_what_is_inside():
    tell(empty_names(python()))


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        (
            "rounds/loader.py",
            "",
            "rounds has no room called loader; the rooms are in tests/architecture/house.py (rounds/loader.py)",
        ),
        (
            "rounds/adapter.py",
            "",
            "rounds has no room called adapter; the rooms are in tests/architecture/house.py (rounds/adapter.py)",
        ),
        (
            "rounds/models.py",
            "from rounds import actions",
            "rounds.models may not import rounds.actions, a room that comes after it (rounds/models.py:1)",
        ),
        (
            "rounds/letters.py",
            "def f():\n    from registry.actions import post",
            "rounds.letters may not import registry.actions, a room that comes after it (rounds/letters.py:2)",
        ),
        (
            "rounds/rules.py",
            "from accounts.models import User",
            "rounds.rules is pure: it may import accounts.models only for type checkers (rounds/rules.py:1)",
        ),
        (
            "rounds/views.py",
            "from accounts.views import people",
            "rounds may not import accounts.views, which is private to accounts (rounds/views.py:1)",
        ),
        (
            "rounds/views.py",
            "from accounts.forms import GroupForm",
            "rounds may not import accounts.forms, which only desk, finance, front may show too (rounds/views.py:1)",
        ),
        (
            "rounds/migrations/0002_x.py",
            "from rounds.actions import commit",
            "rounds.migrations may not import rounds.actions: a migration outlives the code of its day (rounds/migrations/0002_x.py:1)",
        ),
        (
            "rounds/management/commands/x.py",
            "from rounds import views",
            "a command of rounds may not import rounds.views: it calls actions and asks queries (rounds/management/commands/x.py:1)",
        ),
        (
            "core/money.py",
            "from core import forms",
            "core.money may not import core.forms, which comes after it (core/money.py:1)",
        ),
    ],
)
def test_a_door_that_should_not_be_there_is_noticed(path, source, sentence):
    assert violations({path: source}) == [sentence]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("rounds/actions.py", "from rounds.models import Round\nfrom registry.actions import record"),
        ("rounds/actions/commit.py", "from rounds.actions.release import release"),
        ("rounds/permissions.py", "if TYPE_CHECKING:\n    from accounts.models import User"),
        ("desk/views.py", "from decisions.forms import DecideForm\nfrom decisions import actions"),
        ("rounds/management/commands/x.py", "from rounds import actions, queries"),
        ("kake/checks.py", "from rounds import views"),
    ],
)
def test_the_doors_of_the_plan_are_open(path, source):
    assert violations({path: source}) == []


def test_an_empty_name_is_noticed():
    assert empty_names({"rounds/utils.py": "", "tests/helpers/x.py": ""}) == [
        "utils says nothing of what is inside: name it after what it holds (rounds/utils.py)",
        "helpers says nothing of what is inside: name it after what it holds (tests/helpers/x.py)",
    ]
