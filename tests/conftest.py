"""The cast, who are the same people in every test, and what lets insert-only tables be emptied between tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from accounts.models import Group, User
from applications.models import Application
from rounds.models import Programme, Round
from tests.documents import CANARY, Listener
from tests.factories import make_application, make_group, make_person, make_programme, make_round, send


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that was skipped has shown nothing: where CI=true, that is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis_settings.register_profile("portal", deadline=None, print_blob=True)
hypothesis_settings.load_profile("portal")

INSERT_ONLY = ["registry.migrations.0002_event_insert_only", "rounds.migrations.0002_ledger_insert_only"]


@pytest.fixture(autouse=True, scope="session")
def insert_only_tables_can_be_flushed():
    """Django empties every table after a transactional test; only there do the insert-only triggers step aside."""
    flush = TransactionTestCase._fixture_teardown
    triggers = [import_module(name) for name in INSERT_ONLY]

    def run(statements: str) -> None:
        with connection.cursor() as cursor:
            for migration in triggers:
                for statement in getattr(migration, statements)[connection.vendor]:
                    cursor.execute(statement)

    def flush_without_triggers(test: TransactionTestCase) -> None:
        run("ALLOW")
        flush(test)
        run("FORBID")

    TransactionTestCase._fixture_teardown = flush_without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def in_english():
    """Tests read the sentences as the code has them; a test of Finnish asks for it with `translation.override("fi")`."""
    with translation.override("en"):
        yield


@pytest.fixture
def applicant(db) -> User:
    """Owner of `group`."""
    return make_person("aino@example.org", name="Aino Esimerkki", phone="040 123 4567")


@pytest.fixture
def co_applicant(db) -> User:
    """Editor in `group`: fills in, never sends."""
    return make_person("lauri@example.org", name="Lauri Esimerkki")


@pytest.fixture
def stranger(db) -> User:
    """Owner of `other_group`."""
    return make_person("veera@example.org", name="Veera Vieras")


@pytest.fixture
def group(applicant, co_applicant) -> Group:
    return make_group(applicant, editors=[co_applicant])


@pytest.fixture
def other_group(stranger) -> Group:
    return make_group(stranger, name="Esimerkkinuoret ry", business_id="9100002-1")


@pytest.fixture
def coordinator(db) -> User:
    return make_person("kaisa@joensuu.example", name="Kaisa Koordinaattori", roles=["coordinator"])


@pytest.fixture
def reviewer(db) -> User:
    return make_person("arto@joensuu.example", name="Arto Arvioija", roles=["reviewer"])


@pytest.fixture
def decider(db) -> User:
    return make_person("paula@joensuu.example", name="Paula Päättäjä", roles=["decider"])


@pytest.fixture
def finance(db) -> User:
    return make_person("tuula@joensuu.example", name="Tuula Talous", roles=["finance"])


@pytest.fixture
def auditor(db) -> User:
    return make_person("timo@joensuu.example", name="Timo Tarkastaja", roles=["auditor"])


@pytest.fixture
def admin(db) -> User:
    return make_person("yrjo@joensuu.example", name="Yrjö Ylläpitäjä", roles=["admin"])


@pytest.fixture
def programme(db) -> Programme:
    """Joensuun KAKE2.0 with the rounds of 2018; round 1 is open at `tests.factories.AT`."""
    return make_programme()


@pytest.fixture
def open_round(programme) -> Round:
    """Open around the real now, so that pages and their clock need no help."""
    return make_round(programme)


@pytest.fixture
def draft(applicant, group, open_round) -> Application:
    """An event of `group`, filled in and not sent."""
    return make_application(applicant, group, open_round)


@pytest.fixture
def sent(draft, applicant) -> Application:
    """An event of `group`, sent while its round is open."""
    return send(draft, applicant)


@pytest.fixture
def visitor() -> Client:
    """A browser set to English in which nobody is signed in."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """`client_of(person)` is a browser set to English in which the person is signed in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Hears whatever is fetched from this machine."""
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.fixture
def canary(tmp_path) -> Path:
    """A file that no document may hold."""
    path = tmp_path / "salaisuus.txt"
    path.write_text(CANARY)
    return path
