"""The page of a decision: what was decided first, and nothing at all before publication."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import StaffRole
from applications.models import Application
from decisions import actions, queries
from decisions.models import Decision, PlannedPayment
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
    places = [text.index(part) for part in ("Granted", "Reasons", "Cost estimate", "Payment", "Conditions", "If you disagree")]
    assert places == sorted(places)


@pytest.mark.parametrize(("outcome", "heading"), [("rejected", "Rejected"), ("not_examined", "Not examined")])
def test_who_gets_nothing_reads_why_and_how_to_claim_but_no_conditions(
    client_of, applicant, case, coordinator, decider, outcome, heading
):
    make_decision(case, coordinator, decider, outcome=outcome, reasons="Tapahtuma on toisella paikkakunnalla.", published=True)
    answer = client_of(applicant).get(page_of(case))
    assert re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1] == heading
    text = words(answer)
    assert [part in text for part in ("Tapahtuma on toisella paikkakunnalla.", "within 14 days", "Conditions")] == [
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


def test_in_english_the_page_says_that_it_is_a_courtesy_and_marks_what_is_finnish(client_of, applicant, case, published):
    answer = client_of(applicant).get(page_of(case))
    assert "This page is a courtesy translation. The decision in Finnish is the one in force." in words(answer)
    assert "The same cost may not be funded twice." in words(answer)
    assert re.findall(r'<div lang="fi" class="flow"><p>(.*?)</p>', answer.content.decode()) == ["Sopii ohjelman kohderyhmälle."]


def test_in_finnish_the_page_says_what_is_in_force(client_of, applicant, case, published):
    browser = client_of(applicant)
    browser.cookies["django_language"] = "fi"
    text = words(browser.get(page_of(case)))
    assert ("Samaa kustannusta ei saa rahoittaa kahteen kertaan." in text, "epävirallinen käännös" in text) == (True, False)


def test_the_page_says_all_that_the_letter_says(client_of, applicant, case, published, programme, decider):
    Application.objects.filter(pk=case.pk).update(register_number="514/02.05.01.01.00/2018")
    StaffRole.objects.filter(person=decider).update(title="Hankejohtaja, kaupunkirakenne")
    Decision.objects.update(conditions="Kutsu kaupungin edustaja.")
    PlannedPayment.objects.create(decision=published, position=1, amount=published.amount, when="kertakorvauksena jälkikäteen")
    programme.needs_agreement = True
    programme.save()
    text = words(client_of(applicant).get(page_of(case))).replace("\u00a0", " ")
    for part in (
        "The funding depends on an agreement on the transfer of support", "514/02.05.01.01.00/2018", "Hankejohtaja, kaupunkirakenne",
        "Venue rents 1 200,00 € 1 200,00 €", "Total 2 000,50 € 2 000,50 €",
        "1 kertakorvauksena jälkikäteen 2 000,50 €", "Conditions of this decision Kutsu kaupungin edustaja.",
        "Distribution Esimerkkikylän yhdistys ry ; City of Joensuu, finance", "Service of notice", "Version 1",
        queries.in_groups(published.verification_code),
    ):  # fmt: skip
        assert part in text, part


def test_the_page_is_only_looked_at(client_of, applicant, case, published):
    assert client_of(applicant).post(page_of(case)).status_code == 405


def test_the_page_asks_few_questions_however_many_decisions_there_are(client_of, applicant, case, published, decider):
    browser = client_of(applicant)
    with CaptureQueriesContext(connection) as with_one:
        browser.get(page_of(case))
    for number in (2, 3):
        case.decisions.update(state="replaced")
        Decision.objects.create(
            application=case, version=case.versions.get(), number=number, outcome="rejected", amount=0,
            reasons="Korjattu.", state="published", section=number,
            decided_by=decider, decided_at=published.published_at, published_at=published.published_at,
            section_year=2018, verification_code=f"2345ABCD{number}{number}{number}{number}",
        )  # fmt: skip
    with CaptureQueriesContext(connection) as with_three:
        assert words(browser.get(page_of(case))).count("Korjattu.") == 1
    assert len(with_one) <= 15
    # A newer version asks besides for those before it, what each says of itself, and claims against them.
    assert len(with_three) <= len(with_one) + 5
