"""Who may open what: every address and every role, what a GET and an empty POST answer.

Read as tables, a file for each app: a row is an address with the thing it is about, its columns are ROLES. A role that is
not the owner of the thing is a stranger to it; the thing's twin belongs to `stranger`. tests/architecture/test_access.py
requests every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ROLES = (
    "anonymous",
    "applicant",
    "co_applicant",
    "stranger",
    "coordinator",
    "reviewer",
    "decider",
    "finance",
    "auditor",
    "admin",
)

# 302 is the way to signing in; 303 is done, look there; 422 is a page that keeps what was typed and says what is wrong.
# 409 is a page that asks, since an empty POST does not say which text its writer had seen.


@dataclass(frozen=True)
class Row:
    """One line of the table: `thing` names what the address is about, as tests and pictures know it."""

    name: str
    thing: str
    method: str
    answers: dict[str, int] = field(hash=False)


def _row(line: str) -> Row:
    address, method, *answers = line.split()
    name, _at, thing = address.partition("@")
    return Row(name, thing, method, dict(zip(ROLES, map(int, answers), strict=True)))


ROWS = [
    _row(line)
    for table in sorted(Path(__file__).parent.glob("*.txt"))
    for line in table.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
