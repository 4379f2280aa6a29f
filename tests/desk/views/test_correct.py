"""Correcting and lapsing a published decision at the desk, letting it stand, and the case's register number."""

import pytest

from decisions.actions import correct, decide, publish, render_letters
from decisions.models import Correction, Decision
from tests.applications.views.reading import found, sentences
from tests.desk.views.reading import forms, main, page_of, summary, typed
from tests.factories import SYSTEM, acting, after_closing, make_decision

pytestmark = pytest.mark.django_db
SAID = {"ground": "clerical", "reason": "Summassa oli kirjoitusvirhe."}


def open_correction(published, decider) -> Correction:
    return correct(published, by=acting(decider, "decider"), at=after_closing(published.application, days=5), **SAID)


def test_the_decider_opens_a_correction_and_decides_from_what_holds(client_of, case, coordinator, decider):
    make_decision(
        case, coordinator, decider, outcome="granted_in_part", amount=case.applied / 2, reasons="Vanhat syyt.", published=True
    )
    browser = client_of(decider)
    answer = browser.post(page_of(case, "oikaisu/"), SAID)
    assert (answer.status_code, answer.url) == (303, page_of(case))
    page = browser.get(page_of(case))
    assert sentences(page) == ["The case is open for a new decision."]
    assert "Proposed Correction under way" in main(page)
    assert "A clerical error (hallintolaki 51 §): Summassa oli kirjoitusvirhe." in main(page)
    assert (typed(page, "outcome"), typed(page, "amount"), typed(page, "reasons")) == (
        "granted_in_part",
        "1\u00a0000,25\u00a0€",
        "Vanhat syyt.",
    )
    assert typed(page, "cost-venue_rent") == "600,00"
    assert "1 000,25 € is bound for this case already, and only what goes beyond it needs more." in main(page)


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client_of, decider, published, case):
    page = client_of(decider).post(page_of(case, "oikaisu/"), {"ground": "", "reason": "", "consent": "Suostumus."})
    assert (page.status_code, summary(page)) == (
        422,
        ["Choose on what ground the decision is corrected.", "Write what was wrong in the decision."],
    )
    assert typed(page, "consent") == "Suostumus."
    assert not Correction.objects.exists()


def test_a_correction_is_dropped_with_one_press(client_of, decider, published, case):
    open_correction(published, decider)
    browser = client_of(decider)
    assert "ennallaan" in forms(browser.get(page_of(case)))
    browser.post(page_of(case, "ennallaan/"))
    page = browser.get(page_of(case))
    assert sentences(page) == ["The published decision stands as it was."]
    assert "ennallaan" not in forms(page)
    assert "Correction under way" not in main(page)


def test_both_versions_and_their_letters_stay_in_reach(client_of, decider, coordinator, published, case):
    open_correction(published, decider)
    by, at = acting(decider, "decider"), after_closing(case, days=6)
    decide(case, by=by, at=at, outcome="rejected", amount=case.applied * 0, reasons="Uusi syy.")
    publish(case.round, by=by, at=at)
    render_letters(by=SYSTEM, at=at)
    browser = client_of(coordinator)
    text = main(browser.get(page_of(case)))
    assert "Version 1, 4.3.2018: Granted, 2 000,50 € (replaced by version 2)" in text
    for number in (1, 2):
        letter = browser.get(f"/hakemukset/{case.reference}/paatos/{number}.pdf")
        assert (letter.status_code, letter["Content-Type"]) == (200, "application/pdf")


def test_the_worklist_says_that_a_correction_is_under_way_and_that_a_grant_has_lapsed(client_of, decider, published, case):
    browser = client_of(decider)
    open_correction(published, decider)
    assert "Proposed, correction under way" in main(browser.get("/tyopoyta/"))
    browser.post(page_of(case, "ennallaan/"))
    browser.post(page_of(case, "raukeaminen/"), {"reason": "Ei aloitettu."})
    assert "Decided, the grant has lapsed" in main(browser.get("/tyopoyta/?status=decided"))


def test_the_decider_lapses_a_grant_with_a_reason(client_of, decider, coordinator, published, case):
    browser = client_of(decider)
    refused = browser.post(page_of(case, "raukeaminen/"), {"reason": " "})
    assert (refused.status_code, summary(refused)) == (422, ["Write why the grant lapses."])
    assert browser.post(page_of(case, "raukeaminen/"), {"reason": "Ei aloitettu."}).status_code == 303
    assert sentences(browser.get(page_of(case))) == ["The grant has lapsed. Its money is free."]
    page = client_of(coordinator).get(page_of(case))
    assert "Lapsed, " in main(page)
    assert found(page, "//main//a[contains(@href, '/varasijat/tapahtuma/')]") != []


def test_what_can_not_be_done_now_leads_back_to_the_case(client_of, decider, prepared, case):
    for act in ("oikaisu/", "raukeaminen/"):
        answer = client_of(decider).get(page_of(case, act))
        assert (answer.status_code, answer.url) == (303, page_of(case))
        assert client_of(decider).post(page_of(case, act), SAID).status_code == 303
    assert (Correction.objects.count(), Decision.objects.get().state) == (0, "prepared")


def test_the_register_number_stands_in_the_head_of_the_case(client_of, coordinator, reviewer, case):
    browser = client_of(coordinator)
    browser.post(page_of(case, "diaarinumero/"), {"register_number": " JNS/123/2018 "})
    assert "Register number JNS/123/2018" in main(browser.get(page_of(case)))
    assert "Register number JNS/123/2018" in main(client_of(reviewer).get(page_of(case)))
    page = browser.post(page_of(case, "diaarinumero/"), {"register_number": "x" * 41})
    assert (page.status_code, typed(page, "register_number")) == (422, "x" * 41)
    assert client_of(reviewer).post(page_of(case, "diaarinumero/"), {"register_number": "1"}).status_code == 403
