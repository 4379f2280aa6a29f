"""One's own page: groups, unfinished and sent applications."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.actions import discard, save
from core import clock
from tests.applications.views.reading import found, heading, rows, words
from tests.factories import (
    acting,
    make_application,
    make_decision,
    make_draft,
    make_group,
    make_idea,
    make_message,
    make_person,
    make_proposal,
    make_round,
    send,
)
from tests.meetings import make_meeting, make_place


def main(page) -> str:
    return words(found(page, "//main")[0])


@pytest.fixture
def page_of(client_of):
    return lambda person: client_of(person).get("/oma/")


def test_a_newcomer_is_told_what_to_do_first(page_of, applicant, open_round):
    page = page_of(applicant)
    assert heading(page) == "My page"
    assert "You have no applications yet. You can start one now and fill it in piece by piece." in main(page)
    assert "You don't belong to a group yet." in main(page)
    assert found(page, "//main//a[@href='/hakemukset/sopiiko/']") != []


def test_without_an_open_round_a_newcomer_is_told_so(page_of, applicant, programme):
    page = page_of(applicant)
    assert "You have no applications yet. No round is open just now." in main(page)
    assert found(page, "//main//a[@href='/hakemukset/sopiiko/']") == []


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        ("coordinator", ["Worklist", "Money"]),
        ("reviewer", ["Worklist"]),
        ("decider", ["Worklist", "Money"]),
        ("finance", ["Money"]),
        ("auditor", ["Worklist", "Money"]),
        ("admin", ["People"]),
    ],
)
def test_the_staff_find_their_work_first_and_nothing_they_may_not_open(client_of, programme, who, ways, request):
    browser = client_of(request.getfixturevalue(who))
    page = browser.get("/oma/")
    links = found(page, "//section[@aria-labelledby='work']//a")
    assert [words(link) for link in links] == ways
    assert [browser.get(link.get("href")).status_code for link in links] == [200] * len(ways)
    assert "You have no applications yet." not in main(page)


def test_a_citizen_sees_nothing_of_the_staff(page_of, applicant, programme):
    assert found(page_of(applicant), "//section[@aria-labelledby='work']") == []


def test_unfinished_and_sent_applications_stand_apart(page_of, applicant, group, open_round):
    draft = make_application(applicant, group, open_round, title="Kesken oleva")
    sent = send(make_application(applicant, group, open_round, title="Valmis työ"), applicant)
    page = page_of(applicant)
    assert [words(it) for it in found(page, "//main//h2")] == ["Not sent yet", "Sent", "My groups"]
    assert [link.get("href") for link in found(page, "//a[@class='task']")] == [
        f"/hakemukset/{draft.reference}/osat/",
        f"/hakemukset/{sent.reference}/",
    ]
    assert rows(page)[1] == f"Valmis työ Sent Event · Esimerkkikylän yhdistys ry · {sent.reference}"


def test_each_group_leads_to_its_members_and_to_what_one_may_change(page_of, applicant, group):
    reader = make_person("lukija@example.org")
    group.memberships.create(person=reader, role="reader", joined_at=group.created_at)

    def ways(person) -> list[str]:
        return [link.get("href") for link in found(page_of(person), "//main//a[starts-with(@href, '/ryhmat/')]")]

    assert ways(applicant) == [f"/ryhmat/{group.pk}/jasenet/", f"/ryhmat/{group.pk}/", "/ryhmat/uusi/"]
    assert ways(reader) == [f"/ryhmat/{group.pk}/jasenet/", "/ryhmat/uusi/"]


def test_a_draft_without_a_name_has_one_to_press(page_of, applicant, group, open_round):
    make_draft(applicant, group, open_round)
    assert rows(page_of(applicant))[0].startswith("Application without a name")


def test_a_draft_whose_round_has_closed_says_so(page_of, applicant, group, programme):
    make_draft(applicant, group, programme.rounds.get(number=1))
    assert "The round has closed" in rows(page_of(applicant))[0]


def test_changes_that_were_not_sent_are_named(page_of, applicant, sent):
    later = sent.submitted_at + timedelta(minutes=1)
    save(sent, by=acting(applicant, "owner"), at=later, slug="idea", seen=1, texts={"title": "Uusi", "summary": "Uusi"})
    assert "Changes not sent" in rows(page_of(applicant))[0]


def test_everybody_in_the_group_sees_it_and_nobody_else(page_of, applicant, co_applicant, stranger, draft):
    reader = make_person("lukija@example.org")
    make_group(stranger, readers=[reader], name="Toinen ry", business_id="9100002-1")
    assert draft.reference in main(page_of(co_applicant))
    assert draft.reference not in main(page_of(stranger))
    assert draft.reference not in main(page_of(reader))


def test_a_discarded_draft_is_gone(page_of, applicant, draft):
    discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert draft.reference not in main(page_of(applicant))


def test_a_decision_shows_only_after_publication(page_of, applicant, case, coordinator, decider):
    shown = [rows(page_of(applicant))]
    make_proposal(case, coordinator)
    shown.append(rows(page_of(applicant)))
    assert shown[0] == shown[1]
    assert "Being reviewed" in shown[0][0]


def test_a_published_decision_is_named(page_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider, published=True)
    assert "Decision made" in rows(page_of(applicant))[0]


def test_what_a_citizen_wrote_is_shown_as_text(page_of, applicant, group, open_round):
    make_application(applicant, group, open_round, title="<script>alert(1)</script>")
    page = page_of(applicant)
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert found(page, "//main//script") == []


def test_a_visitor_signs_in_first(visitor, db):
    assert visitor.get("/oma/").url == "/kirjaudu/?next=/oma/"


def test_it_takes_no_post(client_of, applicant):
    assert client_of(applicant).post("/oma/").status_code == 405


def test_three_rows_of_each_cost_as_much_as_one(client_of, applicant, group, programme):
    browser, counts = client_of(applicant), []
    for number in range(3):
        round_ = make_round(programme)
        make_application(applicant, group, round_)
        send(make_application(applicant, group, round_), applicant)
        make_group(applicant, name=f"Ryhmä {number} ry", business_id="9100002-1")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/oma/")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 12


def test_only_who_may_change_a_group_is_led_to_its_details(client_of, applicant, co_applicant, stranger):
    reader = make_person("reader@example.org")
    make_group(stranger, name="Toinen ry", business_id="9100002-1")
    group = make_group(applicant, editors=[co_applicant], readers=[reader])
    pages = [client_of(person).get("/oma/") for person in (applicant, co_applicant, reader)]
    link = f"//a[@href='/ryhmat/{group.pk}/']"
    assert [[words(it) for it in found(page, link)] for page in pages] == [
        ["Change the details: Esimerkkikylän yhdistys ry"],
        ["Change the details: Esimerkkikylän yhdistys ry"],
        [],
    ]
    assert "Esimerkkikylän yhdistys ry" in main(pages[2])


def test_ideas_and_agreed_times_stand_there_with_what_is_new(page_of, applicant, coordinator, programme):
    idea = make_idea(applicant, text="Puistopaja", at=clock.now())
    make_message(idea, coordinator, at=clock.now())
    make_place(make_meeting(coordinator, title="Esimerkkikoulutus"), applicant)
    text = main(page_of(applicant))
    assert "Agreed times Esimerkkikoulutus" in text
    assert "Your ideas Puistopaja A new message" in text


def test_nobody_sees_the_ideas_of_another(page_of, applicant, stranger, programme):
    make_idea(applicant, text="Puistopaja", at=clock.now())
    assert "Puistopaja" not in main(page_of(stranger))
