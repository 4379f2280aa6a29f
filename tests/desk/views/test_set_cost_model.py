"""The cost model of a round: chosen until it opens, from then on only confirmed."""

import pytest
import time_machine

from registry.models import Event
from rounds.models import Round, RoundTerms
from tests.applications.views.reading import errors, found, sentences, words
from tests.desk.views.reading import main, typed
from tests.factories import AT

pytestmark = pytest.mark.django_db


def page_of(number: int, kind: str = "kehittamishanke") -> str:
    return f"/tyopoyta/kierrokset/{number}/kustannusmalli/{kind}/"


def terms_of(number: int, kind: str = "development") -> RoundTerms:
    return Round.objects.get(number=number).terms.get(kind=kind)


def chosen(page) -> list[str]:
    return found(page, "//input[@name='cost_model'][@checked]/@value")


@time_machine.travel(AT)
def test_a_round_to_come_shows_its_model_and_that_it_is_to_be_confirmed(client_of, coordinator, programme):
    page = client_of(coordinator).get(page_of(2))
    assert (chosen(page), typed(page, "percent")) == (["real_costs"], "17")
    assert "It is to be confirmed with the funder." in main(page)


@time_machine.travel(AT)
def test_the_coordinator_chooses_and_so_confirms(client_of, coordinator, programme):
    browser = client_of(coordinator)
    answer = browser.post(page_of(2), {"cost_model": "flat_rate", "percent": "40,5 %"})
    assert (answer.status_code, answer.url) == (303, "/tyopoyta/kierrokset/")
    assert sentences(browser.get(answer.url)) == ["The cost model is confirmed."]
    terms = terms_of(2)
    assert (terms.cost_model_label, terms.cost_model_confirmed) == ("Flat rate on wages, 40,5\u00a0%", True)
    event = Event.objects.get(act="set_cost_model")
    assert event.details == {"kind": "development", "cost_model": "flat_rate"}


@time_machine.travel(AT)
@pytest.mark.parametrize("model", ["real_costs", "lump_sum"])
def test_a_percentage_that_stands_in_the_box_counts_with_the_flat_rate_only(client_of, coordinator, programme, model):
    assert client_of(coordinator).post(page_of(2), {"cost_model": model, "percent": "17"}).status_code == 303
    assert (terms_of(2).cost_model, terms_of(2).flat_rate_percent) == (model, None)


@time_machine.travel(AT)
@pytest.mark.parametrize(
    ("answers", "where", "sentence"),
    [
        ({"cost_model": "guess"}, "#id_cost_model_0", "Choose how the costs are counted."),
        ({"percent": "17"}, "#id_cost_model_0", "Choose how the costs are counted."),
        ({"cost_model": "flat_rate"}, "#id_percent", "Write the percentage in digits, for example 17 or 40,5."),
        (
            {"cost_model": "flat_rate", "percent": "1e1"},
            "#id_percent",
            "Write the percentage in digits, for example 17 or 40,5.",
        ),
    ],
)
def test_a_refusal_says_what_to_mend(client_of, coordinator, programme, answers, where, sentence):
    page = client_of(coordinator).post(page_of(2), answers)
    assert (page.status_code, errors(page)) == (422, [(where, sentence)])
    assert not terms_of(2).cost_model_confirmed


@time_machine.travel(AT)
def test_a_percentage_that_makes_no_sense_is_refused(client_of, coordinator, programme):
    page = client_of(coordinator).post(page_of(2), {"cost_model": "flat_rate", "percent": "101"})
    assert page.status_code == 422
    assert words(found(page, "//*[@id='virheet']//li")[0]) == "The flat rate is more than 0 and at most 100 percent."


@time_machine.travel(AT)
def test_an_open_round_can_only_be_confirmed(client_of, coordinator, programme):
    browser = client_of(coordinator)
    page = browser.get(page_of(1))
    assert found(page, "//main//input[@type='radio']") == []
    refused = browser.post(page_of(1), {"cost_model": "lump_sum"})
    assert refused.status_code == 422
    assert "The cost model can't change any more." in words(found(refused, "//*[@id='virheet']")[0])
    assert browser.post(page_of(1), {"cost_model": "real_costs", "percent": "17"}).status_code == 303
    assert terms_of(1).cost_model_confirmed
    assert found(browser.get(page_of(1)), "//main//form") == []


@time_machine.travel(AT)
def test_the_list_of_rounds_says_what_is_to_be_confirmed_and_leads_here(client_of, coordinator, reviewer, programme):
    page = client_of(coordinator).get("/tyopoyta/kierrokset/")
    assert main(page).count("To be confirmed.") == 6
    assert len(found(page, "//main//a[contains(@href, '/kustannusmalli/')]")) == 6
    page = client_of(reviewer).get("/tyopoyta/kierrokset/")
    assert (main(page).count("To be confirmed."), found(page, "//main//a[contains(@href, '/kustannusmalli/')]")) == (6, [])


def test_only_a_kind_that_there_is_can_be_asked_for(client_of, coordinator, programme):
    assert client_of(coordinator).get(page_of(1, "juhla")).status_code == 404
    assert client_of(coordinator).get(page_of(99)).status_code == 404


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance", "admin"])
def test_only_the_coordinator_sets_it(client_of, request, programme, role):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(page_of(1)).status_code, browser.post(page_of(1)).status_code] == [403, 403]
