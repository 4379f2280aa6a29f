"""Pages of a group's claim for rectification: it is written, checked, sent and followed. The decision was published on 4.3.2018."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from core import clock, dates, parked
from decisions.models import Claim, Decision, Hearing
from tests.claims import ask, end, make_claim, make_handler, make_notice, register_claim, take
from tests.decisions.views.test_decision import words

pytestmark = pytest.mark.django_db

TYPED = {"demand": "Myöntäkää koko summa.", "grounds": "Salin vuokra nousi."}


def at(day: int, hour: int = 12) -> datetime:
    return dates.local(date(2018, 3, day), time(hour))


@pytest.fixture
def handler(published):
    return make_handler(published, at=at(6), roles=("coordinator", "decider"))


@pytest.fixture
def path(published) -> str:
    return reverse("decisions:make_claim", args=[published.application.reference])


def test_it_is_written_checked_and_sent(client_of, applicant, published, path):
    browser = client_of(applicant)
    assert browser.get(path).status_code == 200
    checked = browser.post(path, {**TYPED, "act": "check"})
    text = words(checked)
    assert (checked.status_code, Claim.objects.count()) == (200, 0)
    assert [part in text for part in (*TYPED.values(), "Nothing is sent yet.")] == [True, True, True]
    sent = browser.post(path, {**TYPED, "act": "send"}, follow=True)
    claim = Claim.objects.get()
    assert sent.redirect_chain == [(reverse("decisions:claim", args=[claim.reference]), 303)]
    text = words(sent)
    assert [part in text for part in (claim.reference, "A receipt is not a decision.", *TYPED.values())] == [True] * 4


def test_what_was_typed_is_kept_when_it_is_refused_and_when_it_is_changed(client_of, applicant, path):
    browser = client_of(applicant)
    refused = browser.post(path, {"demand": "Koko summa.", "grounds": "", "act": "send"})
    assert (refused.status_code, "Koko summa." in refused.content.decode()) == (422, True)
    assert "Write why the decision should be changed." in words(refused)
    changed = browser.post(path, {**TYPED, "act": "change"})
    assert [text in changed.content.decode() for text in TYPED.values()] == [True, True]


def test_what_was_typed_when_the_session_ended_is_there_again(client_of, applicant, client, path):
    page = client_of(applicant).get(path)
    mark = page.content.decode().partition(f'name="{parked.FIELD}" value="')[2].partition('"')[0]
    client.post(path, {**TYPED, "act": "send", parked.FIELD: mark})
    client.force_login(applicant)
    # Whoever signs in again in the same browser finds it.
    session = client.session
    answer = client.get(path)
    assert (answer.status_code, Claim.objects.count(), session is not None) == (200, 0, True)


@pytest.mark.parametrize(
    ("sent_on", "sentence"),
    [
        (None, "your time to do it has not begun"),
        (date(2018, 3, 5), "The last day for a claim was 22.3.2018"),
    ],
)
def test_the_page_says_whether_there_is_time(client_of, applicant, published, path, sent_on, sentence):
    if sent_on:
        make_notice(published, sent_on=sent_on)
    assert sentence in words(client_of(applicant).get(path))


def test_a_late_one_is_taken_and_marked_kindly(client_of, applicant, published, path):
    make_notice(published, sent_on=date(2018, 3, 5))
    answer = client_of(applicant).post(path, {**TYPED, "act": "send"}, follow=True)
    assert (Claim.objects.get().is_late, "Your claim came late" in words(answer)) == (True, True)


def test_the_decision_and_ones_own_page_lead_to_the_claim(client_of, applicant, published):
    claim = make_claim(published, applicant, at=at(10))
    link = reverse("decisions:claim", args=[claim.reference])
    reference = published.application.reference
    pages = [
        reverse("front:me"),
        reverse("front:my_application", args=[reference]),
        reverse("decisions:decision", args=[reference]),
    ]
    browser = client_of(applicant)
    assert [f'href="{link}"' in browser.get(page).content.decode() for page in pages] == [True, True, True]


def test_of_a_members_claim_the_group_reads_only_that_there_is_one(client_of, applicant, coordinator, published):
    register_claim(published, coordinator, at=at(10))
    page = client_of(applicant).get(reverse("decisions:decision", args=[published.application.reference])).content.decode()
    told = [part in page for part in ("Somebody else has claimed", "Kalle Kuntalainen", "kumottava")]
    assert told == [True, False, False]


def test_a_changed_decision_says_nothing_of_the_new_one_before_it_is_published(client_of, applicant, handler, published):
    claim = take(make_claim(published, applicant, at=at(10)), handler, at=at(11))
    end(claim, handler, at=at(12), outcome=Claim.CHANGED, role="decider", reasons="Summaksi 2 345 euroa.")
    browser, reference = client_of(applicant), published.application.reference
    page = reverse("decisions:claim", args=[claim.reference])
    pages = [page, reverse("front:my_application", args=[reference]), reverse("decisions:decision", args=[reference])]
    assert ["2 345" in browser.get(it).content.decode() for it in pages] == [False, False, False]
    assert "You get a new decision" in words(browser.get(page))
    Decision.objects.filter(pk=published.pk).update(state=Decision.REPLACED)
    assert "Summaksi 2 345 euroa." in words(browser.get(page))


def test_a_dismissed_one_tells_why_and_until_when_to_appeal(client_of, applicant, handler, published):
    claim = take(make_claim(published, applicant, at=at(10)), handler, at=at(11))
    end(claim, handler, at=at(12), electronically=True)
    text = words(client_of(applicant).get(reverse("decisions:claim", args=[claim.reference])))
    said = ("The claim is dismissed", "Päätös on tehty oikein.", "Esimerkkilautakunta § 12, 12.3.2018", "Monday 16.4.2018")
    assert [part in text for part in said] == [True] * 4


def test_only_who_made_it_takes_it_back(client_of, applicant, co_applicant, published):
    claim = make_claim(published, applicant, at=at(10))
    path = reverse("decisions:withdraw_claim", args=[claim.reference])
    assert client_of(co_applicant).post(path).status_code == 403
    answer = client_of(applicant).post(path, follow=True)
    claim.refresh_from_db()
    assert (claim.outcome, "You have taken the claim back." in answer.content.decode()) == ("withdrawn", True)


def test_the_group_answers_what_it_is_asked(client_of, applicant, co_applicant, coordinator, handler, published):
    claim = take(register_claim(published, coordinator, at=at(10)), handler, at=at(11))
    hearing = ask(claim, handler, at=at(12), due_on=date(2018, 3, 26))
    page, browser = reverse("decisions:hearing", args=[hearing.pk]), client_of(applicant)
    text = words(browser.get(page))
    shown = [part in text for part in ("Mitä sanotte vaatimuksesta?", "Päätös on kumottava.", "Kuvitteellinen katu 3")]
    assert shown == [True, True, False]
    assert client_of(co_applicant).post(page, {"answer": "Editori."}).status_code == 403
    assert browser.post(page, {"answer": ""}).status_code == 422
    answer = browser.post(page, {"answer": "Olemme eri mieltä."}, follow=True)
    assert (Hearing.objects.get().answer, "This page is your receipt." in words(answer)) == ("Olemme eri mieltä.", True)


def test_the_page_of_the_application_says_until_when_and_then_that_a_late_answer_is_taken(
    client_of, applicant, coordinator, handler, published
):
    claim, today = take(register_claim(published, coordinator, at=at(10)), handler, at=at(11)), dates.local_day(clock.now())
    ask(claim, handler, at=at(12), due_on=at(26).date())
    Hearing.objects.update(due_on=today)
    page, browser = f"/hakemukset/{published.application.reference}/", client_of(applicant)
    late = "You can still answer, for as long as the claim has not been decided on."
    shown = words(browser.get(page))
    assert (f"Answer {dates.whole_day(today)} at the latest." in shown, late in shown) == (True, False)
    Hearing.objects.update(due_on=today - timedelta(days=1))
    shown = words(browser.get(page))
    assert ("at the latest" in shown, f"The last day was {dates.day(today - timedelta(days=1))}. {late}" in shown) == (
        False,
        True,
    )
