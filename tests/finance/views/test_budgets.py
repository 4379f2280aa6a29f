"""The finance office changes budgets and shares, never below what is granted; each change stays in the ledger with its reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from registry.models import Event
from rounds.actions import set_budget, set_share
from rounds.models import Fund, LedgerEntry, RoundTerms
from rounds.queries import ledger_mismatches
from tests.applications.views.reading import found, words
from tests.desk.views.reading import summary, typed
from tests.factories import AT, acting

pytestmark = pytest.mark.django_db
D = Decimal
FUND, SHARE = "/talous/budjetit/tapahtuma/", "/talous/budjetit/tapahtuma/kierros/1/"


@pytest.fixture
def office(client_of, finance):
    return client_of(finance)


def fund() -> Fund:
    return Fund.objects.get(kind="event")


def share() -> Decimal | None:
    return RoundTerms.objects.get(kind="event", round__number=1).allocation


def entered() -> list[tuple[Decimal, str]]:
    rows = LedgerEntry.objects.filter(entry="budget", fund__kind="event", reason__isnull=False).order_by("pk")
    return list(rows.values_list("amount", "reason"))


def test_a_budget_changes_by_an_entry_with_the_difference_and_its_reason(office, year):
    assert office.post(FUND, {"budget": "45 000", "reason": "Valtuusto 3.4.2018."}).status_code == 303
    assert office.post(FUND, {"budget": "60 000,50", "reason": "Lisäys."}).status_code == 303
    assert (fund().budget, entered()) == (D("60000.50"), [(D("-5000.00"), "Valtuusto 3.4.2018."), (D("15000.50"), "Lisäys.")])
    assert Event.objects.filter(act="set_budget").latest("pk").details == {"kind": "event", "budget": "60000.50"}
    assert ledger_mismatches() == []
    text = words(found(office.get("/talous/budjetit/"), "//main")[0])
    assert [it in text for it in ("Valtuusto 3.4.2018.", "−5 000,00 €", "15 000,50 €", "Tuula Talous")] == [True] * 4


def test_it_is_never_lowered_below_what_is_granted(office, year):
    granted = fund().committed
    assert granted == D("1234.56")
    page = office.post(FUND, {"budget": "1234,55", "reason": "Leikkaus."})
    assert (page.status_code, [it.replace("\u00a0", " ") for it in summary(page)]) == (
        422,
        ["1 234,56 € of the fund is already granted. The budget can't be less than that."],
    )
    assert (typed(page, "budget"), typed(page, "reason"), fund().budget, entered()) == ("1234,55", "Leikkaus.", D("50000.00"), [])
    assert office.post(FUND, {"budget": "1234,56", "reason": "Leikkaus."}).status_code == 303
    assert fund().left == 0


@pytest.mark.parametrize(
    ("typed_in", "sentence"),
    [
        ({"budget": "", "reason": "Syy."}, "Write the new budget."),
        ({"budget": "1e5", "reason": "Syy."}, "Write the whole sum in digits, for example 100 000."),
        ({"budget": "51 000", "reason": " "}, "Write why the sum changes."),
        ({"budget": "50 000", "reason": "Syy."}, "The budget is that already."),
    ],
)
def test_what_is_wrong_is_said(office, year, typed_in, sentence):
    page = office.post(FUND, typed_in)
    assert (page.status_code, summary(page), fund().budget) == (422, [sentence], D("50000.00"))


def test_a_round_gets_a_share_and_goes_back_to_the_common_pool(office, year):
    assert office.post(SHARE, {"allocation": "20 000", "reason": "Jako."}).status_code == 303
    assert share() == D("20000.00")
    page = office.post(SHARE, {"allocation": "1000", "reason": "Liian pieni."})
    assert [it.replace("\u00a0", " ") for it in summary(page)] == [
        "1 234,56 € of the round's share is already granted. The share can't be less than that."
    ]
    assert office.post(SHARE, {"allocation": "", "reason": "Yhteinen."}).status_code == 303
    assert (share(), entered()) == (None, [(D("20000.00"), "Jako."), (D("-20000.00"), "Yhteinen.")])
    assert (fund().budget, ledger_mismatches()) == (D("50000.00"), [])


@pytest.mark.parametrize("role", ["coordinator", "decider", "auditor", "admin"])
def test_only_the_finance_office_changes_them(client_of, request, year, role):
    person = request.getfixturevalue(role)
    assert [client_of(person).post(page, {}).status_code for page in (FUND, SHARE)] == [403, 403]
    with pytest.raises(PermissionDenied):
        set_budget(fund(), by=acting(person, role), at=AT, budget=D("1"), reason="Syy.")
    with pytest.raises(PermissionDenied):
        set_share(RoundTerms.objects.first(), by=acting(person, role), at=AT, allocation=D("1"), reason="Syy.")


def test_who_may_see_the_money_reads_the_changes_and_changes_nothing(client_of, auditor, year):
    page = client_of(auditor).get("/talous/budjetit/")
    assert (page.status_code, found(page, "//main//a[contains(@href, '/kierros/')]")) == (200, [])


def test_a_kind_or_a_round_that_is_not_there(office, year):
    assert [office.get(page).status_code for page in ("/talous/budjetit/muu/", f"{FUND}kierros/9/")] == [404, 404]
