"""Who may open what: every address and every role, what a GET and an empty POST answer.

Read as a table: a row is an address with the thing it is about, its columns are ROLES. A role that is not the owner of the
thing is a stranger to it; the thing's twin belongs to `stranger`. tests/architecture/test_access.py requests every cell.
"""

from __future__ import annotations

from dataclasses import dataclass

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
#                                             anon appl co-a stra coor revi deci fina audi admi
TABLE = """
front:home                              GET   200  200  200  200  200  200  200  200  200  200
front:home                              POST  405  405  405  405  405  405  405  405  405  405
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: `thing` names what the address is about, as tests and pictures know it."""

    name: str
    thing: str
    method: str
    answers: dict[str, int]


def _row(line: str) -> Row:
    address, method, *answers = line.split()
    name, _at, thing = address.partition("@")
    return Row(name, thing, method, dict(zip(ROLES, map(int, answers), strict=True)))


ROWS = [_row(line) for line in TABLE.strip().splitlines() if line and not line.startswith("#")]
