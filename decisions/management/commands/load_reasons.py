"""Bring the first reasons from a JSON file into the bank of reasons."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.actor import Actor
from decisions import actions


class Command(BaseCommand):
    help = "Loads the reasons that the bank does not have; what was edited or retired at the desk stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} can't be read as JSON: {error}") from error
        number = actions.load_reasons(data, by=Actor.system("command"), at=clock.now())
        self.stdout.write(f"Reasons: {number} new.")
