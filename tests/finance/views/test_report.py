"""The page of the money, and the two files with the same sums."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Event
from rounds.models import Fund
from tests.factories import make_round
from tests.finance.reading import of_csv, of_page, of_xlsx

pytestmark = pytest.mark.django_db

PAGES = ("finance:report", "finance:csv", "finance:xlsx")


@pytest.fixture
def office(client_of, finance):
    return client_of(finance)


def test_page_csv_and_xlsx_agree_to_the_cent(office, year):
    shown = of_page(office.get("/talous/").content.decode())
    in_csv, in_xlsx = (of_csv(office.get("/talous/raportti.csv").content), of_xlsx(office.get("/talous/raportti.xlsx").content))
    assert in_csv == in_xlsx
    assert shown == {key: sums for key, sums in in_csv.items() if key in shown}
    assert set(in_csv) - set(shown) == {("Outside the funds", ""), ("The whole programme", "")}
    assert len(shown) == 8


def test_every_row_adds_up(office, year):
    for budget, applications, _applied, _proposed, granted, released, paid, to_be_paid, left in of_csv(
        office.get("/talous/raportti.csv").content
    ).values():
        if applications is not None:
            assert to_be_paid == granted - released - paid
        if budget is not None and left is not None:
            assert left == budget - granted + released


def test_the_programme_is_more_than_its_two_funds(office, year):
    text = office.get("/talous/").content.decode()
    assert [sum_ in text for sum_ in ("1\u00a0149\u00a0309,00\u00a0€", "850\u00a0000,00\u00a0€", "299\u00a0309,00\u00a0€")] == [
        True, True, True,
    ]  # fmt: skip


def test_before_a_programme_is_loaded_the_page_says_so(office, db):
    assert "No programme has been loaded yet" in office.get("/talous/").content.decode()
    assert office.get("/talous/raportti.csv").status_code == office.get("/talous/raportti.xlsx").status_code == 404


def test_a_fund_that_does_not_agree_with_its_ledger_is_shown_first(office, year):
    assert "does not agree with its ledger" not in office.get("/talous/").content.decode()
    Fund.objects.filter(kind="event").update(committed=F("committed") + Decimal("0.01"))
    text = office.get("/talous/").content.decode()
    sentence = "Joensuun KAKE2.0: Event: 1\u00a0234,57\u00a0€ granted by the fund, 1\u00a0234,56\u00a0€ by its ledger."
    assert sentence in text
    assert 'role="alert"' in text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_download_is_written_down(office, finance, year, ending):
    answer = office.get(f"/talous/raportti.{ending}")
    assert answer["Content-Disposition"].startswith('attachment; filename="budjetti-20')
    event = Event.objects.get(act="export")
    assert (event.actor, event.role, event.about) == (f"person:{finance.pk}", "finance", f"programme:{year.pk}")
    assert event.details == {"format": ending}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["reviewer", "admin", "applicant"])
def test_the_money_is_not_for_everybody(client_of, year, name, who, request):
    assert client_of(request.getfixturevalue(who)).get(reverse(name)).status_code == 403
    assert not Event.objects.filter(act="export").exists()


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_signs_in_first(visitor, year, name):
    assert visitor.get(reverse(name)).url == f"/kirjaudu/?next={reverse(name)}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_posted_here(office, year, name):
    assert office.post(reverse(name)).status_code == 405


def test_six_rounds_cost_as_much_as_three(office, year):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get("/talous/")
        counts.append(len(queries))
        make_round(year)
    assert counts[0] == counts[1] <= 16
