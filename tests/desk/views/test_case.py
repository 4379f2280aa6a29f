"""The case: everything of it for who has declared no conflict of interest, only its row for others."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import edit_group
from applications import actions as application_actions
from decisions.actions import return_to_review
from registry.queries import events_about
from reviews.actions import declare, score
from tests.applications.views.reading import buttons, found, heading, notices, words
from tests.desk.conftest import CANARY
from tests.desk.views.reading import forms, main, page_of, typed
from tests.factories import acting, after_closing, make_application, make_decision, make_group, make_person, make_proposal, send

pytestmark = pytest.mark.django_db


def sees_content(page) -> bool:
    return CANARY in page.content.decode()


def timeline(page) -> list[str]:
    return [words(it) for it in found(page, "//ol[@class='timeline']//p[@class='timeline__what']")]


def give_points(case, person, *, send: bool = True, points: int = 4) -> None:
    criteria = case.round.criteria.all()
    score(
        case,
        by=acting(person, "reviewer"),
        at=after_closing(case, days=2),
        points={it.code: points for it in criteria},
        reasons={it.code: f"Perustelu henkilöltä {person}." for it in criteria},
        send=send,
    )


@pytest.mark.parametrize("role", ["applicant", "stranger", "finance", "admin"])
def test_who_does_not_work_at_the_desk_is_refused(client_of, request, case, role):
    page = client_of(request.getfixturevalue(role)).get(page_of(case))
    assert (page.status_code, sees_content(page)) == (403, False)


def test_a_visitor_is_asked_to_sign_in(visitor, case):
    assert visitor.get(page_of(case)).status_code == 302


def test_it_is_only_looked_at(client_of, coordinator, case):
    assert client_of(coordinator).post(page_of(case)).status_code == 405


def test_a_case_that_is_not_there_and_a_draft_are_not_found(client_of, coordinator, draft):
    browser = client_of(coordinator)
    assert [browser.get(f"/tyopoyta/hakemukset/{it}/").status_code for it in ("PK-2018-9999", draft.reference)] == [404, 404]


def test_who_has_declared_no_conflict_reads_what_was_sent(client_of, coordinator, case):
    page = client_of(coordinator).get(page_of(case))
    assert (page.status_code, heading(page), sees_content(page)) == (200, "Pyöräpaja keskustaan", True)
    text = main(page).replace("\u00a0", " ")
    assert ["Version 1, received on" in text, "sent by Aino Esimerkki" in text, "2 000,50 €" in text] == [True] * 3


def test_it_is_the_newest_version_that_is_read(client_of, auditor, applicant, group, open_round):
    sent = send(make_application(applicant, group, open_round, summary="Ensimmäinen ajatus."), applicant)
    texts = {"title": "Pyöräpaja", "summary": "Toinen ajatus.", "aims": "1"}
    application_actions.save(sent, by=acting(applicant, "owner"), at=sent.submitted_at, slug="idea", seen=1, texts=texts)
    browser = client_of(auditor)
    assert "Ensimmäinen ajatus." in main(browser.get(page_of(sent)))
    send(sent, applicant)
    assert ["Toinen ajatus." in main(browser.get(page_of(sent))), "Version 2" in main(browser.get(page_of(sent)))] == [True, True]


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "decider"])
def test_who_has_declared_nothing_sees_only_the_row(client_of, request, received, role):
    page = client_of(request.getfixturevalue(role)).get(page_of(received))
    text = main(page)
    assert (page.status_code, sees_content(page), forms(page)) == (200, False, ["esteellisyys"])
    assert [it in text for it in ("Esimerkkikylän yhdistys ry", "Event", "2 000,50")] == [True, True, True]
    assert [it in text for it in ("Kauppatori", "Aino")] == [False, False]


def test_the_group_is_described_as_it_was_sent_and_a_new_account_is_pointed_out(client_of, coordinator, applicant, case):
    browser = client_of(coordinator)
    page = browser.get(page_of(case))
    facts = {words(row[0]): words(row[1]) for row in found(page, "//*[@id='answers']/dl[1]/div")}
    assert (facts["Business ID"], facts["Account number (IBAN)"]) == ("9100001-3", "FI19 •••• •••• •••• 19")
    assert notices(page) == []
    edit_group(case.group, by=acting(applicant), at=after_closing(case), iban="FI9490000000000027")
    page = browser.get(page_of(case))
    assert notices(page) == ["The account number has changed"]
    assert "had the account FI19 •••• •••• •••• 19. Now it has FI94 •••• •••• •••• 27." in main(page)


def test_who_stepped_aside_finds_no_such_case(client_of, reviewer, case):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case), ground="party")
    assert client_of(reviewer).get(page_of(case)).status_code == 404


def test_a_case_of_ones_own_group_is_not_there_even_after_a_declaration(client_of, coordinator, case):
    make_group(coordinator, name="Toinen ry", business_id="9100002-1")
    case.group.memberships.create(person=coordinator, role="reader", joined_at=after_closing(case))
    assert client_of(coordinator).get(page_of(case)).status_code == 404


def test_an_auditor_reads_and_can_do_nothing(client_of, auditor, case):
    page = client_of(auditor).get(page_of(case))
    assert (sees_content(page), forms(page), buttons(page)) == (True, [], [])


def test_reading_it_is_written_down_and_seeing_its_row_is_not(client_of, coordinator, decider, case):
    client_of(decider).get(page_of(case))
    client_of(coordinator).get(page_of(case))
    views = events_about(case.about).filter(act="view")
    assert [(event.actor, event.role) for event in views] == [(f"person:{coordinator.pk}", "coordinator")]


@pytest.mark.parametrize(
    ("role", "state", "offered"),
    [
        ("coordinator", "case", ["pisteet", "esitys", "diaarinumero", "esteellisyys"]),
        ("reviewer", "case", ["pisteet", "esteellisyys"]),
        ("coordinator", "proposal", ["diaarinumero", "esteellisyys"]),
        ("reviewer", "proposal", ["esteellisyys"]),
        ("decider", "proposal", ["paatos", "palautus", "esteellisyys"]),
        ("decider", "prepared", ["esteellisyys"]),
        ("coordinator", "published", ["diaarinumero", "esteellisyys"]),
    ],
)
def test_what_can_be_done_follows_from_the_role_and_the_state(client_of, request, case, role, state, offered):
    person = request.getfixturevalue(role)
    request.getfixturevalue(state)
    assert forms(client_of(person).get(page_of(case))) == offered


def test_a_received_case_can_be_taken_up_once_its_round_has_closed(client_of, coordinator, received, sent):
    for application in (received, sent):
        application_actions.declare_interest(application, by=acting(coordinator, "coordinator"), at=after_closing(received))
    browser = client_of(coordinator)
    always = ["diaarinumero", "esteellisyys"]
    assert [forms(browser.get(page_of(it))) for it in (received, sent)] == [["kasittelyyn", *always], always]
    assert "The group can change the application until the round closes" in main(browser.get(page_of(sent)))


def test_a_proposer_is_told_why_somebody_else_decides(client_of, case):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    declare(case, by=acting(both, "coordinator"), at=after_closing(case))
    make_proposal(case, both)
    page = client_of(both).get(page_of(case))
    assert forms(page) == ["palautus", "diaarinumero", "esteellisyys"]
    assert "You made the proposal yourself, so somebody else decides." in main(page)


def test_the_form_to_decide_begins_with_the_proposal(client_of, decider, coordinator, case):
    declare(case, by=acting(decider, "decider"), at=after_closing(case))
    make_proposal(case, coordinator, outcome="granted_in_part", amount=Decimal("1500.50"), reasons="Osa riittää.")
    page = client_of(decider).get(page_of(case))
    assert [typed(page, name).replace("\u00a0", " ") for name in ("outcome", "amount", "reasons")] == [
        "granted_in_part",
        "1 500,50 €",
        "Osa riittää.",
    ]
    assert "The fund has 50 000,00 € left." in main(page).replace("\u00a0", " ")


def test_a_returned_proposal_begins_where_it_was_left_and_says_why_it_came_back(client_of, coordinator, decider, case, proposal):
    return_to_review(case, by=acting(decider, "decider"), at=after_closing(case, days=3), reason="Kustannukset puuttuvat.")
    page = client_of(coordinator).get(page_of(case))
    assert (typed(page, "outcome"), typed(page, "reasons")) == ("granted", "Sopii ohjelman kohderyhmälle.")
    assert "Kustannukset puuttuvat." in main(page)


def test_a_reviewer_sees_the_reviews_of_others_after_sending_hers(client_of, reviewer, coordinator, case):
    give_points(case, coordinator)
    browser, sentence = client_of(reviewer), "Perustelu henkilöltä Kaisa Koordinaattori."
    page = browser.get(page_of(case))
    assert (sentence in main(page), "You see the reviews of others when you have sent yours." in main(page)) == (False, True)
    give_points(case, reviewer, send=False)
    assert sentence not in main(browser.get(page_of(case)))
    give_points(case, reviewer, points=2)
    page = browser.get(page_of(case))
    assert (sentence in main(page), "2 reviews, on average 42 of 70 points (60 %)" in main(page)) == (True, True)


def test_a_draft_of_ones_own_review_is_there_to_go_on_with(client_of, reviewer, coordinator, case):
    give_points(case, reviewer, send=False, points=3)
    page = client_of(reviewer).get(page_of(case))
    code = case.round.criteria.first().code
    assert (typed(page, f"points-{code}"), typed(page, f"reason-{code}")) == ("3", "Perustelu henkilöltä Arto Arvioija.")
    assert "Your draft: 42 of 70 points." in main(page)
    assert "Perustelu henkilöltä Arto Arvioija." not in client_of(coordinator).get(page_of(case)).content.decode()


def test_the_timeline_says_what_was_done_newest_first(client_of, coordinator, case, published):
    page = client_of(coordinator).get(page_of(case))
    assert timeline(page) == [
        "Published the decision",
        "Decided",
        "Declared interests",
        "Proposed a decision",
        "Declared interests",
        "Answered the eligibility check",
        "Declared interests",
        "Taken up for review",
        "The application was sent",
        "The application was begun",
    ]
    whens = [words(it).split(" · ")[1] for it in found(page, "//ol[@class='timeline']//p[@class='timeline__when']")]
    assert whens[:4] == ["Paula Päättäjä", "Paula Päättäjä", "Paula Päättäjä", "Kaisa Koordinaattori"]


def test_what_other_cases_publish_is_not_in_the_timeline(
    client_of, coordinator, decider, applicant, group, first_round, case, published
):
    other = send(make_application(applicant, group, first_round), applicant)
    declare(other, by=acting(coordinator, "coordinator"), at=after_closing(other))
    other.refresh_from_db()
    make_decision(other, coordinator, decider, published=True)
    assert timeline(client_of(coordinator).get(page_of(case))).count("Published the decision") == 1


def test_what_people_typed_stays_text(client_of, auditor, applicant, group, first_round):
    case = send(make_application(applicant, group, first_round, summary="<script>alert(1)</script>"), applicant)
    content = client_of(auditor).get(page_of(case)).content.decode()
    assert ("<script>alert" in content, "&lt;script&gt;alert(1)&lt;/script&gt;" in content) == (False, True)


def test_it_asks_few_questions_however_many_have_reviewed(client_of, coordinator, case):
    browser = client_of(coordinator)

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(page_of(case))
        # That somebody looked is written down besides.
        return len([query for query in asked if query["sql"].startswith("SELECT")])

    numbers = []
    for number in (1, 2, 3):
        person = make_person(f"arvioija{number}@joensuu.example", name=f"Arvioija {number}", roles=["reviewer"])
        declare(case, by=acting(person, "reviewer"), at=after_closing(case))
        give_points(case, person)
        numbers.append(ask())
    assert numbers[0] == numbers[2] <= 15
