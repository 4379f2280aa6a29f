"""Signing out: a button, never a link."""

import pytest

pytestmark = pytest.mark.django_db


def test_looking_at_the_page_signs_nobody_out(client_of, applicant):
    browser = client_of(applicant)
    page = browser.get("/kirjaudu-ulos/")
    assert page.status_code == 200
    assert "Do you want to sign out?" in page.content.decode()
    assert "_auth_user_id" in browser.session


def test_the_button_signs_out_and_leaves_nothing_in_the_session(client_of, applicant):
    browser = client_of(applicant)
    key = browser.session.session_key
    answer = browser.post("/kirjaudu-ulos/")
    assert (answer.status_code, answer.url) == (302, "/")
    assert "_auth_user_id" not in browser.session
    assert browser.session.session_key != key


def test_who_is_not_signed_in_goes_home(visitor):
    assert visitor.get("/kirjaudu-ulos/").url == "/"
