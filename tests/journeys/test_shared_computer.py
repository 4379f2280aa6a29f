"""A shared computer asks in time whether somebody is still there, and leaves nothing on the screen when nobody is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reader, fi

pytestmark = pytest.mark.journey

MINUTE = 60_000
GROUP = """
from accounts.actions import start_group
from accounts.models import User
from applications.actions import begin
from core import clock
from core.actor import Actor
from rounds.queries import open_rounds
at = clock.now()
by = Actor(User.objects.get(email="{email}"), "owner")
group = start_group(by=by, at=at, name="Esimerkkikirjastolaiset ry", type="association", business_id="9100001-3")
print(group.pk, begin(by=by, at=at, group=group, round=open_rounds(at)[0], kind="event").reference)
"""
END_SESSIONS = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


def signs_in(person: Reader, email: str) -> None:
    person.fills("E-mail address", email)
    person.chooses("This is a shared computer, for example in a library")
    person.presses("Send me the code")
    person.fills("Code", person._code_sent_to(email))
    person.presses("Sign in")


def sits_down(reader, portal, email: str, **options) -> tuple[Reader, str, str]:
    """Somebody signed in at the library, whose clock the test turns, with her group and her draft."""
    person = reader(**options)
    person.goes_to("/kirjaudu/")
    signs_in(person, email)
    group, reference = portal.run(GROUP.format(email=email)).split()[-2:]
    return person, f"/ryhmat/{group}/", f"/hakemukset/{reference}/osat/idea/"


def question(page: Page):
    return page.get_by_role("dialog", name=fi("Are you still here?"))


def goes_on(page: Page, by) -> None:
    """Whatever answers the question, it is told to the server."""
    with page.expect_response("**/kirjaudu/jatka/") as answer:
        by()
    assert answer.value.status == 204
    expect(question(page)).to_be_hidden()


def test_one_tap_or_the_escape_key_goes_on_and_writing_is_not_disturbed(reader, portal):
    person, group, _part = sits_down(reader, portal, "kaija.kirjastossa@example.org")
    page = person.page
    page.clock.install()
    person.goes_to(group)
    name = page.locator("#id_name")
    name.focus()
    page.clock.run_for(26 * MINUTE)
    expect(question(page)).to_be_hidden()
    for answer in (lambda: page.keyboard.press("Escape"), lambda: question(page).get_by_role("button", name=fi("Go on")).click()):
        page.clock.run_for(2 * MINUTE)
        expect(question(page)).to_be_visible()
        for _tab in range(4):  # two buttons, and the browser's own bar between them
            assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
            page.keyboard.press("Tab")
        person.looks()
        goes_on(page, answer)
        expect(name).to_be_focused()
        page.clock.run_for(26 * MINUTE)
        expect(question(page)).to_be_hidden()


def test_when_nobody_answers_the_screen_is_cleared_and_the_text_waits_for_its_writer(reader, portal):
    email = "kalle.kirjastossa@example.org"
    person, group, _part = sits_down(reader, portal, email)
    page = person.page
    page.clock.install()
    person.goes_to(group)
    person.fills("Name of the group", "Uusi nimi ry")
    page.clock.run_for(28 * MINUTE)
    expect(question(page)).to_be_visible()
    portal.run(END_SESSIONS)
    page.clock.run_for(3 * MINUTE)
    page.wait_for_url("**/kirjaudu/**")
    assert "Uusi nimi" not in page.content()
    signs_in(person, email)
    person.sees("Your text is not saved yet")
    expect(page.locator("#id_name")).to_have_value("Uusi nimi ry")


def test_a_text_that_saves_itself_shows_that_somebody_is_there(reader, portal):
    person, _group, part = sits_down(reader, portal, "kerttu.kirjastossa@example.org")
    page = person.page
    page.clock.install()
    person.goes_to(part)
    page.clock.run_for(20 * MINUTE)
    page.locator("#id_title").press_sequentially("Kirjaston ilta")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.clock.run_for(9_000)
    expect(page.locator("[data-offline]")).not_to_be_empty()
    page.clock.run_for(20 * MINUTE)
    expect(question(page)).to_be_hidden()
    page.clock.run_for(7 * MINUTE)
    expect(question(page)).to_be_visible()


def test_a_visit_in_another_tab_counts_in_this_one(reader, portal):
    person, group, part = sits_down(reader, portal, "kauko.kirjastossa@example.org")
    page = person.page
    page.clock.install()
    person.goes_to(group)
    page.clock.run_for(28 * MINUTE)
    expect(question(page)).to_be_visible()
    other = page.context.new_page()
    other.goto(part)
    expect(question(page)).to_be_hidden()


def test_without_scripts_a_line_says_when_it_ends(reader, portal):
    person, group, _part = sits_down(reader, portal, "kirsti.kirjastossa@example.org", java_script_enabled=False)
    person.goes_to(group)
    expect(person.page.locator("#yhteinen-kone")).to_be_visible()
    expect(person.page.locator("dialog")).to_be_hidden()
