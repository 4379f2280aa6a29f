"""What the portal says of settings that are not fit for production."""

import pytest
from django.db import connection

from kake.checks import isolation, production_services


def test_settings_of_development_are_named_one_by_one(settings, monkeypatch):
    settings.DEVELOPMENT = True
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    settings.REDIS_URL = ""
    settings.EMAIL_HOST, settings.MAIL_REPLY_TO, settings.CLAMD_ADDRESS = "mail", "", ""
    settings.DEFAULT_FROM_EMAIL = "Pikku KAKE <portal@portal.invalid>"
    assert sorted(message.id for message in production_services()) == [f"kake.W00{number}" for number in range(1, 8)]


def test_settings_of_production_pass(settings, monkeypatch):
    settings.DEVELOPMENT = False
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    settings.REDIS_URL = "redis://redis:6379/0"
    settings.EMAIL_HOST, settings.MAIL_REPLY_TO, settings.CLAMD_ADDRESS = "smtp.city.example", "kake@city.example", "clamav:3310"
    settings.DEFAULT_FROM_EMAIL = "Pikku KAKE <kake@city.example>"
    assert production_services() == []


@pytest.mark.django_db
def test_the_database_reads_committed_rows():
    assert isolation(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_database_that_reads_old_rows_is_refused():
    if connection.vendor != "postgresql":
        # SQLite lets one writer in at a time and has no such level.
        return
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    try:
        assert [message.id for message in isolation(databases=["default"])] == ["kake.E001"]
    finally:
        connection.close()
