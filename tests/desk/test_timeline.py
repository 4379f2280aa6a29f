"""The timeline of a case has a word for each act about it, or a reason to leave it out."""

import ast
from pathlib import Path

from desk.queries.cases import ACTS

HOUSE = Path(__file__).resolve().parents[2]
PLACES = ("actions/*.py", "actions.py", "views/*.py")
# What an act of a case is recorded about, as the code names it.
CASES = ("application.about", "draft.about", "found.about", "row.about", "case.about", "subject.about")
SILENT = {
    **dict.fromkeys(
        ("save", "autosave", "change_kind", "copy", "restore", "attach", "detach", "put_back"), "the group's own writing"
    ),
    "discard": "a draft that nobody sent is no case",
    "warn_of_removal": "a draft that nobody sent is no case",
    "give_feedback": "the survey is read without names",
    **dict.fromkeys(("view", "view_talk", "view_internal_notes"), "reading changes nothing; the log of the record office has it"),
    "take_printout": "reading changes nothing; the log of the record office has it",
    "write_internal_note": "the notes are between coordinators, and so is that there are any",
    **dict.fromkeys(("finish_note", "reopen_note", "withdraw_note"), "of advice on a draft, which the timeline tells once"),
}


def acts_about_cases() -> set[str]:
    trees = [ast.parse(path.read_text("utf-8")) for place in PLACES for path in HOUSE.glob(f"*/{place}")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    records = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "record" and call.args]
    return {
        call.args[0].value
        for call in records
        for keyword in call.keywords
        if keyword.arg == "about" and ast.unparse(keyword.value).endswith(CASES) and isinstance(call.args[0], ast.Constant)
    }


def test_every_act_about_a_case_has_a_word_or_a_reason_to_be_left_out():
    assert acts_about_cases() - set(ACTS) - set(SILENT) == set()


def test_what_is_left_out_is_really_done_and_has_no_word():
    assert set(SILENT) - acts_about_cases() == set()
    assert set(SILENT) & set(ACTS) == set()
