"""What Django's own checks can't know: settings that would let the portal run in production without being fit for it."""

from collections.abc import Iterable

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections


@register(deploy=True)
def production_services(**_) -> list[CheckMessage]:
    """SQLite, files for a queue and an unroutable sender are for one machine and one developer."""
    found: list[CheckMessage] = []
    if settings.DEVELOPMENT:
        found.append(Warning("DEBUG is on: codes are shown in the terminal and on a page.", id="kake.W001"))
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        found.append(Warning("DATABASE_URL does not name a PostgreSQL database.", id="kake.W002"))
    if not settings.REDIS_URL:
        found.append(Warning("REDIS_URL is not set: web and worker on two machines could not meet.", id="kake.W003"))
    if settings.EMAIL_HOST in {"localhost", "mail"}:
        found.append(Warning("EMAIL_HOST is not the City's mail server: codes and decisions would reach nobody.", id="kake.W005"))
    if not settings.MAIL_REPLY_TO:
        found.append(Warning("MAIL_REPLY_TO is not set: who answers a letter writes to nobody.", id="kake.W006"))
    if not settings.CLAMD_ADDRESS:
        found.append(Warning("CLAMD_ADDRESS is not set: attachments are not checked for malware.", id="kake.W007"))
    if settings.DEFAULT_FROM_EMAIL.rstrip("> ").endswith(".invalid"):
        found.append(Warning("MAIL_FROM is not set: letters would come from nobody.", id="kake.W004"))
    return found


@register(Tags.database)
def isolation(databases: Iterable[str] | None = None, **_) -> list[CheckMessage]:
    """A row that is locked must be read as it is now: under REPEATABLE READ two decisions could spend the same euro."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            level = cursor.fetchone()[0]
        if level != "read committed":
            found.append(Error(f"The database gives {level!r} transactions; READ COMMITTED is needed.", id="kake.E001"))
    return found
