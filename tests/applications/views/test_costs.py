"""The page of the cost estimate: its lines, the other money, the sum applied for, and the balance."""

from datetime import date
from decimal import Decimal

import pytest

from applications.models import Application
from applications.sections import Funding
from tests.applications.views.reading import errors, found, problems, rows, title, words
from tests.factories import make_application, make_draft, send, use_flat_rate

COST_LINES = "//tr[.//*[@data-amount='cost']]"


def address(application: Application, query: str = "") -> str:
    return f"/hakemukset/{application.reference}/osat/kustannukset/{query}"


def line(number: int, head: str, what: str, amount: str, year: str = "") -> dict[str, str]:
    typed = {"head": head, "what": what, "amount": amount, **({"year": year} if year else {})}
    return {f"kulu-{number}-{name}": text for name, text in typed.items()}


def income(what: str, amount: str) -> dict[str, str]:
    return {"tulo-1-what": what, "tulo-1-amount": amount}


def other(what: str, amount: str, state: str = "granted") -> dict[str, str]:
    return {"rahoitus-1-what": what, "rahoitus-1-amount": amount, "rahoitus-1-state": state}


def sums(page) -> dict[str, str]:
    """The sums that are in sight, by the name by which the script finds them."""
    cells = found(page, "//table[@data-flat-rate]//*[@data-sum][not(ancestor::tr/@hidden)]")
    return {cell.get("data-sum"): words(cell) for cell in cells}


def test_the_costs_have_eight_lines_the_sum_and_the_ceiling(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert len(found(page, COST_LINES)) == 8
    assert found(page, "//input[@name='kulu-1-amount']/@inputmode") == ["decimal"]
    assert sums(page) == {"costs": "2 000,50 €", "applied": "2 000,50 €"}
    assert "must be below 8 000 €" in words(found(page, "//main")[0])


def test_every_cost_field_says_on_which_line_it_is(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert [words(it) for it in found(page, "//label")][:4] == [
        "Kind of cost, Line 1",
        "What is it for?, Line 1",
        "Euros, Line 1",
        "Kind of cost, Line 2",
    ]


def test_the_server_adds_up_the_costs(client_of, applicant, draft):
    browser = client_of(applicant)
    lines = {
        **line(1, "other", "Kahvi", "1234"),
        **line(2, "travel", "Bussi", "1 234,50 €"),
        **line(5, "other", "Lehdet", "0.25"),
    }
    browser.post(address(draft), {"seen": "1", **lines, "next": "list"})
    draft.refresh_from_db()
    assert f"{draft.applied}" == "2468.75"
    assert list(draft.cost_lines.values_list("position", "what")) == [(1, "Kahvi"), (2, "Bussi"), (3, "Lehdet")]


def test_more_lines_come_with_what_was_written_kept(client_of, applicant, draft):
    browser = client_of(applicant)
    lines = {name: text for number in range(1, 9) for name, text in line(number, "other", f"Kulu {number}", "1").items()}
    answer = browser.post(address(draft), {"seen": "1", **lines, "next": "rows"})
    assert answer.url == address(draft, "?rivit=12#id_kulu-9-head")
    page = browser.get(answer.url)
    assert (len(found(page, COST_LINES)), found(page, f"//details{COST_LINES}[.//*[@data-amount='cost']]")) == (12, [])
    assert draft.cost_lines.count() == 8


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("1e5", "Write the whole sum in digits, for example 100 000."),
        ("NaN", "Write the sum in digits only, for example 1 234,50."),
        ("-1", "Write the sum without a minus sign."),
        ("", "Write the sum of this cost."),
        ("99999999999", "The sum is too large. Check the number of digits."),
    ],
)
def test_each_slip_in_a_sum_has_its_own_sentence(client_of, applicant, draft, amount, sentence):
    browser = client_of(applicant)
    answer = browser.post(address(draft), {"seen": "1", **line(1, "other", "Kahvi", amount), "next": "continue"})
    page = browser.get(answer.url)
    assert title(page) == "Error: Estimate the costs"
    assert errors(page) == [("#id_kulu-1-amount", f"Kahvi: {sentence}")]
    assert found(page, "//input[@name='kulu-1-amount']/@value") == [amount] * bool(amount)


def test_a_flat_rate_has_a_line_of_its_own(client_of, applicant, group, open_round):
    use_flat_rate(open_round, Decimal("40"))
    draft = make_draft(applicant, group, open_round, kind="development")
    browser = client_of(applicant)
    browser.post(address(draft), {"seen": "1", **line(1, "wages", "Ohjaaja", "1000"), "next": "list"})
    page = browser.get(address(draft))
    assert sums(page) == {"flat": "400,00 €", "costs": "1 400,00 €", "applied": "1 400,00 €"}
    assert found(page, "//@data-flat-rate") == ["4000"]
    assert "We add 40 % to the wages for you." in words(found(page, "//main")[0])


@pytest.mark.parametrize("query", ["?rivit=x", "?rivit=-3", "?rivit=9999999", "?rivit=٣", "?tarkista&rivit="])
def test_a_strange_address_shows_the_page_all_the_same(client_of, applicant, draft, query):
    assert client_of(applicant).get(address(draft, query)).status_code == 200


@pytest.mark.parametrize("lines", [1, 3, 20])
def test_a_page_and_a_save_cost_the_same_however_many_lines(client_of, applicant, draft, lines, django_assert_num_queries):
    browser = client_of(applicant)
    typed = {name: text for number in range(lines) for name, text in line(number, "other", "Kulu", "10").items()}
    funding = {**income("Liput", "1"), **other("Säätiö", "1")}
    with django_assert_num_queries(19):
        browser.post(address(draft), {"seen": "1", **typed, **funding, "next": "continue"})
    with django_assert_num_queries(10):
        browser.get(address(draft))


def test_costs_are_shown_side_by_side_too(client_of, applicant, co_applicant, draft):
    where = address(draft)
    client_of(co_applicant).post(where, {"seen": "1", **line(1, "other", "Kahvi", "100"), "next": "list"})
    page = client_of(applicant).post(where, {"seen": "1", **line(1, "travel", "Bussi", "50"), "next": "list"})
    assert page.status_code == 409
    marked = found(page, "//*[@aria-labelledby='toinen']//dd//*[self::del or self::ins]/bdi")
    assert [words(it) for it in marked] == ["Travel", "Other costs", "Bussi: 50", "Kahvi: 100"]
    assert found(page, "//input[@name='kulu-1-what']/@value") == ["Bussi"]


def test_only_some_lines_are_in_sight_and_the_rest_wait_behind_a_word(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    browser = client_of(applicant)
    page = browser.get(address(draft))
    hidden = f"//details{COST_LINES}"
    assert (len(found(page, COST_LINES)), len(found(page, hidden))) == (8, 5)
    browser.post(address(draft), {"seen": "0", **{k: v for n in range(1, 5) for k, v in line(n, "other", "x", "1").items()}})
    assert len(found(browser.get(address(draft)), hidden)) == 3


def test_an_emptied_line_vanishes(client_of, applicant, draft):
    browser = client_of(applicant)
    browser.post(address(draft), {"seen": "1", **line(1, "venue_rent", "", " "), **line(2, "purchases", "Esiintyjä", "800,50")})
    assert list(draft.cost_lines.values_list("position", "what")) == [(1, "Esiintyjä")]


# --- other money and the balance ---------------------------------------------------------------------------------------


def test_the_city_s_own_contribution_is_told_and_the_group_s_is_not_asked(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert "Your group need not pay a part of the costs: the City of Joensuu takes care of it." in words(found(page, "//main")[0])
    assert found(page, "//details[.//*[@data-amount='income']]/@open") == []


def test_what_other_money_leaves_is_applied_for(client_of, applicant, draft):
    browser = client_of(applicant)
    typed = {**line(1, "other", "Kahvi", "5000"), **income("Pääsyliput", "700,50"), **other("Esimerkkisäätiö", "1 300")}
    answer = browser.post(address(draft), {"seen": "1", **typed, "next": "continue"})
    assert answer.url == f"/hakemukset/{draft.reference}/osat/"
    page = browser.get(address(draft))
    assert sums(page) == {"costs": "5 000,00 €", "income": "700,50 €", "other": "1 300,00 €", "applied": "2 999,50 €"}
    assert len(found(page, "//details[.//*[@data-amount='income']][@open]")) == 1
    draft.refresh_from_db()
    assert draft.applied == Decimal("2999.50")


def test_there_is_always_an_empty_line_for_more_money(client_of, applicant, group, open_round):
    funding = [Funding("income", f"Liput {number}", "1") for number in range(3)]
    draft = make_application(applicant, group, open_round, funding=funding)
    page = client_of(applicant).get(address(draft))
    assert [len(found(page, f"//*[@data-amount='{source}']")) for source in ("income", "other")] == [4, 2]


@pytest.mark.parametrize(
    ("wish", "seen", "sentence"),
    [
        ("3 800", {"missing": "200,00 €"}, "The costs are 5 000,00 €, but the money is 4 800,00 €: 200,00 € is missing."),
        ("4 000,01", {"surplus": "0,01 €"}, "The costs are 5 000,00 €, but the money is 5 000,01 €: 0,01 € is too much."),
    ],
)
def test_a_sum_that_does_not_balance_is_kept_and_the_difference_is_said(client_of, applicant, draft, wish, seen, sentence):
    browser = client_of(applicant)
    typed = {**line(1, "other", "Kahvi", "5000"), **income("Liput", "1000"), "applied_sum": wish}
    answer = browser.post(address(draft), {"seen": "1", **typed, "next": "continue"})
    assert answer.url == address(draft, "?tarkista=1#virheet")
    page = browser.get(answer.url)
    assert errors(page) == [("#id_applied_sum", sentence)]
    assert {name: sums(page)[name] for name in seen} == seen
    assert found(page, "//input[@name='applied_sum']/@value") == [wish]
    tasks = browser.get(f"/hakemukset/{draft.reference}/osat/")
    assert [row.removesuffix(" About 15 minutes") for row in rows(tasks) if row.startswith("Estimate")] == [
        "Estimate the costs Not ready"
    ]
    check = browser.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert [said for _url, said in problems(check)] == [sentence]


def test_a_written_sum_that_balances_is_applied_for(client_of, applicant, draft):
    browser = client_of(applicant)
    typed = {**line(1, "other", "Kahvi", "5000"), **income("Liput", "1000"), "applied_sum": "4 000 €"}
    assert browser.post(address(draft), {"seen": "1", **typed, "next": "continue"}).url == f"/hakemukset/{draft.reference}/osat/"
    assert Application.objects.get(pk=draft.pk).applied == Decimal("4000.00")


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [("8 000", "The sum for an event must be below 8 000 €. You now apply for 8 000 €."), ("7 999,99", None)],
)
def test_the_ceiling_is_on_the_sum_applied_for_and_strict_to_the_cent(client_of, applicant, draft, amount, sentence):
    browser = client_of(applicant)
    rest = {"7 999,99": "9 999,99", "8 000": "10 000"}[amount]
    typed = {**line(1, "other", "Kahvi", rest), **other("Säätiö", "2 000")}
    answer = browser.post(address(draft), {"seen": "1", **typed, "next": "continue"}, follow=True)
    assert errors(answer) == ([("#id_applied_sum", sentence)] if sentence else [])


def test_the_smallest_sum_is_not_more_than_what_is_applied_for(client_of, applicant, draft):
    browser = client_of(applicant)
    typed = {**line(1, "other", "Kahvi", "3000"), "smallest_sum": "3 000,01"}
    page = browser.post(address(draft), {"seen": "1", **typed, "next": "continue"}, follow=True)
    sentence = "The smallest sum is 3 000,01 €. It can't be more than you apply for, 3 000 €."
    assert errors(page) == [("#id_smallest_sum", sentence)]
    assert found(page, "//input[@name='smallest_sum']/@value") == ["3 000,01"]
    typed["smallest_sum"] = "3 000"
    assert browser.post(address(draft), {"seen": "2", **typed, "next": "continue"}).url == f"/hakemukset/{draft.reference}/osat/"


def test_other_money_that_covers_all_leaves_nothing_to_apply_for(client_of, applicant, draft):
    browser = client_of(applicant)
    typed = {**line(1, "other", "Kahvi", "100"), **income("Liput", "100")}
    page = browser.post(address(draft), {"seen": "1", **typed, "next": "continue"}, follow=True)
    sentence = "The sum you apply for is now 0 €. Check the income and the other funding."
    assert errors(page) == [("#id_applied_sum", sentence)]


@pytest.mark.parametrize(
    ("typed", "where", "sentence"),
    [
        (income("Liput", "monta"), "#id_tulo-1-amount", "Liput: Write the sum in digits only, for example 1 234,50."),
        (income("", "x"), "#id_tulo-1-amount", "Income 1: Write the sum in digits only, for example 1 234,50."),
        (income("Liput", ""), "#id_tulo-1-amount", "Liput: Write the sum of this money."),
        (other("Säätiö", "100", ""), "#id_rahoitus-1-state", "Säätiö: Choose if the money is applied for or granted."),
        (other("Säätiö", "100", "taken"), "#id_rahoitus-1-state", "Säätiö: Choose if the money is applied for or granted."),
        (
            {"applied_sum": "-1"},
            "#id_applied_sum",
            "The sum you apply for: Write the sum without a minus sign.",
        ),
    ],
)
def test_each_slip_in_other_money_has_its_own_sentence(client_of, applicant, draft, typed, where, sentence):
    browser = client_of(applicant)
    cost = line(1, "other", "Kahvi", "5000")
    page = browser.post(address(draft), {"seen": "1", **cost, **typed, "next": "continue"}, follow=True)
    assert errors(page) == [(where, sentence)]


def test_an_empty_estimate_that_is_to_be_mended_says_so(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    page = client_of(applicant).get(address(draft, "?tarkista=1"))
    assert errors(page) == [("#id_kulu-1-amount", "Line 1: Write at least one cost.")]


# --- years -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(applicant, group, open_round):
    open_round.earliest_start, open_round.latest_end = date(2018, 4, 1), date(2020, 12, 31)
    open_round.save()
    return make_draft(applicant, group, open_round, kind="development")


def test_a_project_chooses_the_year_among_those_of_the_round(client_of, applicant, project):
    page = client_of(applicant).get(address(project))
    choices = found(page, "//select[@name='kulu-1-year']/option")
    assert [(it.get("value"), it.get("selected") is not None) for it in choices] == [
        ("", False),
        ("2018", True),
        ("2019", False),
        ("2020", False),
    ]


def test_the_year_of_the_project_s_first_day_stands_ready(client_of, applicant, project):
    project.answers.create(name="starts", text="1.2.2019", day=date(2019, 2, 1))
    page = client_of(applicant).get(address(project))
    assert found(page, "//select[@name='kulu-1-year']/option[@selected]/@value") == ["2019"]


def test_an_event_is_not_asked_for_a_year(client_of, applicant, draft):
    assert found(client_of(applicant).get(address(draft)), "//select[contains(@name, 'year')]") == []


def test_a_line_without_a_year_asks_for_it(client_of, applicant, project):
    browser = client_of(applicant)
    page = browser.post(
        address(project), {"seen": "0", **line(1, "other", "Kahvi", "100", "1999"), "next": "continue"}, follow=True
    )
    assert errors(page) == [("#id_kulu-1-year", "Kahvi: Choose the year of this cost.")]


def test_sums_by_year_and_head_stand_in_a_table(client_of, applicant, project, open_round):
    use_flat_rate(open_round, Decimal("17"))
    lines = [("wages", "Ohjaaja", "100,50", "2018"), ("wages", "Ohjaaja", "100,50", "2019"), ("travel", "Bussi", "10", "2019")]
    typed = {name: text for number, it in enumerate(lines, start=1) for name, text in line(number, *it).items()}
    browser = client_of(applicant)
    browser.post(address(project), {"seen": "0", **typed, "next": "list"})
    for page in (browser.get(address(project)), browser.get(f"/hakemukset/{project.reference}/tarkista/")):
        [table] = found(page, "//table[caption[@id='vuosittain']]")
        assert [words(row) for row in table.xpath(".//tr")] == [
            "Kind of cost 20182019 Total",
            "Wages100,50 €100,50 €201,00 €",
            "Travel0,00 €10,00 €10,00 €",
            "Flat-rate costs (17 % of wages)17,09 €17,08 €34,17 €",
            "Total117,59 €127,58 €245,17 €",
        ]


# --- cost models -----------------------------------------------------------------------------------------------------


def test_a_lump_sum_asks_what_shows_that_the_promise_was_kept(client_of, applicant, draft):
    draft.round.terms.update(cost_model="lump_sum")
    browser = client_of(applicant)
    page = browser.get(address(draft))
    assert "The grant is one lump sum." in words(found(page, "//main")[0])
    typed = line(1, "other", "Kahvi", "5000")
    browser.post(address(draft), {"seen": "1", **typed, "output": "", "next": "continue"})
    check = browser.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert [said for _url, said in problems(check)] == ["Not ready: Estimate the costs"]
    browser.post(address(draft), {"seen": "2", **typed, "output": "Lista kävijöistä", "next": "continue"})
    check = browser.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert problems(check) == []
    assert words(found(check, "//tfoot")[0]) == "The sum you apply for, as a lump sum 5 000,00 €"
    content = send(draft, applicant).versions.get().content
    assert content["cost_model"] == "lump_sum"
    [part] = [part for part in content["sections"] if part["slug"] == "kustannukset"]
    assert [it["text"] for it in part["answers"]] == ["Lista kävijöistä"]
