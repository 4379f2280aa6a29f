"""An act says who and when, is one transaction, ends with its event, and knows nothing of the web."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house import NOT_ATOMIC, STEPS
from tests.architecture.reading import Sources, apps, called, calls, public_functions, rooms, root_name, tell, tree
from tests.architecture.test_writers import writes

# Inside a transaction nothing talks to the world: it may be slow, and a rollback can't take it back.
SLOW = {
    "EmailMessage",
    "EmailMultiAlternatives",
    "apply_async",
    "delay",
    "get_connection",
    "mail_admins",
    "send_mail",
    "send_messages",
    "send_task",
    "urlopen",
    "write_pdf",
}


def violations(sources: Sources) -> list[str]:
    found = []
    for path, text in rooms(sources, "actions"):
        for function in public_functions(text):
            place = f"{path}:{function.name}"
            found += [f"{function.name} {why} ({path}:{function.lineno})" for why in _faults(function, place)]
        if any(_is_request(node) for node in ast.walk(tree(text))):
            found.append(f"{path} speaks of a request; an act is told who (by), when (at) and what, by any caller")
    return found


def _faults(function: ast.FunctionDef, place: str) -> list[str]:
    given = {argument.arg for argument in function.args.kwonlyargs}
    positional = {argument.arg for argument in function.args.args}
    faults = []
    if place not in STEPS:
        if "by" not in given:
            faults.append("does not say who acts: give it a keyword-only `by`")
        if not given & {"at", "received_at"}:
            faults.append("does not say when: give it a keyword-only `at`")
        faults += _faults_of_event(function)
    if positional & {"by", "at", "received_at"}:
        faults.append("takes `by` or `at` by position, where they are easily mixed up")
    if _is_atomic(function):
        faults += [f"calls {called(call)} inside a transaction" for call in calls(function) if _is_slow(call)]
    elif place not in NOT_ATOMIC:
        faults.append("is not one transaction: @transaction.atomic")
    return faults


def _faults_of_event(function: ast.FunctionDef) -> list[str]:
    events = [call.lineno for call in calls(function) if called(call) == "record"]
    if not events:
        return ["records no event"]
    late = [call.lineno for call in writes(function) if call.lineno > max(events)]
    return [f"writes in line {late[0]}, after its event"] if late else []


def _is_slow(call: ast.Call) -> bool:
    return called(call) in SLOW or root_name(call.func) == "pdf"


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


def _is_request(node: ast.AST) -> bool:
    name = getattr(node, "id", getattr(node, "arg", ""))
    return isinstance(node, ast.Name | ast.arg) and name in {"request", "HttpRequest"}


def stale(sources: Sources) -> list[str]:
    """Exemptions for functions that are gone."""
    there = {f"{path}:{function.name}" for path, text in rooms(sources, "actions") for function in public_functions(text)}
    return [f"{place} is exempt in house.py and does not exist" for place in sorted({*STEPS, *NOT_ATOMIC} - there)]


def test_every_act_has_the_same_shape():
    tell(violations(apps()))


def test_no_exemption_outlives_its_function():
    tell(stale(apps()))


GOOD = """
@transaction.atomic
def publish(round_, *, by, at):
    round_.save()
    record("publish", by=by, at=at, about="round:1")
"""


def test_a_plain_act_is_fine():
    assert violations({"decisions/actions.py": GOOD}) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("*, by, at", "*, at", "does not say who acts: give it a keyword-only `by`"),
        ("*, by, at", "*, by", "does not say when: give it a keyword-only `at`"),
        ("@transaction.atomic", "", "is not one transaction: @transaction.atomic"),
        ('record("publish"', 'print("publish"', "records no event"),
        ('about="round:1")', 'about="round:1")\n    round_.save()', "writes in line 6, after its event"),
        ("round_.save()", "send_mail()", "calls send_mail inside a transaction"),
        ("round_.save()", "pdf.letter(round_)", "calls letter inside a transaction"),
    ],
)
def test_an_act_of_another_shape_is_noticed(was, becomes, fault):
    [sentence] = violations({"decisions/actions.py": GOOD.replace(was, becomes)})
    assert fault in sentence


def test_an_act_that_knows_the_request_is_noticed():
    assert violations({"decisions/actions.py": GOOD.replace("round_, *", "round_, request, *")}) == [
        "decisions/actions.py speaks of a request; an act is told who (by), when (at) and what, by any caller"
    ]


def test_a_stale_exemption_is_noticed():
    assert "rounds/actions/money.py:commit is exempt in house.py and does not exist" in stale({"rounds/actions.py": GOOD})
