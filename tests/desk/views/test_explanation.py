"""Writing to an applicant in plain words, and who reads it when."""

import pytest

from decisions.models import Explanation, Reason
from tests.applications.views.reading import found
from tests.desk.views.reading import main, page_of, summary, typed
from tests.explaining import TOLD, make_explanation, make_reasons
from tests.factories import make_decision, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bank(db):
    make_reasons()


def write(browser, case, act: str, **typed_in):
    return browser.post(page_of(case, "perustelut/"), {"act": act, **typed_in})


def test_a_draft_fills_the_empty_field_and_saves_nothing(client_of, coordinator, case):
    page = write(client_of(coordinator), case, "draft", reasons=["money-ended"], text="")
    assert (page.status_code, "raha ei riittänyt kaikille" in typed(page, "text")) == (200, True)
    assert not Explanation.objects.exists()


def test_a_draft_never_takes_the_place_of_what_was_typed_unasked(client_of, coordinator, case):
    browser = client_of(coordinator)
    page = write(browser, case, "draft", reasons=["money-ended"], text="Omat sanani.")
    assert (typed(page, "text"), "raha ei riittänyt kaikille" in main(page)) == ("Omat sanani.", True)
    page = write(browser, case, "replace", reasons=["money-ended"], text="Omat sanani.")
    assert "Omat sanani." not in typed(page, "text")


def test_saved_it_begins_the_reasons_of_the_proposal(client_of, coordinator, case):
    browser = client_of(coordinator)
    answer = write(browser, case, "save", reasons=["money-ended"], text="Raha ei riittänyt.")
    assert (answer.status_code, Explanation.objects.get().text) == (303, "Raha ei riittänyt.")
    assert typed(browser.get(page_of(case)), "reasons") == "Raha ei riittänyt."


def test_nothing_is_saved_without_words(client_of, coordinator, case):
    page = write(client_of(coordinator), case, "save", text=" ")
    assert (page.status_code, summary(page)) == (422, ["Write what you tell the applicant, or make a draft."])


def test_the_applicant_reads_nothing_of_it_before_publication(client_of, applicant, coordinator, decider, case):
    make_explanation(case, coordinator)
    browser, paths = client_of(applicant), [f"/hakemukset/{case.reference}/{it}" for it in ("", "paatos/", "kopioi/")]
    seen = [TOLD in browser.get(path).content.decode() for path in [*paths, "/oma/"]]
    make_decision(case, coordinator, decider, outcome="rejected")
    seen += [TOLD in browser.get(path).content.decode() for path in paths]
    assert not any(seen)


def test_after_it_she_reads_it_on_both_pages_and_can_copy(client_of, applicant, coordinator, decider, case):
    make_explanation(case, coordinator)
    make_decision(case, coordinator, decider, outcome="rejected", published=True)
    browser = client_of(applicant)
    mine, decision = (browser.get(f"/hakemukset/{case.reference}/{it}") for it in ("", "paatos/"))
    assert (TOLD in main(mine), TOLD in main(decision)) == (True, True)
    assert len(found(mine, "//a[contains(@class, 'button')][contains(@href, 'kopioi')]")) == 1


def test_a_retired_reason_is_offered_again_by_a_second_press(client_of, coordinator):
    browser = client_of(coordinator)
    for is_retired in (True, False):
        browser.post("/tyopoyta/perustelut/money-ended/pois/")
        assert (Reason.objects.get(code="money-ended").retired_at is not None) == is_retired


def test_a_reason_is_added_and_mended_in_both_languages(client_of, coordinator):
    browser = client_of(coordinator)
    words = {"use": "grant", "criterion_code": "", "text_fi": "Hieno idea.", "text_en": "A fine idea."}
    assert browser.post("/tyopoyta/perustelut/uusi/", {**words, "text_en": ""}).status_code == 422
    assert browser.post("/tyopoyta/perustelut/uusi/", words).status_code == 303
    added = Reason.objects.get(text_fi="Hieno idea.")
    assert browser.post(f"/tyopoyta/perustelut/{added.code}/", {**words, "text_fi": "Hieno ajatus."}).status_code == 303
    assert Reason.objects.get(pk=added.pk).text_fi == "Hieno ajatus."


def test_the_page_of_the_bank_counts_uses(client_of, coordinator, reviewer, case):
    make_explanation(case, coordinator, codes=["money-ended"])
    make_proposal(case, coordinator)
    page = client_of(reviewer).get("/tyopoyta/perustelut/")
    assert (page.status_code, f"{case.round}: 1" in main(page)) == (200, True)
