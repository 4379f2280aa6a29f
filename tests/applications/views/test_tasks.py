"""The task list, which is the home of an application."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine

from applications import actions
from applications.models import Application
from core.dates import moment, short_moment
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
        "Tell who we can contact Ready",
        "Tell about your idea Not ready About 10 minutes",
        "Tell who it is for Not ready About 10 minutes",
        "Plan the event Not ready About 15 minutes",
        "Estimate the costs Not ready About 15 minutes",
        "Tell the other matters Not ready About 15 minutes",
        "Add attachments Optional",
        "Check and send Not sent",
    ]
    assert "1 of 6 parts is ready" in main(page)


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
    Application.objects.filter(pk=sent.pk).update(
        status=status, waiting_since=None if status == "withdrawn" else sent.waiting_since
    )
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
        with django_assert_num_queries(11):
            browser.get(address(draft))


def test_a_reader_is_not_told_that_she_can_change_what_the_group_sent(client_of, sent):
    reader = make_person("riitta@example.org", name="Riitta Lukija")
    sent.group.memberships.create(person=reader, role="reader", joined_at=sent.created_at)
    page = client_of(reader).get(f"/hakemukset/{sent.reference}/osat/").content.decode()
    assert ("Your group can change it and send it again." in page, "You can change it" in page) == (True, False)


# --- what others do --------------------------------------------------------------------------------------------------


def idea(page) -> str:
    return rows(page)[1]


def save_idea(
    application: Application, person, *, seen: int, title: str = "Uusi nimi", minutes: float = 10, by_itself: bool = False
):
    act = actions.autosave if by_itself else actions.save
    texts = {**application.revisions.filter(section="idea", took_effect=True).first().content["texts"], "title": title}
    at = application.created_at + timedelta(minutes=minutes)
    return act(application, by=acting(person, "editor"), at=at, slug="idea", texts=texts, seen=seen)


def test_what_another_has_changed_is_told_until_one_has_opened_the_part(client_of, applicant, co_applicant, draft):
    browser = client_of(applicant)
    assert idea(browser.get(address(draft))) == "Tell about your idea Ready"
    saved = save_idea(draft, co_applicant, seen=1)
    told = f"Tell about your idea Ready Changed: Lauri Esimerkki, {short_moment(saved.saved_at)}"
    assert [idea(browser.get(address(draft))) for _ in range(2)] == [told, told]
    browser.get(address(draft) + "idea/")
    assert idea(browser.get(address(draft))) == "Tell about your idea Ready"
    save_idea(draft, co_applicant, seen=2, title="Vielä uusi")
    assert "Changed: Lauri Esimerkki" in idea(browser.get(address(draft)))


def test_one_s_own_change_is_no_news(client_of, applicant, co_applicant, draft):
    save_idea(draft, co_applicant, seen=1)
    assert "Changed" not in idea(client_of(co_applicant).get(address(draft)))
    save_idea(draft, applicant, seen=2, title="Oma")
    assert "Changed" not in idea(client_of(applicant).get(address(draft)))
    assert "Changed: Aino Esimerkki" in idea(client_of(co_applicant).get(address(draft)))


def test_who_is_writing_now_is_named_for_five_minutes(client_of, applicant, co_applicant, draft):
    saved = save_idea(draft, co_applicant, seen=1, by_itself=True)
    for after, note in ((1, "Lauri Esimerkki is writing in this part now"), (6, "Changed: Lauri Esimerkki")):
        with time_machine.travel(saved.saved_at + timedelta(minutes=after), tick=False):
            assert note in idea(client_of(applicant).get(address(draft)))
            assert "Lauri" not in idea(client_of(co_applicant).get(address(draft)))


def test_a_long_text_that_only_saved_itself_is_not_ready_until_a_button_is_pressed(client_of, applicant, draft):
    browser = client_of(applicant)
    left = save_idea(draft, applicant, seen=1, by_itself=True)
    page = browser.get(address(draft))
    assert idea(page).startswith("Tell about your idea Not ready The text is saved. When it is ready, press “Save and continue”")
    assert rows(page)[-1] == "Check and send Not sent"
    save_idea(draft, applicant, seen=left.number)
    page = browser.get(address(draft))
    assert (idea(page), rows(page)[-1]) == ("Tell about your idea Ready", "Check and send Can be sent")


def test_a_part_of_short_answers_is_ready_without_a_button(client_of, applicant, draft):
    before = draft.revisions.get(section="yhteyshenkilo").content["texts"]
    by, at = acting(applicant, "owner"), draft.created_at
    actions.autosave(draft, by=by, at=at, slug="yhteyshenkilo", texts={**before, "contact_name": "Uusi"}, seen=1)
    assert rows(client_of(applicant).get(address(draft)))[0] == "Tell who we can contact Ready"


def test_an_application_can_be_sent_though_a_text_only_saved_itself(client_of, applicant, draft):
    save_idea(draft, applicant, seen=1, by_itself=True)
    page = client_of(applicant).get(f"/hakemukset/{draft.reference}/tarkista/")
    assert found(page, "//*[@aria-labelledby='puutteet']") == []


def test_what_was_read_is_forgotten_with_the_draft(client_of, applicant, co_applicant, draft):
    save_idea(draft, co_applicant, seen=1)
    client_of(applicant).get(address(draft) + "idea/")
    assert draft.readings.count() == 1
    actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert draft.readings.count() == 0
