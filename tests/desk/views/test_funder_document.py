"""The paper by which the funder approved: brought once, kept with each grant, and handed only to who handles the case."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.models import FunderApproval
from registry.models import Document, Event
from tests import files
from tests.applications.views.reading import found, words
from tests.approving import make_approval
from tests.clamd import NAME, clamd
from tests.desk.views.reading import main, page_of, summary, typed
from tests.factories import after_closing, make_case_in_review, make_decision, make_person

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/1/hyvaksynnat/"
DAY = {"approved_on": "12.3.2018", "reference": "ESIM/1/2018"}
AGAIN = "Choose the file again: it does not stay when something else has to be mended."
LINK = "//main//a[contains(@href, '/hyvaksynnat/')][contains(@href, '/paatos/')]"


@pytest.fixture(autouse=True)
def needing(programme):
    type(programme).objects.update(funder_name="Esimerkkirahoittaja", needs_funder_approval=True)


def paper(content: bytes | None = None, name: str = "Rahoituspäätös.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def kept() -> list[str]:
    """The names in the store of documents."""
    storage = storages["documents"]
    return [name for year in storage.listdir("")[0] for name in storage.listdir(year)[1]] if storage.exists("") else []


def test_one_paper_is_kept_once_with_every_grant_of_the_act(
    client_of, coordinator, decider, published, case, applicant, group, first_round
):
    other = make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    browser, before = client_of(coordinator), kept()
    answer = browser.post(LIST, DAY | {"decisions": [published.pk, other.pk], "document": paper()})
    assert answer.status_code == 303
    document = Document.objects.get()
    assert set(FunderApproval.objects.values_list("decision", "document")) == {
        (published.pk, document.pk),
        (other.pk, document.pk),
    }
    digest = hashlib.sha256(files.pdf()).hexdigest()
    assert (document.name, document.about, document.sha256) == ("Rahoituspäätös.pdf", f"round:{first_round.pk}", digest)
    assert len(kept()) - len(before) == 1
    assert Event.objects.get(act="record_funder_approvals").details == {"number": 2, "sha256": digest}


def test_the_same_paper_again_is_the_same_document(client_of, coordinator, decider, published, applicant, group, first_round):
    other = make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    browser = client_of(coordinator)
    for decision, name in ((published, "Rahoituspäätös.pdf"), (other, "Sama uudestaan.pdf")):
        assert browser.post(LIST, DAY | {"decisions": [decision.pk], "document": paper(name=name)}).status_code == 303
    assert Document.objects.get().name == "Rahoituspäätös.pdf"


def test_the_paper_is_downloaded_from_the_list_and_from_the_case(client_of, coordinator, published, case):
    browser = client_of(coordinator)
    browser.post(LIST, DAY | {"decisions": [published.pk], "document": paper()})
    links = [found(browser.get(page), LINK)[0] for page in (LIST, page_of(case))]
    label = "Download the funder's decision"
    assert [words(it) for it in links] == [f"{label}: {case.reference}", label]
    [address] = {it.get("href") for it in links}
    answer = browser.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content) == files.pdf()
    event = Event.objects.get(act="take_funder_document")
    assert (event.about, event.role, event.details) == (case.about, "coordinator", {"number": 1})
    assert "Downloaded the funder's decision" in main(browser.get(page_of(case)))


def test_without_a_paper_there_is_nothing_to_download(client_of, coordinator, published, case):
    browser = client_of(coordinator)
    assert browser.post(LIST, DAY | {"decisions": [published.pk]}).status_code == 303
    assert [found(browser.get(page), LINK) for page in (LIST, page_of(case))] == [[], []]
    address = f"/tyopoyta/hyvaksynnat/{FunderApproval.objects.get().pk}/paatos/"
    assert browser.get(address).status_code == 404
    assert not Event.objects.filter(act="take_funder_document").exists()


def test_who_does_not_handle_the_case_gets_no_paper_and_leaves_no_event(client_of, coordinator, published, case):
    approval = make_approval(published, coordinator, at=after_closing(case, days=5))
    stranger = make_person("ulla@joensuu.example", name="Ulla Ulkopuolinen", roles=["coordinator", "decider"])
    assert client_of(stranger).get(f"/tyopoyta/hyvaksynnat/{approval.pk}/paatos/").status_code == 404
    assert not Event.objects.filter(act="take_funder_document").exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("Kuva.png", files.png(), "The file “Kuva.png” is not a PDF. Save it as PDF, and choose that."),
        (
            "Kuva.pdf",
            files.png(),
            "The file “Kuva.pdf” is something else than its name says. Open it, save it again as PDF, and choose that.",
        ),
        ("Tyhjä.pdf", b"", "The file “Tyhjä.pdf” is empty. Check that it opens on your device, and choose it again."),
    ],
)
def test_a_refused_file_says_why_at_its_field_and_the_rest_stays(client_of, coordinator, published, name, content, sentence):
    before = kept()
    page = client_of(coordinator).post(LIST, DAY | {"decisions": [published.pk], "document": paper(content, name)})
    assert (page.status_code, summary(page)) == (422, [sentence])
    assert [it.get("href") for it in found(page, "//*[@id='virheet']//a")] == ["#id_document"]
    assert {field: typed(page, field) for field in DAY} == DAY
    assert len(found(page, "//input[@name='decisions'][@checked]")) == 1
    assert (FunderApproval.objects.count(), Document.objects.count(), kept()) == (0, 0, before)


def test_a_file_that_is_too_big_is_refused(client_of, coordinator, published, settings):
    settings.ATTACHMENT_MEGABYTES = 0
    page = client_of(coordinator).post(LIST, DAY | {"decisions": [published.pk], "document": paper()})
    [sentence] = summary(page)
    assert sentence.startswith("The file “Rahoituspäätös.pdf” is too big:")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decisions": []}, "Choose the grants that the funder has approved."),
        ({"approved_on": "1.3.2018"}, "The funder approves after the City has decided: check the day."),
        ({"approved_on": "12.3.2099"}, "The day of the approval is not in the future."),
    ],
)
def test_a_good_file_is_not_stored_when_something_else_is_wrong(client_of, coordinator, published, changes, sentence):
    before = kept()
    page = client_of(coordinator).post(LIST, DAY | {"decisions": [published.pk], "document": paper()} | changes)
    assert (page.status_code, summary(page)) == (422, [sentence, AGAIN])
    assert (FunderApproval.objects.count(), Document.objects.count(), kept()) == (0, 0, before)


def test_malware_is_not_taken(client_of, coordinator, published, settings):
    with clamd(says=f"stream: {NAME} FOUND") as server:
        settings.CLAMD_ADDRESS = server.address
        page = client_of(coordinator).post(LIST, DAY | {"decisions": [published.pk], "document": paper()})
    assert summary(page) == [
        "There is malware in the file “Rahoituspäätös.pdf”, and we didn't take it. Ask for the file anew where you got it."
    ]
    assert (FunderApproval.objects.count(), Document.objects.count()) == (0, 0)


def test_a_scanner_that_does_not_answer_lets_nothing_through(client_of, coordinator, published, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    page = client_of(coordinator).post(LIST, DAY | {"decisions": [published.pk], "document": paper()})
    assert summary(page) == ["The file “Rahoituspäätös.pdf” did not get through. Nothing is lost. Try again."]
    assert not Document.objects.exists()
