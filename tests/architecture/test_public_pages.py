"""Signing in is the default; what opens without it is listed with a reason, in the list and at the view."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.architecture.public_pages import PUBLIC
from tests.architecture.reading import Sources, apps, functions, tell

Patterns = list[tuple[str, URLPattern]]


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal with its full name, those of other people's packages too."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from patterns(found, f"{namespace}{found.namespace}:" if found.namespace else namespace)
        else:
            yield f"{namespace}{found.name or ''}", found


def violations(all_patterns: Patterns, listed: Mapping[str, str]) -> list[str]:
    nameless = [f"the address {pattern.pattern} has no name" for _name, pattern in all_patterns if not pattern.name]
    is_open = {name for name, pattern in all_patterns if not getattr(pattern.callback, "login_required", True)}
    return [
        *nameless,
        *(f"{name} opens without signing in and is not in public_pages.py" for name in sorted(is_open - set(listed))),
        *(f"{name} is in public_pages.py and asks for signing in, or is gone" for name in sorted(set(listed) - is_open)),
        *(f"{name} has no reason in public_pages.py" for name, reason in listed.items() if len(reason) < 5),
    ]


def renamed(all_patterns: Patterns) -> list[str]:
    """Addresses whose view has another name: one word goes through the stack. Allauth's own names are bare."""
    return [
        f"the address {name} leads to the view {pattern.callback.__name__}: call both the same"
        for name, pattern in all_patterns
        if ":" in name and pattern.name != pattern.callback.__name__
    ]


def unreasoned(sources: Sources) -> list[str]:
    """Views opened without a comment on the decorator's line, or above it, that says why."""
    found = []
    for file, text in sources.items():
        lines = text.splitlines()
        for function in functions(text):
            for decorator in function.decorator_list:
                is_opening = ast.unparse(decorator) == "login_not_required"
                if is_opening and not re.search(r"#\s*\S{2,}", lines[decorator.lineno - 1] + lines[decorator.lineno - 2]):
                    found.append(f"{function.name} opens to everybody without a reason ({file}:{decorator.lineno})")
    return found


def test_the_list_of_public_pages_is_what_really_opens():
    tell(violations(list(patterns()), PUBLIC))


def test_every_public_view_says_why():
    tell(unreasoned(apps()))


def test_addresses_and_views_share_one_name():
    tell(renamed(list(patterns())))


def closed(request) -> HttpResponse:
    return HttpResponse()


@login_not_required
def opened(request) -> HttpResponse:
    return HttpResponse()


def test_a_page_that_opens_unlisted_and_a_stale_entry_are_noticed():
    planted = [("x:opened", path("a/", opened, name="opened")), ("x:closed", path("b/", closed, name="closed"))]
    assert violations(planted, {"x:closed": "a good reason"}) == [
        "x:opened opens without signing in and is not in public_pages.py",
        "x:closed is in public_pages.py and asks for signing in, or is gone",
    ]
    assert violations(planted, {"x:opened": "a good reason"}) == []


def test_a_nameless_address_and_an_empty_reason_are_noticed():
    planted = [("", path("a/", closed)), ("x:opened", path("b/", opened, name="opened"))]
    assert violations(planted, {"x:opened": ""}) == ["the address a/ has no name", "x:opened has no reason in public_pages.py"]


def test_two_names_for_one_thing_are_noticed():
    assert renamed([("x:send", path("a/", closed, name="send"))]) == [
        "the address x:send leads to the view closed: call both the same"
    ]


def test_opening_without_a_reason_is_noticed():
    source = "x = 1\n@login_not_required\ndef home(): ...\n@login_not_required  # the front door\ndef help(): ...\n"
    assert unreasoned({"front/views.py": source}) == ["home opens to everybody without a reason (front/views.py:2)"]
