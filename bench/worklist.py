"""How the worklist, its search, a case and the exports grow from 100 to 5 000 applications, in questions, time and memory.

Run: python bench/worklist.py. Makes its own database in a temporary folder. Times are of the processor, the database within it.
Growth is counted from each page's ratio to a page that does not grow, which is loaded right before it: a machine that is busier at one
size than at another slows both. Read growth; seconds differ between machines and hours.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SIZES, TIMES = (100, 1_000, 5_000), 15
YARDSTICK = "/ohjeet/"
PAGES = {
    "worklist": "/tyopoyta/?all=1",
    "search": "/tyopoyta/?words=hakemus+pyora",
    "filtered": "/tyopoyta/?kind=event&status=in_review&at_least=1000&sort=-applied",
    "waiting for me": "/tyopoyta/?waits=declare",
    "case": "/tyopoyta/hakemukset/PK-2018-B00001/",
}
FILES = {"csv": "/tyopoyta/hakemukset.csv", "xlsx": "/tyopoyta/hakemukset.xlsx"}
# Of ten applications so many are in each state: most of the work is still to do, which is the dear case.
STATES = ["submitted"] * 3 + ["in_review"] * 4 + ["proposed", "decided", "withdrawn"]


def prepare() -> None:
    """The portal on an empty database of its own."""
    folder = tempfile.mkdtemp(prefix="kake-bench-")
    os.environ.update(VAR_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3", DJANGO_SETTINGS_MODULE="kake.settings")
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


class Desk:
    """The cast, and one real case whose version all the others share the content of."""

    def __init__(self) -> None:
        from tests.factories import make_case_in_review, make_group, make_person, make_programme

        self.coordinator = make_person("kaisa@joensuu.example", roles=["coordinator"])
        self.reviewer = make_person("risto@joensuu.example", roles=["reviewer"])
        self.owner = make_person()
        self.group = make_group(self.owner)
        self.round = make_programme().rounds.get(number=1)
        self.first = make_case_in_review(self.owner, self.group, self.round, self.coordinator)
        self.made, self.groups = 0, []

    def _add_groups(self, size: int) -> None:
        """One for every five applications, as a group applies round after round; each a body of its own."""
        from accounts.models import Group

        facts = {
            field.attname: getattr(self.group, field.attname) for field in Group._meta.concrete_fields if not field.primary_key
        }
        numbers = range(self.made, size, 5)
        ours = ({**facts, "name": f"Esimerkkiryhmä {number}", "business_id": f"{number:07}-0"} for number in numbers)
        self.groups += Group.objects.bulk_create(Group(**its) for its in ours)

    def grow_to(self, size: int) -> None:
        """Applications in all states, with a version, a declaration, an assignment and a review as cases have them."""
        from applications.models import Application, InterestDeclaration, Version
        from reviews.models import Assignment, Review

        self._add_groups(size)
        at, numbers = self.round.closes_at + timedelta(days=2), range(self.made, size)
        content = self.first.versions.get().content
        Application.objects.bulk_create(
            Application(
                reference=f"PK-2018-B{number:05}", round=self.round, kind="event" if number % 3 else "development",
                group=self.groups[number // 5], status=STATES[number % 10], title=f"Pyörähakemus {number}", applied=Decimal(1000 + number),
                created_at=at, changed_at=at, submitted_at=at,
                waiting_since=None if STATES[number % 10] == "withdrawn" else at + timedelta(minutes=number),
            )
            for number in numbers
        )  # fmt: skip
        rows = list(Application.objects.filter(reference__startswith="PK-2018-B").order_by("reference"))[self.made :]
        Version.objects.bulk_create(
            Version(
                application=row, number=1, content=content, applied=row.applied, sha256="0" * 64, received_at=at,
                sent_by=self.owner, form_token=row.reference,
            )
            for row in rows
        )  # fmt: skip
        declared = rows[1::2] if self.made else [*rows[:2], *rows[2::2]]
        InterestDeclaration.objects.bulk_create(
            InterestDeclaration(application=row, person=self.coordinator, is_disqualified=False, declared_at=at)
            for row in declared
        )
        in_review = [row for row in rows if row.status == "in_review"]
        Assignment.objects.bulk_create(
            Assignment(application=row, reviewer=self.reviewer, assigned_by=self.coordinator, assigned_at=at) for row in in_review
        )
        sent = Version.objects.filter(application__in=in_review[::2]).only("pk")
        Review.objects.bulk_create(Review(version=it, reviewer=self.reviewer, saved_at=at, sent_at=at) for it in sent)
        self.made = size


def look(browser: object, address: str) -> int:
    """Load it whole, in pieces where it comes in pieces; how many bytes."""
    answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return sum(len(piece) for piece in answer.streaming_content) if answer.streaming else len(answer.content)


def questions(browser: object, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        look(browser, address)
    return len(asked)


def seconds(browser: object, address: str, times: int) -> tuple[float, float]:
    """Medians of the seconds, and of their ratio to those of the yardstick at that moment."""
    taken, ratios = [], []
    for _ in range(times):
        yard = once(browser, YARDSTICK)
        taken.append(once(browser, address))
        ratios.append(taken[-1] / yard)
    return statistics.median(taken), statistics.median(ratios)


def once(browser: object, address: str) -> float:
    began = time.process_time()
    look(browser, address)
    return time.process_time() - began


def peak(browser: object, address: str) -> float:
    """Megabytes of Python at most while it is made."""
    tracemalloc.start()
    look(browser, address)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    prepare()
    from django.test import Client

    desk, browser = Desk(), Client()
    browser.force_login(desk.coordinator)
    found: dict[str, list[tuple[int, float, float, float]]] = {}
    for size in SIZES:
        desk.grow_to(size)
        for name, address in {**PAGES, **FILES}.items():
            is_file = name in FILES
            look(browser, address)
            asked, taken = questions(browser, address), seconds(browser, address, 3 if is_file else TIMES)
            found.setdefault(name, []).append((asked, *taken, peak(browser, address) if is_file else 0.0))
    print(f"{'':<16}{'questions':>14}{'milliseconds':>26}{'growth':>9}{'MB at most':>22}")  # noqa: T201 -- what a benchmark is for
    for name, rows in found.items():
        asked = " ".join(str(row[0]) for row in rows)
        taken = " ".join(f"{row[1] * 1000:.0f}" for row in rows)
        memory = " ".join(f"{row[3]:.1f}" for row in rows) if name in FILES else ""
        print(f"{name:<16}{asked:>14}{taken:>26}{rows[-1][2] / rows[0][2]:>9.2f}{memory:>22}")  # noqa: T201 -- what a benchmark is for


if __name__ == "__main__":
    main()
