"""How the guards read the sources: each file once, as text and as a syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.house import APPS

ROOT = Path(__file__).resolve().parents[2]
# Path from the root, and text.
Sources = Mapping[str, str]

_SKIPPED = {"var", "__pycache__", "htmlcov", "node_modules"}
_HIDDEN_BUT_OURS = {".ci", ".github"}


def paths(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the repository, without what is installed or made."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in _SKIPPED and (not path.name.startswith(".") or path.name in _HIDDEN_BUT_OURS):
                yield from paths(path)
        else:
            yield path


@cache
def texts() -> Sources:
    """Every file that is text."""
    found = {}
    for path in paths():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return found


@cache
def python() -> Sources:
    """Every Python file."""
    return {path: text for path, text in texts().items() if path.endswith(".py")}


@cache
def apps() -> Sources:
    """The Python files of the apps."""
    return {path: text for path, text in python().items() if path.split("/")[0] in APPS}


@cache
def tree(text: str) -> ast.Module:
    """The syntax tree of a file; an empty one for a file that is not Python 3.11, which `test_sizes` reports."""
    try:
        return ast.parse(text, feature_version=(3, 11))
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def place(path: str) -> tuple[str, str]:
    """App and room of a file: `applications/actions/submit.py` is in the room `actions`; the app's own `__init__` in ''."""
    app, *rest = path.removesuffix(".py").split("/")
    return app, "" if not rest or rest[0] == "__init__" else rest[0]


def rooms(sources: Sources, *names: str) -> Iterator[tuple[str, str]]:
    """Path and text of the files in the rooms of these names."""
    return ((path, text) for path, text in sources.items() if place(path)[1] in names)


@dataclass(frozen=True)
class Import:
    """`target` is the full dotted name, `typing` whether it is for type checkers only."""

    target: str
    line: int
    typing: bool

    @property
    def app(self) -> str:
        return self.target.split(".")[0]

    @property
    def room(self) -> str:
        return [*self.target.split("."), ""][1]


def imports(path: str, text: str) -> list[Import]:
    """All imports of a file, also those inside functions and for type checkers."""
    package = path.split("/")[:-1]
    return list(_imports(tree(text), package, typing=False))


def _imports(node: ast.AST, package: list[str], *, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, typing) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            beginning = package[: len(package) - child.level + 1] if child.level else []
            base = ".".join([*beginning, *([child.module] if child.module else [])])
            yield from (Import(f"{base}.{alias.name}", child.lineno, typing) for alias in child.names)
        else:
            yield from _imports(child, package, typing=typing or _is_for_typing(child))


def _is_for_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def functions(text: str) -> list[ast.FunctionDef]:
    """Functions and methods, the inner ones too."""
    return [node for node in ast.walk(tree(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def public_functions(text: str) -> list[ast.FunctionDef]:
    """The functions of a module that others may call."""
    return [node for node in tree(text).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (child for child in ast.walk(node) if isinstance(child, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: `save` in `person.save()`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def root_name(node: ast.AST) -> str:
    """The first word of a chain: `Round` in `Round.objects.filter(…).update`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def keywords(call: ast.Call) -> set[str]:
    return {keyword.arg or "**" for keyword in call.keywords}


def text_of(node: ast.AST | None) -> str:
    """What a literal text says; '' for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def has_reason(text: str, node: ast.AST, word: str) -> bool:
    """Whether a line of `node` says why it is an exception: `# <word>: at least a few words`."""
    lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
    return any(re.search(rf"#\s*{word}:\s*\S.{{9,}}", line) for line in lines)


def tell(sentences: list[str]) -> None:
    """Fail with the sentences alone, one a line, if there are any."""
    if sentences:
        pytest.fail("\n".join(sentences), pytrace=False)
