"""Is the portal alive, is it ready."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from registry.models import Letter


def make_waiting_letter(*, since: timedelta) -> Letter:
    at = timezone.now() - since
    return Letter.objects.create(
        key="waiting", kind="accounts/invited", to="secret@example.org", language="fi", subject="s", created_at=at, not_before=at
    )


def test_healthz_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client, path, db):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_readyz_says_that_all_is_well(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "migrations": "ok", "letters": "ok"})


@pytest.mark.django_db
def test_readyz_notices_letters_that_wait_more_than_ten_minutes(client):
    make_waiting_letter(since=timedelta(minutes=11))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["letters"]) == (503, "late")
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
def test_readyz_bears_with_letters_that_wait_nine_minutes(client):
    make_waiting_letter(since=timedelta(minutes=9))
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_notices_a_migration_that_waits(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'rounds'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "waiting")


@pytest.mark.django_db
def test_readyz_says_so_when_the_database_is_away(client):
    def away(execute, sql, params, many, context):
        raise OperationalError("secret host")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
