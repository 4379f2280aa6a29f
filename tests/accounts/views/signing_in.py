"""The steps of signing in, as a browser takes them."""

import re

from django.http import HttpResponse
from django.test import Client

from registry.models import Letter


def ask(browser: Client, address: str, next: str = "") -> HttpResponse:
    return browser.post("/kirjaudu/", {"email": address, "next": next})


def newest_code() -> str:
    """The code in the letter that was posted last."""
    return re.search(r"^([0-9]{6})$", Letter.objects.order_by("-pk")[0].body_text, re.MULTILINE)[1]


def enter(browser: Client, code: str, next: str = "") -> HttpResponse:
    return browser.post("/kirjaudu/koodi/", {"code": code, "next": next})


def wrong(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def sentences(response: HttpResponse) -> list[str]:
    """The messages that the page shows."""
    return [str(message) for message in response.context["messages"]]
