"""Bring the programme's facts from a JSON file into the portal."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.actor import Actor
from rounds import actions


class Command(BaseCommand):
    help = "Loads what is missing of the programme; what officers changed in the portal stays as they left it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} can't be read as JSON: {error}") from error
        programme = actions.load_programme(data, by=Actor.system("command"), at=clock.now())
        self.stdout.write(f"{programme.name}: {programme.funds.count()} funds, {programme.rounds.count()} rounds.")
