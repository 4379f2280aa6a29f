"""Compare every fund with its ledger."""

from django.core.management.base import BaseCommand, CommandError

from rounds.queries import ledger_mismatches


class Command(BaseCommand):
    help = "Says whether each fund's committed sum is what its ledger adds up to; exits with 1 where it is not."

    def handle(self, **options):
        if mismatches := ledger_mismatches():
            raise CommandError("\n".join(mismatches))
        self.stdout.write("Every fund agrees with its ledger.")
