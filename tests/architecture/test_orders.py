"""What is shown in an order is shown in the same one each time: rows that are alike in all else stand by their number."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.reading import Sources, apps, called, calls, tell, tree

# Of no two rows of a table or, with what stands before it, of no two rows of a list.
UNIQUE = {"pk", "reference", "number", "position", "place", "email", "kind", "code", "group", "review", "role"}
# One row of each is asked for, or one value that is the same in rows that are alike.
OF_ONE = {"first", "values"}


def violations(sources: Sources) -> list[str]:
    return [
        f"{path}:{line} orders by {', '.join(names)}; two rows may be alike in them: end with pk"
        for path, text in sources.items()
        if "/migrations/" not in path
        for line, names in orders(tree(text))
        if names[-1].lstrip("-").rsplit("__", 1)[-1] not in UNIQUE
    ]


def orders(module: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """The orders that are written down, as `ordering` of a model and as `order_by` with words."""
    one = {id(call.func.value) for call in calls(module) if called(call) in OF_ONE and isinstance(call.func, ast.Attribute)}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "ordering":
            yield node.lineno, words(getattr(node.value, "elts", []))
        elif isinstance(node, ast.Call) and called(node) == "order_by" and id(node) not in one and words(node.args):
            yield node.lineno, words(node.args)


def words(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_every_order_is_total():
    tell(violations(apps()))


def test_an_order_that_two_rows_may_share_would_be_found():
    bad = {
        "front/queries.py": 'class M:\n    class Meta:\n        ordering = ["name"]\n\n\nx = M.objects.order_by("-changed_at")\n'
    }
    assert len(violations(bad)) == 2
    good = {
        "front/queries.py": 'x = M.objects.order_by("-changed_at", "-pk")\ny = M.objects.order_by("-sent_at").values("sent_at")\n'
    }
    assert violations(good) == []
