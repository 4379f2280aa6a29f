"""Modules and functions stay small enough to be read in one go, by the oldest Python that we promise."""

from __future__ import annotations

import ast

from tests.architecture.house import LONGEST_FUNCTION, LONGEST_MODULE
from tests.architecture.reading import Sources, functions, python, tell


def violations(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        lines = len(text.splitlines())
        if lines > LONGEST_MODULE:
            found.append(
                f"{path} has {lines} lines, more than {LONGEST_MODULE}: split it by noun into a package of the same name"
            )
        for function in [] if path.startswith("tests/") else functions(text):
            length = function.end_lineno - function.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{function.name} has {length} lines, more than {LONGEST_FUNCTION} ({path}:{function.lineno})")
    return found


def unreadable(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        try:
            ast.parse(text, feature_version=(3, 11))
        except SyntaxError as error:
            found.append(f"{path}:{error.lineno} is not Python 3.11: {error.msg}")
    return found


def test_modules_and_functions_can_be_read_in_one_go():
    tell(violations(python()))


def test_every_file_is_python_3_11():
    tell(unreadable(python()))


def test_a_long_module_is_noticed():
    assert violations({"rounds/actions.py": "x = 1\n" * 401}) == [
        "rounds/actions.py has 401 lines, more than 400: split it by noun into a package of the same name"
    ]


def test_a_long_function_is_noticed_but_a_long_test_is_a_story():
    source = "def submit():\n" + "    x = 1\n" * 60
    assert violations({"rounds/actions.py": source, "tests/test_x.py": source}) == [
        "submit has 61 lines, more than 60 (rounds/actions.py:1)"
    ]


def test_what_python_3_11_can_t_read_is_noticed():
    assert unreadable({"rounds/actions.py": "def f(:\n"}) == ["rounds/actions.py:1 is not Python 3.11: invalid syntax"]
