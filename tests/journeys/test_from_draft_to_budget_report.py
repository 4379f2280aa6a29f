"""One application from the first visit to the decision letter and the budget report, in a real browser on the real parts."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.journeys.applying import GROUP, Applicant
from tests.journeys.conftest import DESKTOP, Portal, Reader, fi
from tests.journeys.deciding import PATIENCE

pytestmark = pytest.mark.journey

NEWCOMER = "uusi.hakija@example.org"
STAFF = {
    "coordinator": ("kerttu.koordinaattori@example.org", "Kerttu Koordinaattori", "Coordinator"),
    "decider": ("pentti.paattaja@example.org", "Pentti Päättäjä", "Decision maker"),
    "finance": ("tiina.talous@example.org", "Tiina Talous", "Finance"),
}
TITLE = "Kirjaston esimerkkipäivä"
# The last cent below the ceiling of an event.
COSTS = [("Purchased services", "Esiintyjä", "4 100"), ("Venue rents", "Sali", "1250,50"), ("Other costs", "Kahvi", "2 649,49 €")]
APPLIED, GRANTED = "7 999,99 €", "6 500,00 €"


def test_one_application_from_first_visit_to_budget_report(reader, portal):
    applicant = reader()
    reads_the_home_page(applicant)
    applicant.signs_in(NEWCOMER)
    names_her_group(applicant)
    reference = fills_in_an_event(applicant)
    Applicant(applicant, NEWCOMER).completes_the_group(reference, GROUP)
    is_refused_at_the_ceiling(applicant, reference)
    Applicant(applicant, NEWCOMER).completes_the_group(reference, GROUP)
    sends(applicant, reference)

    invites_the_staff(reader(DESKTOP), portal)
    let_the_round_close(portal, reference)
    coordinator = reader(DESKTOP)
    coordinator.signs_in(STAFF["coordinator"][0])
    reviews_and_proposes(coordinator, reference)
    sees_no_decision(applicant, reference)

    decider = reader(DESKTOP)
    decider.signs_in(STAFF["decider"][0])
    decides(decider, reference)
    sees_no_decision(applicant, reference)
    publishes(decider)

    letter = downloads_the_letter(applicant, reference)
    assert_is_the_citys_letter(letter, reference)
    a_stranger_gets_nothing(reader(), reference)
    finance = reader(DESKTOP)
    finance.signs_in(STAFF["finance"][0])
    reads_the_budget_report(finance)


def reads_the_home_page(applicant: Reader) -> None:
    applicant.goes_to("/")
    assert applicant.page.locator("html").get_attribute("lang") == "fi"
    hero = " ".join(applicant.page.locator(".hero").inner_text().split())
    assert "alle 8 000 €" in hero
    assert "alle 70 000 €" in hero
    assert re.search(r"viimeistään \w+na \d+\.\d+\.\d{4} klo 16\.00 \(Suomen aikaa\)", hero)
    applicant.sees("050 562 5440", "Joensuun pääkirjasto, Koskikatu 25")
    applicant.follows("How to apply")
    applicant.follows("Questions for an event")
    applicant.sees("Name of the project or event")


def answers_whether_it_fits(applicant: Reader) -> None:
    for answer in applicant.page.get_by_label(fi("Yes"), exact=True).all():
        answer.check()
    applicant.page.get_by_label(fi("I'm not sure"), exact=True).first.check()
    applicant.presses("Continue")
    applicant.sees("Let us find out together", "050 562 5440")
    applicant.follows("Change the answers")
    applicant.page.get_by_label(fi("Yes"), exact=True).first.check()
    applicant.presses("Continue")


def names_her_group(applicant: Reader) -> None:
    applicant.goes_to("/")
    applicant.follows("Start an application")
    answers_whether_it_fits(applicant)
    applicant.fills("Name of the group", "Esimerkkiväki ry")
    applicant.chooses("Registered association")
    applicant.fills("Business ID", "9100001 4")
    applicant.fills("Your own name", "Uuno Uusi")
    applicant.fills("Your telephone number", "040 000 0000")
    applicant.presses("Save and continue")
    applicant.sees("Check the business ID: at least one of its digits is not right.")
    applicant.fills("Business ID", "91000013")
    applicant.presses("Save and continue")


def fills_in_an_event(applicant: Reader) -> str:
    applicant.chooses("Event")
    applicant.presses("Start")
    reference = re.search(r"PK-\d{4}-\d{4}", applicant.page.url)[0]
    applicant.follows("Tell who we can contact")
    applicant.presses("Save and return to the list")
    applicant.follows("Tell about your idea")
    applicant.fills("Name of the project or event", TITLE)
    applicant.fills("What do you want to do?", "Avaamme ovet ja juttelemme työstä.\nKahvia on.")
    applicant.page.get_by_role("checkbox").first.check()
    applicant.presses("Save and continue")
    applicant.page.get_by_role("checkbox").first.check()
    applicant.fills("How many people take part?", "noin sata")
    applicant.fills("Who has planned this, and how?", "Ryhmämme jäsenet ideoivat päivän.")
    applicant.presses("Save and continue")
    assert applicant.page.get_by_label(fi("How many people take part?"), exact=True).input_value() == "noin sata"
    applicant.fills("How many people take part?", "100")
    applicant.presses("Save and continue")
    applicant.fills("Date of the event", applicant.portal.run(LATEST_END.format(reference=reference)).strip())
    applicant.fills("Place", "Pääkirjasto")
    applicant.fills("What happens at the event?", "Musiikkia, puheita ja kahvia.")
    applicant.chooses("Yes")
    applicant.fills("Who do you work with?", "Kirjasto")
    applicant.fills("Safety and permits", "En tiedä vielä")
    applicant.presses("Save and continue")
    fills_in_costs(applicant, COSTS)
    applicant.sees(APPLIED)
    tells_the_rest(applicant, reference)
    return reference


def tells_the_rest(applicant: Reader, reference: str) -> None:
    applicant.goes_to(f"/hakemukset/{reference}/osat/muut/")
    applicant.fills("How do you tell about it?", "Julisteissa on EU:n lippu ja rahaston nimi.")
    applicant.fills("How can everybody join?", "Tilaan pääsee hissillä.")
    for answer in applicant.page.get_by_label(fi("No"), exact=True).all():
        answer.check()
    applicant.presses("Save and return to the list")
    applicant.follows("Check and send")


LATEST_END = (
    "from applications.models import Application; from core.dates import day; "
    "print(day(Application.objects.get(reference='{reference}').round.latest_end))"
)


def fills_in_costs(applicant: Reader, costs: list[tuple[str, str, str]]) -> None:
    for number, (head, what, amount) in enumerate(costs, start=1):
        applicant.page.locator(f"[name='kulu-{number}-head']").select_option(label=fi(head))
        applicant.page.locator(f"[name='kulu-{number}-what']").fill(what)
        applicant.page.locator(f"[name='kulu-{number}-amount']").fill(amount)
    total = applicant.page.locator("[data-sum='applied']").inner_text()
    assert " ".join(total.split()) == APPLIED
    applicant.presses("Save and return to the list")
    applicant.follows("Check and send")


def is_refused_at_the_ceiling(applicant: Reader, reference: str) -> None:
    applicant.goes_to(f"/hakemukset/{reference}/osat/kustannukset/")
    applicant.page.locator("[name='kulu-3-amount']").fill("2649,50")
    applicant.presses("Save and return to the list")
    applicant.follows("Check and send")
    declares(applicant)
    applicant.presses("Send the application")
    applicant.sees("Tapahtuman summan pitää olla alle 8 000 €")
    applicant.goes_to(f"/hakemukset/{reference}/osat/kustannukset/")
    applicant.page.locator("[name='kulu-3-amount']").fill("2649,49")
    applicant.presses("Save and return to the list")


def declares(applicant: Reader) -> None:
    for box in applicant.page.get_by_role("checkbox").all():
        box.check()


def sends(applicant: Reader, reference: str) -> None:
    applicant.goes_to(f"/hakemukset/{reference}/tarkista/")
    applicant.sees("Nothing is sent yet. The application is sent when you press the button.")
    declares(applicant)
    applicant.presses("Send the application")
    applicant.sees("We have received your application", reference, APPLIED)
    assert re.search(r"klo \d{1,2}\.\d{2}\.\d{2}", applicant.reads())


def invites_the_staff(admin: Reader, portal: Portal) -> None:
    portal.manage("make_admin", "yllapito@example.org", "--name", "Ylermi Ylläpitäjä")
    admin.signs_in("yllapito@example.org")
    for email, name, role in STAFF.values():
        admin.goes_to("/henkilot/kutsu/")
        admin.fills("E-mail address", email)
        admin.fills("Name", name)
        admin.chooses(role)
        admin.presses("Send the invitation")
        admin.sees(name)


def let_the_round_close(portal: Portal, reference: str) -> None:
    """Weeks can't pass in a test, so the round of the application is made to have closed two minutes ago.

    Another one opens, so that the journeys after this one can apply too.
    """
    portal.run(
        "from datetime import timedelta; from core.clock import now; from rounds.models import Round; "
        "from tests.factories import make_round; "
        f"rounds = Round.objects.filter(applications__reference='{reference}'); make_round(rounds.get().programme); "
        "rounds.update(closes_at=now() - timedelta(minutes=2))"
    )


def reviews_and_proposes(coordinator: Reader, reference: str) -> None:
    coordinator.goes_to("/tyopoyta/")
    coordinator.follows(TITLE)
    coordinator.does_not_see("Avaamme ovet ja juttelemme työstä.", "Musiikkia, puheita")
    coordinator.page.get_by_role("radio").first.check()
    coordinator.page.locator("main form button").first.click()
    coordinator.page.wait_for_load_state()
    coordinator.looks()
    coordinator.sees("Avaamme ovet ja juttelemme työstä.", APPLIED, "In review")
    passes_gate(coordinator)
    gives_points(coordinator)
    proposes(coordinator)
    coordinator.sees("Proposed", GRANTED)


def passes_gate(coordinator: Reader) -> None:
    coordinator.page.locator("a[href$='/kelpoisuus/']").click()
    coordinator.page.wait_for_load_state()
    for group in coordinator.page.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    coordinator.looks()
    coordinator.page.locator("main form button").last.click()
    coordinator.page.wait_for_load_state()


def gives_points(coordinator: Reader) -> None:
    scoring = coordinator.page.locator("form[action$='/pisteet/']")
    for group in scoring.get_by_role("group").all():
        group.get_by_role("radio").nth(4).check()
    for reason in scoring.locator("textarea").all():
        reason.fill("Suunnitelma on selkeä.")
    scoring.locator("button[value='send']").click()
    coordinator.page.wait_for_load_state()
    coordinator.looks()


def proposes(coordinator: Reader) -> None:
    form = coordinator.page.locator("form[action$='/esitys/']")
    form.get_by_label(fi("Granted in part"), exact=True).check()
    form.locator("[name$='amount']").fill("6500")
    form.locator("[name$='reasons']").fill("Sopii kohderyhmälle. Kahvin osuus on liian suuri.")
    form.get_by_role("button").last.click()
    coordinator.page.wait_for_load_state()
    coordinator.looks()


def sees_no_decision(applicant: Reader, reference: str) -> None:
    applicant.goes_to(f"/hakemukset/{reference}/")
    applicant.sees("Being reviewed")
    applicant.does_not_see("6 500", "Päätös on tehty")
    assert applicant.page.goto(f"/hakemukset/{reference}/paatos/").status == 404


def decides(decider: Reader, reference: str) -> None:
    decider.goes_to(f"/tyopoyta/hakemukset/{reference}/")
    decider.page.get_by_role("radio").first.check()
    decider.page.locator("main form button").first.click()
    decider.page.wait_for_load_state()
    decider.looks()
    form = decider.page.locator("form[action$='/paatos/']")
    assert form.locator("[name$='amount']").input_value().replace("\u00a0", " ") == GRANTED
    form.get_by_role("button").last.click()
    decider.page.wait_for_load_state()
    decider.looks()


def publishes(decider: Reader) -> None:
    decider.goes_to("/tyopoyta/kierrokset/")
    decider.page.locator("a[href$='/julkaisu/']").last.click()
    decider.page.wait_for_load_state()
    decider.looks()
    decider.sees(TITLE, GRANTED)
    decider.page.locator("main a[href$='/julkaisu/esikatselu/']").click()
    decider.page.wait_for_load_state()
    decider.looks()
    decider.sees(TITLE, GRANTED, "Kahvin osuus on liian suuri.")
    decider.page.locator("main form[action$='/julkaisu/'] button").click()
    decider.page.wait_for_load_state()
    decider.looks()


def downloads_the_letter(applicant: Reader, reference: str) -> bytes:
    applicant.goes_to(f"/hakemukset/{reference}/")
    applicant.sees("The decision has been made", GRANTED)
    applicant.follows("Read the decision and its reasons")
    applicant.sees("Kahvin osuus on liian suuri.")
    link = applicant.page.locator("a[href$='paatos.pdf']")
    for _second in range(PATIENCE):
        if link.count():
            break
        applicant.page.wait_for_timeout(1000)
        applicant.page.reload()
    with applicant.page.expect_download() as download:
        link.first.click()
    return Path(download.value.path()).read_bytes()


def assert_is_the_citys_letter(letter: bytes, reference: str) -> None:
    pdf = PdfReader(io.BytesIO(letter))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())
    assert pdf.trailer["/Root"]["/Lang"] == "fi"
    for text in (reference, TITLE, GRANTED, "Esimerkkiväki ry", "9100001-3", "Oikaisuvaatimus"):
        assert text in words, text


def a_stranger_gets_nothing(stranger: Reader, reference: str) -> None:
    stranger.signs_in("vieras@example.org")
    for path in ("", "osat/", "kuitti/", "paatos/", "paatos.pdf"):
        assert stranger.page.request.get(f"/hakemukset/{reference}/{path}").status == 404


def reads_the_budget_report(finance: Reader) -> None:
    finance.goes_to("/talous/")
    finance.sees("1 149 309,00 €", "800 000,00 €", "50 000,00 €", "299 309,00 €", APPLIED, GRANTED)
    text = finance.page.request.get("/talous/raportti.csv").body().decode("utf-8-sig")
    assert ";6500,00;" in text
    book = load_workbook(io.BytesIO(finance.page.request.get("/talous/raportti.xlsx").body()))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert 6500 in cells
    assert 1149309 in cells
