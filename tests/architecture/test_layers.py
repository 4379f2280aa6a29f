"""An app uses only the apps below it, whether it imports them or names them in a text."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house import APPS
from tests.architecture.reading import Sources, apps, called, calls, imports, tell, text_of, tree

# Calls whose first text names a model, a module or a task of some app.
NAMING = {
    "ForeignKey",
    "OneToOneField",
    "ManyToManyField",
    "get_model",
    "import_module",
    "import_string",
    "nudge",
    "send_task",
    "signature",
}
NOT_FOR_APPS = {"tests", "tools", "bench"}


def violations(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        app = path.split("/")[0]
        uses = [(one.app, "import from", one.line) for one in imports(path, text)]
        uses += [(name.split(".")[0], "name", line) for name, line in _named(text)]
        for target, verb, line in uses:
            if target in APPS and APPS.index(target) < APPS.index(app):
                found.append(f"{app} may not {verb} {target}, which stands above it ({path}:{line})")
            elif target in NOT_FOR_APPS:
                found.append(f"{app} may not {verb} {target}, which is not part of the portal ({path}:{line})")
    return found


def _named(text: str) -> list[tuple[str, int]]:
    naming = [call for call in calls(tree(text)) if called(call) in NAMING]
    return [(text_of(_first(call)), call.lineno) for call in naming]


def _first(call: ast.Call) -> ast.AST | None:
    to = next((keyword.value for keyword in call.keywords if keyword.arg in {"to", "app_label"}), None)
    return call.args[0] if call.args else to


def test_every_app_uses_only_the_apps_below_it():
    tell(violations(apps()))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("import desk.queries", "rounds may not import from desk, which stands above it (rounds/actions.py:1)"),
        (
            "from applications import models",
            "rounds may not import from applications, which stands above it (rounds/actions.py:1)",
        ),
        ("def f():\n    from kake import urls", "rounds may not import from kake, which stands above it (rounds/actions.py:2)"),
        (
            "if TYPE_CHECKING:\n    from grants.models import Grant",
            "rounds may not import from grants, which stands above it (rounds/actions.py:2)",
        ),
        ('x = models.ForeignKey("desk.Case")', "rounds may not name desk, which stands above it (rounds/actions.py:1)"),
        ('x = models.ForeignKey(to="desk.Case")', "rounds may not name desk, which stands above it (rounds/actions.py:1)"),
        ('apps.get_model("reviews", "Score")', "rounds may not name reviews, which stands above it (rounds/actions.py:1)"),
        ('nudge("decisions.render", 7)', "rounds may not name decisions, which stands above it (rounds/actions.py:1)"),
        (
            "from tests import factories",
            "rounds may not import from tests, which is not part of the portal (rounds/actions.py:1)",
        ),
    ],
)
def test_an_app_above_is_noticed(source, sentence):
    assert violations({"rounds/actions.py": source}) == [sentence]


def test_apps_below_and_other_people_s_packages_are_fine():
    source = 'from accounts.models import User\nfrom rounds import rules\nimport json\nnudge("registry.deliver")'
    assert violations({"rounds/actions.py": source}) == []
