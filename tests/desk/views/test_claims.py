"""Claims for rectification at the desk. The decision was published on 4.3.2018."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Group
from core import clock, dates
from decisions.models import Appeal, Claim, Hearing
from tests.applications.views.reading import found
from tests.claims import ask, end, make_claim, make_handler, make_notice, take
from tests.decisions.conftest import case, first_round, published  # noqa: F401 -- fixtures
from tests.decisions.views.test_decision import words
from tests.desk.views.reading import counts, forms, summary

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 12) -> datetime:
    return dates.local(date(2018, 3, day), time(hour))


@pytest.fixture
def handler(published):  # noqa: F811 -- the fixture
    return make_handler(published, at=at(6), roles=("coordinator", "decider"))


@pytest.fixture
def claim(published, applicant) -> Claim:  # noqa: F811 -- the fixture
    return make_claim(published, applicant, at=at(10))


def page_of(claim: Claim, name: str = "claim", *more: object) -> str:
    return reverse(f"desk:{name}", args=[claim.reference, *more])


def test_one_claim_and_three_cost_the_list_the_same(client_of, handler, published, claim, applicant):  # noqa: F811 -- the fixture
    browser, counts = client_of(handler), []
    for texts in ({}, {"demand": "Toinen."}, {"demand": "Kolmas."}):
        make_claim(published, applicant, at=at(10), **texts)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("desk:claims")).status_code == 200
        counts.append(len(asked))
    assert (counts[0], Claim.objects.count()) == (counts[2], 3)


def test_the_case_says_that_payments_wait(client_of, coordinator, reviewer, claim):
    page = client_of(coordinator).get(reverse("desk:case", args=[claim.decision.application.reference]))
    assert "A claim for rectification is pending: payments wait" in words(page)


def test_a_case_whose_decision_a_claim_changed_has_no_button_that_lets_it_stand(client_of, handler, claim):
    end(take(claim, handler, at=at(11)), handler, at=at(12), outcome=Claim.CHANGED, role="decider")
    case_page = reverse("desk:case", args=[claim.decision.application.reference])
    browser = client_of(handler)
    page = browser.get(case_page)
    assert ("Correction under way" in words(page), "ennallaan" in forms(page)) == (True, False)
    browser.post(f"{case_page}ennallaan/")
    assert "Correction under way" in words(browser.get(case_page))


def test_who_proposed_reads_why_somebody_else_handles_it(client_of, coordinator, handler, claim):
    text = words(client_of(coordinator).get(page_of(claim)))
    assert ["You proposed the decision" in text, "Take the claim to handle" in text] == [True, False]
    answer = client_of(coordinator).post(page_of(claim, "hand_over_claim"), {"to": str(coordinator.pk)})
    claim.refresh_from_db()
    assert (answer.status_code, claim.handler) == (422, None)


def test_where_nobody_may_handle_it_the_page_says_what_to_do(client_of, coordinator, published, claim):  # noqa: F811 -- the fixture
    told = "Nobody at the desk may handle this claim yet."
    assert told in words(client_of(coordinator).get(page_of(claim)))
    make_handler(published, at=at(6))
    assert told not in words(client_of(coordinator).get(page_of(claim)))


def test_a_handler_takes_it_hears_and_writes_the_outcome_down(client_of, handler, claim):
    browser = client_of(handler)
    browser.post(page_of(claim, "hand_over_claim"), {"to": str(handler.pk)})
    typed = {"who": "other", "heard": "Esimerkkikirjasto", "question": "Oliko tila varattu?"}
    slip = browser.post(page_of(claim, "ask_hearing"), {**typed, "due_on": "1.6.2199"})
    assert (slip.status_code, summary(slip)) == (422, ["The day is more than a year away. Check the year."])
    typed["due_on"] = dates.day(clock.now() + timedelta(days=14))
    assert browser.post(page_of(claim, "ask_hearing"), typed).status_code == 303
    hearing = Hearing.objects.get()
    typed = {"channel": "email", "day": dates.day(hearing.asked_at), "clock": "0.01", "answer": "Oli."}
    answer = browser.post(page_of(claim, "record_hearing", hearing.pk), typed)
    assert answer.status_code == 303
    today = dates.day(hearing.asked_at)
    typed = {"outcome": "dismissed", "decided_in": "Esimerkkilautakunta § 12", "decided_on": today, "reasons": "Oikein."}
    assert browser.post(page_of(claim, "end_claim"), typed).status_code == 303
    claim.refresh_from_db()
    assert (claim.outcome, claim.must_be_served) == ("dismissed", True)
    assert browser.post(page_of(claim, "serve_claim"), {"channel": "post", "sent_on": today}).status_code == 303
    claim.refresh_from_db()
    assert claim.appeal_until is not None


def test_where_the_time_to_answer_has_ended_every_page_of_the_handler_says_so(client_of, handler, claim):
    ended, browser = "The time to answer has ended", client_of(handler)
    take(claim, handler, at=at(11))
    waiting = ("1 claim that you handle can go on", reverse("desk:claims"))
    assert waiting in counts(browser.get(reverse("desk:worklist") + "?all=1"))
    hearing = ask(claim, handler, at=at(12), due_on=date(2018, 3, 26))
    Hearing.objects.filter(pk=hearing.pk).update(due_on=date(2130, 3, 1))
    assert [label for label, _url in counts(browser.get(reverse("desk:worklist"))) if "can go on" in label] == []
    assert ["Waits for an answer" in words(browser.get(reverse("desk:claims"))), ended in words(browser.get(page_of(claim)))] == [
        True,
        False,
    ]
    Hearing.objects.filter(pk=hearing.pk).update(due_on=date(2018, 3, 26))
    assert f"{waiting[0]} the time to answer has ended" in [it for it, _url in counts(browser.get(reverse("desk:worklist")))]
    assert "No answer in time" in words(browser.get(reverse("desk:claims")))
    assert ended in words(browser.get(page_of(claim)))


def test_what_was_typed_is_kept_when_it_is_refused(client_of, handler, claim):
    browser = client_of(handler)
    typed = {"outcome": "dismissed", "decided_in": "", "decided_on": "eilen", "reasons": "Pitkään kirjoitettu."}
    answer = browser.post(page_of(claim, "end_claim"), typed)
    assert (answer.status_code, "Pitkään kirjoitettu." in answer.content.decode()) == (422, True)
    typed = {"who": "", "heard": "", "question": "Kauan mietitty.", "due_on": ""}
    answer = browser.post(page_of(claim, "ask_hearing"), typed)
    assert (answer.status_code, "Kauan mietitty." in answer.content.decode()) == (422, True)


def test_only_a_decision_maker_is_offered_a_change(client_of, published, claim):  # noqa: F811 -- the fixture
    other = make_handler(published, at=at(6), email="pirkko@joensuu.example")
    take(claim, other, at=at(11))
    page = client_of(other).get(page_of(claim, "end_claim")).content.decode()
    assert ['value="changed"' in page, 'value="dismissed"' in page, 'value="withdrawn"' in page] == [False, True, False]


def test_a_paper_is_registered_and_its_receipt_printed(client_of, coordinator, published):  # noqa: F811 -- the fixture
    make_notice(published, audience="members", sent_on=date(2018, 3, 5))
    path = reverse("desk:register_claim", args=[published.application.reference])
    typed = {
        "claimant": "member",
        "name": "Kalle Kuntalainen",
        "contact": "Kuvitteellinen katu 3",
        "channel": "post",
        "day": "26.3.2018",
        "clock": "23.59",
        "demand": "Kumotkaa.",
        "grounds": "Kunnan etu.",
    }
    browser = client_of(coordinator)
    assert browser.post(path, {**typed, "name": ""}).status_code == 422
    answer = browser.post(path, typed, follow=True)
    claim = Claim.objects.get()
    assert (claim.is_late, claim.claimant, answer.redirect_chain[0][1]) == (False, "member", 303)
    text = words(answer)
    shown = ("Kalle Kuntalainen", "Kuvitteellinen katu 3", claim.reference, "A receipt is not a decision.")
    assert [part in text for part in shown] == [True] * 4


def test_an_appeal_and_its_end_are_written_down(client_of, coordinator, published):  # noqa: F811 -- the fixture
    browser, reference = client_of(coordinator), published.application.reference
    path = reverse("desk:record_appeal", args=[reference])
    assert browser.post(path, {"reference": "EHO/1", "filed_on": "1.3.2018"}).status_code == 422
    page = browser.post(path, {"reference": "EHO/1", "filed_on": "6.4.2018"}, follow=True)
    assert "An appeal is pending: payments wait" in words(page)
    end_it = reverse("desk:end_appeal", args=[Appeal.objects.get().pk])
    page = browser.post(end_it, {"ended_on": "6.9.2018", "outcome": "Valitus hylättiin."}, follow=True)
    assert "Valitus hylättiin." in words(page)


@pytest.mark.parametrize(("consent", "offered"), [(Group.ELECTRONIC, 1), (Group.BY_LETTER, 0)])
def test_serving_in_the_portal_is_offered_where_the_group_has_consented(client_of, handler, claim, consent, offered):
    Group.objects.filter(pk=claim.decision.application.group_id).update(electronic_service=consent)
    browser, taken = client_of(handler), take(claim, handler, at=at(11))
    page = browser.get(page_of(taken, "end_claim"))
    assert found(page, "//input[@name='electronically']/@checked") == ["checked"] * offered
    end(taken, handler, at=at(12))
    page = browser.get(page_of(taken))
    assert found(page, "//input[@name='channel']/@value") == ["post", "in_person", "electronic"][: 2 + offered]


def test_an_ended_claim_offers_nothing_more(client_of, handler, claim):
    end(take(claim, handler, at=at(11)), handler, at=at(12), electronically=True)
    page = client_of(handler).get(page_of(claim)).content.decode()
    gone = [
        reverse(f"desk:{name}", args=[claim.reference]) for name in ("end_claim", "ask_hearing", "hand_over_claim", "serve_claim")
    ]
    assert [address in page for address in gone] == [False] * 4


def test_the_text_of_a_claim_stays_with_those_who_read_claims(client_of, reviewer, handler, claim):
    ask(take(claim, handler, at=at(11)), handler, at=at(12), due_on=date(2018, 3, 26))
    browser = client_of(reviewer)
    pages = [reverse("desk:claims"), page_of(claim), page_of(claim, "claim_receipt")]
    assert [browser.get(page).status_code for page in pages] == [403, 403, 403]
