"""The worklist: what waits for the reader, and every sent application."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import actions as application_actions
from applications.models import Application
from registry.models import Letter
from reviews.actions import declare, score
from tests.applications.views.reading import found, heading, words
from tests.desk.conftest import CANARY
from tests.desk.views.reading import counts, main, rows
from tests.factories import (
    AT,
    acting,
    after_closing,
    make_application,
    make_case_in_review,
    make_decision,
    make_group,
    make_person,
    send,
)

pytestmark = pytest.mark.django_db
WORKLIST = "/tyopoyta/"


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "decider", "auditor"])
def test_who_handles_or_audits_cases_sees_it(client_of, request, role):
    page = client_of(request.getfixturevalue(role)).get(WORKLIST)
    assert (page.status_code, heading(page)) == (200, "Worklist")


@pytest.mark.parametrize("role", ["applicant", "finance", "admin"])
def test_others_are_refused(client_of, request, role):
    assert client_of(request.getfixturevalue(role)).get(WORKLIST).status_code == 403


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(WORKLIST).status_code == 302


def test_it_is_only_looked_at(client_of, coordinator):
    assert client_of(coordinator).post(WORKLIST).status_code == 405


def test_a_row_tells_what_whose_how_much_and_what_comes_next(client_of, coordinator, received):
    [row] = rows(client_of(coordinator).get(WORKLIST))
    assert [row[1], row[2], row[3].replace("\u00a0", " "), row[4], row[6]] == [
        f"Pyöräpaja keskustaan Esimerkkikylän yhdistys ry · {received.reference} · Round 1/2018",
        "Event",
        "2 000,50 €",
        "ReceivedNobody has opened it",
        "Declare your interests",
    ]
    assert int(row[5]) > 3000


def test_it_shows_nothing_of_the_answers(client_of, coordinator, case):
    assert CANARY not in client_of(coordinator).get(WORKLIST).content.decode()


def test_drafts_are_nobodys_business(client_of, coordinator, draft):
    assert main(client_of(coordinator).get(WORKLIST)).count(draft.reference) == 0


def test_each_count_leads_to_its_own_list(client_of, coordinator, reviewer, decider, received, case):
    browser = client_of(coordinator)
    assert counts(browser.get(WORKLIST)) == [
        ("1 to declare your interests in", "?waits=declare"),
        ("1 to review", "?waits=review"),
    ]
    assert [received.reference in row[1] for row in rows(browser.get(f"{WORKLIST}?waits=declare"))] == [True]
    assert [case.reference in row[1] for row in rows(browser.get(f"{WORKLIST}?waits=review"))] == [True]
    assert counts(client_of(reviewer).get(WORKLIST))[1] == ("1 to review", "?waits=review")
    assert counts(client_of(decider).get(WORKLIST)) == []


def test_the_coordinator_is_told_of_letters_that_failed(client_of, coordinator, reviewer, sent):
    letter = Letter.objects.first()
    Letter.objects.filter(pk=letter.pk).update(status="failed", sent_at=None)
    assert ("1 letter that could not be sent", "/tyopoyta/kirjeet/") in counts(client_of(coordinator).get(WORKLIST))
    assert counts(client_of(reviewer).get(WORKLIST)) == []


def test_the_longest_waiting_is_first_and_the_finished_last(
    client_of, auditor, applicant, group, first_round, coordinator, decider
):
    published, old, withdrawn, young = (make_case_in_review(applicant, group, first_round, coordinator) for _ in range(4))
    make_decision(published, coordinator, decider, published=True)
    application_actions.withdraw(withdrawn, by=acting(applicant, "owner"), at=after_closing(withdrawn, days=2))
    page = rows(client_of(auditor).get(WORKLIST))
    assert [next(ref for ref in row[0].split(" · ") if ref.startswith("PK-")) for row in page] == [
        it.reference for it in (old, young, published, withdrawn)
    ]
    assert [row[4] for row in page[2:]] == ["–", "–"]
    assert [row[5] for row in page[2:]] == ["Not final yet: somebody has still to be served", "Nothing: withdrawn"]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("words=esimerkkikyl", True),
        ("words=pyöräpaja", True),
        ("words=PK-2018", True),
        ("words=PYORAPAJA+yhdistys", True),
        ("words=aino+esimerkki", True),
        ("words=aino@example", True),
        ("words=pyöräpaja+torilla", False),
        ("handler=me", True),
        ("handler=none", False),
        ("ball=coordinator", True),
        ("ball=reviewers", False),
        ("ball=nobody", False),
        ("at_least=2000,50&at_most=2+000,50", True),
        ("at_least=2000,51", False),
        ("at_most=2000", False),
        ("days=1000", True),
        ("days=9000", False),
        ("words=kanarialintu", False),
        ("kind=event", True),
        ("kind=development", False),
        ("status=in_review", True),
        ("status=decided", False),
        ("words=Pyöräpaja&status=in_review&kind=event", True),
    ],
)
def test_filters_in_the_address_narrow_the_list(client_of, coordinator, case, query, finds):
    assert len(rows(client_of(coordinator).get(f"{WORKLIST}?{query}"))) == finds


def test_it_can_be_narrowed_to_a_round(client_of, coordinator, case, sent):
    browser = client_of(coordinator)
    assert [len(rows(browser.get(f"{WORKLIST}?round={it.round_id}"))) for it in (case, sent)] == [1, 1]
    assert len(rows(browser.get(WORKLIST))) == 2


@pytest.mark.parametrize(
    "query",
    [
        "kind=boat",
        "round=999",
        "round=x",
        "page=zero",
        "waits=lunch",
        "words=%00",
        "words=" + "x" * 5000,
        "sort=-",
        "at_least=x",
        "handler=x",
        "days=x",
    ],
)
def test_an_address_that_makes_no_sense_is_no_error(client_of, coordinator, case, query):
    assert client_of(coordinator).get(f"{WORKLIST}?{query}").status_code == 200


def test_the_filters_keep_what_was_chosen(client_of, coordinator, case):
    page = client_of(coordinator).get(f"{WORKLIST}?words=paja&kind=event")
    assert found(page, "//input[@name='words']")[0].get("value") == "paja"
    assert found(page, "//select[@name='kind']/option[@selected]")[0].get("value") == "event"


def test_an_empty_list_says_why_and_what_next(client_of, coordinator, open_round):
    browser = client_of(coordinator)
    assert "No application has been sent yet. They appear here as they come in. Round" in main(browser.get(WORKLIST))
    assert "No application fits these filters. Show all" in main(browser.get(f"{WORKLIST}?words=x"))


def test_a_long_list_has_pages_that_keep_the_filters(client_of, coordinator, received):
    Application.objects.bulk_create(
        Application(
            reference=f"PK-2018-1{number:03}", round=received.round, kind="event", group=received.group, status="submitted",
            created_at=AT, changed_at=AT, submitted_at=AT, waiting_since=AT,
        )
        for number in range(50)
    )  # fmt: skip
    browser = client_of(coordinator)
    page = browser.get(f"{WORKLIST}?kind=event")
    assert len(rows(page)) == 50
    [onward] = found(page, "//nav[@class='pagination']//a")
    assert onward.get("href") == "?kind=event&page=2"
    assert len(rows(browser.get(WORKLIST + onward.get("href")))) == 1


def test_a_case_of_ones_own_group_is_not_there(client_of, coordinator, first_round):
    group = make_group(coordinator, name="Kaisan oma ry", business_id="9100002-1")
    send(make_application(coordinator, group, first_round, at=AT), coordinator)
    page = client_of(coordinator).get(WORKLIST)
    assert (rows(page), counts(page)) == ([], [])


def test_who_proposed_has_nothing_to_decide(client_of, applicant, group, first_round):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    case = make_case_in_review(applicant, group, first_round, both)
    browser = client_of(both)
    score(
        case,
        by=acting(both, "coordinator"),
        at=after_closing(case),
        points={it.code: 3 for it in first_round.criteria.all()},
        reasons={it.code: "Sopii." for it in first_round.criteria.all()},
        send=True,
    )
    assert counts(browser.get(WORKLIST)) == [("1 to propose a decision on", "?waits=propose")]
    browser.post(f"/tyopoyta/hakemukset/{case.reference}/esitys/", {"outcome": "granted", "reasons": "Sopii."})
    page = browser.get(WORKLIST)
    assert (counts(page), rows(page)[0][6]) == ([], "Waits for the decision maker")


def test_what_is_decided_leads_to_publishing(client_of, decider, prepared):
    page = client_of(decider).get(WORKLIST)
    assert counts(page) == [("1 to publish", "?waits=publish")]
    assert words(found(page, "//a[@href='/tyopoyta/kierrokset/1/julkaisu/']")[0]) == "Round 1/2018"


def test_it_asks_few_questions_however_long_the_list(client_of, coordinator, applicant, group, first_round):
    browser = client_of(coordinator)

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(WORKLIST)
        return len(asked)

    for_cases = []
    for number in (1, 2, 3):
        case = make_case_in_review(applicant, group, first_round, coordinator)
        declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case, days=number))
        for_cases.append(ask())
    assert for_cases[0] == for_cases[2] <= 17


def test_each_column_sorts_both_ways_and_says_so(client_of, coordinator, case, received):
    Application.objects.filter(pk=received.pk).update(title="Aamukahvit", applied=Decimal("1.00"))
    browser = client_of(coordinator)
    page = browser.get(WORKLIST)
    assert [it.get("aria-sort") for it in found(page, "//thead//th")] == [None, None, None, None, "ascending", None, None]
    addresses = {words(it): it.get("href") for it in found(page, "//thead//th/a")}
    assert (addresses["Applied"], addresses["Waiting, days"]) == ("?sort=applied", "?sort=-waiting")
    first = {sort: rows(browser.get(f"{WORKLIST}?sort={sort}"))[0][1] for sort in ("title", "-title", "applied", "-applied")}
    assert {sort: received.reference in cell for sort, cell in first.items()} == {
        "title": True,
        "-title": False,
        "applied": True,
        "-applied": False,
    }
    for sort in ("kind", "status", "next", "handler", "-next"):
        assert len(rows(browser.get(f"{WORKLIST}?sort={sort}"))) == 2


def test_filters_in_use_stand_above_the_list_with_a_way_out(client_of, coordinator, case):
    page = client_of(coordinator).get(f"{WORKLIST}?kind=event&words=paja")
    chips = found(page, "//ul[@aria-label='Filters in use']/li")
    assert [words(it) for it in chips] == ["Search: paja remove Search", "Kind: Event remove Kind"]
    assert [it.get("href") for it in found(page, "//ul[@aria-label='Filters in use']//a")] == ["?kind=event", "?words=paja"]


def test_only_a_coordinator_chooses_many(client_of, coordinator, reviewer, case):
    assert len(found(client_of(reviewer).get(WORKLIST), "//input[@name='case']")) == 0
    browser = client_of(coordinator)
    assert len(found(browser.get(WORKLIST), "//input[@name='case'][@checked]")) == 0
    assert len(found(browser.get(f"{WORKLIST}?mark=page"), "//input[@name='case'][@checked]")) == 1
