"""The whole way of an applicant, from signing in to the receipt, filled in by the names of the controls on each page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.journeys.conftest import Reader

GROUP = {
    "type": "association",
    "business_id": "9100001-3",
    "register_number": "999.901",
    "street_address": "Esimerkkikatu 1",
    "postal_code": "80100",
    "city": "Joensuu",
    "home_municipality": "Joensuu",
    "signatories": "Uuno Uusi yksin",
    "account_holder": "Esimerkkiväki ry",
    "iban": "FI19 9000 0000 0000 19",
    "vat_position": "does_not_deduct",
    "person_name": "Uuno Uusi",
    "person_phone": "040 000 0000",
}
COSTS = {
    "event": [("purchases", "Esiintyjä", "4 100"), ("venue_rent", "Sali", "1250,50"), ("other", "Kahvi", "649,49 €")],
    "development": [("wages", "Ohjaajan palkka", "18 000"), ("other", "Työkalut", "2 000,50")],
}
ANSWERS = """
import json
from applications.models import Application
from tests.factories import PROFILE, answers_for
application = Application.objects.select_related("round").get(reference="{reference}")
print(json.dumps({{"answers": answers_for(application.round, application.kind), "profile": PROFILE}}))
"""


@dataclass
class Applicant:
    """Somebody new, with a group of her own; `group` is what she knows of it."""

    reader: Reader
    email: str
    group: dict[str, str] = field(default_factory=lambda: dict(GROUP))

    def applies(self, kind: str, *, name: str) -> str:
        """Everything from the first page of one application to its receipt. Returns the reference."""
        reference = self.begins(kind, name=name)
        known = json.loads(self.reader.portal.run(ANSWERS.format(reference=reference)))
        self.fills_in_every_part(reference, kind, known["answers"])
        self.completes_the_group(reference, {**known["profile"], **self.group})
        self.sends(reference)
        return reference

    def begins(self, kind: str, *, name: str) -> str:
        self.reader.goes_to("/hakemukset/uusi/")
        if "/ryhmat/uusi/" in self.reader.page.url:
            self.fills({"name": name, **self.group})
            self.reader.presses("Save and continue")
        self.fills({"kind": kind})
        self.reader.presses("Start")
        return re.search(r"PK-\d{4}-\d{4}", self.reader.page.url)[0]

    def fills_in_every_part(self, reference: str, kind: str, answers: dict[str, str]) -> None:
        for path in self.parts(reference):
            self.reader.goes_to(path)
            if "kustannukset" in path:
                self.fills_in_costs(kind)
            elif "liitteet" not in path:
                self.fills(answers)
            else:
                continue
            self.reader.presses("Save and return to the list")

    def parts(self, reference: str) -> list[str]:
        self.reader.goes_to(f"/hakemukset/{reference}/osat/")
        links = self.reader.page.locator("a.task[href*='/osat/']").all()
        return [link.get_attribute("href") for link in links]

    def fills_in_costs(self, kind: str) -> None:
        for number, (head, what, amount) in enumerate(COSTS[kind], start=1):
            line = {f"kulu-{number}-head": head, f"kulu-{number}-what": what, f"kulu-{number}-amount": amount}
            self.fills(line)

    def completes_the_group(self, reference: str, facts: dict[str, str]) -> None:
        """The group's own page, where the check page says that something is missing."""
        self.reader.goes_to(f"/hakemukset/{reference}/tarkista/")
        link = self.reader.page.locator("main a[href*='/ryhmat/']")
        if not link.count():
            return
        link.first.click()
        self.reader.page.wait_for_load_state()
        self.reader.looks()
        self.fills(facts)
        self.reader.presses("Save")

    def sends(self, reference: str) -> None:
        self.reader.goes_to(f"/hakemukset/{reference}/tarkista/")
        for box in self.reader.page.locator("main form [type=checkbox]").all():
            box.check()
        self.reader.presses("Send the application")
        self.reader.sees("We have received your application", reference)

    def fills(self, values: dict[str, str]) -> None:
        """Give every control of the page that has a value its value; what is right already is left alone."""
        for name in self.names():
            if name in values:
                self.gives(self.reader.page.locator(f"main form [name='{name}']"), values[name])

    def names(self) -> list[str]:
        controls = self.reader.page.locator("main form :is(input, select, textarea):not([type=hidden])").all()
        return list(dict.fromkeys(control.get_attribute("name") for control in controls))

    def gives(self, control: Locator, value: str) -> None:
        kind = control.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            for code in value.split():
                self.reader.page.locator(f"main form [name='{control.first.get_attribute('name')}'][value='{code}']").check()
        elif control.locator("option").count():
            control.select_option(value)
        else:
            control.fill(value)
