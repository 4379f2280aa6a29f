"""A round from its proposals to its published decisions: what the desk does in a browser, and what its groups read then."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator
from pypdf import PdfReader

from tests.journeys.conftest import Portal, Reader, fi
from tests.journeys.reviewing import shown

# Each with its outcome and the sum, as the decision maker chooses them; 2 000,50 € is applied for.
OUTCOMES = {
    "granted": ("Granted", "2000,50"),
    "granted_in_part": ("Granted in part", "1234,56"),
    "rejected": ("Rejected", ""),
    "not_examined": ("Not examined", ""),
}
REASONS = "Perustelu: {title} sopii kohderyhmälle."
# How long the beat, the worker and a busy machine may take.
PATIENCE = 180


@dataclass(frozen=True)
class Case:
    """One application of the round; `outcome` is what is to become of it, a code of `OUTCOMES`, with another sum where one is told."""

    reference: str
    title: str
    outcome: str
    other_sum: str = ""
    words: str = REASONS

    @property
    def typed(self) -> str:
        return self.other_sum or OUTCOMES[self.outcome][1]

    @property
    def amount(self) -> str:
        return shown(self.typed.replace(",", ".") or "0")

    @property
    def reasons(self) -> str:
        return self.words.format(title=self.title)

    @property
    def outcome_label(self) -> str:
        return fi(OUTCOMES[self.outcome][0])


@dataclass(frozen=True)
class DecidedRound:
    """A round that closed some weeks ago, and who works in it; each address signs in by a code."""

    number: int
    cases: list[Case]
    owner: str
    coordinator: str
    decider: str

    @property
    def path(self) -> str:
        return f"/tyopoyta/kierrokset/{self.number}/julkaisu/"

    def case(self, outcome: str) -> Case:
        return next(case for case in self.cases if case.outcome == outcome)


# Through the portal's own actions, at times in which each may happen. Weeks can't pass in a test.
PROPOSED = """
import json
from datetime import timedelta
from decimal import Decimal
from core import clock, dates
from rounds.models import Programme
from tests.factories import make_case_in_review, make_group, make_person, make_proposal, make_round
today, outcomes = dates.local_day(clock.now()), {outcomes!r}
round_ = make_round(Programme.objects.get(), opens=today - timedelta(days=60), closes=today - timedelta(days=20))
owner = make_person("paatosten.hakija@example.org", name="Hanna Hakija", phone="040 000 0000")
coordinator = make_person("paatosten.esittelija@example.org", name="Essi Esittelijä", roles=["coordinator"])
decider = make_person("paatosten.tekija@example.org", name="Tero Tekijä", roles=["decider"])
by_mail = make_group(owner, name="Esimerkkipäättäjät ry", business_id="9100002-1")
by_letter = make_group(owner, name="Esimerkkipostilaiset ry", business_id="9100004-8", electronic_service="no")
cases = []
for number, outcome in enumerate(outcomes, start=1):
    group = by_mail if outcome.startswith("granted") else by_letter
    case = make_case_in_review(owner, group, round_, coordinator, title=f"Esimerkkitapahtuma {{number}}")
    amount = Decimal("1500.00") if outcome == "granted_in_part" else None
    make_proposal(case, coordinator, outcome=outcome, amount=amount, reasons="Esittelijän perustelu.")
    cases.append([case.reference, case.title, outcome])
print(json.dumps([round_.number, cases, owner.email, coordinator.email, decider.email]))
"""
# Days can't pass either: the set time becomes a moment ago, and the beat finds it.
TIME_HAS_COME = """
from datetime import timedelta
from core.clock import now
from decisions.models import Publication
waiting = Publication.objects.waiting().filter(round__number={number})
print(waiting.update(scheduled_at=now() - timedelta(minutes=2), due_at=now() - timedelta(minutes=1)))
"""
LETTERS = """
import json
from registry.models import Letter
rows = Letter.objects.filter(to={to!r}, kind__startswith="decisions/").order_by("pk")
print(json.dumps([[row.subject, row.body_text, row.body_html] for row in rows]))
"""


def bring_a_round_to_proposed(portal: Portal, *outcomes: str) -> DecidedRound:
    """A case for each of the outcomes, all four unless named. Only the group of what is granted agrees to electronic service."""
    made = portal.run(PROPOSED.format(outcomes=list(outcomes or OUTCOMES)))
    number, cases, *people = json.loads(made.strip().splitlines()[-1])
    return DecidedRound(number, [Case(*case) for case in cases], *people)


def declares_no_conflict(decider: Reader, case: Case) -> None:
    decider.goes_to(f"/tyopoyta/hakemukset/{case.reference}/")
    decider.page.get_by_role("radio").first.check()
    decider.page.locator("main form button").first.click()
    decider.page.wait_for_load_state()
    decider.looks()


def decides(decider: Reader, case: Case) -> None:
    """Declares no conflict of interest and decides, on the page of the case."""
    declares_no_conflict(decider, case)
    writes_the_decision(decider, case)


def writes_the_decision(decider: Reader, case: Case) -> None:
    """On the page of the case. The costs stand there as they were proposed, so the sum is divided over them anew."""
    form = decider.page.locator("form[action*='/paatos/']")
    form.get_by_label(case.outcome_label, exact=True).check()
    form.locator("[name$='amount']").fill(case.typed)
    form.locator("[name$='reasons']").fill(case.reasons)
    if case.typed:
        opens(form.locator("details").first)
        decider.presses("Divide the sum over the costs")
    form.get_by_role("button").last.click()
    decider.page.wait_for_load_state()
    decider.looks()
    decider.sees("The decision is prepared. The applicant sees nothing before you publish it.")


def opens(details: Locator) -> None:
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def looks_through_the_letters(decider: Reader, round_: DecidedRound, *cases: Case) -> None:
    """From the list of decisions to the letters of these cases, all of the round unless named; each is read."""
    cases = cases or tuple(round_.cases)
    decider.goes_to(round_.path)
    decider.sees(*(case.title for case in cases))
    decider.page.locator("main a[href$='/julkaisu/esikatselu/']").click()
    decider.page.wait_for_load_state()
    decider.looks()
    letters = decider.page.locator("article .letter")
    assert letters.count() == len(cases)
    for case, letter in zip(sorted(cases, key=lambda it: it.reference), letters.all(), strict=True):
        words = " ".join(letter.inner_text().split())
        said = (case.reference, case.title, case.outcome_label, case.amount, case.reasons, "§ –")
        assert [text for text in said if text not in words] == [], case


def publishes_now(decider: Reader) -> None:
    """On the page of the letters."""
    decider.page.locator("form[action$='/julkaisu/'] button").click()
    decider.page.wait_for_load_state()
    decider.looks()


def sets_a_time(decider: Reader, day: str, clock: str) -> None:
    """On the page of the letters."""
    decider.fills("Day of publication", day)
    decider.fills("Time of day", clock)
    decider.presses("Publish at this time")


def let_the_set_time_come(portal: Portal, round_: DecidedRound) -> None:
    assert portal.run(TIME_HAS_COME.format(number=round_.number)).strip().endswith("1")


def sees_nothing_of_a_decision(applicant: Reader, case: Case) -> None:
    applicant.goes_to(f"/hakemukset/{case.reference}/")
    applicant.sees("Being reviewed")
    applicant.does_not_see("The decision has been made", "1 234,56", case.reasons)
    for name in ("paatos/", "paatos.pdf"):
        assert applicant.page.request.get(f"/hakemukset/{case.reference}/{name}").status == 404


def waits_for_the_decision(applicant: Reader, case: Case) -> None:
    """The beat comes once a minute."""
    for _second in range(PATIENCE):
        if applicant.page.request.get(f"/hakemukset/{case.reference}/paatos/").status == 200:
            return
        applicant.page.wait_for_timeout(1000)
    raise AssertionError(f"The decision in {case.reference} was not published within {PATIENCE} s.")


def reads_the_decision(applicant: Reader, case: Case) -> None:
    applicant.goes_to(f"/hakemukset/{case.reference}/")
    applicant.sees("The decision has been made")
    applicant.goes_to(f"/hakemukset/{case.reference}/paatos/")
    applicant.sees(case.outcome_label, case.amount, case.reasons)


def downloads_the_letter(applicant: Reader, case: Case) -> str:
    """The words of the PDF; the worker makes it within a minute or so."""
    applicant.goes_to(f"/hakemukset/{case.reference}/paatos/")
    link = applicant.page.locator("a[href$='paatos.pdf']")
    for _second in range(PATIENCE):
        if link.count():
            break
        applicant.page.wait_for_timeout(1000)
        applicant.page.reload()
    with applicant.page.expect_download() as download:
        link.first.click()
    return words_of(download.value)


def words_of(download: Download) -> str:
    """Of a PDF, with ordinary spaces."""
    pdf = PdfReader(io.BytesIO(Path(download.path()).read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())


def letters_to(portal: Portal, email: str) -> list[list[str]]:
    """Subject, text and HTML of every letter about decisions to this address, in the order in which they were written."""
    return json.loads(portal.run(LETTERS.format(to=email)).strip().splitlines()[-1])
