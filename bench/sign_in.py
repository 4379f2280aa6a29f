"""Whether asking for a sign-in code takes as long for an unknown address as for a known one.

Run: python bench/sign_in.py. Makes its own database in a temporary folder. What counts is that the ratio is close to 1; that both
ask the database the same questions is a test (tests/accounts/views/test_request_code.py).
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROUNDS = 200
KNOWN, UNKNOWN = "tuttu@example.org", "vieras@example.org"


def prepare() -> None:
    """The portal on an empty database of its own, without the limits that would stop the many requests."""
    folder = tempfile.mkdtemp(prefix="kake-bench-")
    os.environ.update(VAR_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3", DJANGO_SETTINGS_MODULE="kake.settings")
    import django
    from django.conf import settings

    django.setup()
    logging.disable(logging.CRITICAL)
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": None}
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def asked_in(address: str) -> float:
    """Seconds for one request of a browser that has not been here."""
    from django.test import Client

    browser = Client()
    began = time.perf_counter()
    browser.post("/kirjaudu/", {"email": address})
    return time.perf_counter() - began


def main() -> None:
    prepare()
    from tests.factories import make_person

    make_person(KNOWN)
    # Turn by turn, so that whatever else the machine does falls on both.
    times = [(asked_in(KNOWN), asked_in(UNKNOWN)) for _round in range(ROUNDS)]
    known, unknown = (statistics.median(column) for column in zip(*times, strict=True))
    lines = [
        f"known    {known * 1000:7.2f} ms, median of {ROUNDS}",
        f"unknown  {unknown * 1000:7.2f} ms",
        f"ratio    {unknown / known:7.3f}, difference {abs(unknown - known) * 1000:.2f} ms",
    ]
    print("\n".join(lines))  # noqa: T201 -- a report for the terminal


if __name__ == "__main__":
    main()
