"""Run every test: on SQLite with journeys in a real browser, then on a private PostgreSQL and Redis with one journey.

Starts and stops the servers itself, on free ports of 127.0.0.1. All phases run even when one fails. With CI=true nothing may be
skipped; elsewhere what can't be run is named.
"""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def pytest(title: str, *arguments: str, **environment: str) -> bool:
    say(f"\n=== {title}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    clean = {name: value for name, value in os.environ.items() if name not in OF_THE_PORTAL}
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, check=False).returncode == 0


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL of our own, in a temporary folder, that need not survive a power cut."""
    programs = Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    folder = Path(tempfile.mkdtemp(prefix="kake-pg-"))
    # PostgreSQL refuses to run as root; Debian's package makes this user.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(folder, "postgres")
    port = free_port()
    careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    server = f"{careless} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c max_connections=120"

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_owner, programs / program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "-D", f"{folder}/data", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    run("pg_ctl", "-D", f"{folder}/data", "-o", server, "-l", f"{folder}/log", "-w", "start")
    try:
        yield f"postgres://portal@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis of our own, in memory alone."""
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


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
