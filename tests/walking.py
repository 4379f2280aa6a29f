"""Every address of the portal that has to do with one case, and all that an answer says: a page that is added is walked by itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from advice.models import MessageFile
from applications.models import Application
from decisions.models import ReservePlace, Scenario
from desk.queries import PROPOSALS
from reviews.models import Assignment
from tests.documents import words_in

# Signing in and out, what answers machines, and the letters of everybody, which are shown in development alone.
LEFT_OUT = ("account_", "healthz", "readyz", "front:mail")


def addresses(resolver: URLResolver | None = None, space: str = "") -> list[tuple[str, dict]]:
    """The name of every address, with the converters of its parameters."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append((f"{space}{pattern.name}", pattern.pattern.converters))
        else:
            found += addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
    return [it for it in found if not it[0].startswith(LEFT_OUT)]


def paths(case: Application, words: Iterable[str] = ()) -> list[str]:
    """Each address about the case: a number is the key of something in it, of its round, or 1.

    The lists of the City are also searched for `words`. What is divided has its
    meeting and book under the number of the scenario, and under the proposals of the round.
    """
    scenarios = list(Scenario.objects.values_list("pk", flat=True))
    made = set()
    for name, parameters in addresses():
        numbers = _keys(case) if any(isinstance(it, IntConverter) for it in parameters.values()) else {1}
        for number in numbers:
            for of in [PROPOSALS, *scenarios] if "of" in parameters else [""]:
                made.add(reverse(name, kwargs=_parameters(case, parameters, number, str(of))))
        if not parameters and name.startswith(("desk:", "finance:")):
            made |= {f"{reverse(name)}?words={word}" for word in words}
    return sorted(made)


def _keys(case: Application) -> set[int]:
    related = (case.attachments, ReservePlace.objects, Scenario.objects, MessageFile.objects, Assignment.objects)
    return {1, case.pk, case.round.number, *(pk for rows in related for pk in rows.values_list("pk", flat=True))}


def _parameters(case: Application, parameters: dict, number: int, of: str) -> dict[str, object]:
    given = {"reference": case.reference, "slug": "idea", "paper": "saannot", "kind": "tapahtuma", "of": of}
    # A round is found by its number and everything else by its key.
    named = {word: number for word, converter in parameters.items() if isinstance(converter, IntConverter)}
    if "kind" in parameters and "number" in named:
        named["number"] = case.round.number
    return {word: {**given, **named}.get(word, "x") for word in parameters}


def said_by(answer: HttpResponse) -> str:
    """All that an answer says: its body, unpacked, with its headers, names of files and the address it leads to among them."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return words_in(body) + str(dict(answer.headers))
