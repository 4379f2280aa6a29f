"""A file on its way tells how far it has come, can be stopped and tried again, and takes nothing else of the page with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import files
from tests.journeys.conftest import Reader, fi

pytestmark = pytest.mark.journey

SENDER = "lasse.liittaja@example.org"
BEGIN = f"""
from accounts.actions import start_group
from accounts.models import User
from applications.actions import begin
from core import clock
from core.actor import Actor
from rounds.queries import open_rounds
at = clock.now()
by = Actor(User.objects.get(email="{SENDER}"), "owner")
group = start_group(by=by, at=at, name="Esimerkkiliittäjät ry", type="association", business_id="9100001-3")
print(begin(by=by, at=at, group=group, round=open_rounds(at)[0], kind="event").reference)
"""
# As much in it as makes the sending last.
PDF = files.pdf(Esimerkki="x" * 400_000)


@pytest.fixture
def sender(reader, portal) -> Reader:
    """Somebody on a phone with the rules of her association chosen, and a line so slow that one sees what happens."""
    person = reader()
    person.signs_in(SENDER)
    reference = portal.run(BEGIN).split()[-1]
    person.goes_to(f"/hakemukset/{reference}/osat/liitteet/saannot/")
    person.page.locator("[type=file]").set_input_files({"name": "Säännöt.pdf", "mimeType": "application/pdf", "buffer": PDF})
    return person


@pytest.fixture
def line(sender) -> Callable[[int], None]:
    """`line(200)`: from now on so many kilobytes a second get through; 0 is as fast as it can."""
    session = sender.page.context.new_cdp_session(sender.page)
    session.send("Network.enable")

    def becomes(kilobytes: int) -> None:
        up = kilobytes * 1000 or -1
        conditions = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": up}
        session.send("Network.emulateNetworkConditions", conditions)

    return becomes


def presses(person: Reader, label: str) -> None:
    person.page.get_by_role("button", name=fi(label), exact=True).click()


def told(person: Reader):
    return person.page.locator("form[data-sending] [role=status]")


def test_it_tells_how_far_the_file_has_come_and_adds_it(sender, line):
    line(40)
    presses(sender, "Add the file")
    expect(told(sender)).to_have_text(re.compile(r"^Lähetetään: [1-9]0 %$"))
    expect(sender.page.get_by_role("progressbar")).to_be_visible()
    expect(sender.page.get_by_role("button", name=fi("Stop sending"))).to_be_focused()
    sender.looks()
    line(0)
    expect(sender.page.locator("#viesti")).to_contain_text("Säännöt.pdf")
    expect(sender.page.get_by_role("progressbar")).to_be_hidden()


def test_it_can_be_stopped_and_the_file_stays_chosen(sender, line):
    line(50)
    presses(sender, "Add the file")
    presses(sender, "Stop sending")
    expect(told(sender)).to_have_text(fi("You stopped it. The file was not added."))
    expect(sender.page.get_by_role("button", name=fi("Add the file"))).to_be_focused()
    line(0)
    presses(sender, "Add the file")
    expect(sender.page.locator("#viesti")).to_contain_text("Säännöt.pdf")
    expect(sender.page.locator(".task-list a")).to_have_count(1)


def test_where_the_line_breaks_it_can_be_tried_again(sender):
    sender.page.context.set_offline(True)
    presses(sender, "Add the file")
    expect(told(sender)).to_have_text(fi("The file did not get through. Nothing is lost. Try again."))
    expect(sender.page.get_by_role("button", name=fi("Try again"))).to_be_focused()
    # That the line broke is what the browser wrote to its console.
    sender.troubles.clear()
    sender.looks()
    sender.page.context.set_offline(False)
    presses(sender, "Try again")
    expect(sender.page.locator("#viesti")).to_contain_text("Säännöt.pdf")
