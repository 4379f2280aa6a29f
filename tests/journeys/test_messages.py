"""A group asks about its draft with a file, the coordinator answers and notes something for herself, and each reads only her own."""

import pytest

from tests import files
from tests.journeys.applying import Applicant
from tests.journeys.conftest import DESKTOP, PHONE, fi

pytestmark = pytest.mark.journey

COORDINATOR = "kaisa.koordinaattori@example.org"


def chooses_file(reader, name: str, content: bytes) -> None:
    reader.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


@pytest.mark.parametrize("has_script", [True, False])
def test_a_question_with_a_file_and_its_answer(reader, has_script):
    email = f"kysyja{int(has_script)}@example.org"
    person, coordinator = reader(PHONE, java_script_enabled=has_script), reader(DESKTOP)
    person.signs_in(email)
    reference = Applicant(person, email).begins("event", name=f"Kysyvä esimerkki {int(has_script)} ry")
    person.goes_to(f"/hakemukset/{reference}/osat/")
    person.follows("Ask the adviser, or read your messages")
    person.fills("Your message", "Saako tapahtuman pitää kahtena päivänä?")
    chooses_file(person, "ohjelma.exe", b"MZ\x90\x00")
    person.page.get_by_role("button", name=fi("Send the message")).click()
    person.page.locator("#virheet").wait_for()
    person.looks()
    assert person.page.get_by_label(fi("Your message"), exact=True).input_value() == "Saako tapahtuman pitää kahtena päivänä?"
    chooses_file(person, "Piirros.pdf", files.pdf())
    person.page.get_by_role("button", name=fi("Send the message")).click()
    person.page.locator("article", has_text="Piirros.pdf").wait_for()
    person.looks()
    person.sees("Not read yet")

    coordinator.signs_in(COORDINATOR)
    coordinator.goes_to("/tyopoyta/neuvonta/viestit/")
    coordinator.page.locator("a.task", has_text=reference).click()
    coordinator.page.wait_for_load_state()
    coordinator.looks()
    coordinator.sees("Saako tapahtuman pitää kahtena päivänä?")
    coordinator.fills("Your message", "Saa. Kirjoita molemmat päivät.")
    coordinator.presses("Send to the applicant")
    coordinator.follows("Internal notes")
    coordinator.fills("A note for the coordinators", "Soitin ryhmälle.")
    coordinator.presses("Save the internal note")
    assert coordinator.page.url.endswith(f"/{reference}/muistiinpanot/#viesti")
    coordinator.sees("Soitin ryhmälle.")

    person.goes_to(f"/hakemukset/{reference}/viestit/")
    person.sees("Saa. Kirjoita molemmat päivät.", "Luettu")
    person.does_not_see("Soitin ryhmälle.")
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name="Piirros.pdf").click()
    assert download.value.suggested_filename == "Piirros.pdf"
