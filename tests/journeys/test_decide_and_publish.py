"""A round from its proposals to final decisions, in the browser: decided, published by the real beat, served, corrected, disputed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core import clock, dates
from decisions import rules
from tests.journeys import serving
from tests.journeys import until_final as later
from tests.journeys.conftest import DESKTOP, Portal, Reader
from tests.journeys.deciding import (
    OUTCOMES,
    Case,
    DecidedRound,
    bring_a_round_to_proposed,
    decides,
    declares_no_conflict,
    downloads_the_letter,
    let_the_set_time_come,
    letters_to,
    looks_through_the_letters,
    publishes_now,
    reads_the_decision,
    sees_nothing_of_a_decision,
    sets_a_time,
    waits_for_the_decision,
)
from tests.journeys.reviewing import shown

pytestmark = pytest.mark.journey

# Of the round's share 0,50 € is free until the grant of 2 000,50 € lapses.
SHARE, FREE = "3501.00", "2 001,00 €"
LAPSE = "Esimerkkiryhmä ei voi järjestää tapahtumaa."
CLERICAL, SUBSTANTIVE = "Perusteluissa oli väärä sana.", "Esiintyjän kulu jäi laskematta."


def test_a_round_goes_from_its_proposals_to_final_decisions(reader, portal):
    serving.waits_for_a_day_that_lasts()
    round_ = bring_a_round_to_proposed(portal, *OUTCOMES, "rejected")
    others = later.brings_more_people(portal, reserve=round_.cases[-1], share=SHARE)
    applicant, decider = reader(), reader(DESKTOP)
    applicant.signs_in(round_.owner)
    decider.signs_in(round_.decider)
    is_published_at_its_time(applicant, decider, portal, round_)
    is_served_and_disputed_until_it_is_final(reader, applicant, decider, round_, others)
    finance = reader(DESKTOP)
    finance.signs_in(others.finance)
    the_money_is_as_the_ledger_says(finance, round_, others)


def is_published_at_its_time(applicant: Reader, decider: Reader, portal: Portal, round_: DecidedRound) -> None:
    for case in round_.cases:
        decides(decider, case)
    nothing_shows(applicant, round_)

    looks_through_the_letters(decider, round_)
    sets_tomorrow(decider)
    nothing_shows(applicant, round_)
    assert letters_to(portal, round_.owner) == []

    let_the_set_time_come(portal, round_)
    for case in round_.cases:
        waits_for_the_decision(applicant, case)
        reads_the_decision(applicant, case)
    the_papers_say_the_same(applicant, round_)
    the_mail_tells_that_there_is_a_decision_and_not_which(portal, round_)
    decider.goes_to(round_.path)
    decider.sees("There is nothing to publish in this round. Cases come here when they are decided.")


def is_served_and_disputed_until_it_is_final(
    reader: Callable[..., Reader], applicant: Reader, decider: Reader, round_: DecidedRound, others: later.Others
) -> None:
    """Two corrections, one claim, and one grant that lapses and goes to the reserve."""
    granted, in_part, rejected, not_examined, on_reserve = round_.cases
    coordinator, anybody, handler = reader(DESKTOP), reader(), reader(DESKTOP)
    coordinator.signs_in(round_.coordinator)
    handler.signs_in(others.handler)
    serving.reads_the_public_list(anybody, round_)
    code = serving.code_of(applicant, in_part)
    serving.checks_the_code(anybody, code)
    serves_by_letter(coordinator, round_, rejected, not_examined, on_reserve)
    serving.waits_for_the_electronic_service(coordinator, round_, granted, in_part)

    # The last day on which the group of the rejected one can claim.
    serving.let_days_pass(applicant.portal, round_, (serving.last_day_by_letter() - serving.today()).days)
    serving.reads_the_public_list(anybody, round_)
    claim = later.claims_a_rectification(applicant, rejected)
    later.may_not_take_the_claim(coordinator, claim, "You proposed the decision, so somebody else handles the claim against it.")
    later.sees_at_both_sides(coordinator, applicant, rejected, "A claim for rectification is pending")

    mended = replace(not_examined, words="Korjattu perustelu: {title} ei sovi ohjelmaan.")
    raised = replace(in_part, other_sum="1500,00", words="Uusi perustelu: {title} tarvitsee esiintyjän.")
    corrects_two(decider, applicant, round_, {not_examined: mended, in_part: raised})
    serving.finds_that_the_paper_is_old(anybody, code)
    serving.checks_the_code(anybody, serving.code_of(applicant, raised))
    serves_by_letter(coordinator, round_, mended)

    declares_no_conflict(handler, rejected)
    later.takes_the_claim(handler, claim)
    later.hears_the_group(handler, applicant, rejected, claim)
    later.dismisses_the_claim(handler)

    offered = replace(
        on_reserve, outcome="granted_in_part", other_sum="1900,25", words="Varasijan perustelu: {title} mahtuu nyt."
    )
    later.lets_the_grant_lapse(decider, granted, LAPSE)
    applicant.goes_to(f"/hakemukset/{granted.reference}/paatos/")
    applicant.sees("This decision does not hold any more", LAPSE)
    goes_to_the_reserve(coordinator, applicant, decider, round_, offered)
    serves_by_letter(coordinator, round_, offered)
    serving.waits_for_the_electronic_service(coordinator, round_, raised, times=2)

    until_appeal = serving.last_day_by_letter(rules.APPEAL_DAYS) - serving.today()
    serving.let_days_pass(applicant.portal, round_, until_appeal.days)
    later.sees_at_both_sides(coordinator, applicant, raised, "Legally final")
    later.sees_at_both_sides(coordinator, applicant, rejected, serving.not_final_before(serving.today()))
    serving.let_days_pass(applicant.portal, round_, 1)
    for case in (raised, rejected, mended, offered):
        later.sees_at_both_sides(coordinator, applicant, case, "Legally final")
    serving.finds_nothing_on_the_public_list(anybody, round_)


def nothing_shows(applicant: Reader, round_: DecidedRound) -> None:
    for case in round_.cases:
        sees_nothing_of_a_decision(applicant, case)


def sets_tomorrow(decider: Reader) -> None:
    decider.page.set_viewport_size({"width": 360, "height": 740})
    decider.looks()
    decider.page.set_viewport_size(DESKTOP)
    sets_a_time(decider, "eilen", "9.00")
    decider.sees("Write the date like this: 28.2.2018.")
    sets_a_time(decider, dates.day(dates.local_day(clock.now()) + timedelta(days=1)), "9.00")
    decider.sees("Take the set time back")


def the_papers_say_the_same(applicant: Reader, round_: DecidedRound) -> None:
    for case in round_.cases:
        letter = downloads_the_letter(applicant, case)
        for text in (case.reference, case.title, case.outcome_label, case.amount):
            assert text in letter, text


def the_mail_tells_that_there_is_a_decision_and_not_which(portal: Portal, round_: DecidedRound) -> None:
    letters = letters_to(portal, round_.owner)
    assert [subject for subject, _text, _html in letters] == [f"Päätös hakemukseesi {case.reference}" for case in round_.cases]
    words = {word for case in round_.cases for word in (case.outcome_label, case.amount)}
    for subject, text, html in letters:
        assert [word for word in words if word in f"{subject} {text} {html}"] == []


def serves_by_letter(coordinator: Reader, round_: DecidedRound, *cases: Case) -> None:
    serving.prints_the_letters(coordinator, round_, *cases)
    serving.writes_down_that_they_were_posted(coordinator, round_, *cases)


def corrects_two(decider: Reader, applicant: Reader, round_: DecidedRound, newer: dict[Case, Case]) -> None:
    """An error in a word and one in a sum; the applicant sees nothing of them before they are published."""
    grounds = [("clerical", CLERICAL), ("substantive", SUBSTANTIVE)]
    for (ground, error), case in zip(grounds, newer.values(), strict=True):
        later.corrects(decider, case, ground, error=error)
    for case in newer:
        reads_the_decision(applicant, case)
    looks_through_the_letters(decider, round_, *newer.values())
    publishes_now(decider)
    for old, new in newer.items():
        later.reads_the_newer_version(applicant, old, new)


def goes_to_the_reserve(coordinator: Reader, applicant: Reader, decider: Reader, round_: DecidedRound, offered: Case) -> None:
    """The freed money is offered, taken and granted."""
    reserve = f"/tyopoyta/kierrokset/{round_.number}/varasijat/tapahtuma/"
    later.offers_the_free_money(coordinator, reserve, offered, free=FREE)
    later.takes_the_money(applicant, offered)
    later.takes_up_the_offer(decider, reserve, offered)
    looks_through_the_letters(decider, round_, offered)
    publishes_now(decider)
    reads_the_decision(applicant, offered)


def the_money_is_as_the_ledger_says(finance: Reader, round_: DecidedRound, others: later.Others) -> None:
    """Granted, then the difference of the correction, what lapsed, and what the reserve got; nothing else moved."""
    moved = later.ledger_of(finance.portal, round_)
    assert moved == [
        ["commit", "2000.50"],
        ["commit", "1234.56"],
        ["commit", "265.44"],
        ["release", "2000.50"],
        ["commit", "1900.25"],
    ]
    sums = {entry: sum(Decimal(amount) for said, amount in moved if said == entry) for entry in ("commit", "release")}
    share, bound = Decimal(SHARE), sums["commit"] - sums["release"]
    expected = [share, "5", "10002.50", "0", sums["commit"], sums["release"], "0", bound, share - bound]
    assert later.figures_of(finance, others.round_name, "event") == [it if it == "5" else shown(it) for it in expected]
