"""The pages of dividing money: a list, an editor that saves nothing until asked, a comparison, and the proposals."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from applications.sections import Cost
from decisions import actions
from decisions.models import Proposal, Scenario
from reviews.actions import declare
from tests.applications.views.reading import found
from tests.desk.views.reading import main, rows, summary, typed
from tests.factories import acting, after_closing, make_case_in_review, make_person, make_review

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/1/jako/tapahtuma/"
D = Decimal


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def cases(applicant, group, first_round, coordinator) -> list[Application]:
    """Two events for 1 000 and 2 000 €, with 3 and 4 points on every criterion."""
    made = []
    for number in (1, 2):
        costs = [Cost("other", "Kaikki", f"{number} 000")]
        case = make_case_in_review(applicant, group, first_round, coordinator, costs=costs)
        make_review(case, coordinator, role="coordinator", points=number + 2)
        made.append(case)
    return made


@pytest.fixture
def scenario(cases, first_round, coordinator) -> Scenario:
    by, at = acting(coordinator, "coordinator"), after_closing(cases[0], days=2)
    return actions.make_scenario(first_round, by=by, at=at, kind="event", name="Perusvaihtoehto")


def page_of(scenario: Scenario, act: str = "") -> str:
    return f"{LIST}{scenario.pk}/{act}"


def posted(scenario: Scenario, amounts: dict[int, str], act: str = "save", **more: object) -> dict[str, object]:
    return {"edition": scenario.edition, "act": act, **{f"amount-{key}": text for key, text in amounts.items()}, **more}


def test_an_empty_list_says_what_a_scenario_is(client_of, coordinator, first_round):
    page = client_of(coordinator).get(LIST)
    assert "There are no scenarios yet." in main(page)
    assert "No case of this kind is in review in this round." in main(page)


def test_a_scenario_is_made_listed_copied_renamed_and_deleted(client_of, coordinator, cases):
    browser = client_of(coordinator)
    browser.post(LIST, {"name": "Perus"})
    made = Scenario.objects.get()
    assert browser.post(page_of(made, "kopioi/"), {"name": "Toinen"}).status_code == 303
    assert browser.post(page_of(made, "nimi/"), {"name": "Ensimmäinen"}).status_code == 303
    listed = [[plain(cell) for cell in row[:4]] for row in rows(browser.get(LIST))]
    assert [(row[0], row[2], row[3]) for row in listed] == [
        ("Ensimmäinen", "2", "3 000,00 €"),
        ("Toinen", "2", "3 000,00 €"),
    ]
    browser.post(page_of(made, "poista/"))
    assert list(Scenario.objects.values_list("name", flat=True)) == ["Toinen"]


def test_a_name_that_is_taken_or_empty_is_refused_with_what_was_typed(client_of, coordinator, scenario):
    browser = client_of(coordinator)
    page = browser.post(LIST, {"name": "Perusvaihtoehto"})
    assert (page.status_code, summary(page)) == (422, ["There is a scenario with this name already."])
    page = browser.post(page_of(scenario, "kopioi/"), {"name": "Perusvaihtoehto"})
    assert page.status_code == 422
    assert found(page, f"//input[@id='name-{scenario.pk}']/@value") == ["Perusvaihtoehto"]


def test_the_editor_shows_the_order_the_sums_and_what_is_left(client_of, coordinator, scenario, cases):
    shown = rows(client_of(coordinator).get(page_of(scenario)))
    left = cases[0].round.programme.funds.get(kind="event").left
    assert [(row[0].partition(".")[0], row[1], plain(row[4])) for row in shown] == [
        ("1", f"{standing_of(4, scenario)}", "2 000,00 €"),
        ("2", f"{standing_of(3, scenario)}", "3 000,00 €"),
    ]
    assert plain(shown[1][5]) == plain(f"{left - 3000:,.2f} €".replace(",", " ").replace(".", ","))


def standing_of(points: int, scenario: Scenario) -> int:
    return points * sum(criterion.weight for criterion in scenario.round.criteria.all())


def test_counting_changes_the_page_and_saves_nothing(client_of, coordinator, scenario, cases):
    first, second = (case.pk for case in cases)
    page = client_of(coordinator).post(page_of(scenario), posted(scenario, {first: "500", second: "1 500,50"}, act="count"))
    assert page.status_code == 200
    assert [plain(row[4]) for row in rows(page)] == ["1 500,50 €", "2 000,50 €"]
    assert "Counted, and not saved yet." in main(page)
    assert sum(scenario.rows.values_list("amount", flat=True)) == D("3000.00")


def test_saving_keeps_the_sums_and_a_second_person_sees_both(client_of, coordinator, scenario, cases):
    browser, (first, second) = client_of(coordinator), (case.pk for case in cases)
    assert browser.post(page_of(scenario), posted(scenario, {first: "0", second: "1 500,50"})).status_code == 303
    assert sorted(scenario.rows.values_list("amount", flat=True)) == [D("0.00"), D("1500.50")]
    late = posted(scenario, {first: "700", second: "1 500,50"}, **{f"reason-{first}": "Kesken"})
    page = browser.post(page_of(scenario), late)
    assert page.status_code == 409
    assert (plain(typed(page, f"amount-{first}")), typed(page, f"reason-{first}")) == ("700", "Kesken")
    assert [plain(words) for words in found(page, "//td/p/b/text()") if "saved" in words] == ["saved: 0,00 €"]
    late["edition"] = typed(page, "edition")
    assert browser.post(page_of(scenario), late).status_code == 303


def test_what_breaks_a_rule_or_is_not_understood_is_said_where_it_was_typed(client_of, coordinator, scenario, cases):
    browser, (first, second) = client_of(coordinator), (case.pk for case in cases)
    page = browser.post(page_of(scenario), posted(scenario, {first: "1000,01", second: "2000"}))
    assert page.status_code == 422
    assert [plain(it) for it in summary(page)] == ["The sum can't be more than the sum applied for, 1 000,00 €."]
    page = browser.post(page_of(scenario), posted(scenario, {first: "paljon", second: "2000"}))
    assert (page.status_code, summary(page)) == (422, ["Write the sum in digits only, for example 1 234,50."])
    assert typed(page, f"amount-{first}") == "paljon"


@pytest.mark.parametrize(
    ("act", "more", "amounts"),
    [
        ("fund", {}, ["2 000,00", "1 000,00"]),
        ("cut", {"percent": "10"}, ["1 800,00", "900,00"]),
        ("cap", {"most": "1 200"}, ["1 200,00", "1 000,00"]),
    ],
)
def test_quick_tools_fill_in_sums_and_save_nothing(client_of, coordinator, scenario, cases, act, more, amounts):
    start = {case.pk: str(case.applied) for case in cases}
    page = client_of(coordinator).post(page_of(scenario), posted(scenario, start, act=act, **more))
    assert [plain(typed(page, f"amount-{case.pk}")) for case in reversed(cases)] == amounts
    scenario.refresh_from_db()
    assert scenario.edition == 1


@pytest.mark.parametrize("act", ["up-abc", "down-²", "up-", f"down-{10**25}", "abc", ""])
def test_a_button_that_the_page_does_not_have_changes_nothing(client_of, coordinator, scenario, cases, act):
    page = client_of(coordinator).post(page_of(scenario), posted(scenario, {case.pk: "100" for case in cases}, act=act))
    assert page.status_code == 200
    assert [typed(page, f"amount-{case.pk}").removesuffix(",00") for case in cases] == ["100", "100"]


def test_a_tool_without_its_number_says_what_to_write(client_of, coordinator, scenario, cases):
    page = client_of(coordinator).post(page_of(scenario), posted(scenario, {}, act="cut", percent="101"))
    assert (page.status_code, summary(page)) == (422, ["Write a percentage from 0 to 100."])


def test_the_case_on_the_line_says_how_much_of_it_fits(client_of, coordinator, scenario, cases, programme):
    programme.funds.filter(kind="event").update(budget=D("2500.00"))
    page = client_of(coordinator).get(page_of(scenario))
    assert "Fits in part: 500,00 €" in plain(main(page))
    assert "That is 500,00 € more than there is." in plain(main(page))


def test_making_the_proposals_names_what_is_missing_and_then_makes_them_once(client_of, coordinator, scenario, cases):
    browser = client_of(coordinator)
    page = browser.post(page_of(scenario, "esitys/"), {"edition": 1})
    assert page.status_code == 422
    listed = [plain(it) for it in found(page, "//div[@role='alert']//li/text()")]
    assert listed == [f"{case.reference}: The reasons for the decision are missing." for case in reversed(cases)]
    reasons = {f"reason-{case.pk}": "Sopii ohjelmaan." for case in cases}
    browser.post(page_of(scenario), posted(scenario, {case.pk: str(case.applied) for case in cases}, **reasons))
    for _press in range(2):
        assert browser.post(page_of(scenario, "esitys/"), {"edition": 2}).status_code == 303
    assert Proposal.objects.count() == 2
    page = browser.get(page_of(scenario))
    assert "Proposals made" in main(page)
    assert found(page, "//button[@value='save']") == []


def test_the_decider_and_the_auditor_read_and_change_nothing(client_of, decider, auditor, scenario, cases):
    for person in (decider, auditor):
        page = client_of(person).get(page_of(scenario))
        assert (page.status_code, found(page, "//main//button")) == (200, [])
        assert client_of(person).post(page_of(scenario), posted(scenario, {})).status_code == 403


def test_scenarios_stand_side_by_side(client_of, coordinator, scenario, cases):
    client_of(coordinator).post(page_of(scenario, "kopioi/"), {"name": "Toinen"})
    shown = rows(client_of(coordinator).get(f"{LIST}vertailu/"))
    assert [[plain(cell) for cell in row] for row in shown[:2]] == [
        ["Get money", "2", "2"],
        ["Total", "3 000,00 €", "3 000,00 €"],
    ]


@pytest.mark.parametrize("number", [1, 4])
def test_the_pages_ask_as_little_of_the_database_for_many_cases(
    client_of, coordinator, applicant, group, first_round, scenario, number
):
    for _more in range(number):
        make_review(make_case_in_review(applicant, group, first_round, coordinator), coordinator, role="coordinator")
    browser = client_of(coordinator)
    for address in (LIST, page_of(scenario), f"{LIST}vertailu/"):
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        assert len(asked) <= 12, address
    with CaptureQueriesContext(connection) as asked:
        browser.post(page_of(scenario), posted(scenario, {}))
    assert len(asked) <= 25


def test_after_refused_proposals_saving_saves(client_of, coordinator, cases, scenario):
    """The page stands at the address of the proposals then, and what is typed on it goes to the scenario all the same."""
    refused = client_of(coordinator).post(page_of(scenario, "esitys/"), {"edition": scenario.edition})
    assert (refused.status_code, "This was not done" in main(refused)) == (422, True)
    editor = found(refused, "//main//form[.//input[starts-with(@name, 'amount-')]]")[0]
    assert editor.get("action") == page_of(scenario)


def test_after_a_refused_copy_a_new_scenario_is_a_new_one(client_of, coordinator, cases, scenario):
    refused = client_of(coordinator).post(page_of(scenario, "kopioi/"), {"name": ""})
    assert [it.get("action") for it in found(refused, "//main//form[.//*[@id='id_name']]")] == [LIST]


def test_a_place_that_a_colleague_gave_in_a_case_one_does_not_handle_leaves_what_was_typed(
    client_of, coordinator, scenario, cases
):
    by, at = acting(coordinator, "coordinator"), after_closing(cases[0], days=2)
    actions.save_scenario(scenario, by=by, at=at, edition=1, given={cases[0].pk: actions.Given(D(0), reserve_place=1)})
    colleague = make_person("kalle@joensuu.example", name="Kalle Kollega", roles=["coordinator"])
    declare(cases[0], by=acting(colleague, "coordinator"), at=at, ground="other", explanation="Ystävä.")
    declare(cases[1], by=acting(colleague, "coordinator"), at=at)
    reason, place = f"reason-{cases[1].pk}", f"reserve-{cases[1].pk}"
    form = posted(scenario, {cases[1].pk: "0"}, edition=2, **{reason: "Rahat loppuivat.", place: "1"})
    page = client_of(colleague).post(page_of(scenario), form)
    assert (page.status_code, summary(page)) == (422, ["Place 1 on the reserve list has been given already."])
    assert typed(page, reason) == "Rahat loppuivat."
    assert cases[0].reference not in main(page)
