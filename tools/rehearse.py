"""Rehearse the day on which everything must come back from a backup: docs/operations.md, "Backup".

Fills a private PostgreSQL with a portal of every kind of row and file, backs it up with the commands of operations.md, restores it into
an empty database and an empty folder, and compares: every row of every table, every attachment and document, the ledger, and
whether insert-only tables still refuse. Exits with 1 where something did not come back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import postgresql

ROOT = Path(__file__).resolve().parent.parent
FILL = """
import sys
sys.path.insert(0, "tools")
from shots import make_people
from tests.architecture.world import make_world
make_world(make_people())
"""
# A line a table: its name, its rows, and a digest over all of them.
CONTENT = """
select format('select %L, count(*), md5(coalesce(string_agg(md5(it::text), '''' order by md5(it::text)), '''')) from %I as it', name, name)
from (select table_name::text as name from information_schema.tables where table_schema = 'public' order by 1) as tables
\\gexec
"""
INSERT_ONLY = ("registry_event", "rounds_ledgerentry")


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 -- a tool for the terminal


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))[:120]}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def portal(url: str, var: Path, *arguments: str) -> str:
    return run(sys.executable, "manage.py", *arguments, DATABASE_URL=url, VAR_DIR=str(var), DEBUG="1")


def content(url: str) -> list[str]:
    return subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url], input=CONTENT, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def still_refuses(url: str, table: str) -> bool:
    """Whether the restored table still lets nobody remove a row."""
    remove = f"delete from {table}"  # noqa: S608 -- one of INSERT_ONLY
    return subprocess.run(["psql", "-XAtq", url, "-c", remove], capture_output=True, check=False).returncode != 0


def fill(url: str, var: Path) -> None:
    for command in ("migrate --verbosity=0", "createcachetable", "load_programme data/kake2.json"):
        portal(url, var, *command.split())
    portal(url, var, "shell", "--no-imports", "-c", FILL)


def lost(before: list[str], after: list[str]) -> list[str]:
    return [f"Before: {line}" for line in before if line not in after] + [
        f"After: {line}" for line in after if line not in before
    ]


def main() -> int:
    with postgresql() as url, tempfile.TemporaryDirectory(prefix="kake-rehearsal-") as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        fill(url, old)
        new.mkdir()
        before = content(url)
        began = time.monotonic()
        dump, files = Path(folder, "portal.dump"), Path(folder, "documents.tar")
        run("pg_dump", "--format=custom", f"--file={dump}", url)
        run("tar", "-C", old, "-cf", files, "documents")
        restored = url.rsplit("/", 1)[0] + "/restored"
        run("psql", "-XAtq", url, "-c", "create database restored")
        run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={restored}", dump)
        run("tar", "-C", new, "-xf", files)
        took = time.monotonic() - began
        faults = lost(before, content(restored))
        faults += [f"{table} lets rows be removed." for table in INSERT_ONLY if not still_refuses(restored, table)]
        for command in ("migrate --check", "check_ledger", "check_attachments", "check_documents"):
            say(portal(restored, new, *command.split()) or f"{command}: in order.")
    rows = sum(int(line.split("|")[1]) for line in before)
    say("\n".join(faults) or f"{len(before)} tables with {rows} rows came back the same, in {took:.0f} s.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
