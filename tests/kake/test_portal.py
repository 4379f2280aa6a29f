"""`manage.py portal` starts web server and worker together and leaves nothing behind; set-up says in a sentence what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
END_WITHIN = 120


@pytest.fixture
def port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def environment(tmp_path, port) -> dict[str, str]:
    own = {"DEBUG": "1", "VAR_DIR": str(tmp_path), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "kake.settings"}
    return {**{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}, **own}


@pytest.fixture
def portal(environment, port):
    """A running portal on an empty database file, once it answers."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "portal"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == f"The portal is at http://127.0.0.1:{port}/ – stop it with Ctrl-C.\n"
    yield process
    if process.poll() is None:
        process.kill()


def children_of(process: subprocess.Popen) -> dict[str, int]:
    """The process number of the web server and of the worker."""
    numbers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    commands = {int(number): Path(f"/proc/{number}/cmdline").read_text() for number in numbers}
    return {name: number for number, command in commands.items() for name in ("waitress", "celery") if f"\0{name}\0" in command}


def is_away(path: Path) -> bool:
    """Whether a file goes away, waiting for it a while."""
    give_up = time.monotonic() + END_WITHIN
    while path.exists() and time.monotonic() < give_up:
        time.sleep(0.1)
    return not path.exists()


def is_gone(number: int) -> bool:
    return is_away(Path(f"/proc/{number}"))


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_one_signal_stops_everything(portal, port, by):
    children = children_of(portal)
    assert set(children) == {"waitress", "celery"}
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30).read() == b"ok\n"
    portal.send_signal(by)
    out, err = portal.communicate(timeout=END_WITHIN)
    # Celery may add that it shuts down, if it has started far enough to say so.
    assert (portal.returncode, out.strip().splitlines()[0]) == (0, "Stopping …")
    assert "Traceback" not in err
    assert [name for name, number in children.items() if not is_gone(number)] == []


def test_when_the_web_server_dies_the_worker_is_stopped_and_it_says_so(portal):
    children = children_of(portal)
    os.kill(children["waitress"], signal.SIGKILL)
    _, err = portal.communicate(timeout=END_WITHIN)
    assert portal.returncode == 1
    assert err.strip().splitlines()[-1] == "CommandError: The web server stopped by itself, so the rest was stopped too."
    assert is_gone(children["celery"])


def test_a_damaged_message_does_not_stop_it(portal, environment, tmp_path):
    damaged = tmp_path / "queue" / "1_damaged.celery.msg"
    damaged.write_bytes(b"")
    assert is_away(damaged)
    ring = "from celery import current_app; current_app.send_task('registry.deliver')"
    subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", ring], cwd=ROOT, env=environment, check=True)
    assert all(is_away(message) for message in (tmp_path / "queue").glob("*.msg"))


def test_when_it_is_killed_its_children_end_too(portal):
    children = children_of(portal)
    portal.kill()
    assert [name for name, number in children.items() if not is_gone(number)] == []


def set_up(environment: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "tools/setup.py", "run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_busy_port_is_said_in_one_sentence(environment, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        said = set_up(environment)
    assert (said.returncode, said.stderr) == (1, "")
    assert said.stdout == f"Port {port} is in use. Start on another one: PORT={port + 1} make run\n"


@pytest.mark.parametrize("content", [b"This is no database." * 100, b"SQLite format 3\0" + b"\x01" * 4000])
def test_a_broken_database_file_is_said_in_one_sentence(environment, tmp_path, content):
    (tmp_path / "portal.sqlite3").write_bytes(content)
    said = set_up(environment)
    assert (said.returncode, said.stderr, said.stdout.count("\n")) == (1, "", 1)
    assert said.stdout.startswith(f"The database file {tmp_path}/portal.sqlite3 is broken (")


@pytest.mark.parametrize("nonsense", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_said_in_one_sentence(environment, nonsense):
    said = set_up({**environment, "PORT": nonsense})
    assert (said.returncode, said.stdout) == (1, f"PORT must be a number between 1 and 65535, not {nonsense}.\n")


def test_a_database_server_that_is_away_is_said_in_one_sentence(environment, port):
    said = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env={**environment, "DATABASE_URL": f"postgres://portal@127.0.0.1:{port}/portal"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("CommandError: The database does not answer: connection to server at")
    assert said.stderr.count("\n") == 1
