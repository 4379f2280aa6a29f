"""Words that the sources don't use: clocks, floats, open doors, other people's machines."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.reading import Sources, apps, called, calls, has_reason, place, python, tell, texts, tree

# Only core/clock.py asks what time it is; everything else is told, so that deadlines can be tested and repeated.
CLOCK = "core/clock.py"
READS_CLOCK = {
    ("date", "today"),
    ("datetime", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
}
UNWELCOME_NAMES = {
    "csrf_exempt": "lets other sites post in a person's name",
    "mark_safe": "lets typed text become markup; format_html does not",
    "FloatField": "is never exact",
    "GenericForeignKey": "points anywhere, also upward, and the database can't keep it whole",
}
UNWELCOME_IN_TEMPLATES = {
    r"\|\s*safe\b": "|safe lets typed text become markup",
    r"{%\s*autoescape off": "autoescape off lets typed text become markup",
    r"<style\b": "the content policy refuses <style>: put it into static/css",
    r"\sstyle=": "the content policy refuses style attributes: put it into static/css",
    r"\son[a-z]+=\"": "the content policy refuses inline script: put it into static/js",
    r"<script(?![^>]*\bsrc=)[^>]*>\s*[^<\s]": "the content policy refuses inline script: put it into static/js",
}
# Joined, so that this file does not find itself.
FOREIGN = {
    r"(?<![\w.])/" + r"(work|root)/": "a path of one machine",
    r"/home/" + r"[a-z]": "a path of one machine",
    r"index-" + r"url[ =]+\S*://|files\.python" + r"hosted|pypi\." + r"org": "the address of a package registry",
    r"\b[Ii]ssues? " + r"#?\d": "the number of an issue, which says nothing to a reader",
}


def violations(sources: Sources) -> list[str]:
    found = []
    for path, text in sources.items():
        if place(path)[1] == "migrations":
            # They repeat what the models said on their day.
            continue
        for node in ast.walk(tree(text)):
            if why := _why_not(path, node, text):
                found.append(f"{why} ({path}:{node.lineno})")
    return found


def _why_not(path: str, node: ast.AST, text: str) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
        owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
        if (owner, node.attr) in READS_CLOCK and path != CLOCK:
            return f"{owner}.{node.attr} reads the clock: take `at`, or ask core.clock"
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"} and not has_reason(text, node, "clock"):
        return f"{node.arg} reads the clock: write the time that the act was given"
    name = getattr(node, "id", getattr(node, "attr", ""))
    if name in UNWELCOME_NAMES:
        return f"{name} {UNWELCOME_NAMES[name]}"
    is_float = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    return "float() is never exact: Decimal" if is_float and not has_reason(text, node, "float") else ""


def in_templates(found: Sources) -> list[str]:
    return [
        f"{why} ({path}:{number})"
        for path, text in found.items()
        if path.startswith("templates/")
        and path.endswith(".html")
        and not path.startswith(("templates/pdf/", "templates/letters/"))
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern, why in UNWELCOME_IN_TEMPLATES.items()
        if re.search(pattern, line)
    ]


def foreign(found: Sources) -> list[str]:
    return [
        f"{path}:{number} holds {why}"
        for path, text in found.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern, why in FOREIGN.items()
        if re.search(pattern, line)
    ]


def silent(sources: Sources) -> list[str]:
    """Warnings switched off without a reason."""
    return [
        f"a warning is switched off without a reason: # noqa: CODE -- why ({path}:{number})"
        for path, text in sources.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(r"#\s*no" + r"qa\b", line) and not re.search(r"#\s*no" + r"qa: [A-Z0-9, ]+ -- \S", line)
    ]


def test_no_source_uses_them():
    tell(violations(apps()))


def test_no_template_goes_around_escaping_or_the_content_policy():
    tell(in_templates(texts()))


def test_nothing_speaks_of_one_machine_or_one_conversation():
    tell(foreign(texts()))


def test_warnings_are_switched_off_with_a_reason():
    tell(silent(python()))


@pytest.mark.parametrize(
    "line",
    [
        "at = timezone.now()",
        "at = datetime.datetime.now()",
        "created = DateTimeField(default=timezone.now)",
        "created = DateTimeField(auto_now_add=True)",
        "day = date.today()",
        "amount = float(text)",
        "amount = models.FloatField()",
        "view = csrf_exempt(view)",
        "text = mark_safe(text)",
    ],
)
def test_a_word_that_is_not_used_is_noticed(line):
    assert len(violations({"rounds/actions.py": line})) == 1


def test_the_one_clock_may_read_the_clock():
    assert violations({"core/clock.py": "timezone.now()", "rounds/actions.py": "clock.now()"}) == []


@pytest.mark.parametrize(
    "line",
    [
        "{{ title|safe }}",
        "{% autoescape off %}",
        '<p style="color: red">',
        '<button onclick="send()">',
        "<script>alert(1)</script>",
    ],
)
def test_a_way_around_in_a_template_is_noticed(line):
    assert len(in_templates({"templates/front/home.html": line})) == 1
    assert in_templates({"templates/front/home.html": '<script type="module" src="{% static "js/x.js" %}"></script>'}) == []


@pytest.mark.parametrize("line", ["cd /wo" + "rk/main", "ls /ro" + "ot/x", "https://py" + "pi.org/simple", "See issue " + "12."])
def test_a_trace_of_one_machine_is_noticed(line):
    assert len(foreign({"README.md": line})) == 1


def test_an_unexplained_silence_is_noticed():
    assert len(silent({"a.py": "x = 1  # no" + "qa", "b.py": "x = 1  # no" + "qa: E501"})) == 2
    assert silent({"a.py": "x = 1  # no" + "qa: E501 -- a quotation"}) == []


def test_calls_are_told_from_names():
    assert [called(call) for call in calls(tree("float(x)"))] == ["float"]
