"""A view finds what it shows only through what the person may see."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house import PUBLIC_MODELS, SEEN_BY
from tests.architecture.reading import Sources, apps, called, calls, has_reason, rooms, root_name, tell, tree

SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def violations(sources: Sources) -> list[str]:
    return [
        f"{path}:{node.lineno} finds {ast.unparse(node)} without asking who may see it: "
        "go through visible_to(person), or say why not on the line: # finds: …"
        for path, text in rooms(sources, "views")
        for node in _unasked(tree(text))
        if not has_reason(text, node, "finds")
    ]


def _unasked(module: ast.Module) -> list[ast.AST]:
    asked = {id(node) for call in calls(module) if called(call) in SEEN_BY for node in ast.walk(call)}
    managers = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"} and id(node) not in asked
    ]
    shortcuts = [
        call.args[0] for scope in module.body for call in calls(scope) if called(call) in SHORTCUTS and not _is_asked(call, scope)
    ]
    found = {(node.lineno, node.col_offset): node for node in managers + shortcuts}
    return [node for node in found.values() if root_name(node) not in PUBLIC_MODELS]


def _is_asked(shortcut: ast.Call, scope: ast.AST) -> bool:
    """Whether the person is asked about, in place or where the local name that is passed was made."""
    source = shortcut.args[0]
    made = [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign)
        and isinstance(source, ast.Name)
        and source.id in {getattr(one, "id", "") for one in node.targets}
    ]
    return _names_person(source) or any(_names_person(value) for value in made)


def _names_person(node: ast.AST) -> bool:
    """Whether the person is asked about anywhere in it: `queries.groups_of(request.user)`."""
    return any(
        (isinstance(part, ast.Attribute) and part.attr in {"user", *SEEN_BY})
        or (isinstance(part, ast.Name) and part.id == "person")
        for part in ast.walk(node)
    )


def test_views_find_only_what_the_person_may_see():
    tell(violations(apps()))


@pytest.mark.parametrize(
    "line",
    [
        "Application.objects.get(reference=reference)",
        "Application.objects.all()",
        "get_object_or_404(Application, reference=reference)",
        "get_object_or_404(queries.with_form(), reference=reference)",
        "def f(request):\n    cases = queries.with_form()\n    get_object_or_404(cases, reference=reference)",
    ],
)
def test_an_unasked_finding_is_noticed(line):
    [sentence] = violations({"applications/views.py": line})
    assert "without asking who may see it" in sentence


@pytest.mark.parametrize(
    "line",
    [
        "Application.objects.visible_to(request.user)",
        "get_object_or_404(Application.objects.visible_to(request.user), reference=reference)",
        "get_object_or_404(queries.with_form().listed_for(request.user), reference=reference)",
        "get_object_or_404(queries.groups_of(request.user), pk=pk)",
        "def f(request):\n    seen = queries.with_form().visible_to(request.user)\n    get_object_or_404(seen, reference=reference)",
        "get_object_or_404(Round, number=number)",
        "get_object_or_404(User, pk=pk)  # finds: an administrator sees every person",
    ],
)
def test_an_asked_or_public_finding_is_fine(line):
    assert violations({"applications/views.py": line}) == []
