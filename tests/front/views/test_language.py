"""Choosing a language: for this browser, and for the person who is signed in."""

import pytest
from django.conf import settings
from django.test import Client

from registry.models import Event
from tests.applications.views.reading import found

COOKIE = settings.LANGUAGE_COOKIE_NAME


def choose(browser, language: str, back: str = "/ohjeet/"):
    return browser.post("/kieli/", {"language": language, "next": back})


def test_the_choice_is_kept_in_the_browser(client, db):
    answer = choose(client, "en")
    assert (answer.status_code, answer.url) == (303, "/ohjeet/")
    kept = answer.cookies[COOKIE]
    assert (kept.value, kept["max-age"], kept["httponly"], kept["samesite"]) == ("en", 365 * 24 * 3600, True, "Lax")
    assert found(client.get("/ohjeet/"), "/html/@lang") == ["en"]
    choose(client, "fi")
    assert found(client.get("/ohjeet/"), "/html/@lang") == ["fi"]


def test_a_person_keeps_the_choice_in_every_browser_and_in_letters(client_of, applicant):
    choose(client_of(applicant), "en")
    applicant.refresh_from_db()
    assert applicant.language == "en"
    other = Client()
    other.force_login(applicant)
    assert found(other.get("/oma/"), "/html/@lang") == ["en"]


def test_the_same_choice_again_is_no_new_event(client_of, applicant):
    browser = client_of(applicant)
    for _ in range(2):
        choose(browser, "en")
    event = Event.objects.get(act="edit_person")
    assert (event.actor, event.details) == (f"person:{applicant.pk}", {"fields": ["language"]})


@pytest.mark.parametrize("language", ["", "sv", "EN", "../en", "fi-FI", "\x00en "])
def test_a_language_that_the_portal_does_not_speak_changes_nothing(client_of, applicant, language):
    answer = choose(client_of(applicant), language)
    applicant.refresh_from_db()
    assert (answer.status_code, COOKIE in answer.cookies, applicant.language) == (303, False, "fi")


@pytest.mark.parametrize("back", ["/", "/ohjeet/", "/hakemukset/PK-2018-0001/?tila=kesken#kulut", "/oma/?next=https://x.example"])
def test_one_comes_back_to_where_one_was(client, db, back):
    assert choose(client, "en", back).url == back


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:///evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example/",
        "https://testserver@evil.example/",
        "",
    ],
)
def test_nobody_is_led_away_from_the_portal(client, db, back):
    assert choose(client, "en", back).url == "/"


def test_without_a_place_to_return_to_the_way_leads_home(client, db):
    assert client.post("/kieli/", {"language": "en"}).url == "/"


def test_it_is_only_posted_to_and_only_from_our_own_pages(client, db):
    assert client.get("/kieli/").status_code == 405
    assert choose(Client(enforce_csrf_checks=True), "en").status_code == 403
