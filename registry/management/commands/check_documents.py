"""Compare every stored document with the digest in its row."""

from django.core.management.base import BaseCommand, CommandError

from registry.queries import broken_documents


class Command(BaseCommand):
    help = "Says whether every document, decision letters first of all, has its file, unchanged; exits with 1 where it has not."

    def handle(self, **options):
        if faults := broken_documents():
            raise CommandError("\n".join(faults))
        self.stdout.write("Every document has its file.")
