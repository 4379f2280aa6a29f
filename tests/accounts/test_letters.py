"""What the letters about accounts say, in both languages, and what they must not say."""

from datetime import timedelta

import pytest

from accounts import letters
from accounts.models import Invitation
from registry.actions import post
from tests.factories import AT, make_group, make_invitation, make_person

pytestmark = pytest.mark.django_db


def code_letter(language: str):
    draft = letters.code_requested(
        "aino@example.org", code="048213", language=language, key="k", at=AT, lives=timedelta(minutes=10)
    )
    return post(draft, at=AT)


def invitation(language: str):
    person = make_person("uusi@joensuu.example", name="Ulla & Ukko", language=language)
    return post(letters.invited(person, roles=["Reviewer"], at=AT), at=AT)


def invitation_to_group(language: str):
    owner = make_person("aino@example.org", name="Ulla & Ukko", language=language)
    offered = make_invitation(make_group(owner, name="Ulla & Ukko"), owner, email="uusi@example.org")
    return post(letters.invited_to_group(offered, language=language), at=AT)


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("write", [code_letter, invitation, invitation_to_group])
def test_every_letter_is_whole_in_both_languages(write, language):
    letter = write(language)
    assert 0 < len(letter.subject) <= 50
    assert letter.language == language
    assert f'<html lang="{language}">' in letter.body_html
    assert "<img" not in letter.body_html
    assert "&" not in letter.body_text.replace("Ulla & Ukko", "")
    assert letter.body_text.count("http://127.0.0.1:8000") >= 1


def test_the_code_stands_alone_on_its_line_and_never_in_the_subject():
    letter = code_letter("en")
    assert letter.subject == "Your code for signing in to Pikku KAKE"
    assert [line for line in letter.body_text.splitlines() if line.strip().isdigit()] == ["048213"]
    assert ">048213<" in letter.body_html
    assert "It works once, for 10 minutes." in letter.body_text


def test_the_letter_with_the_code_has_no_link_to_follow_but_the_portal_itself():
    assert code_letter("en").body_html.count("<a ") == 1


def test_an_invitation_says_the_roles_and_where_to_sign_in():
    letter = invitation("en")
    assert "\n- Reviewer\n" in letter.body_text
    link = f"http://127.0.0.1:8000/kirjaudu/?kirje={letter.message_id.hex}"
    assert f"Sign in: {link}\n" in letter.body_text
    assert letter.body_html.count(f'href="{link}"') == 2


def test_two_invitations_are_two_letters_and_the_same_one_is_sent_once():
    person = make_person("uusi@joensuu.example")
    first = post(letters.invited(person, roles=["Reviewer"], at=AT), at=AT)
    assert post(letters.invited(person, roles=["Reviewer"], at=AT), at=AT) == first
    assert post(letters.invited(person, roles=["Reviewer"], at=AT + timedelta(days=1)), at=AT) != first


def test_an_invitation_to_a_group_says_who_invites_where_and_to_what_and_lets_nobody_in():
    letter = invitation_to_group("en")
    assert letter.subject == "You are invited to a group in Pikku KAKE"
    link = f"http://127.0.0.1:8000/kutsut/{Invitation.objects.get().pk}/?kirje={letter.message_id.hex}"
    assert f"Open the invitation: {link}\n" in letter.body_text
    assert letter.body_html.count(f'href="{link}"') == 2
    assert "Ulla & Ukko invites you to the group Ulla & Ukko." in letter.body_text
    assert "You fill in applications. An owner of the group sends them." in letter.body_text
    assert "Sign in with this e-mail address: uusi@example.org." in letter.body_text
    assert "You can answer until 16.3.2018." in letter.body_text
