"""Compare every fund with its ledger."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from rounds.queries import ledger_mismatches


class Command(BaseCommand):
    help = "Says whether each fund's committed sum is what its ledger adds up to; exits with 1 where it is not."

    def handle(self, **options):
        with translation.override("en"):
            mismatches = ledger_mismatches()
        if mismatches:
            raise CommandError("\n".join(mismatches))
        self.stdout.write("Every fund agrees with its ledger.")
