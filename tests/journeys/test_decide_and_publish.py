"""A round decided in the browser, previewed at once and published at its time by the real beat: its groups read it then, not before."""

from datetime import timedelta

import pytest

from core import clock, dates
from tests.journeys.conftest import DESKTOP, Portal, Reader
from tests.journeys.deciding import (
    OUTCOMES,
    DecidedRound,
    bring_a_round_to_proposed,
    decides,
    downloads_the_letter,
    let_the_set_time_come,
    letters_to,
    looks_through_the_letters,
    reads_the_decision,
    sees_nothing_of_a_decision,
    sets_a_time,
    waits_for_the_decision,
)

pytestmark = pytest.mark.journey


def test_a_round_is_decided_previewed_and_published_at_its_time(reader, portal):
    round_ = bring_a_round_to_proposed(portal)
    applicant, decider = reader(), reader(DESKTOP)
    applicant.signs_in(round_.owner)
    decider.signs_in(round_.decider)
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
    words = {case.outcome_label for case in round_.cases} | {amount for _label, _typed, amount in OUTCOMES.values()}
    for subject, text, html in letters:
        assert [word for word in words if word in f"{subject} {text} {html}"] == []
