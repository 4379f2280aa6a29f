"""What coordinators and reviewers do at the desk, filled in by the names of the controls on each page."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from core.money import euros
from tests.journeys.conftest import Portal, Reader, fi


def in_portal(portal: Portal, act: str, *names: str) -> Any:
    """Do one of the acts of `tests.journeys.twelve` in the portal's own Django; what it prints, if anything."""
    told = portal.run(f"from tests.journeys import twelve; twelve.{act}(*{list(names)!r})")
    return json.loads(told) if told.strip() else None


def shown(amount: str | Decimal) -> str:
    """Euros as pages say them, with ordinary spaces."""
    return " ".join(euros(Decimal(amount)).split())


@dataclass
class Officer:
    """Somebody of the City at her desk. Cases are named by their references."""

    reader: Reader

    @property
    def page(self) -> Any:
        return self.reader.page

    def opens(self, reference: str, part: str = "") -> None:
        self.reader.goes_to(f"/tyopoyta/hakemukset/{reference}/{part}")

    def presses(self, control: str) -> None:
        """A button or a link whose name is made of data, by a selector."""
        self.page.locator(control).first.click()
        self.page.wait_for_load_state()
        self.reader.looks()

    def declares(self, reference: str, ground: str = "none") -> None:
        self.opens(reference)
        self.page.locator(f"main [name='ground'][value='{ground}']").check()
        self.reader.presses("Declare")

    def takes_up_all(self, list_of: str, *titles: str) -> None:
        """Look at what would happen to the whole list, then press once."""
        self.reader.goes_to(f"/tyopoyta/?{list_of}")
        self.reader.sees(*titles)
        self.reader.follows("Choose all on this page")
        self.reader.presses("Look at what happens")
        self.reader.sees("Declare your interests first.")
        self.presses("main form button")

    def passes_the_gate(self, reference: str) -> None:
        self.opens(reference, "kelpoisuus/")
        for answer in self.page.locator("main [name^='answer-'][value='yes']").all():
            answer.check()
        self.reader.presses("Save the eligibility check")
        self.reader.sees("Passed")

    def asks_to_complete(self, reference: str, part: str, *, words: str) -> None:
        """From the form through the look at it, as the group sees it, to the sending."""
        self.opens(reference, "taydennyspyynto/")
        self.page.locator(f"[name='part_{part}']").check()
        self.page.locator(f"[name='reason_{part}']").select_option("unclear")
        self.page.locator(f"[name='text_{part}']").fill(words)
        self.reader.presses("See it as the group does")
        self.reader.sees("Nothing is sent yet. A letter goes to:", words)
        self.reader.presses("Send the request")

    def asks_to_review(self, reference: str, *names: str) -> None:
        self.opens(reference, "arviointi/")
        for name in names:
            choices = self.page.locator("[name='reviewer'] option").all_inner_texts()
            self.page.locator("[name='reviewer']").select_option(label=next(it for it in choices if it.startswith(name)))
            self.reader.presses("Ask to review")

    def scores(self, reference: str, points: dict[str, int], reason: str) -> None:
        """Every criterion, by mouse; `points` by the codes of criteria."""
        for code, given in points.items():
            self.page.locator(f"[name='points-{code}'][value='{given}']").check()
            self.page.locator(f"[name='reason-{code}']").fill(reason)
        self.reader.presses("Send the review")

    def scores_by_keyboard(self, reason: str) -> None:
        """The highest points on everything: from the top of the page to the sending, and no mouse."""
        keys = self.page.keyboard
        keys.press("Tab")
        keys.press("Tab")
        assert self.focused("textContent") == fi("Skip to your review")
        keys.press("Enter")
        for _step in range(60):
            keys.press("Tab")
            name, kind = self.focused("name"), self.focused("type")
            if kind == "radio":
                # From the first choice backwards is the last one.
                keys.press("ArrowUp")
            elif name.startswith("reason-"):
                keys.type(reason)
            elif self.focused("value") == "send":
                break
        with self.page.expect_navigation():
            keys.press("Enter")
        self.reader.looks()

    def focused(self, what: str) -> str:
        return (self.page.evaluate(f"document.activeElement.{what}") or "").strip()

    def records_the_talk(self, reference: str, words: str) -> None:
        self.opens(reference, "arviointi/")
        self.page.locator("main form [name='text']").fill(words)
        self.reader.presses("Record the talk")
        self.reader.sees(words)

    def makes_a_scenario(self, round_: int, kind: str, name: str) -> None:
        self.reader.goes_to(f"/tyopoyta/kierrokset/{round_}/jako/{kind}/")
        self.reader.fills("Name of the scenario", name)
        self.reader.presses("Make a scenario")

    def funds_in_order(self) -> None:
        self.page.get_by_text(fi("Quick tools"), exact=True).click()
        self.reader.presses("Fund in order")

    def gives(self, reference: str, **parts: str) -> None:
        """Type into the row of a case: `amount`, `reason`, `reserve`."""
        row = self.row(reference)
        details = row.locator("details")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        for part, text in parts.items():
            row.locator(f"[name^='{part}-']").fill(text)

    def row(self, reference: str) -> Any:
        return self.page.locator("main tbody tr", has=self.page.locator(".reference", has_text=reference))

    def sums(self) -> dict[str, Decimal]:
        """What stands in the boxes of the scenario, by reference."""
        found = {}
        for row in self.page.locator("main tbody tr:has(.reference)").all():
            typed = row.locator("[name^='amount-']").input_value()
            found[row.locator(".reference").first.inner_text()] = Decimal(re.sub(r"\s", "", typed).replace(",", "."))
        return found

    def cut_line(self) -> str:
        """The reference of the case at which the money ends."""
        before = self.page.locator("main tr:has(+ tr.total) .reference")
        return before.first.inner_text() if before.count() else ""

    def downloads_the_book(self) -> str:
        """The words of the round book, with ordinary spaces."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=fi("Download the round book (PDF)")).first.click()
        pdf = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
        return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    def proposes_not_examined(self, reference: str) -> None:
        self.opens(reference)
        self.page.locator("form[action$='/esitys/'] button").last.click()
        self.page.wait_for_load_state()
        self.reader.looks()
