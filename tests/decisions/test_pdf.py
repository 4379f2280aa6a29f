"""The letter: readable by people and screen readers, the same bytes each time, and closed to what others typed."""

import io
import re

import pdfua.cli
import pikepdf
import pypdf
import pytest
from django.utils import translation

from applications.models import Version
from core.pdf import typesetting
from decisions import pdf
from decisions.models import Decision
from tests.documents import CANARY, everything_in, text_of, vectors
from tests.factories import make_decision

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
        "Ääni kuuluu: öljyä myös Šibenikiin ja Žižkoviin.", "Ostopalvelut", "800,50 €", "Tilavuokrat", "1 200,00 €", "Ehdot",
        "Maksaminen", "Sovelletut säännökset", "hallintolaki 44–46 §", "Mari Nupponen", "Paula Päättäjä", "Oikaisuvaatimusohje",
        "14 päivän kuluessa", "kolmantena päivänä", "seitsemän päivän kuluttua", "toimivaltainen toimielin",
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


def test_the_flag_is_described_and_links_are_printed(decided):
    with pikepdf.open(io.BytesIO(letter_of(decided()))) as document:
        assert [str(figure.Alt) for figure in tagged(document, "/Figure")] == ["Euroopan unionin lippu"]
        assert [int(link.F) for page in document.pages for link in page.get("/Annots", [])] == [4]


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


def test_what_is_typed_reaches_neither_the_disk_nor_the_network_but_the_paper(decided, canary, listener):
    attacks = vectors(canary, listener.port)
    decision = decided(reasons="\n\n".join(attacks))
    for attack in attacks:
        version = Version.objects.get()
        version.content = {**version.content, "title": attack, "group": {**version.content["group"], "name": attack}}
        version.save()
        content = letter_of(decision)
        assert CANARY.encode() not in everything_in(content)
        assert text_of(content).replace(" ", "").count("127.0.0.1") >= 8
    assert listener.knocks == 0
