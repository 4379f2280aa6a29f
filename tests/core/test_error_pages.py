"""Pages for errors that may come from anything: they ask neither the database, which these tests have not, nor the request."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

PAGES = {
    "400.html": "The page did not come through whole",
    "500.html": "Something broke at our end",
    "503.html": "The portal is taking a short rest",
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("page", "heading"), PAGES.items())
def test_the_page_says_what_happened_with_nothing_to_ask(page, heading):
    html = render_to_string(page)
    assert (re.findall(r"<h1>([^<]+)", html), "give this number" in html) == ([heading], False)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_gives_the_number_of_the_request(page):
    assert '<b class="reference">7KQ2M4XH</b>' in render_to_string(page, {"request_id": "7KQ2M4XH"})


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_in_the_language_of_the_reader(page):
    with translation.override("fi"):
        assert '<html lang="fi">' in render_to_string(page)
