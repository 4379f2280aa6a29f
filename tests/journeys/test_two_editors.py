"""Two people in one part of the form, on the running portal: nobody is locked out, nobody overwrites unseen, no text is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from tests.journeys.conftest import DESKTOP, Portal

pytestmark = pytest.mark.journey

ROUNDS = 100
CSRF = "c" * 32

SET_UP = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from core import clock
from rounds.queries import open_rounds
from tests import factories
owner = factories.make_person("kirjoittaja.yksi@example.org", name="Kirjoittaja Yksi")
other = factories.make_person("kirjoittaja.kaksi@example.org", name="Kirjoittaja Kaksi")
group = factories.make_group(owner, editors=[other], name="Kahden esimerkki ry")
draft = factories.make_draft(owner, group, open_rounds(clock.now())[0])
sessions = []
for person in (owner, other):
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    sessions.append(session.session_key)
print(json.dumps([draft.reference, sessions]))
"""
KEPT = """
import json
from applications.models import Application, Revision
draft = Application.objects.get(reference="{reference}")
print(json.dumps({{
    "kept": [[it.content["texts"]["title"], it.took_effect] for it in draft.revisions.filter(section="idea").order_by("number")],
    "now": draft.answers.get(name="title").text,
}}))
"""


@dataclass(frozen=True)
class Writer:
    """Somebody at a browser without JavaScript."""

    portal: Portal
    session: str
    path: str

    def ask(self, method: str, body: str = "") -> tuple[int, html.HtmlElement | None]:
        connection = HTTPConnection(urlsplit(self.portal.url).netloc, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, html.fromstring(content) if content else None

    def seen(self) -> str:
        """The number of the text that the page shows, as its form will say."""
        return self.ask("GET")[1].xpath("string(//input[@name='seen']/@value)")

    def saves(self, title: str, seen: str) -> tuple[int, html.HtmlElement | None]:
        typed = {"title": title, "summary": "", "seen": seen, "next": "list", "csrfmiddlewaretoken": CSRF}
        return self.ask("POST", urlencode(typed))


def test_two_writers_lose_no_text_in_a_hundred_rounds(portal):
    reference, sessions = json.loads(portal.run(SET_UP))
    writers = [Writer(portal, session, f"/hakemukset/{reference}/osat/idea/") for session in sessions]
    together, answers = Barrier(2, timeout=60), ([], [])

    def write(number: int) -> None:
        try:
            for turn in range(ROUNDS):
                seen = writers[number].seen()
                together.wait()
                title = f"Kirjoittaja {number}, kierros {turn}"
                answers[number].append((title, *writers[number].saves(title, seen)))
                together.wait()
        except BaseException:
            together.abort()
            raise

    threads = [Thread(target=write, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(of_one) for of_one in answers] == [ROUNDS, ROUNDS]
    found = json.loads(portal.run(KEPT.format(reference=reference)))
    titles = [title for title, _took_effect in found["kept"]]
    assert sorted(titles) == sorted(title for of_one in answers for title, _status, _page in of_one)
    # In each round one text took effect, and the writer of the other was shown both and asked.
    assert [took_effect for _title, took_effect in found["kept"]] == [True, False] * ROUNDS
    for one, two in zip(*answers, strict=True):
        assert sorted([one[1], two[1]]) == [303, 409]
        (mine, _, page), (theirs, _, _) = (one, two) if one[1] == 409 else (two, one)
        assert page.xpath("string(//input[@name='title']/@value)") == mine
        # Beside it the other's text, without the words that are struck through because they are only in one's own.
        beside = page.xpath("//section[@aria-labelledby='toinen']//dd//bdi[not(ancestor::del)]/text()")
        assert theirs in "".join(beside)
    assert found["now"] == [title for title, took_effect in found["kept"] if took_effect][-1]


def test_the_second_writer_sees_both_texts_in_the_browser_and_chooses(reader, portal):
    owner, other = reader(), reader(DESKTOP)
    reference = json.loads(portal.run(SET_UP.replace("kirjoittaja.", "valitsija.").replace("Kahden", "Toisten")))[0]
    for person, email in ((owner, "valitsija.yksi@example.org"), (other, "valitsija.kaksi@example.org")):
        person.signs_in(email)
        person.goes_to(f"/hakemukset/{reference}/osat/idea/")
    other.fills("Name of the project or event", "Toisen nimi")
    other.presses("Save and return to the list")
    owner.fills("Name of the project or event", "Minun nimeni")
    owner.presses("Save and return to the list")
    owner.sees("Choose which text stays", "Toisen nimi")
    assert owner.page.locator("[name=title]").input_value() == "Minun nimeni"
    owner.presses("Save mine")
    owner.goes_to(f"/hakemukset/{reference}/osat/")
    owner.sees("Minun nimeni")
