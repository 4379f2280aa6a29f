"""The sums that grow while one types are those that the server counts when it is saved, to the cent."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.journeys.conftest import Reader

pytestmark = pytest.mark.journey

WRITER = "laura.laskija@example.org"
BEGIN = f"""
from accounts.actions import start_group
from accounts.models import User
from applications.actions import begin
from core import clock
from core.actor import Actor
from rounds.queries import open_rounds
at = clock.now()
by = Actor(User.objects.get(email="{WRITER}"), "owner")
group = start_group(by=by, at=at, name="Esimerkkilaskijat ry", type="association", business_id="9100001-3")
print(begin(by=by, at=at, group=group, round=open_rounds(at)[0], kind="development").reference)
"""
TERMS = """
import json
from rounds.models import RoundTerms
terms = RoundTerms.objects.filter(kind="development", round__applications__reference="{reference}")
print(json.dumps([[it.cost_model, it.flat_rate_percent and str(it.flat_rate_percent)] for it in terms]))
RoundTerms.objects.filter(pk__in=[it.pk for it in terms]).update(cost_model="{model}", flat_rate_percent={percent!r})
"""
LINES = {
    "kulu-1": {"head": "wages", "what": "Ohjaaja", "amount": "1 234,51 €"},
    "kulu-2": {"head": "wages", "what": "Toinen ohjaaja", "amount": "0.49"},
    "kulu-3": {"head": "other", "what": "Työkalut", "amount": "2.000,05"},
    "tulo-1": {"what": "Liput", "amount": "99,99"},
    "rahoitus-1": {"what": "Esimerkkisäätiö", "state": "granted", "amount": "100"},
}


@pytest.fixture
def writer(reader, portal) -> Iterator[Reader]:
    """Somebody with the costs of a project open, in a round that counts 17,5 % of the wages on top."""
    person = reader()
    person.signs_in(WRITER)
    reference = portal.run(BEGIN).split()[-1]
    [[model, percent]] = json.loads(portal.run(TERMS.format(reference=reference, model="flat_rate", percent="17.50")))
    try:
        person.goes_to(f"/hakemukset/{reference}/osat/kustannukset/")
        yield person
    finally:
        # Others apply in the same round.
        portal.run(TERMS.format(reference=reference, model=model, percent=percent))


def sums(person: Reader) -> dict[str, str]:
    """The sums in sight, by the names that the script knows them by."""
    cells = [cell for cell in person.page.locator("[data-sum]").all() if cell.is_visible()]
    return {cell.get_attribute("data-sum"): " ".join(cell.inner_text().split()) for cell in cells}


def types(person: Reader) -> None:
    person.page.locator("summary", has_text="rahaa muualta").click()
    for line, fields in LINES.items():
        for name, text in fields.items():
            control = person.page.locator(f"[name='{line}-{name}']")
            if name in {"head", "state"}:
                control.select_option(text)
            else:
                control.fill(text)


def test_what_the_script_adds_up_is_what_the_server_counts(writer):
    types(writer)
    live = sums(writer)
    assert live == {
        "flat": "216,13 €",
        "costs": "3 451,18 €",
        "income": "99,99 €",
        "other": "100,00 €",
        "applied": "3 251,19 €",
    }
    writer.presses("Save and return to the list")
    writer.follows("Estimate the costs")
    assert sums(writer) == live
    writer.page.locator("[name='applied_sum']").fill("3 000")
    assert (sums(writer)["applied"], sums(writer)["missing"]) == ("3 000,00 €", "251,19 €")
    writer.presses("Save and continue")
    writer.sees("Kulut ovat 3 451,18 €, mutta rahaa on 3 199,99 €: 251,19 € puuttuu")
    assert sums(writer)["missing"] == "251,19 €"
