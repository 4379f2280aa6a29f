"""An idea from a visitor's first words to a draft in which she types nothing again, with scripts and without."""

import re

import pytest

from tests.journeys.conftest import DESKTOP, Reader

pytestmark = pytest.mark.journey

COORDINATOR = "kaisa.koordinaattori@example.org"
TEXT = "Kokkaamme yhdessä kaksi kertaa viikossa.\nKaikki talon asukkaat saavat tulla."
ANSWER = "Hyvä idea. Tästä voisi tulla tapahtuma."
GROUP = {"Name of the group": "Esimerkkikeittiö ry", "Business ID": "9100002-1", "Your own name": "Kaija Keittiö"}


@pytest.mark.parametrize("has_script", [True, False])
def test_an_idea_told_by_a_visitor_becomes_a_draft_with_one_press(reader, has_script):
    email, title = ("kaija@example.org", "Yhteinen keittiö") if has_script else ("kaino@example.org", "Pihan keittiö")
    teller = reader(java_script_enabled=has_script)
    tells(teller, email=email, title=title)
    coordinator = reader(DESKTOP)
    coordinator.signs_in(COORDINATOR)
    answers(coordinator, title)
    reads_the_answer(teller, email, title)
    names_her_group(teller)
    teller.presses("Begin the application for an event")
    finds_everything_in_the_draft(teller, title)
    coordinator.goes_to("/tyopoyta/neuvonta/ideat/?state=turned")
    coordinator.sees(title)


def tells(teller: Reader, *, email: str, title: str) -> None:
    teller.goes_to("/")
    teller.follows("Tell your idea")
    teller.fills("What would you like to do?", TEXT)
    teller.page.get_by_label("Idean nimi").fill(title)
    teller.presses("Send the idea")
    teller.sees("Write your e-mail address, so that we can answer you.")
    assert teller.page.locator("textarea").input_value() == TEXT
    teller.fills("E-mail address", email)
    teller.presses("Send the idea")
    teller.sees("Thank you, your idea has come", email)


def answers(coordinator: Reader, title: str) -> None:
    coordinator.goes_to("/tyopoyta/neuvonta/ideat/?state=unanswered")
    coordinator.follows(title)
    coordinator.sees("Kaikki talon asukkaat saavat tulla.")
    coordinator.fills("Your answer", ANSWER)
    coordinator.chooses("Event")
    coordinator.presses("Send to the applicant")
    coordinator.sees("Your answer is sent. The teller of the idea gets an e-mail that it is here.", ANSWER)


def reads_the_answer(teller: Reader, email: str, title: str) -> None:
    """The letters say that there is something to read, and where, and nothing of what was written."""
    letters = mail_to(teller, email)
    assert len(letters) == 2
    assert [secret for secret in (TEXT[:20], title, ANSWER) if secret in " ".join(letters)] == []
    [path] = {re.search(r"/ideat/ID-\d{4}-\d{4}/", letter)[0] for letter in letters}
    teller.signs_in(email)
    teller.goes_to(path)
    teller.sees(title, ANSWER)
    assert "Neuvoja ehdottaa: Tapahtuma." in teller.reads()


def mail_to(teller: Reader, email: str) -> list[str]:
    mail = teller.page.context.new_page()
    mail.goto("/kehitys/posti/")
    words = [article.inner_text() for article in mail.locator("article", has_text=email).all()]
    mail.close()
    return words


def names_her_group(teller: Reader) -> None:
    teller.follows("Name your group")
    teller.chooses("Registered association")
    for label, text in GROUP.items():
        teller.fills(label, text)
    teller.fills("Your telephone number", "040 000 0000")
    teller.presses("Save and continue")
    assert re.search(r"/ideat/ID-\d{4}-\d{4}/(#hakemus)?$", teller.page.url)


def finds_everything_in_the_draft(teller: Reader, title: str) -> None:
    teller.sees("The application has begun with your idea. What you wrote is in it.", title)
    teller.follows("Tell about your idea")
    assert teller.page.locator("[name=title]").input_value() == title
    assert teller.page.locator("[name=summary]").input_value() == TEXT
