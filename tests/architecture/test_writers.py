"""Only actions write, each app only what is its own, and what matters most has one writer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import APPS, SINGLE_WRITERS
from tests.architecture.reading import (
    Sources,
    apps,
    called,
    calls,
    functions,
    has_reason,
    imports,
    keywords,
    place,
    root_name,
    tell,
    text_of,
    tree,
)

ALWAYS = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "execute", "executemany"}
# With positional arguments these are a dict's, a set's, a file's or an act's: `workbook.save(file)`, `actions.save(application)`.
WITHOUT_POSITIONS = {"save", "delete", "update"}
MAY_WRITE = {"actions", "migrations"}


def writes(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that change rows, as far as a reader can tell from their words."""
    for call in calls(node):
        word = called(call)
        is_method = isinstance(call.func, ast.Attribute)
        if not is_method or root_name(call.func) == "actions" or root_name(call.func).endswith("_actions") or _is_super(call):
            continue
        if (word in ALWAYS and not _is_question(call)) or (
            word in WITHOUT_POSITIONS and not call.args and (word != "update" or call.keywords)
        ):
            yield call


def _is_question(call: ast.Call) -> bool:
    """SQL that reads: `cursor.execute("SHOW transaction_isolation")`."""
    return bool(call.args) and text_of(call.args[0]).startswith(("SELECT ", "SHOW ", "PRAGMA "))


def _is_super(call: ast.Call) -> bool:
    return isinstance(call.func.value, ast.Call) and called(call.func.value) == "super"


def violations(sources: Sources) -> list[str]:
    """Writes outside the rooms that may write."""
    return [
        f"{path}:{call.lineno} writes ({called(call)}); only actions.py writes, or the line says why: # writes: …"
        for path, text in sources.items()
        if place(path)[1] not in MAY_WRITE
        for call in writes(tree(text))
        if not has_reason(text, call, "writes")
    ]


def trespasses(sources: Sources) -> list[str]:
    """Writes to a model of another app, which has actions of its own for that."""
    found = []
    for path, text in sources.items():
        app = place(path)[0]
        others = {
            one.target.split(".")[-1]: one.app
            for one in imports(path, text)
            if one.room == "models" and one.app not in {app, *_NOBODY}
        }
        found += [
            f"{path}:{call.lineno} writes to {root_name(call.func)}, which belongs to {others[root_name(call.func)]}: call its actions"
            for call in writes(tree(text))
            if root_name(call.func) in others and others[root_name(call.func)] in APPS
        ]
    return found


_NOBODY = {"django"}


def second_writers(sources: Sources) -> list[str]:
    """Functions that write a column which another one writes."""
    return [
        f"{path}:{line} writes {column} in {name}; only {' and '.join(sorted(allowed))} may"
        for column, allowed in SINGLE_WRITERS.items()
        for path, text in sources.items()
        if place(path)[0] != "registry" and place(path)[1] != "migrations"
        for name, line in _writers_of(column, text)
        if f"{path}:{name}" not in allowed
    ]


def _writers_of(column: str, text: str) -> list[tuple[str, int]]:
    """Name and line of every function that assigns to the attribute or passes the column to something that writes."""
    found = []
    for function in functions(text):
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == column:
                found.append((function.name, node.lineno))
        found += [(function.name, call.lineno) for call in writes(function) if column in keywords(call)]
    return found


def test_only_actions_write():
    tell(violations(apps()))


def test_an_app_writes_only_its_own_tables():
    tell(trespasses(apps()))


def test_a_status_and_the_committed_money_have_one_writer_each():
    tell(second_writers(apps()))


@pytest.mark.parametrize(
    "line",
    [
        "round.save()",
        'round.save(update_fields=["closes_at"])',
        "Round.objects.create(number=4)",
        "Round.objects.filter(pk=1).update(number=4)",
        "round.terms.all().delete()",
        "Round.objects.bulk_create([])",
        "cursor.execute(sql)",
    ],
)
def test_a_write_in_a_view_is_noticed(line):
    assert len(violations({"rounds/views.py": line})) == 1
    assert violations({"rounds/actions.py": line}) == []


@pytest.mark.parametrize(
    "line",
    [
        'context.update({"a": 1})',
        'digest.update(b"x")',
        "workbook.save(file)",
        'cursor.execute("SELECT 1")',
        "actions.save(application, by=by)",
        "class Round:\n    def save(self, **kwargs):\n        super().save(**kwargs)",
        "session.save()  # writes: the session of allauth, no table of ours",
    ],
)
def test_what_only_looks_like_a_write_is_fine(line):
    assert violations({"rounds/views.py": line}) == []


def test_a_write_to_another_app_s_table_is_noticed():
    source = "from rounds.models import Round\nRound.objects.filter(pk=1).update(decided_at=at)"
    assert trespasses({"decisions/actions.py": source}) == [
        "decisions/actions.py:2 writes to Round, which belongs to rounds: call its actions"
    ]
    assert trespasses({"rounds/actions.py": source}) == []


@pytest.mark.parametrize("line", ['application.status = "decided"', 'Application.objects.filter(pk=1).update(status="decided")'])
def test_a_second_writer_of_the_status_is_noticed(line):
    source = f"def decide():\n    {line}"
    assert second_writers({"decisions/actions.py": source}) == [
        "decisions/actions.py:2 writes status in decide; only applications/actions/states.py:move and grants/actions.py:move may"
    ]


def test_the_one_writer_is_there():
    """So that renaming it does not leave the guard watching nothing."""
    sources = apps()
    assert "move" in {name for name, _line in _writers_of("status", sources["applications/actions/states.py"])}
