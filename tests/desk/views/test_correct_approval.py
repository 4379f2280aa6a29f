"""Correcting what is recorded of the funder's approval: a wrong day or reference, and the paper that came later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from decisions.actions import correct_approvals
from decisions.models import FunderApproval
from registry.models import Document, Event
from tests import files
from tests.applications.views.reading import found, sentences, words
from tests.approving import make_approval
from tests.desk.views.reading import main, page_of, summary, typed
from tests.factories import acting, after_closing, make_case_in_review, make_decision, make_person

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/1/hyvaksynnat/"
CORRECTED = {"approved_on": "12.3.2018", "reference": "ESIM/2/2018", "reason": "Väärä viite."}
AGAIN = "Choose the file again: it does not stay when something else has to be mended."


@pytest.fixture(autouse=True)
def needing(programme):
    type(programme).objects.update(funder_name="Esimerkkirahoittaja", needs_funder_approval=True)


@pytest.fixture
def approval(published, case, coordinator) -> FunderApproval:
    """Of 6.3.2018, by `Rahoituspäätös.pdf`."""
    return make_approval(published, coordinator, at=after_closing(case, days=6))


@pytest.fixture
def beside(case, coordinator, decider, applicant, group, first_round):
    """Approvals of other cases of the round, of the same day; as many as are asked for."""

    def make(reference: str = "ESIM/1/2018") -> FunderApproval:
        decision = make_decision(
            make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True
        )
        return make_approval(decision, coordinator, at=after_closing(case, days=6), reference=reference)

    return make


def address(approval: FunderApproval) -> str:
    return f"/tyopoyta/hyvaksynnat/{approval.pk}/korjaa/"


def offered(page: HttpResponse) -> dict[str, bool]:
    """The others that can be corrected too, and whether each is ticked."""
    return {it.get("value"): it.get("checked") is not None for it in found(page, "//input[@name='also']")}


def paper(name: str = "Oikea päätös.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(2))


def test_a_wrong_reference_is_corrected_and_what_it_was_stays_readable(client_of, coordinator, case, approval):
    browser = client_of(coordinator)
    page = browser.get(address(approval))
    assert [typed(page, name) for name in CORRECTED] == ["6.3.2018", "ESIM/1/2018", ""]
    assert offered(page) == {}
    answer = browser.post(address(approval), CORRECTED)
    assert (answer.status_code, answer["Location"]) == (303, page_of(case))
    page = browser.get(page_of(case))
    assert sentences(page) == ["1 approval is corrected."]
    text = main(page)
    assert "12.3.2018, ESIM/2/2018" in text
    [before] = found(page, "//dt[.='The approval before it was corrected']/following-sibling::dd[1]")
    assert words(before).startswith("6.3.2018, ESIM/1/2018")
    assert words(before).endswith(": Väärä viite.")
    assert "Corrected what is recorded of the funder's approval" in text
    assert "Still needed before payment" not in text


def test_the_paper_that_came_later_is_added(client_of, coordinator, published, case):
    browser = client_of(coordinator)
    browser.post(LIST, {"decisions": [published.pk], "approved_on": "12.3.2018", "reference": "ESIM/2/2018"})
    [link] = found(browser.get(page_of(case)), "//main//a[contains(@href, '/korjaa/')]")
    assert words(link) == "Correct the approval or add its paper"
    assert "No paper yet." in main(browser.get(link.get("href")))
    assert browser.post(link.get("href"), CORRECTED | {"document": paper()}).status_code == 303
    standing = FunderApproval.objects.standing().get()
    assert (standing.document, standing.document.name) == (Document.objects.get(), "Oikea päätös.pdf")


def test_the_paper_that_was_replaced_is_still_handed_out(client_of, coordinator, case, approval):
    browser = client_of(coordinator)
    assert browser.post(address(approval), CORRECTED | {"document": paper()}).status_code == 303
    links = found(browser.get(page_of(case)), "//main//a[contains(@href, '/paatos/')][contains(@href, '/hyvaksynnat/')]")
    assert [words(it) for it in links] == ["Download the funder's decision", "Download the earlier paper"]
    taken = [b"".join(browser.get(it.get("href")).streaming_content) for it in links]
    assert taken == [files.pdf(2), files.pdf()]


def test_all_that_were_recorded_alike_are_ticked_and_corrected_in_one_go(client_of, coordinator, approval, beside):
    alike, another = beside(), beside(reference="ESIM/9/2018")
    browser = client_of(coordinator)
    assert offered(browser.get(address(approval))) == {str(alike.pk): True}
    browser.post(address(approval), CORRECTED | {"also": [alike.pk], "document": paper()})
    assert sentences(browser.get(LIST)) == ["2 approvals are corrected."]
    standing = FunderApproval.objects.standing().order_by("decision__application__reference")
    assert [(it.reference, it.document.name) for it in standing] == [
        ("ESIM/2/2018", "Oikea päätös.pdf"),
        ("ESIM/2/2018", "Oikea päätös.pdf"),
        ("ESIM/9/2018", "Rahoituspäätös.pdf"),
    ]
    another.refresh_from_db()
    assert another.is_standing


def test_one_that_is_not_ticked_stays(client_of, coordinator, approval, beside):
    alike = beside()
    assert client_of(coordinator).post(address(approval), CORRECTED).status_code == 303
    alike.refresh_from_db()
    assert alike.is_standing


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Write why the approval is corrected."),
        ({"reference": ""}, "Write the reference of the funder's decision."),
        ({"approved_on": "joskus"}, "Write the date like this: 28.2.2018."),
        ({"approved_on": "1.3.2018"}, "The funder approves after the City has decided: check the day."),
        ({"approved_on": "12.3.2099"}, "The day of the approval is not in the future."),
        ({"also": ["999"]}, "The list has changed. Choose from it anew."),
    ],
)
def test_a_refused_correction_says_why_keeps_what_was_typed_and_leaves_no_trace(
    client_of, coordinator, approval, beside, changes, sentence
):
    beside()
    sent = CORRECTED | changes
    page = client_of(coordinator).post(address(approval), sent | {"document": paper()})
    assert (page.status_code, set(summary(page))) == (422, {sentence, AGAIN})
    assert {name: typed(page, name) for name in CORRECTED} == {name: sent[name].strip() for name in CORRECTED}
    assert list(offered(page).values()) == [False]
    assert (FunderApproval.objects.standing().count(), FunderApproval.objects.count()) == (2, 2)
    assert not Document.objects.filter(name="Oikea päätös.pdf").exists()
    assert not Event.objects.filter(act="correct_approval").exists()


def test_nothing_new_is_refused(client_of, coordinator, approval):
    page = client_of(coordinator).post(address(approval), CORRECTED | {"approved_on": "6.3.2018", "reference": "ESIM/1/2018"})
    assert (page.status_code, summary(page)) == (
        422,
        ["This is what is recorded already. Change what was wrong, or choose the paper."],
    )


def test_what_somebody_else_has_corrected_is_not_corrected_again(client_of, coordinator, case, approval):
    browser = client_of(coordinator)
    browser.post(address(approval), CORRECTED)
    page = browser.post(address(approval), CORRECTED | {"reference": "ESIM/3/2018"})
    sentence = f"Somebody has corrected the approval meanwhile: {case.reference}. Look how it stands now."
    assert (page.status_code, summary(page), typed(page, "reference")) == (422, [sentence], "ESIM/3/2018")
    page = browser.get(address(approval))
    assert "it has been corrected already" in main(page)
    assert found(page, "//main//form") == []


def test_a_file_that_is_no_pdf_says_so_at_its_field(client_of, coordinator, approval):
    page = client_of(coordinator).post(address(approval), CORRECTED | {"document": SimpleUploadedFile("Kuva.png", files.png())})
    assert summary(page) == ["The file “Kuva.png” is not a PDF. Save it as PDF, and choose that."]
    assert [it.get("href") for it in found(page, "//*[@id='virheet']//a")] == ["#id_document"]
    assert FunderApproval.objects.count() == 1


def test_who_does_not_handle_the_case_finds_nothing_and_who_handles_one_is_offered_no_other(
    client_of, coordinator, case, approval, beside
):
    alike = beside()
    stranger = make_person("ulla@joensuu.example", name="Ulla Ulkopuolinen", roles=["coordinator"])
    browser = client_of(stranger)
    assert [browser.get(address(approval)).status_code, browser.post(address(approval), CORRECTED).status_code] == [404, 404]
    browser.post(page_of(case, "esteellisyys/"), {"ground": "none"})
    assert offered(browser.get(address(approval))) == {}
    page = browser.post(address(approval), CORRECTED | {"also": [alike.pk]})
    assert (page.status_code, summary(page)) == (422, ["The list has changed. Choose from it anew."])
    assert FunderApproval.objects.count() == 2


def test_the_list_says_what_was_corrected_and_leads_to_correcting(client_of, coordinator, case, approval):
    browser = client_of(coordinator)
    browser.post(address(approval), CORRECTED)
    page = browser.get(LIST)
    assert ["12.3.2018" in main(page), "6.3.2018" in main(page), "Corrected" in main(page)] == [True, False, True]
    [link] = found(page, "//main//a[contains(@href, '/korjaa/')]")
    assert words(link) == f"Correct the approval: {case.reference}"
    assert link.get("href") == address(FunderApproval.objects.standing().get())


def test_the_pages_ask_as_often_for_one_approval_as_for_three(client_of, coordinator, case, approval, beside):
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client_of(coordinator).get(page)
        return len(queries)

    beside()
    pages = (LIST, address(approval))
    few = [asked(page) for page in pages]
    third = beside()
    beside()
    facts = {"approved_on": third.approved_on, "reference": "ESIM/3/2018", "reason": "Viite."}
    correct_approvals([third], by=acting(coordinator, "coordinator"), at=after_closing(case, days=7), **facts)
    assert [asked(page) for page in pages] == few
