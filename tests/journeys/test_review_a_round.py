"""A round of twelve applications from its closing to the proposals: two reviewers, a conflict of interest, a completion, a reserve."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.journeys.conftest import DESKTOP, Reader
from tests.journeys.reviewing import Officer, in_portal, shown
from tests.journeys.twelve import CODES, COMPLETER, SAMPLES, SHARES, STAFF

pytestmark = pytest.mark.journey

DECLARED_NOW = ("singing", "fair", "mentors", "post")
BY_BROWSER = ("singing", "bikes")
SCORED = tuple(name for name in SAMPLES if name != "post")
PRAISE, DOUBT = "Kuoro laulaa kaikille.", "Kohderyhmää ei ole kuvattu."
TALK = "Anni ja Bertta puhuivat: kohderyhmä on kuvattu liitteessä."
APART = "Some points are two or more apart. Talk them over and record the talk. No decision can be proposed before that."
UNCLEAR, CLEARER = "Kerro, kuka pitää kahvilaa.", "Kahvilaa pitää kolme vapaaehtoista, joka viikko."


@dataclass(frozen=True)
class Twelve:
    """The round: its number, how lists are narrowed to it, and references by the names of the samples."""

    number: int
    list_of: str
    references: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.references[name]

    def of(self, *names: str) -> list[str]:
        return [self[name] for name in names]


def test_twelve_applications_from_closing_to_proposals(reader, portal):
    made = in_portal(portal, "make_twelve")
    twelve = Twelve(made["round"], f"round={made['filter']}", made["references"])
    coordinator, first, second = (Officer(reader(DESKTOP)) for _part in STAFF)
    for officer, (email, _name, _role) in zip((coordinator, first, second), STAFF.values(), strict=True):
        officer.reader.signs_in(email)

    takes_up(coordinator, twelve)
    completes(coordinator, reader(), twelve)
    for name in BY_BROWSER:
        coordinator.passes_the_gate(twelve[name])
    in_portal(portal, "pass_gates", *twelve.of(*(name for name in SCORED if name not in BY_BROWSER)))
    shares_out(coordinator, portal, twelve)

    steps_aside(first, twelve)
    scores_blindly(first, second, twelve)
    in_portal(portal, "score_the_rest")
    talks_over(coordinator, twelve)

    events = divides_events(coordinator, twelve)
    meets_and_takes_the_book(coordinator, twelve)
    proposes(coordinator, 6)
    projects = divides_projects(coordinator, twelve)
    proposes(coordinator, 5)
    coordinator.proposes_not_examined(twelve["post"])

    all_is_proposed(coordinator, portal, twelve, {**events, **projects})


def takes_up(coordinator: Officer, twelve: Twelve) -> None:
    """Eight at once, and four when she says that she has no conflict of interest in them."""
    coordinator.takes_up_all(twelve.list_of, *(sample.title for sample in SAMPLES.values()))
    coordinator.reader.sees("Taken up for review", "8/8")
    for name in DECLARED_NOW:
        coordinator.declares(twelve[name])
        coordinator.reader.sees("In review")
    coordinator.reader.sees("The application came late")


def completes(coordinator: Officer, owner: Reader, twelve: Twelve) -> None:
    coordinator.asks_to_complete(twelve["cafe"], "idea", words=UNCLEAR)
    coordinator.reader.sees("Awaiting completion")
    owner.signs_in(COMPLETER)
    owner.goes_to(f"/hakemukset/{twelve['cafe']}/")
    owner.sees("Needs your answer")
    owner.goes_to(f"/hakemukset/{twelve['cafe']}/taydennys/")
    owner.sees(UNCLEAR)
    owner.page.locator("a.task").click()
    owner.page.locator("[name='summary']").fill(CLEARER)
    owner.presses("Save and return to the list")
    owner.presses("Send the completion")
    coordinator.opens(twelve["cafe"])
    coordinator.reader.sees("In review", CLEARER)
    coordinator.presses("main a[href$='/versiot/1/2/']")
    coordinator.reader.sees(CLEARER)


def shares_out(coordinator: Officer, portal, twelve: Twelve) -> None:
    """One case by hand, the others evenly."""
    coordinator.asks_to_review(twelve["singing"], STAFF["first"][1], STAFF["second"][1])
    work = in_portal(portal, "share_out", *twelve.of(*SCORED))
    assert work == {STAFF["first"][0]: 11, STAFF["second"][0]: 11}


def steps_aside(first: Officer, twelve: Twelve) -> None:
    """The row is gone from her list, the search and the address, and somebody else is asked in her place."""
    first.declares(twelve["garden"], "employment")
    title = SAMPLES["garden"].title
    first.reader.does_not_see(title)
    first.reader.goes_to(f"/tyopoyta/?{twelve.list_of}")
    first.reader.does_not_see(title)
    first.reader.sees(SAMPLES["kitchen"].title)
    assert first.page.goto(f"/tyopoyta/hakemukset/{twelve['garden']}/").status == 404


def scores_blindly(first: Officer, second: Officer, twelve: Twelve) -> None:
    """What the first gave is nowhere on the second's pages before she has sent hers."""
    first.declares(twelve["singing"])
    first.scores_by_keyboard(PRAISE)
    assert PRAISE in first.page.content()
    second.declares(twelve["singing"])
    for part in ("", "arviointi/"):
        second.opens(twelve["singing"], part)
        assert PRAISE not in second.page.content()
    second.opens(twelve["singing"])
    second.scores(twelve["singing"], {**dict.fromkeys(CODES, 5), "target-group": 3}, DOUBT)
    assert PRAISE in second.page.content()
    second.reader.sees("2 arviointia, keskiarvo 67/70 pistettä")


def talks_over(coordinator: Officer, twelve: Twelve) -> None:
    coordinator.opens(twelve["garden"], "arviointi/")
    coordinator.reader.does_not_see(STAFF["first"][1])
    coordinator.reader.sees(STAFF["second"][1], "How the points agree")
    coordinator.opens(twelve["singing"], "arviointi/")
    coordinator.reader.sees(APART)
    coordinator.records_the_talk(twelve["singing"], TALK)
    coordinator.reader.does_not_see(APART)


def divides_events(coordinator: Officer, twelve: Twelve) -> dict[str, Decimal]:
    """The money ends at the fourth case. A little less to the second makes the fourth whole; the fifth waits on the reserve list."""
    coordinator.makes_a_scenario(twelve.number, "tapahtuma", "Tapahtumien jako")
    coordinator.reader.sees(shown(SHARES["event"]))
    assert coordinator.cut_line() == twelve["walk"]
    coordinator.funds_in_order()
    counted = coordinator.sums()
    assert (counted[twelve["walk"]], counted[twelve["play"]], counted[twelve["quiz"]]) == (Decimal("3709.51"), 0, 0)
    coordinator.gives(twelve["singing"], amount="3 500,00", reason="Puolet esiintyjistä riittää.")
    coordinator.gives(twelve["walk"], amount="4 100", reason="Reitti on valmis.")
    for name in ("fair", "cafe"):
        coordinator.gives(twelve[name], reason="Sopii kohderyhmälle.")
    coordinator.gives(twelve["quiz"], reason="Pisteet jäivät alle rajan.")
    coordinator.gives(twelve["play"], reserve="1", reason="Rahaa ei riittänyt.")
    coordinator.reader.presses("Save")
    coordinator.reader.sees(shown("15890.50"), f"Jäljelle jää {shown('109.50')}.")
    return coordinator.sums()


def meets_and_takes_the_book(coordinator: Officer, twelve: Twelve) -> None:
    """The meeting goes through the cases in order, and its book says the same sums."""
    address = coordinator.page.url
    book = coordinator.downloads_the_book()
    for text in ("Tapahtumien jako", twelve["fair"], SAMPLES["play"].title, shown("3500.00"), shown("15890.50")):
        assert text in book, text
    coordinator.reader.follows("Show one case at a time")
    coordinator.reader.sees(SAMPLES["fair"].title, shown("5790.00"))
    coordinator.reader.follows("Next case")
    coordinator.reader.sees(SAMPLES["singing"].title, shown("3999.99"), shown("3500.00"))
    coordinator.reader.goes_to(address)


def divides_projects(coordinator: Officer, twelve: Twelve) -> dict[str, Decimal]:
    """The fourth is passed over for the fifth, to which the rest of the money is of use: that needs a reason."""
    coordinator.makes_a_scenario(twelve.number, "kehittamishanke", "Hankkeiden jako")
    coordinator.reader.sees(shown(SHARES["development"]))
    assert coordinator.cut_line() == twelve["studio"]
    coordinator.funds_in_order()
    assert coordinator.sums()[twelve["studio"]] == Decimal("10539.99")
    coordinator.gives(twelve["studio"], amount="0")
    coordinator.gives(twelve["mentors"], amount="10539,99", reason="Tällä alkaa kevään ryhmä.")
    for name in ("bikes", "garden", "kitchen"):
        coordinator.gives(twelve[name], reason="Vie kohti työtä.")
    coordinator.reader.presses("Save")
    coordinator.reader.sees("A case with fewer points gets money. Say why this one does not.", shown("130000.00"))
    coordinator.reader.presses("Make the proposals")
    coordinator.reader.sees("This was not done", f"{twelve['studio']}:")
    coordinator.gives(twelve["studio"], reason="Studio ei voi alkaa näin pienellä summalla.")
    coordinator.reader.presses("Save")
    return coordinator.sums()


def proposes(coordinator: Officer, number: int) -> None:
    coordinator.reader.presses("Make the proposals")
    coordinator.reader.sees("Proposals made", f"{number} esitystä on tehty.")


def all_is_proposed(coordinator: Officer, portal, twelve: Twelve, given: dict[str, Decimal]) -> None:
    ends = in_portal(portal, "tell_ends")
    assert {status for status, *_more in ends.values()} == {"proposed"}
    assert {reference: Decimal(ends[reference][2]) for reference in given} == given
    by_name = {name: ends[reference][1] for name, reference in twelve.references.items()}
    assert by_name == {
        **dict.fromkeys(("fair", "cafe", "walk", "bikes", "garden", "kitchen"), "granted"),
        **dict.fromkeys(("singing", "mentors"), "granted_in_part"),
        **dict.fromkeys(("play", "quiz", "studio"), "rejected"),
        "post": "not_examined",
    }
    assert {reference: place for reference, (*_facts, place) in ends.items() if place} == {twelve["play"]: 1}
