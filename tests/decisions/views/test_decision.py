"""The page of a decision: what was decided first, and nothing at all before publication."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions import actions
from decisions.models import Decision
from tests.factories import SYSTEM, after_closing, make_decision

pytestmark = pytest.mark.django_db


def page_of(case) -> str:
    return f"/hakemukset/{case.reference}/paatos/"


def words(answer) -> str:
    """The text of the page's content, with single spaces."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def same_for_everybody(answer) -> str:
    """A page without its own address and what differs from one request to the next."""
    content = answer.content.decode().replace(answer.request["PATH_INFO"], "")
    return re.sub(r'<b class="reference">\w+</b>|name="csrfmiddlewaretoken" value="\w+"', "", content)


def test_the_outcome_and_the_sum_come_first(client_of, applicant, case, published):
    answer = client_of(applicant).get(page_of(case))
    assert answer.status_code == 200
    assert re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1] == (
        'Granted: <span class="reference">2\u00a0000,50\u00a0€</span>'
    )
    text = words(answer)
    places = [text.index(part) for part in ("Granted", "Reasons", "Cost estimate", "Conditions", "If you disagree")]
    assert places == sorted(places)


@pytest.mark.parametrize(("outcome", "heading"), [("rejected", "Rejected"), ("not_examined", "Not examined")])
def test_who_gets_nothing_reads_why_and_how_to_claim_but_no_conditions(
    client_of, applicant, case, coordinator, decider, outcome, heading
):
    make_decision(case, coordinator, decider, outcome=outcome, reasons="Tapahtuma on toisella paikkakunnalla.", published=True)
    answer = client_of(applicant).get(page_of(case))
    assert re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1] == heading
    text = words(answer)
    assert [part in text for part in ("Tapahtuma on toisella paikkakunnalla.", "14 päivän kuluessa", "Conditions")] == [
        True,
        True,
        False,
    ]


def test_until_the_letter_is_made_the_page_says_that_it_comes(client_of, applicant, case, published):
    browser = client_of(applicant)
    answer = browser.get(page_of(case))
    assert ("The decision letter is being made" in words(answer), "/paatos.pdf" in answer.content.decode()) == (True, False)
    actions.render_letters(by=SYSTEM, at=after_closing(case, days=4))
    answer = browser.get(page_of(case))
    assert ("The decision letter is being made" in words(answer), "/paatos.pdf" in answer.content.decode()) == (False, True)


@pytest.mark.parametrize("member", ["applicant", "co_applicant"])
def test_everybody_in_the_group_reads_it(client_of, request, case, published, member):
    assert client_of(request.getfixturevalue(member)).get(page_of(case)).status_code == 200


@pytest.mark.parametrize("handler", ["coordinator", "decider"])
def test_who_handles_the_case_reads_it(client_of, request, case, published, handler):
    assert client_of(request.getfixturevalue(handler)).get(page_of(case)).status_code == 200


@pytest.mark.parametrize("other", ["stranger", "reviewer", "finance", "admin"])
def test_others_find_nothing(client_of, request, case, published, other):
    assert client_of(request.getfixturevalue(other)).get(page_of(case)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(visitor, case, published):
    assert visitor.get(page_of(case)).status_code == 302


def test_before_publication_the_page_is_that_of_a_case_that_does_not_exist(client_of, applicant, case, prepared):
    browser = client_of(applicant)
    with CaptureQueriesContext(
        connection,
    ) as for_prepared:
        prepared_page = browser.get(page_of(case))
    with CaptureQueriesContext(connection) as for_nothing:
        nothing = browser.get("/hakemukset/PK-2018-9999/paatos/")
    assert (prepared_page.status_code, nothing.status_code) == (404, 404)
    assert same_for_everybody(prepared_page) == same_for_everybody(nothing)
    assert len(for_prepared) == len(for_nothing)
    assert set(prepared_page.headers) == set(nothing.headers)


def test_the_decider_does_not_read_it_here_before_publication_either(client_of, decider, case, prepared):
    assert client_of(decider).get(page_of(case)).status_code == 404


def test_what_people_typed_stays_text(client_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider, reasons="<script>alert(1)</script> & muuta", published=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; muuta" in client_of(applicant).get(page_of(case)).content.decode()


def test_reasons_and_legal_texts_are_marked_as_finnish(client_of, applicant, case, published):
    content = client_of(applicant).get(page_of(case)).content.decode()
    assert len(re.findall(r'<(?:div|ul) lang="fi"', content)) == 5


def test_the_page_is_only_looked_at(client_of, applicant, case, published):
    assert client_of(applicant).post(page_of(case)).status_code == 405


def test_the_page_asks_few_questions_however_many_decisions_there_are(client_of, applicant, case, published, decider):
    browser = client_of(applicant)
    with CaptureQueriesContext(connection) as with_one:
        browser.get(page_of(case))
    for number in (2, 3):
        case.decisions.update(state="replaced")
        Decision.objects.create(
            application=case, number=number, outcome="rejected", amount=0, reasons="Korjattu.", state="published", section=number,
            decided_by=decider, decided_at=published.published_at, published_at=published.published_at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as with_three:
        assert words(browser.get(page_of(case))).count("Korjattu.") == 1
    assert len(with_three) == len(with_one)
    assert len(with_one) <= 11
