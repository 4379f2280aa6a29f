"""The letter: readable by people and screen readers, the same bytes each time, and closed to what others typed."""

import io
import re
from datetime import date
from decimal import Decimal

import pdfua.cli
import pikepdf
import pypdf
import pytest
import segno
from django.conf import settings
from django.utils import translation
from PIL import Image

from accounts.models import StaffRole, User
from applications.models import Application, Version
from applications.sections import Cost
from core.pdf import typesetting
from decisions import actions, pdf, queries
from decisions.models import CLERICAL, Correction, Decision, FunderApproval, GrantedCost, PlannedPayment
from decisions.queries.explaining import IN_ENGLISH
from tests.documents import CANARY, everything_in, pages_of, text_of, vectors
from tests.explaining import make_explanation
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, use_flat_rate

pytestmark = pytest.mark.django_db

OUTCOMES = ("granted", "granted_in_part", "rejected", "not_examined")


def letter_of(decision: Decision) -> bytes:
    return pdf.decision_letter(Decision.objects.get(pk=decision.pk))


@pytest.fixture
def decided(case, coordinator, decider):
    """`decided(outcome)` publishes the case with that outcome."""

    def publish(outcome: str = "granted", **fields) -> Decision:
        if outcome == "granted_in_part":
            fields["amount"] = fields.get("amount", case.applied / 2)
        return make_decision(case, coordinator, decider, outcome=outcome, published=True, **fields)

    return publish


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_letter_says_first_what_was_decided_and_how_much(decided, outcome):
    decision = decided(outcome)
    text = text_of(letter_of(decision))
    with translation.override("fi"):
        label = str(decision.outcome_label)
    sums = {"granted": "2 000,50 €", "granted_in_part": "1 000,25 €"}
    places = [text.index(part) for part in (label, sums.get(outcome, "0,00 €"), "Perustelut", "Kustannusarvio")]
    assert places == sorted(places)
    assert places[1] < 400


def test_everything_of_the_checklist_is_there_in_order(decided):
    text = text_of(letter_of(decided(reasons="Ääni kuuluu: öljyä myös Šibenikiin ja Žižkoviin.")))
    parts = [
        "Joensuun kaupunki", "Joensuun KAKE2.0 -hanke", "Päätös § 1/2018", "4.3.2018", "PK-2018-0001",
        "Pyöräpaja keskustaan", "Esimerkkikylän yhdistys ry",
        "9100001-3", "Myönnetty", "saapunut 16.1.2018", "1/2018", "3.3.2018, julkaistu 4.3.2018", "Perustelut",
        "Ääni kuuluu: öljyä myös Šibenikiin ja Žižkoviin.", "Haettu", "Hyväksytty", "Ostopalvelut", "800,50 €", "800,50 €",
        "Tilavuokrat", "1 200,00 €", "1 200,00 €", "Yhteensä", "2 000,50 €", "2 000,50 €", "Maksaminen", "Ehdot",
        "Sovelletut säännökset", "hallintolaki 44–46 §", "Mari Nupponen", "Paula Päättäjä", "Päättäjä, Joensuun kaupunki",
        "Onko tämä kaupungin päätös?", "Tiedoksianto", "Liitteet", "Jakelu", "Esimerkkikylän yhdistys ry; Joensuun kaupunki, talous",
        "Oikaisuvaatimusohje", "14 päivän kuluessa", "toimivaltainen toimielin",
    ]  # fmt: skip
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, part
    # At the foot of the first page, wherever that falls in the text.
    assert "Euroopan unioni – Vipuvoimaa EU:lta – Euroopan sosiaalirahasto" in text


@pytest.mark.parametrize("outcome", ["rejected", "not_examined"])
def test_who_gets_nothing_reads_no_conditions(decided, outcome):
    text = text_of(letter_of(decided(outcome)))
    assert ("Ehdot" in text, "Maksaminen" in text, "Oikaisuvaatimusohje" in text) == (False, False, True)


def test_the_letter_is_in_finnish_whatever_language_the_worker_speaks(decided):
    decision = decided()
    with translation.override("en"):
        english = letter_of(decision)
    with translation.override("fi"):
        assert letter_of(decision) == english


def test_the_letter_names_no_scorer_and_says_nothing_of_lawyers(decided, reviewer, coordinator):
    text = text_of(letter_of(decided()))
    assert [
        word for word in (reviewer.name, coordinator.name, "IBAN", "tarkistettava kaupungin lakimiehellä") if word in text
    ] == []


def test_an_ordinary_letter_has_two_pages(decided):
    assert len(pypdf.PdfReader(io.BytesIO(letter_of(decided(reasons="Sopii ohjelmaan. " * 40)))).pages) == 2


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_checker_of_pdf_ua_finds_nothing(decided, outcome, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter_of(decided(outcome)))
    # It covers a part of the rules only; whoever claims conformance runs veraPDF once.
    assert pdfua.cli.main(["check", str(path)]) == 0


def test_the_letter_is_tagged_titled_and_finnish(decided):
    with pikepdf.open(io.BytesIO(letter_of(decided()))) as document:
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == ("fi", True, True)
        assert str(document.docinfo.Title) == "Päätös PK-2018-0001: Pyöräpaja keskustaan"
        assert str(document.docinfo.Author) == "Joensuun kaupunki"


def tagged(document: pikepdf.Pdf, kind: str) -> list:
    return [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind]


def test_header_cells_say_which_way_they_point_as_the_template_does(decided):
    decision = decided()
    scopes = re.findall(r'<th scope="(col|row)"', pdf.letter_html(decision))
    with pikepdf.open(io.BytesIO(letter_of(decision))) as document:
        cells = [str(cell.A.Scope) for cell in tagged(document, "/TH")]
    assert sorted(cells) == sorted({"col": "/Column", "row": "/Row"}[scope] for scope in scopes)


def test_the_flag_and_the_code_are_described_and_links_are_printed(decided):
    with pikepdf.open(io.BytesIO(letter_of(decided()))) as document:
        described = [str(figure.Alt) for figure in tagged(document, "/Figure")]
        assert described == ["Euroopan unionin lippu", f"QR-koodi, joka vie sivulle {settings.PORTAL_HOST}:8000/tarkista"]
        assert {int(link.F) for page in document.pages for link in page.get("/Annots", [])} == {4}


def test_every_font_is_source_sans_and_inside_the_file(decided):
    with pikepdf.open(io.BytesIO(letter_of(decided(reasons="Šibenik, Žižkov, õ, ő.")))) as document:
        fonts = {str(font.BaseFont): font for page in document.pages for font in page.Resources.Font.values()}
        assert [name for name in fonts if "Source-Sans" not in name] == []
        files = [font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
        assert [file for file in files if "/FontFile2" not in file and "/FontFile3" not in file] == []


def test_the_same_decision_makes_the_same_bytes_also_in_a_fresh_process(decided):
    decision = decided("granted_in_part", reasons="Sopii.\n\nMutta vain osa.")
    first = letter_of(decision)
    assert letter_of(decision) == first
    typesetting.cache_clear()
    assert letter_of(decision) == first


def test_the_dates_of_the_file_are_those_of_publication(decided):
    with pikepdf.open(io.BytesIO(letter_of(decided()))) as document:
        assert str(document.docinfo.CreationDate).startswith("D:20180304")


PRINTED = "<imgsrc="


def typed_everywhere(decision: Decision, attack: str, short: str) -> Decision:
    """Every text of the letter that somebody types says the attack; where a column holds 100 signs, the short one."""
    version = Version.objects.get()
    group = {**version.content["group"], "name": attack, "responsible_body": f"Kantaja {attack}", "business_id": attack}
    Version.objects.filter(pk=version.pk).update(content={**version.content, "title": attack, "group": group})
    StaffRole.objects.filter(role="decider").update(title=short)
    FunderApproval.objects.update(reference=short)
    decision.planned_payments.update(when=short)
    found = Decision.objects.select_related("application__round__programme", "decided_by").get(pk=decision.pk)
    found.reasons = found.conditions = attack
    found.decided_by.name = found.application.register_number = attack
    programme = found.application.round.programme
    for field in ("name", "esf_project_code", "funder_name", "contact_name", "contact_phone", "contact_email", "contact_address"):
        setattr(programme, field, attack)
    programme.needs_funder_approval = True
    return found


@pytest.mark.parametrize("number", range(10))
def test_what_is_typed_anywhere_reaches_neither_the_disk_nor_the_network_but_the_paper(
    decided, coordinator, canary, listener, number
):
    attack, short = vectors(canary, listener.port)[number], f'<img src="http://127.0.0.1:{listener.port}/x">'
    decision = decided()
    PlannedPayment.objects.create(decision=decision, position=1, amount=decision.amount, when="heti")
    FunderApproval.objects.create(
        decision=decision,
        approved_on=decision.decided_at,
        reference="x",
        recorded_by=coordinator,
        recorded_at=decision.decided_at,
    )
    make_explanation(decision.application, coordinator, text=f"Hei\n\n{IN_ENGLISH}\n\n{attack}")
    hostile = typed_everywhere(decision, attack, short)
    for language in ("fi", "en"):
        content = pdf.decision_letter(hostile, language)
        assert CANARY.encode() not in everything_in(content)
        assert text_of(content).replace(" ", "").count(PRINTED) >= 3
    assert listener.knocks == 0


@pytest.fixture
def project(applicant, group, first_round, coordinator, decider) -> Decision:
    """A development project that gets a part, by head of cost and in two instalments, on a condition of its own."""
    use_flat_rate(first_round, Decimal("17.00"))
    costs = [Cost("wages", "Ohjaaja", "10 000"), Cost("purchases", "Kouluttaja", "500,50"), Cost("other", "Kahvi", "200")]
    case = make_case_in_review(applicant, group, first_round, coordinator, kind="development", costs=costs)
    decision = make_decision(case, coordinator, decider, outcome="granted_in_part", amount=Decimal("6350.00"))
    # Not as the rule divides the sum, but as somebody typed it.
    decision.granted_costs.all().delete()
    for head, amount in (("wages", "5000"), ("purchases", "500"), ("flat_rate", "850")):
        GrantedCost.objects.create(decision=decision, head=head, amount=Decimal(amount))
    for position, (amount, when) in enumerate((("2000", "ennakko heti"), ("4350", "loppuselvityksen jälkeen")), 1):
        PlannedPayment.objects.create(decision=decision, position=position, amount=Decimal(amount), when=when)
    Decision.objects.filter(pk=decision.pk).update(conditions="Ohjausryhmään kutsutaan kaupungin edustaja.")
    return decision


def publish(decision: Decision, decider: User, *, days: int = 4) -> Decision:
    actions.publish(decision.application.round, by=acting(decider, "decider"), at=after_closing(decision.application, days=days))
    decision.refresh_from_db()
    return decision


def asks_approval_and_agreement(programme) -> None:
    programme.funder_name, programme.needs_funder_approval, programme.needs_agreement = "Etelä-Savon ELY-keskus", True, True
    programme.save()


def test_a_grant_in_part_says_each_head_each_instalment_and_the_conditions(project, decider):
    text = text_of(letter_of(publish(project, decider)))
    for part in (
        "Myönnetty osittain", "6 350,00 €", "Palkat 10 000,00 € 5 000,00 €", "Ostopalvelut 500,50 € 500,00 €",
        "Muut kulut 200,00 € 0,00 €", "Prosenttimääräiset kulut (17 % palkoista) 1 700,00 € 850,00 €",
        "Yhteensä 12 400,50 € 6 350,00 €", "1 ennakko heti 2 000,00 €", "2 loppuselvityksen jälkeen 4 350,00 €",
        "Yhteensä 6 350,00 €", "Ohjausryhmään kutsutaan kaupungin edustaja.", "Samaa kustannusta ei saa",
    ):  # fmt: skip
        assert part in text, part
    assert "Ennakon määrästä" not in text


def test_the_letter_says_what_the_money_depends_on_and_what_has_come(project, programme, coordinator, decider):
    asks_approval_and_agreement(programme)
    publish(project, decider)
    waiting = text_of(letter_of(project))
    assert "edellyttää rahoittajan hyväksyntää. Rahoittaja on Etelä-Savon ELY-keskus." in waiting
    assert "allekirjoittavat tuensiirtosopimuksen" in waiting
    FunderApproval.objects.create(
        decision=project,
        approved_on="2018-03-01",
        reference="EURA 7/2018",
        recorded_by=coordinator,
        recorded_at=project.decided_at,
    )
    assert "(Etelä-Savon ELY-keskus) hyväksyi rahoituksen 1.3.2018, viite EURA 7/2018." in text_of(letter_of(project))


def test_a_refusal_depends_on_nothing(decided, programme):
    asks_approval_and_agreement(programme)
    text = text_of(letter_of(decided("rejected")))
    assert [word in text for word in ("edellyttää rahoittajan", "tuensiirtosopimuksen", "kaupunki, talous")] == [False] * 3


def test_a_correction_says_which_version_it_is_what_it_replaces_and_why(decided, case, decider):
    first = decided()
    second = Decision.objects.create(
        application=case, version=case.versions.get(), number=2,
        outcome="granted_in_part", amount=Decimal("1900"), reasons="Laskuvirhe korjattu.",
        decided_by=decider, decided_at=after_closing(case, days=8),
    )  # fmt: skip
    publish(second, decider, days=9)
    Correction.objects.create(
        decision=first, ground=CLERICAL, reason="Sisäinen huomio.", opened_by=decider, opened_at=after_closing(case, days=7),
        ended_at=second.published_at, replacement=second,
    )  # fmt: skip
    text = text_of(letter_of(second))
    replaces = "Tämä on päätöksen versio 2. Se korvaa 4.3.2018 julkaistun päätöksen § 1/2018."
    ground = "Peruste: Kirjoitusvirhe (hallintolaki 51 §)."
    assert [part in text for part in (replaces, ground, "Sisäinen huomio.")] == [True, True, False]
    assert "päätöksen versio" not in text_of(letter_of(first))


def test_register_number_and_title_are_printed_when_typed(decided, case):
    decision = decided()
    assert "Diaarinumero" not in text_of(letter_of(decision))
    StaffRole.objects.filter(role="decider").update(title="Hankejohtaja, kaupunkirakenne")
    Application.objects.update(register_number="514/02.05.01.01.00/2018")
    text = text_of(letter_of(decision))
    assert "Diaarinumero 514/02.05.01.01.00/2018" in text
    assert "Hankejohtaja, kaupunkirakenne, Joensuun kaupunki" in text


def test_a_programme_of_the_next_period_has_the_flag_and_one_sentence(decided, programme):
    decision = decided()
    programme.starts, programme.ends = date(2021, 1, 1), date(2027, 12, 31)
    programme.save()
    text = text_of(letter_of(decision))
    said = ["Euroopan unionin osarahoittama", "Vipuvoimaa", "Euroopan sosiaalirahasto", "S21154"]
    assert [word in text for word in said] == [True, False, False, False]


def test_the_code_stands_on_the_letter_in_words_and_to_be_photographed(decided):
    decision = decided()
    code = decision.verification_code
    assert queries.in_groups(code) in text_of(letter_of(decision))
    drawn = segno.make(f"{settings.PORTAL_BASE_URL}/tarkista/{code}/", error="m", micro=False)
    dots, border = picture_of(letter_of(decision)).convert("L"), 4
    step = dots.width // (len(drawn.matrix) + 2 * border)
    middle = [(border + number) * step + step // 2 for number in range(len(drawn.matrix))]
    assert [[int(dots.getpixel((x, y)) < 128) for x in middle] for y in middle] == [list(row) for row in drawn.matrix]


def picture_of(content: bytes) -> Image.Image:
    with pikepdf.open(io.BytesIO(content)) as document:
        pictures = [picture for page in document.pages for picture in page.get_images().values()]
        return pikepdf.PdfImage(pictures[0]).as_pil_image()


def test_the_english_letter_says_that_it_is_a_courtesy_and_keeps_what_was_typed(decided, coordinator):
    decision = decided(reasons="Sopii ohjelmaan.")
    make_explanation(decision.application, coordinator, text=f"Hyvä hakemus.\n\n{IN_ENGLISH}\n\nA good application.")
    content = pdf.decision_letter(Decision.objects.get(pk=decision.pk), "en")
    text = text_of(content)
    parts = [
        "Courtesy translation. The decision in Finnish is the one in force.", "Granted", "2 000,50 €", "Sopii ohjelmaan.",
        "A good application.", "Purchased services", "The same cost may not be funded twice.", "How to claim", "within 14 days",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en"


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_letter_with_everything_passes_the_checker_and_keeps_its_bytes(project, programme, decider, tmp_path, language):
    asks_approval_and_agreement(programme)
    publish(project, decider)
    content = pdf.decision_letter(Decision.objects.get(pk=project.pk), language)
    assert content == pdf.decision_letter(Decision.objects.get(pk=project.pk), language)
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    assert pdfua.cli.main(["check", str(path)]) == 0
    pages = pages_of(content)
    assert [f"{number} ({len(pages)})" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert len(pages) <= 3


def test_an_archive_gets_the_same_tags_in_pdf_a(decided, settings):
    settings.DECISION_PDF = "pdf/a-3a"
    decision = decided()
    content = letter_of(decision)
    assert content == letter_of(decision)
    with pikepdf.open(io.BytesIO(content)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert (bool(document.Root.MarkInfo.Marked), str(document.Root.Lang)) == (True, "fi")
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert len(document.trailer.ID) == 2
        assert len(tagged(document, "/TH")) == len(re.findall(r"<th ", pdf.letter_html(decision)))


def test_a_draft_says_so_and_what_the_lawyer_has_to_check(case, coordinator, decider):
    decision = make_decision(case, coordinator, decider)
    decision.published_at, decision.section = decision.decided_at, "–"
    html = pdf.letter_html(decision)
    said = ("Päätöstä ei ole julkaistu", "tarkistettava kaupungin lakimiehellä", "/tarkista")
    assert [word in html for word in said] == [True, True, False]


def test_a_group_that_reads_english_gets_a_translation_beside_its_letter(decided, case, co_applicant):
    decision = decided()
    render = {"by": SYSTEM, "at": after_closing(case, days=4)}
    assert actions.render_letters(**render) == 1
    assert Decision.objects.get(pk=decision.pk).translation is None
    User.objects.filter(pk=co_applicant.pk).update(language="en")
    assert [actions.render_letters(**render), actions.render_letters(**render)] == [1, 0]
    decision.refresh_from_db()
    assert decision.translation.name == "decision-PK-2018-0001-1-courtesy-translation.pdf"
    assert decision.translation.sha256 != decision.document.sha256
