"""What is typed saves itself, survives a lost connection, and is not left behind by a tap on a link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reader, fi

pytestmark = pytest.mark.journey

WRITER = "sirpa.saastaja@example.org"
BEGIN = f"""
from accounts.actions import start_group
from accounts.models import User
from applications.actions import begin
from core import clock
from core.actor import Actor
from rounds.queries import open_rounds
at = clock.now()
by = Actor(User.objects.get(email="{WRITER}"), "owner")
group = start_group(by=by, at=at, name="Esimerkkisäästäjät ry", type="association", business_id="9100001-3")
print(begin(by=by, at=at, group=group, round=open_rounds(at)[0], kind="event").reference)
"""
TITLE, SUMMARY = "Name of the project or event", "What do you want to do?"
SAVED = re.compile(r"^Tallennettu klo \d{1,2}\.\d\d\.$")
OFFLINE = re.compile(r"^Ei tallennettu\. Yhteys puuttuu\.")


@pytest.fixture
def writer(reader, portal) -> Reader:
    """Somebody on a phone with the part about the idea open, whose clock the test turns."""
    person = reader()
    person.signs_in(WRITER)
    reference = portal.run(BEGIN).split()[-1]
    person.page.clock.install()
    person.goes_to(f"/hakemukset/{reference}/osat/idea/")
    return person


def types(person: Reader, label: str, text: str) -> None:
    person.page.get_by_label(fi(label)).first.press_sequentially(text)


def some_seconds_pass(person: Reader) -> None:
    person.page.clock.fast_forward(8_000)


def told(person: Reader):
    return person.page.get_by_role("status").and_(person.page.locator("[data-offline]"))


def has(person: Reader, label: str, text: str) -> None:
    expect(person.page.get_by_label(fi(label)).first).to_have_value(text)


def test_what_is_typed_is_saved_within_ten_seconds_and_the_page_says_when(writer):
    types(writer, TITLE, "Kirjaston ilta")
    expect(told(writer)).to_be_empty()
    some_seconds_pass(writer)
    expect(told(writer)).to_have_text(SAVED)
    types(writer, SUMMARY, "Luemme")
    some_seconds_pass(writer)
    types(writer, SUMMARY, " yhdessä")
    writer.presses("Save and return to the list")
    writer.sees("Kirjaston ilta")
    writer.follows("Tell about your idea")
    has(writer, TITLE, "Kirjaston ilta")
    has(writer, SUMMARY, "Luemme yhdessä")


def test_a_tap_on_a_link_right_after_typing_leaves_nothing_behind(writer):
    types(writer, TITLE, "Viime hetken nimi")
    writer.page.get_by_role("link", name=fi("Back to the list")).click()
    writer.page.wait_for_url("**/osat/")
    expect(writer.page.get_by_role("heading", level=1)).to_have_text("Viime hetken nimi")


def test_a_page_that_is_put_away_saves_what_was_typed(writer):
    here = writer.page.url
    types(writer, TITLE, "Kesken jäänyt")
    writer.page.goto("/ohjeet/")
    is_saved = "(address) => fetch(address).then((page) => page.text()).then((text) => text.includes('Kesken jäänyt'))"
    writer.page.wait_for_function(is_saved, arg=here)


def test_without_a_connection_the_text_stays_and_leaving_asks_and_what_was_missed_is_saved_later(writer):
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    writer.page.context.set_offline(True)
    types(writer, TITLE, "Junassa kirjoitettu")
    some_seconds_pass(writer)
    expect(told(writer)).to_have_text(OFFLINE)
    writer.page.get_by_role("button", name=fi("Save and continue")).click()
    expect(told(writer)).to_have_text(OFFLINE)
    with writer.page.expect_event("dialog"):
        writer.page.get_by_role("link", name=fi("Back to the list")).click()
    assert asked == ["beforeunload"]
    has(writer, TITLE, "Junassa kirjoitettu")
    writer.page.context.set_offline(False)
    expect(told(writer)).to_have_text(SAVED)
    writer.page.reload()
    has(writer, TITLE, "Junassa kirjoitettu")
    assert asked == ["beforeunload"]


def test_who_is_signed_out_is_told_and_finds_the_text_after_signing_in(writer):
    writer.page.context.clear_cookies(name="sessionid")
    types(writer, TITLE, "Kirjautumatta kirjoitettu")
    some_seconds_pass(writer)
    expect(told(writer)).to_have_text(re.compile(r"^Sinut on kirjattu ulos\. Tekstisi on tallessa\."))
    here = writer.page.url
    writer.presses("Save and continue")
    writer.signs_in(WRITER)
    writer.goes_to(here)
    has(writer, TITLE, "Kirjautumatta kirjoitettu")
