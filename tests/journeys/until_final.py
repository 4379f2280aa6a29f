"""What becomes of published decisions until they are final: corrections, a claim, a grant that lapses and the reserve."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta

from core import dates
from decisions import rules
from tests.journeys.conftest import Portal, Reader
from tests.journeys.deciding import Case, DecidedRound, writes_the_decision
from tests.journeys.serving import last_day_by_letter, presses, today

DEMAND, GROUNDS = "Myöntäkää esimerkkisumma.", "Kohderyhmämme on ohjelman kohderyhmä."
QUESTION, ANSWER = "Ketkä kuuluvat kohderyhmään?", "Esimerkkikylän työttömät."
OUTCOME, BODY = "Päätöksessä ei ole virhettä.", "Esimerkkilautakunta § 12"

# A place is given in a scenario, which has a journey of its own; the share leaves less free than the reserve will be offered.
MORE_PEOPLE = """
import json
from decimal import Decimal
from core import clock
from decisions.models import ReservePlace
from rounds.models import RoundTerms
from applications.models import Application
from tests.factories import make_person
case = Application.objects.select_related("round").get(reference={reserve!r})
ReservePlace.objects.create(round=case.round, kind=case.kind, application=case, place=1, given_at=clock.now())
RoundTerms.objects.filter(round=case.round, kind=case.kind).update(allocation=Decimal({share!r}))
handler = make_person("oikaisun.kasittelija@example.org", name="Hilkka Käsittelijä", roles=["coordinator"])
finance = make_person("paatosten.talous@example.org", name="Taina Talous", roles=["finance"])
print(json.dumps([str(case.round), handler.email, finance.email]))
"""
LEDGER = """
import json
from rounds.models import LedgerEntry
rows = LedgerEntry.objects.filter(round__number={number}).exclude(entry="budget")
print(json.dumps([[row.entry, str(row.amount)] for row in rows]))
"""


@dataclass(frozen=True)
class Others:
    """Who else works with the round: each address signs in by a code."""

    round_name: str
    handler: str
    finance: str


def brings_more_people(portal: Portal, *, reserve: Case, share: str) -> Others:
    """Somebody to handle claims and somebody of the finance office; the case gets the first place on the reserve list."""
    told = portal.run(MORE_PEOPLE.format(reserve=reserve.reference, share=share))
    return Others(*json.loads(told.strip().splitlines()[-1]))


def opens_case(officer: Reader, case: Case) -> None:
    officer.goes_to(f"/tyopoyta/hakemukset/{case.reference}/")


def corrects(decider: Reader, case: Case, ground: str, *, error: str) -> None:
    """Opens the case for a new decision and decides it as `case` says now."""
    opens_case(decider, case)
    decider.follows("Correct the decision")
    decider.page.locator(f"[name='ground'][value='{ground}']").check()
    decider.fills("What was wrong in the decision?", error)
    decider.presses("Begin the correction")
    decider.sees("The decision is being corrected", error)
    writes_the_decision(decider, case)


def reads_the_newer_version(applicant: Reader, old: Case, new: Case) -> None:
    """And finds the older one in its history."""
    applicant.goes_to(f"/hakemukset/{new.reference}/paatos/")
    applicant.sees("Versions of the decision", new.outcome_label, new.amount, new.reasons)
    presses(applicant, "main a[href$='/paatos/1/']")
    applicant.sees("A newer decision has replaced this one", old.outcome_label, old.amount, old.reasons)


def claims_a_rectification(applicant: Reader, case: Case) -> str:
    """On the last day. Returns the reference of the claim."""
    applicant.goes_to(f"/hakemukset/{case.reference}/paatos/")
    applicant.sees(dates.day(today()))
    applicant.follows("Claim a rectification")
    applicant.fills("What do you want changed?", DEMAND)
    applicant.fills("Why should it be changed?", GROUNDS)
    applicant.presses("Check the claim")
    applicant.sees("You can add more attachments after you have sent it. Nothing is sent yet.", DEMAND, GROUNDS)
    applicant.presses("Send the claim")
    applicant.sees("We have received your claim", DEMAND)
    applicant.does_not_see("Your claim came late")
    return re.search(r"OV-\d{4}-\d{4}", applicant.page.url)[0]


def opens_claim(officer: Reader, claim: str) -> None:
    officer.goes_to(f"/tyopoyta/oikaisuvaatimukset/{claim}/")


def may_not_take_the_claim(officer: Reader, claim: str, why_not: str) -> None:
    opens_claim(officer, claim)
    officer.sees(DEMAND, why_not)
    officer.does_not_see("Take the claim to handle", "Write down the outcome")


def takes_the_claim(handler: Reader, claim: str) -> None:
    handler.goes_to("/tyopoyta/oikaisuvaatimukset/")
    presses(handler, f"main a[href$='{claim}/']")
    handler.presses("Take the claim to handle")


def hears_the_group(handler: Reader, applicant: Reader, case: Case, claim: str) -> None:
    handler.follows("Hear somebody")
    handler.chooses("The applicant, who answers in the portal")
    handler.fills("What do you ask?", QUESTION)
    handler.presses("Ask")
    applicant.goes_to(f"/hakemukset/{case.reference}/")
    applicant.follows("Read and answer")
    applicant.sees(QUESTION)
    applicant.page.locator("main [name='answer']").fill(ANSWER)
    applicant.presses("Send the answer")
    applicant.sees("Your group has answered", ANSWER)
    opens_claim(handler, claim)
    handler.sees(ANSWER)


def dismisses_the_claim(handler: Reader) -> None:
    """On its page, and writes down that the outcome was posted."""
    handler.follows("Write down the outcome")
    handler.chooses("The claim is dismissed")
    handler.fills("Which body decided, and its section", BODY)
    handler.fills("Day of the decision", dates.day(today()))
    handler.fills("Reasons", OUTCOME)
    # The group wants its letters by post, so serving in the portal is not offered.
    assert handler.page.locator("[name='electronically']").count() == 0
    handler.presses("Save the outcome")
    handler.sees("The claim is dismissed", OUTCOME)
    handler.page.locator("main [name='channel'][value='post']").check()
    handler.fills("On which day was it sent or handed over?", dates.day(today()))
    handler.presses("Write down the service")
    handler.sees("Last day to appeal", dates.day(last_day_by_letter(rules.APPEAL_DAYS)))


def lets_the_grant_lapse(decider: Reader, case: Case, reason: str) -> None:
    opens_case(decider, case)
    decider.follows("Lapse the grant")
    decider.fills("Why does the grant lapse?", reason)
    decider.presses("Lapse the grant")
    decider.sees("The grant has lapsed. Its money is free.", "The grant has lapsed", reason)


def offers_the_free_money(coordinator: Reader, reserve: str, offered: Case, *, free: str) -> None:
    """From the reserve list, at the address `reserve`."""
    coordinator.goes_to(reserve)
    coordinator.sees(free, "Next in line")
    coordinator.follows("Offer money")
    coordinator.fills("Sum in euros", offered.typed)
    coordinator.fills("The last day to answer", dates.day(today() + timedelta(days=7)))
    coordinator.presses("Make the offer")
    coordinator.sees(offered.title)


def takes_the_money(applicant: Reader, offered: Case) -> None:
    applicant.goes_to(f"/hakemukset/{offered.reference}/")
    applicant.sees("We offer you money", offered.amount)
    applicant.follows("Answer the offer")
    applicant.presses("We take the money")


def takes_up_the_offer(decider: Reader, reserve: str, offered: Case) -> None:
    """Reopens the case from the reserve list and decides it."""
    decider.goes_to(reserve)
    presses(decider, f"main form[action*='{offered.reference}'] button")
    opens_case(decider, offered)
    writes_the_decision(decider, offered)


def sees_at_both_sides(coordinator: Reader, applicant: Reader, case: Case, *words: str) -> None:
    """On the page of the case at the desk and on the group's page of the decision."""
    opens_case(coordinator, case)
    coordinator.sees(*words)
    applicant.goes_to(f"/hakemukset/{case.reference}/paatos/")
    applicant.sees(*words)


def figures_of(finance: Reader, round_name: str, kind: str) -> list[str]:
    """The row of the round in the table of a fund, after its name."""
    finance.goes_to("/talous/")
    finance.does_not_see("A fund does not agree with its ledger")
    row = finance.page.locator(f"section[aria-labelledby='fund-{kind}'] tbody tr").filter(has_text=round_name)
    return [" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()]


def ledger_of(portal: Portal, round_: DecidedRound) -> list[list[str]]:
    """Each movement of money in the round, in the order in which they happened."""
    return json.loads(portal.run(LEDGER.format(number=round_.number)).strip().splitlines()[-1])
