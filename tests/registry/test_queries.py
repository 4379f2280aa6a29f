"""What the record office can be asked."""

from uuid import UUID

import pytest

from accounts.letters import invited
from accounts.models import User
from registry import actions
from registry.models import Letter
from registry.queries import addressee_of
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


def make_letter() -> Letter:
    """A letter with a link in it; the same one each time."""
    person = User.objects.filter(email="uusi@joensuu.example").first() or make_person("uusi@joensuu.example")
    return actions.post(invited(person, roles=["Reviewer"], at=AT), at=AT)


def test_a_link_in_a_letter_leads_back_to_its_addressee():
    letter = make_letter()
    assert addressee_of(f"/oma/?kirje={letter.message_id.hex}") == "uusi@joensuu.example"
    assert addressee_of(f"http://testserver/oma/?sivu=2&kirje={letter.message_id}#kesken") == "uusi@joensuu.example"


def test_a_letter_that_was_taken_back_and_is_taken_up_again_keeps_its_links():
    letter = make_letter()
    actions.cancel(about=letter.about, kind=letter.kind)
    again = make_letter()
    assert (again.status, again.message_id) == (Letter.QUEUED, letter.message_id)
    assert again.body_text.count(f"?kirje={letter.message_id.hex}\n") == 1


@pytest.mark.parametrize(
    "link",
    [
        "",
        "/oma/",
        "/oma/?kirje=",
        "/oma/?kirje=abc",
        f"/oma/?kirje={UUID(int=7).hex}",
        "/oma/?kirje=%00",
        "//[",
        "/oma/?kirje=١" + "1" * 31,
    ],
)
def test_no_other_link_names_anybody(link):
    make_letter()
    assert addressee_of(link) == ""
