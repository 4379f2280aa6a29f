"""What can be said of the code without running it: style, types, settings, migrations. Prints every fault before it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
APPS = (
    "core",
    "registry",
    "accounts",
    "rounds",
    "applications",
    "advice",
    "reviews",
    "decisions",
    "grants",
    "front",
    "desk",
    "finance",
)
TYPED = ("workflow", "rules", "permissions", "queries", "actions")

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "only-for-checking-that-production-settings-hold-together-0123456789",
    "PORTAL_BASE_URL": "https://portal.example",
    "TRUSTED_PROXY": "1",
    "DATABASE_URL": "postgres://portal@database.example/portal",
    "REDIS_URL": "redis://redis.example/0",
    "MAIL_FROM": "Pikku KAKE <portal@portal.example>",
    "MAIL_REPLY_TO": "kake@example.org",
    "EMAIL_HOST": "smtp.example.org",
    "CLAMD_ADDRESS": "clamav:3310",
}


def typed_files() -> list[str]:
    files = [path for app in APPS for room in TYPED for path in (ROOT / app).glob(f"{room}*")]
    return sorted(str(path.relative_to(ROOT)) for path in [*files, *(ROOT / "core").glob("*.py")])


def checks() -> list[tuple[list[str | Path], dict[str, str]]]:
    manage = [sys.executable, "manage.py"]
    return [
        ([BIN / "ruff", "check", "."], {}),
        ([BIN / "ruff", "format", "--check", "--quiet", "."], {}),
        ([BIN / "djlint", "templates", "--lint", "--quiet"], {}),
        ([BIN / "mypy", *typed_files()], {}),
        ([*manage, "check"], {}),
        ([*manage, "makemigrations", "--check", "--dry-run"], {}),
        ([*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ([*manage, "write_docs", "--check"], {}),
    ]


def main() -> int:
    failed = []
    (ROOT / "var").mkdir(exist_ok=True)
    for command, environment in checks():
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False, capture_output=True, text=True)
        if done.returncode:
            failed.append(command)
            print(f"--- {' '.join(str(part) for part in command[:4])}\n{done.stdout}{done.stderr}", flush=True)  # noqa: T201 -- its purpose
    print(f"{len(checks()) - len(failed)} checks passed, {len(failed)} failed")  # noqa: T201 -- its purpose
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
