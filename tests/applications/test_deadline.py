"""Closing on a running server: what reaches it in time is received, what does not is not, whatever zone the machine lives in.

Two web servers with different zones stand on one database, and each is sent to every half second around closing.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
ZONES = ("UTC", "Asia/Tokyo")
GRACE = timedelta(seconds=2)
BEFORE, AFTER, STEP = timedelta(seconds=2), timedelta(seconds=2), timedelta(seconds=0.5)
START_WITHIN = 60
CSRF = "c" * 32

# One owner and one draft for each server, all in one round that is open for long enough.
SET_UP = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests import factories
round_ = factories.make_round(factories.make_programme())
made = []
for number in range(2):
    owner = factories.make_person(f"omistaja{number}@example.org")
    group = factories.make_group(owner, name=f"Esimerkki {number} ry")
    draft = factories.make_application(owner, group, round_)
    session = SessionStore()
    session[SESSION_KEY] = str(owner.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = owner.get_session_auth_hash()
    session.create()
    made.append([draft.reference, session.session_key])
print(json.dumps(made))
"""
# The moment is chosen by the program that sets it: how long it takes to start does not matter then.
CLOSE = """
from datetime import timedelta
from core.clock import now
from rounds.models import Round
closing = now() + timedelta(seconds={soon})
Round.objects.filter(pk=Round.objects.latest("pk").pk).update(closes_at=closing, grace_seconds={grace})
print(closing.isoformat())
"""
READ = """
import json
from applications.models import Version
from registry.models import Event
refused = Event.objects.filter(act="submit", outcome="refused").order_by("pk")
print(json.dumps({
    "versions": [[it.application.reference, it.received_at.isoformat()] for it in Version.objects.order_by("pk")],
    "refused": [[it.about.removeprefix("application:"), it.at.isoformat(), it.details["rules"]] for it in refused],
}))
"""


@dataclass(frozen=True)
class Sending:
    """One press of the button: the clock just before and just after, and what the server answered."""

    reference: str
    before: datetime
    after: datetime
    status: int


def now() -> datetime:
    return datetime.now(UTC)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def environment(tmp_path) -> Iterator[dict[str, str]]:
    """A folder and a database of the test's own: a file, or on the PostgreSQL that the other tests run on."""
    own = {**os.environ, "DEBUG": "1", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kake.settings"}
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield {name: value for name, value in own.items() if name != "DATABASE_URL"}
        return
    name = f"deadline_{uuid.uuid4().hex}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield {**own, "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{name}"}
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


def manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(environment: dict[str, str], code: str) -> str:
    return manage(environment, "shell", "--no-imports", "-c", code)


@pytest.fixture
def servers(environment) -> Iterator[dict[str, int]]:
    """The port of a running web server for each zone."""
    for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
        manage(environment, *command)
    ports = {zone: free_port() for zone in ZONES}
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "kake.wsgi:application"],
            cwd=ROOT,
            env={**environment, "TZ": zone},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for zone, port in ports.items()
    ]
    try:
        for port in ports.values():
            wait_until_up(port)
        yield ports
    finally:
        for program in programs:
            program.send_signal(signal.SIGTERM)
        for program in programs:
            program.wait(timeout=20)


def wait_until_up(port: int) -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up:
        try:
            ask(port, "GET", "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"No server at port {port} within {START_WITHIN} s")


def ask(port: int, method: str, path: str, body: str = "", cookies: str = "") -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"})
    status = connection.getresponse().status
    connection.close()
    return status


def press(port: int, reference: str, session: str) -> Sending:
    """Send with a fresh form, as one does after looking at the check page."""
    typed = {
        "is_true": "on",
        "is_paid_once": "on",
        "is_public": "on",
        "csrfmiddlewaretoken": CSRF,
        "form_token": uuid.uuid4().hex,
    }
    cookies = f"sessionid={session}; csrftoken={CSRF}"
    before = now()
    status = ask(port, "POST", f"/hakemukset/{reference}/laheta/", urlencode(typed), cookies)
    return Sending(reference, before, now(), status)


def press_around(closing: datetime, port: int, reference: str, session: str, sendings: list[Sending]) -> None:
    at = closing - BEFORE
    while at <= closing + GRACE + AFTER:
        # The wall clock is what is tested here; nothing but waiting makes it go on.
        time.sleep(max(0.0, (at - now()).total_seconds()))
        sendings.append(press(port, reference, session))
        at += STEP


def test_what_arrives_before_closing_and_its_grace_is_received_and_nothing_else(environment, servers):
    drafts = json.loads(run(environment, SET_UP))
    # Each server has answered once, so that the first sending that counts finds it warm.
    assert [press(port, *draft).status for port, draft in zip(servers.values(), drafts, strict=True)] == [303, 303]
    soon = (BEFORE + timedelta(seconds=3)).total_seconds()
    closing = datetime.fromisoformat(run(environment, CLOSE.format(soon=soon, grace=int(GRACE.total_seconds()))).split()[-1])
    by_zone: dict[str, list[Sending]] = {zone: [] for zone in ZONES}
    threads = [
        Thread(target=press_around, args=(closing, servers[zone], *draft, by_zone[zone]))
        for zone, draft in zip(ZONES, drafts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = json.loads(run(environment, READ))
    for zone, (reference, _session) in zip(ZONES, drafts, strict=True):
        judge(by_zone[zone], closing + GRACE, reference, found)


def judge(sendings: list[Sending], end: datetime, reference: str, found: dict[str, list]) -> None:
    assert len(sendings) == 13
    # One request may be under way just at the end; every other answer is known beforehand.
    sure = [it for it in sendings if it.after < end or it.before >= end]
    assert len(sure) >= len(sendings) - 1
    assert [it.status for it in sure] == [303 if it.after < end else 422 for it in sure]
    statuses = [it.status for it in sendings]
    assert statuses == sorted(statuses), "somebody was received after somebody who was refused"
    received = [datetime.fromisoformat(at) for of, at in found["versions"] if of == reference][1:]
    refused = [(datetime.fromisoformat(at), rules) for of, at, rules in found["refused"] if of == reference]
    on_record = received + [at for at, _rules in refused]
    assert len(on_record) == len(sendings)
    for sending, at in zip(sendings, on_record, strict=True):
        assert sending.before <= at <= sending.after
    assert all(at < end for at in received)
    assert all(at >= end and rules == ["round_has_not_closed"] for at, rules in refused)
    assert received
    assert refused
