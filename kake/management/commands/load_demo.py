"""`manage.py load_demo`: people of every role and applications in every state, for development and for showing the portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from core import clock
from kake.management import demo
from rounds.queries import current_programme

Person = tuple[str, str, str | None]


class Command(BaseCommand):
    help = "Fills a development portal with a demo and prints who can sign in. Once the demo is there, it only prints."

    def handle(self, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError("The demo is for development only; set DEBUG=1 to load it.")
        if not (people := _people()):
            programme = current_programme()
            if programme is None:
                raise CommandError("Load the programme first: manage.py load_programme data/kake2.json")
            # Where the worker's bell hangs; the acts of the demo ring it.
            (settings.VAR / "queue").mkdir(parents=True, exist_ok=True)
            demo.load(programme, at=clock.now())
            people = _people()
        self.stdout.write("Sign in with one of these addresses; the code is in the terminal and at /kehitys/posti/:")
        for email, name, role in people:
            self.stdout.write(f"  {role or 'applicant'}: {email} ({name})")


def _people() -> list[Person]:
    """Address, name and role of everybody in the demo whose account is open; none before it is loaded."""
    known = User.objects.active().filter(email__in=demo.addresses())
    return list(known.order_by("pk", "staff_roles__role").values_list("email", "name", "staff_roles__role"))
