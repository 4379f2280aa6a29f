"""How published decisions are made known in a browser: by letter, by mail, on the public list and by the code on the paper."""

from __future__ import annotations

import time
from datetime import date, timedelta

from core import clock, dates
from decisions import rules
from tests.journeys.conftest import Portal, Reader, fi
from tests.journeys.deciding import PATIENCE, Case, DecidedRound, words_of

# As in the factory of groups.
ADDRESS = "Esimerkkikatu 1 A 2 80100 Joensuu"
# Days can't pass in a test, so what has happened to the decisions of the round is made to have happened as many days earlier.
DAYS_PASS = """
from datetime import timedelta
from decisions.models import Claim, Decision, Notice, Proposal
days = timedelta(days={days})
round_ = {{"application__round__number": {number}}}
of_decisions = {{f"decision__{{name}}": value for name, value in round_.items()}}
moved = [
    (Proposal.objects.filter(**round_), ["proposed_at"]),
    (Decision.objects.filter(**round_), ["decided_at", "published_at", "lapsed_at"]),
    (Notice.objects.filter(**of_decisions), ["sent_on", "served_on", "claim_until"]),
    (Claim.objects.filter(**of_decisions), ["received_at", "decided_on", "served_on", "ended_at", "appeal_until"]),
]
for rows, names in moved:
    for row in rows:
        earlier = {{name: getattr(row, name) - days for name in names if getattr(row, name)}}
        rows.model.objects.filter(pk=row.pk).update(**earlier)
"""


# How long a journey that counts days takes at most: none of them may end on the way.
JOURNEY = timedelta(minutes=8)


def waits_for_a_day_that_lasts() -> None:
    """Just before midnight wait for the next day; what is posted on one day and looked at on another has other days to count."""
    left = dates.bounds_of_day(today())[1] - clock.now()
    if left < JOURNEY:
        time.sleep(left.total_seconds() + 1)


def today() -> date:
    return dates.local_day(clock.now())


def last_day_by_letter(days: int = rules.CLAIM_DAYS) -> date:
    """Of what is posted today."""
    return rules.last_day(rules.served_on(rules.POST, today()), days)


def not_final_before(day: date) -> str:
    return fi("Not final yet: it can be disputed until %(day)s") % {"day": dates.day(day)}


def let_days_pass(portal: Portal, round_: DecidedRound, days: int) -> None:
    portal.run(DAYS_PASS.format(number=round_.number, days=days))


def presses(reader: Reader, control: str) -> None:
    """A button or a link whose name is made of data, by a selector."""
    reader.page.locator(control).first.click()
    reader.page.wait_for_load_state()
    reader.looks()


def service_of(round_: DecidedRound) -> str:
    return f"/tyopoyta/kierrokset/{round_.number}/tiedoksianto/"


def prints_the_letters(coordinator: Reader, round_: DecidedRound, *cases: Case) -> None:
    """One file of all that wait to be served by letter, each behind its address; the worker makes the letters."""
    coordinator.goes_to(service_of(round_))
    for _second in range(PATIENCE):
        if coordinator.page.locator("form td a[href$='paatos.pdf']").count() == len(cases):
            break
        coordinator.page.wait_for_timeout(1000)
        coordinator.page.reload()
    coordinator.looks()
    coordinator.sees(*(case.title for case in cases))
    assert coordinator.page.locator("form [name='decision']:checked").count() == len(cases)
    with coordinator.page.expect_download() as download:
        coordinator.page.get_by_role("button", name=fi("Download the chosen letters (PDF)")).click()
    words = words_of(download.value)
    assert words.count(ADDRESS) == len(cases)
    assert [case.reference for case in cases if case.reference not in words] == []


def writes_down_that_they_were_posted(coordinator: Reader, round_: DecidedRound, *cases: Case) -> None:
    """Today, of all that wait, looking at the days first."""
    coordinator.goes_to(service_of(round_))
    coordinator.chooses("Sent by post")
    coordinator.fills("On what day?", dates.day(today()))
    coordinator.presses("Look at the days")
    coordinator.sees(*(case.title for case in cases), dates.day(last_day_by_letter()))
    presses(coordinator, "main form button")
    coordinator.sees("What was done", *(case.title for case in cases))
    coordinator.goes_to(service_of(round_))
    assert coordinator.page.locator("form [name='decision']").count() == 0


def mails_noted(coordinator: Reader, case: Case) -> int:
    """How many times the open page says that the applicant was served by e-mail: once for each version."""
    rows = coordinator.page.locator("table[aria-labelledby='services'] tbody tr")
    label = f"{fi('The applicant')}: {fi('By e-mail and in the portal')}"
    return rows.filter(has_text=case.reference).filter(has_text=label).count()


def waits_for_the_electronic_service(coordinator: Reader, round_: DecidedRound, *cases: Case, times: int = 1) -> None:
    """The worker sends the mail, and the beat writes down that it has gone."""
    for _second in range(PATIENCE):
        coordinator.page.goto(service_of(round_))
        if [mails_noted(coordinator, case) for case in cases] == [times] * len(cases):
            return coordinator.looks()
        coordinator.page.wait_for_timeout(1000)
    raise AssertionError(f"Not served by e-mail {times} times in {PATIENCE} s: {cases}")


def reads_the_public_list(anybody: Reader, round_: DecidedRound) -> None:
    """Outcomes and sums stand there, and nothing that a group has written."""
    anybody.goes_to("/paatokset/")
    for case in round_.cases:
        words = " ".join(anybody.page.locator("tr", has_text=case.reference).inner_text().split())
        assert [text for text in (case.outcome_label, case.amount) if text not in words] == [], words
    anybody.does_not_see(*(case.title for case in round_.cases), *(case.reasons for case in round_.cases))


def finds_nothing_on_the_public_list(anybody: Reader, round_: DecidedRound) -> None:
    anybody.goes_to("/paatokset/")
    anybody.does_not_see(*(case.reference for case in round_.cases))


def code_of(applicant: Reader, case: Case) -> str:
    applicant.goes_to(f"/hakemukset/{case.reference}/paatos/")
    return applicant.page.locator("main a[href*='/tarkista/']").get_attribute("href").split("/")[-2]


def checks_the_code(anybody: Reader, code: str) -> None:
    """As it is typed from the paper."""
    anybody.goes_to("/tarkista/")
    anybody.fills("The code on the letter", code.lower())
    presses(anybody, "main form button")
    anybody.sees("This is the City's decision", "This is the newest version of the decision.")


def finds_that_the_paper_is_old(anybody: Reader, code: str) -> None:
    anybody.goes_to(f"/tarkista/{code}/")
    anybody.sees("This is the City's decision", "There is a newer version of the decision.")
