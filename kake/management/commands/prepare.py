"""Bring the database up to date; in development also fill it with the programme and the demo."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection


class Command(BaseCommand):
    help = (
        "Runs migrate, createcachetable, load_programme and load_reasons, and load_demo where DEBUG is on. "
        "Quick when there is nothing to do."
    )
    requires_system_checks = ()

    def handle(self, **options):
        settings.VAR.mkdir(parents=True, exist_ok=True)
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).strip().splitlines()[0]}") from None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # A page may not take ten seconds; the migration of a full table may.
                cursor.execute("SET statement_timeout = 0")  # writes: a setting of this connection, no row
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_programme", settings.ROOT / "data" / "kake2.json", stdout=self.stdout)
        call_command("load_reasons", settings.ROOT / "data" / "reasons.json", stdout=self.stdout)
        if settings.DEVELOPMENT:
            call_command("load_demo", stdout=self.stdout)
