"""From a received application to a published decision through the pages alone, each form sent as the page shows it."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from registry.models import Event, Letter
from rounds.models import Fund, Round
from tests.applications.views.reading import found, heading, words
from tests.desk.views.reading import counts, forms, main, page_of, rows
from tests.factories import make_application, send

pytestmark = pytest.mark.django_db

WORKLIST = "/tyopoyta/"
# Left empty, the sums of the heads of cost are filled in by rule.
NO_COSTS = {"cost-purchases": "", "cost-venue_rent": ""}
CRITERIA = ("target-group", "effect", "participation", "plan", "costs", "permanence")


def press(browser: Client, path: str, act: str, *, button: dict[str, str] | None = None, **typed: str):
    """Fill in the form of the page at `path` whose address ends with `act`, and send all that it has in it."""
    page = browser.get(path)
    (form,) = [it for it in found(page, "//main//form") if (it.action or path).strip("/").endswith(act)]
    sent = dict(form.form_values())
    assert set(typed) <= set(form.fields)
    return browser.post(form.action or path, {**sent, **typed, **(button or {})}, follow=True)


def messages(page) -> list[str]:
    return [words(it) for it in found(page, "//*[@role='status']")]


def state_of(case: Application) -> str:
    return Application.objects.get(pk=case.pk).status


def acts_since_sending(case: Application) -> list[tuple[str, str]]:
    """What people have done, and in which role; looks are left out."""
    sending = Event.objects.get(act="submit", about=case.about)
    acts = Event.objects.filter(pk__gt=sending.pk, actor__startswith="person:").exclude(act="view")
    return list(acts.order_by("pk").values_list("act", "role"))


def review(browser: Client, case: Application, points: str, act: str, **changes: str):
    typed = {f"points-{code}": points for code in CRITERIA} | {f"reason-{code}": "Selkeä suunnitelma." for code in CRITERIA}
    return press(browser, page_of(case), "pisteet", button={"act": act}, **{**typed, **changes})


def pass_gate(browser: Client, case: Application):
    asked = ("in_area", "no_double_funding", "not_running_costs")
    return press(browser, page_of(case, "kelpoisuus/"), "kelpoisuus", **{f"answer-{code}": "yes" for code in asked})


@pytest.fixture
def application(applicant, group, first_round) -> Application:
    return send(make_application(applicant, group, first_round), applicant)


def test_declare_review_propose_decide_publish(client_of, application, applicant, coordinator, reviewer, decider):
    kaisa, arto, paula, aino = (client_of(person) for person in (coordinator, reviewer, decider, applicant))
    publishing = reverse("desk:publish", args=[application.round.number])

    page = press(kaisa, page_of(application), "esteellisyys", ground="none")
    assert (heading(page), state_of(application)) == ("Pyöräpaja keskustaan", "in_review")
    pass_gate(kaisa, application)

    press(arto, page_of(application), "esteellisyys", ground="none")
    page = review(arto, application, "4", "save", **{"points-plan": "", "reason-plan": ""})
    assert "Your draft: 48 of 70 points." in main(page)
    page = press(arto, page_of(application), "pisteet", button={"act": "send"}, **{"points-plan": "4", "reason-plan": "Hyvä."})
    assert "1 review: 56 of 70 points (80 %)" in main(page)
    assert forms(page) == ["esteellisyys"]

    review(kaisa, application, "3", "send")
    page = press(kaisa, page_of(application), "esitys", outcome="granted_in_part", amount="1500", reasons="Sali riittää.")
    assert (state_of(application), Fund.objects.get(kind="event").committed) == ("proposed", 0)
    assert "1\u00a0500,00\u00a0€" in found(page, "//main")[0].text_content()

    page = press(paula, page_of(application), "esteellisyys", ground="none")
    assert set(forms(page)) == {"paatos", "palautus", "esteellisyys"}
    press(paula, page_of(application), "paatos")
    assert (state_of(application), Fund.objects.get(kind="event").committed) == ("decided", 1500)
    assert aino.get(reverse("decisions:decision", args=[application.reference])).status_code == 404

    page = press(paula, f"{publishing}esikatselu/", publishing.strip("/"))
    assert "1 decision is published." in " ".join(messages(page))
    assert Letter.objects.filter(kind="decisions/decision_published", to="aino@example.org").count() == 1
    page = aino.get(reverse("decisions:decision", args=[application.reference]))
    assert heading(page).startswith("Granted in part: 1 500,00 €")
    assert "Sali riittää." in main(page)

    assert acts_since_sending(application) == [
        ("take_up", "coordinator"),
        ("declare", "coordinator"),
        ("answer_gate", "coordinator"),
        ("declare", "reviewer"),
        ("score", "reviewer"),
        ("score", "reviewer"),
        ("score", "coordinator"),
        ("propose", "coordinator"),
        ("declare", "decider"),
        ("decide", "decider"),
        ("publish", "decider"),
    ]


def test_a_proposal_that_is_sent_back_is_mended_and_decided(client_of, application, coordinator, decider):
    kaisa, paula = client_of(coordinator), client_of(decider)
    press(kaisa, page_of(application), "esteellisyys", ground="none")
    press(kaisa, page_of(application), "esitys", outcome="granted", reasons="Hyvä paja.")
    press(paula, page_of(application), "esteellisyys", ground="none")
    page = press(paula, page_of(application), "palautus", reason="Sali on ilmainen.")
    assert (state_of(application), "Sali on ilmainen." in main(page)) == ("in_review", True)
    press(kaisa, page_of(application), "esitys", **NO_COSTS, outcome="granted_in_part", amount="800,50")
    press(paula, page_of(application), "paatos")
    decision = application.decisions.get()
    assert (decision.outcome, str(decision.amount), decision.reasons) == ("granted_in_part", "800.50", "Hyvä paja.")


def test_the_worklist_hands_the_case_from_one_to_the_next(client_of, application, coordinator, decider):
    kaisa, paula = client_of(coordinator), client_of(decider)

    def waits() -> list[list[str]]:
        return [[label for label, _href in counts(browser.get(WORKLIST))] for browser in (kaisa, paula)]

    assert waits() == [["1 to declare your interests in"], []]
    press(kaisa, page_of(application), "esteellisyys", ground="none")
    assert waits() == [["1 to check for eligibility"], []]
    pass_gate(kaisa, application)
    assert waits() == [["1 to review"], []]
    review(kaisa, application, "5", "send")
    assert waits() == [["1 to propose a decision on"], []]
    press(kaisa, page_of(application), "esitys", outcome="rejected", reasons="Ei sovi ohjelmaan.")
    assert waits() == [[], ["1 to declare your interests in"]]
    press(paula, page_of(application), "esteellisyys", ground="none")
    assert waits() == [[], ["1 to decide"]]
    press(paula, page_of(application), "paatos")
    assert waits() == [[], ["1 to publish"]]
    publishing = reverse("desk:publish", args=[application.round.number])
    press(paula, f"{publishing}esikatselu/", publishing.strip("/"))
    assert waits() == [[], []]
    assert rows(kaisa.get(WORKLIST))[0][-2] == "Not final yet: somebody has still to be served"


def test_who_declared_while_the_round_was_open_takes_the_case_up_after_it(client_of, sent, coordinator):
    kaisa = client_of(coordinator)
    page = press(kaisa, page_of(sent), "esteellisyys", ground="none")
    assert (state_of(sent), forms(page)) == ("submitted", ["diaarinumero", "esteellisyys"])
    Round.objects.filter(pk=sent.round_id).update(closes_at=sent.submitted_at)
    press(kaisa, page_of(sent), "kasittelyyn")
    assert state_of(sent) == "in_review"


def test_a_withdrawn_application_is_nobodys_work_any_more(client_of, application, applicant, coordinator):
    kaisa = client_of(coordinator)
    press(kaisa, page_of(application), "esteellisyys", ground="none")
    press(client_of(applicant), reverse("front:withdraw", args=[application.reference]), "peru")
    assert counts(kaisa.get(WORKLIST)) == []
    assert forms(kaisa.get(page_of(application))) == ["diaarinumero", "esteellisyys"]
    assert kaisa.post(page_of(application, "esitys/"), {"outcome": "rejected", "reasons": "Ei."}).status_code == 422
    assert state_of(application) == "withdrawn"
