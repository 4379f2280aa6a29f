"""Make a machine ready: system packages, virtual environment, locked packages, translations, database, demo.

Runs on the system's Python with nothing installed: `python3 tools/setup.py run|check|test`. What is done is stamped with a hash
of what it was made from, so that a second time costs next to nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
OLDEST_PYTHON = (3, 11)

# What WeasyPrint draws with, by the library file that shows that it is there.
FOR_RUNNING = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz0b": "libharfbuzz.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
    "libfontconfig1": "libfontconfig.so.1",
}
# What tests start, by the program that shows that it is there.
FOR_TESTS = {
    "chromium": "chromium",
    "poppler-utils": "pdftoppm",
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "redis-server": "redis-server",
}


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 -- a tool for the terminal


def fail(sentence: str) -> None:
    say(sentence)
    sys.exit(1)


def run(*command: str | Path, quiet: bool = False) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        if quiet and done.stdout:
            say("\n".join(done.stdout.strip().splitlines()[-5:]))
        fail(f"This did not work: {' '.join(str(part) for part in command)}")


def is_there(sign: str) -> bool:
    if sign.startswith("/"):
        return any(Path("/").glob(sign.lstrip("/")))
    if ".so" in sign:
        folders = [Path("/usr/lib"), Path("/lib"), Path("/usr/local/lib"), *Path("/usr/lib").glob("*-linux-gnu")]
        return any((folder / sign).exists() for folder in folders)
    return shutil.which(sign) is not None


def system_packages(wanted: dict[str, str], *, needed: bool) -> None:
    """Install what is missing when root; otherwise name it, and stop if nothing works without it."""
    missing = [package for package, sign in wanted.items() if not is_there(sign)]
    if not missing:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"Missing on this machine: {', '.join(missing)}. Install with:\n    sudo {command}")
        if needed:
            sys.exit(1)
        return
    say(f"Installing {', '.join(missing)} …")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    run("apt-get", "update", "-qq", quiet=True)
    run(*command.split(), quiet=True)


def stamped(name: str, sources: list[Path], make) -> None:
    """Call `make` unless it was done before from the same `sources`."""
    digest = hashlib.sha256(str(sys.version_info[:2]).encode())
    for source in sorted(sources):
        digest.update(source.read_bytes())
    stamp = VENV / f"{name}.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    make()
    stamp.write_text(digest.hexdigest())


def virtual_environment() -> None:
    if (VENV / "bin" / "python").exists():
        return
    say("Making a virtual environment …")
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], check=False, capture_output=True).returncode:
        system_packages({"python3-venv": "/nowhere"}, needed=True)
    run(sys.executable, "-m", "venv", VENV)


def python_packages(*, for_tests: bool) -> None:
    def install() -> None:
        say(f"Installing the packages of {lock.name} …")
        pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        run(*pip, "--require-hashes", "-r", lock, quiet=True)

    lock = ROOT / ("requirements-dev.txt" if for_tests else "requirements.txt")
    # The tests' lock contains the other: what is installed for tests also runs.
    if not for_tests and (VENV / "requirements-dev.stamp").exists():
        lock = ROOT / "requirements-dev.txt"
    stamped(lock.stem, [lock], install)


def translations() -> None:
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if any(not source.with_suffix(".mo").exists() for source in sources):
        (VENV / "translations.stamp").unlink(missing_ok=True)
    stamped("translations", sources, lambda: run(VENV / "bin" / "python", "tools/compile_messages.py"))


def refuse_busy_port() -> None:
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        fail(f"PORT must be a number between 1 and 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            fail(f"Port {port} is in use. Start on another one: PORT={int(port) + 1} make run")


def refuse_broken_database() -> None:
    file = VAR / "portal.sqlite3"
    if os.environ.get("DATABASE_URL") or not file.exists() or file.stat().st_size == 0:
        return
    import sqlite3

    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        answer = connection.execute("PRAGMA quick_check").fetchone()[0]
        connection.close()
    except sqlite3.Error as error:
        answer = str(error)
    if answer != "ok":
        fail(f"The database file {file} is broken ({answer}). Move it away, or begin anew with: make reset")


def data() -> None:
    """Bring the database up to date; the commands are quick when there is nothing to do, and say themselves what is wrong."""
    (VAR / "queue").mkdir(parents=True, exist_ok=True)
    done = subprocess.run([VENV / "bin" / "python", "manage.py", "prepare"], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main(purpose: str) -> None:
    if sys.version_info < OLDEST_PYTHON:
        fail(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}.")
    if purpose == "run":
        refuse_busy_port()
        refuse_broken_database()
    system_packages(FOR_RUNNING, needed=True)
    if purpose == "test":
        system_packages(FOR_TESTS, needed=False)
    virtual_environment()
    python_packages(for_tests=purpose != "run")
    translations()
    if purpose == "run":
        data()


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except KeyboardInterrupt:
        sys.exit(130)
