"""Compare every attachment with the digest in its row."""

from django.core.management.base import BaseCommand, CommandError

from applications.queries import broken_attachments


class Command(BaseCommand):
    help = "Says whether every attachment has its file, unchanged since it was added; exits with 1 where it has not."

    def handle(self, **options):
        if faults := broken_attachments():
            raise CommandError("\n".join(faults))
        self.stdout.write("Every attachment has its file.")
