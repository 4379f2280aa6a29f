"""`manage.py make_admin EMAIL`: the first administrator, who then invites the others in the portal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import grant_role, invite
from accounts.models import ADMIN, User
from core import clock
from core.actor import Actor


class Command(BaseCommand):
    help = "Makes a person an administrator of the portal, and known if she was not. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name, if she is not known yet")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        self.stdout.write(self._make_admin(email.lower(), name))

    def _make_admin(self, email: str, name: str) -> str:
        person = User.objects.filter(email=email).first()
        if person and ADMIN in person.roles:
            return f"{person} <{email}> is an administrator already."
        by, at = Actor.system("command"), clock.now()
        try:
            if person:
                grant_role(person, by=by, at=at, role=ADMIN)
            else:
                person = invite(by=by, at=at, email=email, name=name, roles=[ADMIN])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        return f"{person} <{email}> is now an administrator and can sign in."
