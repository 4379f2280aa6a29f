"""One word goes through the stack: a move of the table, the act that takes it, the name it passes on."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.reading import (
    Sources,
    apps,
    called,
    calls,
    functions,
    place,
    public_functions,
    rooms,
    tell,
    text_of,
    tree,
)


def violations(sources: Sources) -> list[str]:
    acts = {function.name for _path, text in rooms(sources, "actions") for function in public_functions(text)}
    moves = {name: path for path, text in rooms(sources, "workflow") for name in _table(text)}
    actless = [
        f"the move {name} has no act of the same name in any actions.py ({path})"
        for name, path in moves.items()
        if name not in acts
    ]
    taken = [(path, function, name) for path, text in sources.items() for function, name in _taken(text)]
    unknown = [
        f"{function} takes the move {name}, which is in no table ({path})" for path, function, name in taken if name not in moves
    ]
    renamed = [
        f"{function} takes the move {name}: call both the same ({path})"
        for path, function, name in taken
        if name in moves and function != name
    ]
    return actless + unknown + renamed


def _table(text: str) -> list[str]:
    return [text_of(call.args[0]) for call in calls(tree(text)) if called(call) == "Move" and call.args]


def _taken(text: str) -> Iterator[tuple[str, str]]:
    """Which function takes which move by name: `move(application, "submit", …)`."""
    for function in functions(text):
        for call in calls(function):
            if called(call) == "move" and len(call.args) == 2 and (name := text_of(call.args[1])):
                yield function.name, name


def untaken(sources: Sources) -> list[str]:
    """Moves that stand in the table and that no act takes."""
    taken = {name for text in sources.values() for _function, name in _taken(text)}
    return [
        f"nothing takes the move {name} ({path})"
        for path, text in rooms(sources, "workflow")
        for name in _table(text)
        if name not in taken
    ]


def test_moves_and_acts_share_their_names():
    tell(violations(apps()))


def test_every_move_is_taken_somewhere():
    tell(untaken(apps()))


def test_a_table_is_being_read():
    """So that another way to write the table does not leave the guard watching nothing."""
    assert "submit" in _table(apps()["applications/workflow.py"])
    assert {place(path)[0] for path, text in apps().items() if any(True for _one in _taken(text))} >= {
        "applications",
        "decisions",
    }
    assert isinstance(tree(apps()["applications/workflow.py"]), ast.Module)


TABLE = 'MOVES = [Move("submit", _("Send"), ("owner",), (), "submitted"), Move("discard", _("Discard"), (), (), "discarded")]'


def test_another_word_for_a_move_is_noticed():
    actions = 'def send(application):\n    move(application, "submit")\n\n\ndef discard(application):\n    move(application, "destroy")\n'
    planted = {"applications/workflow.py": TABLE, "applications/actions.py": actions}
    assert violations(planted) == [
        "the move submit has no act of the same name in any actions.py (applications/workflow.py)",
        "discard takes the move destroy, which is in no table (applications/actions.py)",
        "send takes the move submit: call both the same (applications/actions.py)",
    ]
    assert untaken(planted) == ["nothing takes the move discard (applications/workflow.py)"]
