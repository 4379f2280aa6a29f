"""Write the pages of docs/ that are made from the tables of the code."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import STAFF_ROLES
from applications import rules, workflow
from applications.sections import ASKED, SECTIONS, Question
from decisions import rules as decision_rules
from reviews.rules import GATE
from rounds.models import KINDS

MADE = "<!-- Made by `make docs` from the tables in the code; change those, not this page. -->\n\n"


def workflow_page() -> str:
    """The states and moves of an application, as tables and a diagram."""
    states = "\n".join(f"| `{status.code}` | {status.staff} | {status.applicant} |" for status in workflow.STATUSES.values())
    moves = "\n".join(
        f"| `{move.name}` | {move.label} | {', '.join(move.by)} | {', '.join(move.sources)} | {move.target} |"
        for move in workflow.MOVES.values()
    )
    arrows = "\n".join(
        f"    {source} --> {move.target}: {move.name} ({', '.join(move.by)})"
        for move in workflow.MOVES.values()
        for source in move.sources
    )
    return (
        f"# The states of an application\n\n{MADE}"
        "Until a decision is published, `proposed` and `decided` look to the applicant like `in_review`, to the last button; after it "
        f"she sees “{workflow.DECISION_MADE}”.\n\n"
        f"| state | the staff see | the applicant sees |\n| --- | --- | --- |\n{states}\n\n"
        f"## Moves\n\n| move | label | who | from | to |\n| --- | --- | --- | --- | --- |\n{moves}\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> draft\n{arrows}\n```\n\n"
        f"## Roles\n\nMembers of a group are owners, editors or readers; only an owner sends, discards and withdraws. "
        f"The staff's roles: {', '.join(str(label) for label in STAFF_ROLES.values())}.\n"
    )


def programme_page() -> str:
    """What the portal asks, and what must hold before sending and deciding."""
    return (
        f"# What the portal asks and requires\n\n{MADE}"
        "Dates, ceilings, budgets and criteria are rows of the database, loaded from `data/kake2.json`, and stand on the pages "
        f"of the portal. This page lists what is in the code.\n\n## Questions\n\n{_questions()}\n\n"
        f"## Before an application can be sent\n\n{_rules(rules.RULES)}\n\n"
        f"## Before points: the eligibility check\n\n{_checks()}\n\n"
        f"## Before a decision can be proposed or made\n\n{_rules(decision_rules.RULES)}\n\n"
        f"## Each head of cost in what is granted\n\n{_rules(decision_rules.HEAD_RULES)}\n\n"
        f"## What one case can get in a scenario, or be offered\n\n{_rules(decision_rules.SHARE_RULES)}\n"
    )


def _questions() -> str:
    rows = ["| part | question | why we ask | for | limit |", "| --- | --- | --- | --- | --- |"]
    for section in SECTIONS:
        kinds = ", ".join(str(KINDS[kind]) for kind in section.kinds)
        rows += [
            f"| {section.title} | {question.label}{_needed(question)} | {question.why} | {kinds} | {question.limit or ''} |"
            for question in section.questions
        ]
        if section.has_costs:
            rows.append(f"| {section.title} | cost lines | | {kinds} | |")
        if section.has_files:
            rows += [
                f"| {section.title} | {asked.label}{'' if asked.needed else ' (optional)'} | {asked.why} | {kinds} | |"
                for asked in ASKED
            ]
    return "\n".join(rows)


def _needed(question: Question) -> str:
    if question.needed_if:
        return f" (needed if `{question.needed_if[0]}` is {question.needed_if[1]})"
    return "" if question.required else " (optional)"


def _checks() -> str:
    rows = "\n".join(
        f"| `{check.code}` | {check.sentence} | {'the portal alone' if check.is_exact else 'the portal or a person'} | {check.source} |"
        for check in GATE
    )
    return (
        "The portal answers what was sent says plainly, and a person the rest. Where it compares dates and sums, nobody answers "
        "otherwise: a wrong fact is put right where it is kept. Elsewhere the coordinator may, with a reason that stays on record.\n\n"
        f"| check | what must hold | who answers | source |\n| --- | --- | --- | --- |\n{rows}"
    )


def _rules(table) -> str:
    rows = "\n".join(f"| `{rule.code}` | {rule.sentence} | {rule.source} |" for rule in table)
    return f"| rule | what people read when it does not hold | source |\n| --- | --- | --- |\n{rows}"


PAGES = {"workflow.md": workflow_page, "programme.md": programme_page}


def pages() -> dict[Path, str]:
    """Every generated page with what it should say, in English, the language of the docs."""
    with translation.override("en"):
        return {settings.ROOT / "docs" / name: make() for name, make in PAGES.items()}


class Command(BaseCommand):
    help = "Writes docs/workflow.md and docs/programme.md; with --check only says whether they are current."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options):
        stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        if check and stale:
            raise CommandError(f"Run `make docs`: {', '.join(path.name for path in stale)} is not current.")
        for path in [] if check else stale:
            path.write_text(pages()[path], encoding="utf-8")
            self.stdout.write(f"Wrote {path.name}.")
