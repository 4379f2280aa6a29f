"""The task list, which is the home of an application."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine

from applications import actions
from applications.models import Application
from core.dates import moment
from tests.applications.views.reading import found, heading, notices, rows, words
from tests.factories import acting, make_application, make_draft, make_group, make_person


def address(application: Application) -> str:
    return f"/hakemukset/{application.reference}/osat/"


def main(response) -> str:
    return words(found(response, "//main")[0])


def test_a_new_draft_shows_what_is_ready_and_what_is_not(client_of, applicant, group, open_round):
    page = client_of(applicant).get(address(make_draft(applicant, group, open_round)))
    assert heading(page) == "Application without a name"
    assert rows(page) == [
        "Tell who we can contact Not ready About 2 minutes",
        "Tell about your idea Not ready About 10 minutes",
        "Tell who it is for Not ready About 10 minutes",
        "Plan the event Not ready About 15 minutes",
        "Estimate the costs Not ready About 15 minutes",
        "Tell the other matters Not ready About 15 minutes",
        "Add attachments Optional",
        "Check and send Not sent",
    ]
    assert "0 of 6 parts are ready" in main(page)


def test_a_full_draft_can_be_sent_and_says_until_when(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert rows(page)[-1] == "Check and send Can be sent"
    assert "6 of 6 parts are ready" in main(page)
    assert moment(draft.round.closes_at) in main(page)
    assert "20 days left" in main(page)


def test_what_is_missing_of_the_group_is_told_and_holds_the_sending_back(client_of, applicant, open_round):
    group = make_group(applicant, iban="")
    draft = make_application(applicant, group, open_round)
    page = client_of(applicant).get(address(draft))
    assert (rows(page)[-1], notices(page)) == ("Check and send Not sent", ["Complete the details of your group"])
    assert "We need these before you send: Bank account." in main(page)
    link = found(page, f"//main//a[starts-with(@href, '/ryhmat/{group.pk}/?')]/@href")
    assert [unquote(it) for it in link] == [f"/ryhmat/{group.pk}/?next={address(draft)}"]


def test_a_reader_is_not_asked_for_what_is_missing_of_the_group(client_of, applicant, open_round):
    reader = make_person("reader@example.org")
    draft = make_application(applicant, make_group(applicant, readers=[reader], iban=""), open_round)
    page = client_of(reader).get(address(draft))
    assert (notices(page), found(page, f"//main//a[starts-with(@href, '/ryhmat/{draft.group_id}/?')]")) == ([], [])


def test_everybody_in_the_group_is_named_with_what_they_may_do(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert [words(it) for it in found(page, "//main//ul[not(@class)]/li")] == [
        "Aino Esimerkki – fills in and sends",
        "Lauri Esimerkki – fills in",
    ]


def test_the_list_leads_to_the_members_and_back(client_of, applicant, co_applicant, group, draft):
    members = f"/ryhmat/{group.pk}/jasenet/?next=/hakemukset/{draft.reference}/osat/"
    links = [found(client_of(person).get(address(draft)), f"//a[@href='{members}']") for person in (applicant, co_applicant)]
    assert [words(link[0]) for link in links] == ["Invite others, or change who does what", "More about who is in this"]


def test_only_an_owner_is_offered_to_delete_the_draft(client_of, applicant, co_applicant, draft):
    link = f"//a[@href='/hakemukset/{draft.reference}/poista/']"
    assert [len(found(client_of(person).get(address(draft)), link)) for person in (applicant, co_applicant)] == [1, 0]


def test_a_sent_application_says_when_it_was_received_and_that_it_may_be_changed(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert notices(page) == ["The application is sent"]
    assert "You can change it and send it again." in main(page)
    assert rows(page)[-1] == "Check and send Sent"


def test_changes_after_sending_are_pointed_out(client_of, applicant, sent):
    at = sent.submitted_at + timedelta(hours=1)
    actions.save(
        sent, by=acting(applicant, "owner"), at=at, slug="idea", seen=1, texts={"title": "Toinen", "summary": "x", "aims": "1"}
    )
    page = client_of(applicant).get(address(sent))
    assert notices(page) == ["You have changes that are not sent"]
    assert rows(page)[-1] == "Check and send Can be sent"


def test_after_the_round_the_draft_is_kept_and_the_page_says_what_next(client_of, applicant, draft):
    with time_machine.travel(draft.round.closes_at + timedelta(minutes=2), tick=True):
        page = client_of(applicant).get(address(draft))
    assert notices(page) == ["The round has closed"]
    assert rows(page)[-1] == "Check and send Not sent"
    assert "Mari Nupponen" in main(page)


@pytest.mark.parametrize("status", ["in_review", "proposed", "decided", "withdrawn"])
def test_once_the_desk_has_it_the_page_of_the_case_takes_over(client_of, applicant, sent, status):
    Application.objects.filter(pk=sent.pk).update(status=status)
    answer = client_of(applicant).get(address(sent))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{sent.reference}/")


def test_a_reader_sees_the_list(client_of, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    assert client_of(reader).get(address(draft)).status_code == 200


def test_strangers_staff_and_visitors_do_not_find_it(client_of, visitor, draft, stranger, coordinator, admin):
    assert [client_of(person).get(address(draft)).status_code for person in (stranger, coordinator, admin)] == [404] * 3
    assert visitor.get(address(draft)).status_code == 302


def test_a_discarded_draft_is_gone(client_of, applicant, draft):
    actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert client_of(applicant).get(address(draft)).status_code == 404


def test_the_list_takes_no_post(client_of, applicant, draft):
    assert client_of(applicant).post(address(draft)).status_code == 405


def test_the_page_costs_the_same_however_many_people_and_lines(
    client_of, applicant, group, open_round, django_assert_num_queries
):
    for people, draft in (
        (1, make_application(applicant, group, open_round)),
        (3, make_application(applicant, group, open_round)),
    ):
        for number in range(people):
            person = make_person(f"p{people}{number}@example.org")
            group.memberships.create(person=person, role="reader", joined_at=group.created_at)
        browser = client_of(applicant)
        with django_assert_num_queries(10):
            browser.get(address(draft))


def test_a_reader_is_not_told_that_she_can_change_what_the_group_sent(client_of, sent):
    reader = make_person("riitta@example.org", name="Riitta Lukija")
    sent.group.memberships.create(person=reader, role="reader", joined_at=sent.created_at)
    page = client_of(reader).get(f"/hakemukset/{sent.reference}/osat/").content.decode()
    assert ("Your group can change it and send it again." in page, "You can change it" in page) == (True, False)
