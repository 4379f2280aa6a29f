"""Run every test: on SQLite with journeys in a real browser, then on a private PostgreSQL and Redis with one journey.

Starts and stops the servers itself, on free ports of 127.0.0.1. All phases run even when one fails. With CI=true nothing may be
skipped; elsewhere what can't be run is named.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

from servers import postgresql, redis

ROOT = Path(__file__).resolve().parent.parent
# What a developer may have set for her own portal is not for the tests.
OF_THE_PORTAL = (
    "DEBUG",
    "DEBUG_PAGES",
    "DATABASE_URL",
    "REDIS_URL",
    "PORTAL_BASE_URL",
    "PORT",
    "VAR_DIR",
    "TRUSTED_PROXY",
    "SECRET_KEY",
)
IN_CI = os.environ.get("CI") == "true"
ONE_JOURNEY = "tests/journeys/test_from_draft_to_budget_report.py"
WORKERS = ["-n", "2", "--dist", "worksteal"]


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 -- a tool for the terminal


def pytest(title: str, *arguments: str, **environment: str) -> bool:
    say(f"\n=== {title}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    clean = {name: value for name, value in os.environ.items() if name not in OF_THE_PORTAL}
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, check=False).returncode == 0


def missing() -> list[str]:
    signs = {"Chromium": shutil.which("chromium"), "pdftoppm": shutil.which("pdftoppm"), "Redis": shutil.which("redis-server")}
    signs["PostgreSQL"] = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    return [name for name, sign in signs.items() if not sign]


def main() -> int:
    lacking = missing()
    if lacking and IN_CI:
        say(f"Not on this machine, and nothing may be skipped here: {', '.join(lacking)}")
        return 1
    passed = [pytest("SQLite: everything but journeys", *WORKERS, "-m", "not journey")]
    if "Chromium" not in lacking:
        passed.append(pytest("SQLite: journeys in Chromium", *WORKERS, "-m", "journey"))
    if not {"PostgreSQL", "Redis"} & set(lacking):
        with postgresql() as database, redis() as broker:
            passed.append(pytest("PostgreSQL: everything but journeys", *WORKERS, "-m", "not journey", DATABASE_URL=database))
            if "Chromium" not in lacking:
                servers = {"DATABASE_URL": database, "REDIS_URL": broker}
                passed.append(pytest("PostgreSQL and Redis: one journey", "-m", "journey", ONE_JOURNEY, **servers))
    if lacking:
        say(f"\nSKIPPED, because this machine lacks {', '.join(lacking)}: some of the phases above did not run.")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
