"""How long a decision letter takes, beside the plainest tagged pages of the same words, and what it costs in memory.

Run: python bench/letters.py. Makes its own database in a temporary folder. Read the ratio, not the seconds: machines differ. A page of
plain words is set after every few letters, so that whatever else the machine does befalls both alike.
"""

from __future__ import annotations

import gc
import io
import logging
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if TYPE_CHECKING:
    from decisions.models import Decision

FEW, MANY = 20, 200
# A page of plain words after so many letters.
EVERY = 5
REASONS = "Hakemus vastaa ohjelman tavoitteita, ja kohderyhmä on ollut mukana suunnittelussa. " * 12


def prepare(database: str) -> None:
    """The portal on this database."""
    os.environ.update(VAR_DIR=str(Path(database).parent), DATABASE_URL=f"sqlite:///{database}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kake.settings"
    import django

    django.setup()
    from django.conf import settings

    # In development Django remembers every query, which would be taken for the letters' memory.
    settings.DEBUG = False
    # There is no broker here, and nobody to nudge.
    logging.disable(logging.CRITICAL)


def make_published(database: str) -> None:
    prepare(database)
    from django.core.management import call_command

    from tests.factories import make_case_in_review, make_decision, make_group, make_person, make_programme

    call_command("migrate", verbosity=0)
    coordinator = make_person("kaisa@joensuu.example", roles=["coordinator"])
    decider = make_person("paula@joensuu.example", name="Paula Päättäjä", roles=["decider"])
    owner = make_person()
    round_ = make_programme().rounds.get(number=1)
    case = make_case_in_review(owner, make_group(owner), round_, coordinator)
    make_decision(case, coordinator, decider, reasons=REASONS, published=True)


def published() -> Decision:
    """Made in a process of its own: making tables and cases takes more memory than any letter."""
    database = f"{tempfile.mkdtemp(prefix='kake-bench-')}/bench.sqlite3"
    making = multiprocessing.get_context("spawn").Process(target=make_published, args=(database,))
    making.start()
    making.join()
    prepare(database)
    from decisions.models import Decision

    return Decision.objects.select_related("application__round__programme", "decided_by").get()


def plain(content: bytes) -> str:
    """The words of the letter, each line a paragraph: what WeasyPrint can't do without."""
    import pypdf

    lines = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).splitlines()
    return '<html lang="fi"><title>x</title>' + "".join(f"<p>{line}</p>" for line in lines)


def seconds(make: Callable[[], object]) -> float:
    """Of one core: what else the machine does is not counted, nor is the clearing up of what was made before."""
    gc.collect()
    began = time.process_time()
    make()
    return time.process_time() - began


def peak() -> int:
    """Megabytes that this process has held at most, so far. Linux counts in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    decision = published()
    before = peak()
    began = time.perf_counter()
    from core.pdf import document
    from decisions import pdf

    content = pdf.decision_letter(decision)
    first = time.perf_counter() - began
    page = plain(content)
    letters: list[float] = []
    words: list[float] = []
    peaks = {}
    for number in range(1, MANY + 1):
        letters.append(seconds(lambda: pdf.decision_letter(decision)))
        if number % EVERY == 0:
            words.append(seconds(lambda: document(page, styles=pdf.STYLES)))
        if number in {FEW, MANY}:
            peaks[number] = peak()
    letter, word = statistics.median(letters), statistics.median(words)
    rows = [
        ("first letter, library and fonts loaded", f"{first:.2f} s"),
        (f"letter, median of {MANY}", f"{letter:.3f} s"),
        ("letter, quickest", f"{min(letters):.3f} s"),
        ("same words as tagged paragraphs, median", f"{word:.3f} s"),
        ("same words as tagged paragraphs, quickest", f"{min(words):.3f} s"),
        ("letter : words, medians", f"{letter / word:.2f}"),
        ("letter : words, quickest", f"{min(letters) / min(words):.2f}"),
        ("peak memory before", f"{before} MB"),
        (f"peak memory after {FEW} letters", f"{peaks[FEW]} MB"),
        (f"peak memory after {MANY} letters", f"{peaks[MANY]} MB"),
        ("size of a letter", f"{len(content) / 1000:.1f} kB"),
    ]
    for name, value in rows:
        print(f"{name:<50}{value:>10}")  # noqa: T201 -- what a benchmark is for


if __name__ == "__main__":
    main()
