"""Applications on paper: what they say, how they look to a screen reader, and that nothing typed gets out of hand."""

import io
import re
import time

import pdfua.cli
import pikepdf
import pytest
from django.utils import translation

from applications import pdf, queries
from applications.models import Application, Version
from applications.sections import Cost, sections_of
from core.pdf import ONE_AT_A_TIME, typesetting
from tests.documents import CANARY, everything_in, pages_of, text_of, vectors
from tests.factories import make_application, make_draft, send


def filled(application: Application) -> queries.Filled:
    return queries.filled(queries.for_form(Application.objects.all()).get(pk=application.pk))


def draft_of(application: Application) -> bytes:
    return pdf.unsent_application(filled(application), at=application.created_at)


@pytest.fixture
def version(sent) -> Version:
    return sent.versions.get()


def in_order(text: str, parts: list[str]) -> bool:
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, part
    return True


def test_a_draft_says_on_every_page_and_in_words_that_it_is_not_sent(applicant, group, open_round):
    draft = make_application(applicant, group, open_round, summary="Pitkä kertomus. " * 400)
    with translation.override("fi"):
        pages = pages_of(draft_of(draft))
    assert len(pages) > 1
    assert [page.count("LUONNOS") for page in pages] == [1] * len(pages)
    assert "Tämä on luonnos. Sitä ei ole lähetetty." in pages[0]
    assert all("luonnos, ei lähetetty" in page for page in pages)


def test_a_sent_version_is_no_draft(version):
    text = text_of(pdf.sent_application(version))
    assert ("DRAFT" in text, "draft" in text, "not been sent" in text) == (False, False, False)


def test_everything_that_was_sent_is_there_in_order(version):
    text = text_of(pdf.sent_application(version)).replace("\xa0", " ")
    assert in_order(
        text,
        [
            "City of Joensuu", "Application", version.application.reference, "Pyöräpaja keskustaan", "Esimerkkikylän yhdistys ry",
            "9100001-3", "Event", "Received", "10.00.00 (Finnish time)", "Version 1", "Aino Esimerkki", "2 000,50 €",
            "aino@example.org", "Avaamme pajan, jossa korjataan pyöriä yhdessä.", "Musiikkia ja pöytiä.", "Cost estimate",
            "Salin vuokra", "Venue rents", "1 200,00 €", "Esiintyjä", "800,50 €", "By kind of cost", "The sum you apply for",
        ],
    )  # fmt: skip


def test_at_the_foot_of_every_page_stands_which_version_it_is(applicant, group, open_round):
    version = send(make_application(applicant, group, open_round, summary="Kerromme. " * 90), applicant).versions.get()
    pages = pages_of(pdf.sent_application(version))
    foot = f"{version.application.reference} · version 1 · SHA-256 {version.sha256}"
    assert [(foot in page, f"{number} ({len(pages)})" in page) for number, page in enumerate(pages, start=1)] == [
        (True, True)
    ] * len(pages)


def test_a_version_is_printed_in_the_language_it_was_sent_in(draft, applicant):
    with translation.override("fi"):
        version = send(draft, applicant).versions.get()
    with translation.override("en"):
        english = pdf.sent_application(version)
    assert "Kustannusarvio" in text_of(english)
    with translation.override("fi"):
        assert pdf.sent_application(version) == english


def test_a_version_from_before_languages_were_kept_is_finnish(version):
    del version.content["language"], version.content["costs"][0]["label"]
    text = text_of(pdf.sent_application(version))
    assert ("Kustannusarvio" in text, "Tilavuokrat" in text) == (True, True)


def test_the_same_version_makes_the_same_bytes_also_in_a_fresh_process(version):
    first = pdf.sent_application(version)
    assert pdf.sent_application(version) == first
    typesetting.cache_clear()
    assert pdf.sent_application(version) == first


def test_what_was_changed_since_sending_is_not_in_the_version_but_in_the_draft(sent, applicant, version):
    sent.answers.filter(name="summary").update(text="Uusi kertomus.")
    assert "Uusi kertomus." not in text_of(pdf.sent_application(version))
    text = text_of(draft_of(sent))
    assert "Uusi kertomus." in text
    assert "counts until you send the application again" in text


@pytest.mark.parametrize("kind", ["event", "development"])
def test_an_empty_draft_is_printed_with_every_question(applicant, group, open_round, kind):
    text = text_of(draft_of(make_draft(applicant, group, open_round, kind=kind)))
    for section in sections_of(kind):
        assert str(section.title) in text or not section.questions
    assert "Application without a name" in text
    assert "No costs yet." in text


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_checker_of_pdf_ua_finds_nothing(draft, applicant, tmp_path, language):
    path = tmp_path / "hakemus.pdf"
    with translation.override(language):
        papers = [draft_of(draft), pdf.sent_application(send(draft, applicant).versions.get())]
    for content in papers:
        path.write_bytes(content)
        assert pdfua.cli.main(["check", str(path)]) == 0


def test_it_is_titled_and_speaks_its_language_and_the_watermark_is_no_text_of_it(draft):
    with translation.override("fi"):
        content = draft_of(draft)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert (str(document.Root.Lang), str(document.docinfo.Title)) == (
            "fi",
            f"Hakemus {draft.reference}: Pyöräpaja keskustaan",
        )
        marks = [
            [str(it.operands[0]) for it in pikepdf.parse_content_stream(page) if str(it.operator) in {"BDC", "BMC"}]
            for page in document.pages
        ]
    # The watermark lies beneath all text, and the two lines at the foot come last.
    assert {(words[0], *words[-2:], words.count("/Artifact") >= 3) for words in marks} == {
        ("/Artifact", "/Artifact", "/Artifact", True)
    }


def test_odd_sums_and_lines_are_printed_as_they_were_typed(applicant, group, open_round):
    costs = [Cost("", "", "paljon"), Cost("other", "Kahvi", ""), Cost("other", "Pulla", "12,5")]
    text = text_of(draft_of(make_application(applicant, group, open_round, title="", costs=costs))).replace("\xa0", " ")
    assert in_order(text, ["paljon", "Kahvi", "Other costs", "Pulla", "12,50 €", "12,50 €"])


def test_long_and_strange_text_stays_on_the_page_and_whole(applicant, group, open_round):
    strange = "Sana" * 120 + " שלום עולם مرحبا \u202eväärin\u202c日本語\n- kohta"
    draft = make_application(applicant, group, open_round, title="Ä" * 100, participation="loppuun asti " * 229, summary=strange)
    text = text_of(draft_of(draft)).replace(" ", "")
    assert text.count("Sana") == 120
    assert text.count("loppuunasti") == 229
    assert "-kohta" in text


def test_a_sign_that_no_font_has_stops_no_paper(applicant, group, open_round):
    assert "25" in text_of(draft_of(make_application(applicant, group, open_round, title="🙂", summary="🚲" * 50)))


def test_what_is_longer_than_anybody_may_send_is_cut_and_says_so(applicant, group, open_round):
    answers = {question.name: "x" * 60_000 for section in sections_of("development") for question in section.questions}
    answers |= {"summary": "rivi\n" * 9_000, "title": "Nimi " * 900}
    costs = [Cost("other", f"Kulu {number}", "1") for number in range(300)]
    draft = make_application(applicant, group, open_round, kind="development", costs=costs, **answers)
    began = time.process_time()
    text = text_of(draft_of(draft))
    # A page must not keep the server busy, whatever was typed: promise 35.
    assert time.process_time() - began < 30
    assert "The answer is longer than fits on paper. The whole text is in the portal." in text
    assert ("100 more lines are in the portal." in text, "Kulu 199" in text, "Kulu 200" in text) == (True, True, False)


def test_what_is_typed_reaches_neither_the_disk_nor_the_network_but_the_paper(
    applicant, group, open_round, canary, listener, version
):
    for attack in vectors(canary, listener.port):
        version.content = {**version.content, "title": attack, "group": {**version.content["group"], "name": attack}}
        version.content["sections"][0]["answers"][0] |= {"text": attack, "label": attack}
        version.content["costs"] = [{"head": "other", "label": attack, "what": attack, "amount": attack}]
        draft = make_application(applicant, group, open_round, title=attack, costs=[Cost("other", attack, attack)])
        for content in (pdf.sent_application(version), draft_of(draft)):
            assert CANARY.encode() not in everything_in(content)
            # Printed as it was typed.
            assert attack.replace(" ", "")[:16] in text_of(content).replace(" ", "")
    assert listener.knocks == 0


def test_header_cells_say_which_way_they_point_as_the_template_does(version):
    scopes = re.findall(r'<th scope="(col|row)"', pdf.application_html(version.application, version.content, version=version))
    with pikepdf.open(io.BytesIO(pdf.sent_application(version))) as document:
        cells = [
            str(thing.A.Scope) for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH"
        ]
    # A table that goes on to the next page has its head there too.
    assert (cells.count("/Row"), cells.count("/Column") in {5, 8}) == (scopes.count("row"), True)
    assert scopes.count("col") == 5


def test_who_does_not_get_a_turn_is_told_to_try_again(version):
    with ONE_AT_A_TIME, pytest.raises(pdf.BusyError):
        pdf.sent_application(version)


def test_a_file_is_named_after_what_is_in_it(draft):
    assert pdf.file_name(draft, None) == f"hakemus-{draft.reference}-luonnos.pdf"
    assert pdf.file_name(draft, 2) == f"hakemus-{draft.reference}-versio-2.pdf"


def test_files_and_the_details_of_the_group_are_on_it_and_the_account_only_masked(version):
    file = {"id": 7, "shows": "other", "name": "suunnitelma.pdf", "type": "pdf", "size": 9, "sha256": ""}
    version.content["attachments"] = [file]
    version.content["group"]["iban"] = "FI2112345600000785"
    text = text_of(pdf.sent_application(version))
    assert ("suunnitelma.pdf" in text, "Details of the group" in text, "123456" in text) == (True, True, False)


def test_what_came_by_post_has_no_seconds_and_says_how_it_came(version):
    version.channel = "post"
    text = text_of(pdf.sent_application(version))
    assert ("Registered by" in text, "10.00.00" in text, str(version.channel_label) in text) == (True, False, True)
