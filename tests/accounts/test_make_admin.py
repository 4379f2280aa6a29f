"""The command that makes the first administrator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.actions import close_account
from accounts.models import User
from registry.models import Event
from tests.factories import AT, SYSTEM

pytestmark = pytest.mark.django_db


def make_admin(*arguments: str) -> str:
    out = StringIO()
    call_command("make_admin", *arguments, stdout=out)
    return out.getvalue()


def test_an_unknown_address_becomes_an_administrator_once():
    said = make_admin("Eka@Joensuu.example", "--name", "Eeva Eka")
    assert said == "Eeva Eka <eka@joensuu.example> is now an administrator and can sign in.\n"
    assert make_admin("eka@joensuu.example") == "Eeva Eka <eka@joensuu.example> is an administrator already.\n"
    person = User.objects.get()
    assert (person.email, person.roles) == ("eka@joensuu.example", {"admin"})
    assert list(Event.objects.values_list("act", "actor", "source")) == [("invite", "system", "command")]


def test_a_known_person_gets_the_role_and_keeps_the_rest(reviewer):
    assert make_admin(reviewer.email) == f"Arto Arvioija <{reviewer.email}> is now an administrator and can sign in.\n"
    assert User.objects.get().roles == {"reviewer", "admin"}


def test_an_address_that_is_none_is_refused():
    with pytest.raises(CommandError):
        make_admin("not an address")
    assert User.objects.count() == 0


def test_a_closed_account_is_refused(reviewer):
    close_account(reviewer, by=SYSTEM, at=AT)
    with pytest.raises(CommandError, match=r"^This account is closed\. Open it again first\.$"):
        make_admin(reviewer.email)
