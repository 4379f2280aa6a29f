"""The whole of one case to take along: all that its reader may see, and nothing else."""

import hashlib
import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages

from advice.models import MessageFile
from applications.actions import Upload
from decisions.actions import correct_approvals
from decisions.models import Claim
from registry.queries import events_about
from tests import files
from tests.advice.factories import make_file_message, make_internal_note
from tests.approving import make_approval
from tests.claims import ask, end, make_claim, make_handler, make_notice, take
from tests.desk.conftest import CANARY
from tests.desk.views.reading import page_of
from tests.documents import text_of
from tests.explaining import make_explanation
from tests.factories import IBAN, acting, after_closing, make_decision, make_review

pytestmark = pytest.mark.django_db
SAID, NOTED = "Kanarian sana ryhmältä", "Kanarian muistiinpano"


@pytest.fixture
def talked(case, applicant, coordinator):
    make_file_message(case, applicant, text=SAID, content=files.pdf(), name="Kanarian tiedosto.pdf")
    make_internal_note(case, coordinator, text=NOTED)
    return case


def members(response) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(b"".join(response.streaming_content))) as pile:
        return {name: pile.read(name) for name in pile.namelist()}


def words_of(response) -> str:
    return " ".join(text_of(b"".join(response.streaming_content)).split())


def test_the_document_tells_what_was_sent_said_and_done(client_of, coordinator, talked):
    words = words_of(client_of(coordinator).get(page_of(talked, "kooste.pdf")))
    assert [word for word in (CANARY, SAID, NOTED, "Declared interests", talked.reference) if word not in words] == []


def test_it_says_in_words_what_was_checked_and_what_the_applicant_is_told(client_of, coordinator, case):
    make_explanation(case, coordinator, text="Kanarian selitys")
    words = words_of(client_of(coordinator).get(page_of(case, "kooste.pdf")))
    assert [word for word in ("Told to the applicant", "Kanarian selitys") if word not in words] == []
    assert "in_area" not in words
    assert "It is done in the area of the programme." in words


def test_its_taking_is_on_record(client_of, coordinator, case):
    client_of(coordinator).get(page_of(case, "kooste.pdf"))
    event = events_about(case.about).filter(act="take_dossier").get()
    assert (event.role, event.details) == ("coordinator", {"form": "pdf"})


def test_the_zip_has_every_version_and_file_with_what_each_adds_up_to(client_of, coordinator, talked):
    pile = members(client_of(coordinator).get(page_of(talked, "kooste.zip")))
    sums = dict(reversed(line.split("  ", 1)) for line in pile.pop("tiivisteet.txt").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in pile.items()}
    assert f"hakemus/hakemus-{talked.reference}-versio-1.pdf" in pile


def test_the_frozen_answers_are_in_the_zip_with_the_account_masked(client_of, coordinator, talked):
    pile = members(client_of(coordinator).get(page_of(talked, "kooste.zip")))
    packed, sent = json.loads(pile[f"hakemus/{talked.reference}-versio-1.json"]), talked.versions.get().content
    assert sent["group"]["iban"] == IBAN
    assert packed == {**sent, "group": {**sent["group"], "iban": "FI19 •••• •••• •••• 19"}}


def test_no_name_in_the_zip_leads_out_of_its_folder(client_of, coordinator, talked):
    MessageFile.objects.update(name="../../etc\\paha:nimi?.pdf")
    pile = members(client_of(coordinator).get(page_of(talked, "kooste.zip")))
    key = MessageFile.objects.get().pk
    assert [name for name in pile if "nimi" in name] == [f"viestit/{key}-_.._etc_paha_nimi_.pdf"]


def test_a_file_that_is_gone_from_the_disk_is_named(client_of, coordinator, talked):
    stored = talked.thread.messages.get().files.get()
    storages["attachments"].delete(stored.path)
    pile = members(client_of(coordinator).get(page_of(talked, "kooste.zip")))
    assert [line for line in pile["tiivisteet.txt"].decode().splitlines() if line.startswith("-")] == [
        f"{'-' * 64}  viestit/{stored.pk}-Kanarian tiedosto.pdf"
    ]


def test_who_decides_gets_neither_the_talk_with_the_group_nor_the_notes(client_of, decider, coordinator, talked):
    make_review(talked, coordinator, role="coordinator")
    make_decision(talked, coordinator, decider)
    browser = client_of(decider)
    words, pile = words_of(browser.get(page_of(talked, "kooste.pdf"))), members(browser.get(page_of(talked, "kooste.zip")))
    assert [word for word in (SAID, NOTED) if word in words] == []
    assert [name for name in pile if name.startswith("viestit/")] == []


def test_the_paper_of_the_funder_goes_along(client_of, coordinator, published, case):
    approval = make_approval(published, coordinator, at=after_closing(case, days=5), name="Kanarian rahoitus.pdf")
    browser = client_of(coordinator)
    words, pile = words_of(browser.get(page_of(case, "kooste.pdf"))), members(browser.get(page_of(case, "kooste.zip")))
    assert [word for word in ("ESIM/1/2018", "Kanarian rahoitus.pdf", "The funder's approval") if word not in words] == []
    name = f"rahoittaja/{approval.document.pk}-Kanarian rahoitus.pdf"
    assert hashlib.sha256(pile[name]).hexdigest() == approval.document.sha256


def test_what_an_approval_said_before_and_its_paper_go_along_too(client_of, coordinator, published, case, tmp_path):
    older = make_approval(published, coordinator, at=after_closing(case, days=5), name="Kanarian rahoitus.pdf")
    path = tmp_path / "came"
    path.write_bytes(files.pdf(2))
    facts = {"approved_on": older.approved_on, "reference": "ESIM/2/2018", "reason": "Kanarian korjaus."}
    facts |= {"upload": Upload(path, "Kanarian oikea.pdf"), "at": after_closing(case, days=6)}
    correct_approvals([older], by=acting(coordinator, "coordinator"), **facts)
    browser = client_of(coordinator)
    words, pile = words_of(browser.get(page_of(case, "kooste.pdf"))), members(browser.get(page_of(case, "kooste.zip")))
    told = ("ESIM/1/2018", "ESIM/2/2018", "Kanarian rahoitus.pdf", "Kanarian oikea.pdf", "Kanarian korjaus.")
    assert [word for word in told if word not in words] == []
    papers = [name.partition("-")[2] for name in pile if name.startswith("rahoittaja/")]
    assert papers == ["Kanarian rahoitus.pdf", "Kanarian oikea.pdf"]


def test_how_the_decision_was_served_and_what_was_claimed_and_answered_stands_in_it(
    client_of, applicant, coordinator, published, case
):
    at = after_closing(case, days=6)
    make_notice(published, sent_on=at.date())
    claim = make_claim(published, applicant, at=at, file="Kanarian kuitti.pdf", demand="Kanarian vaatimus")
    handler = make_handler(published, at=at)
    take(claim, handler, at=at)
    ask(claim, handler, at=at, due_on=at.date() + timedelta(days=14), question="Kanarian kysymys?")
    end(Claim.objects.get(), handler, at=at, reasons="Kanarian ratkaisu")
    browser = client_of(coordinator)
    words, pile = words_of(browser.get(page_of(case, "kooste.pdf"))), members(browser.get(page_of(case, "kooste.zip")))
    told = (
        "Counts as served", claim.reference, "Kanarian vaatimus", "Kanarian kuitti.pdf", "Kanarian kysymys?", "Kanarian ratkaisu",
        "Esimerkkilautakunta § 12", "The claim is dismissed",
    )  # fmt: skip
    assert [word for word in told if word not in words] == []
    assert [name.split("-", 1)[1] for name in pile if name.startswith("oikaisuvaatimukset/")] == ["Kanarian kuitti.pdf"]


@pytest.mark.parametrize(("role", "status"), [("applicant", 403), ("reviewer", 403), ("finance", 403), ("admin", 403)])
def test_nobody_else_takes_it(client_of, request, case, role, status):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(page_of(case, f"kooste.{form}")).status_code for form in ("pdf", "zip")] == [status] * 2


def test_a_case_that_is_not_open_has_none(client_of, coordinator, received):
    assert client_of(coordinator).get(page_of(received, "kooste.pdf")).status_code == 404
