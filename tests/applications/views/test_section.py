"""The pages where an application is filled in."""

from datetime import timedelta

import pytest
import time_machine

from applications.models import Application
from applications.sections import section_of
from tests.applications.views.reading import buttons, errors, found, heading, notices, sentences, title, words
from tests.factories import make_draft, make_person

IDEA = {"title": "Uusi nimi", "summary": "Teemme hyvää.", "aims": ["1", "3"], "seen": "1"}


def address(application: Application, slug: str = "idea", query: str = "") -> str:
    return f"/hakemukset/{application.reference}/osat/{slug}/{query}"


def text_of(application: Application, name: str) -> str:
    return application.answers.get(name=name).text


def test_the_page_shows_the_stored_answers_and_no_errors(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert (heading(page), title(page)) == ("Tell about your idea", "Tell about your idea")
    assert found(page, "//input[@name='title']/@value") == ["Pyöräpaja keskustaan"]
    assert errors(page) == []
    assert buttons(page) == ["Save and continue", "Save and return to the list"]


@pytest.mark.parametrize("slug", ["yhteyshenkilo", "idea", "kohderyhma", "tapahtuma", "kustannukset", "muut"])
def test_every_page_lets_one_write_as_much_as_one_likes_and_leaves_judging_to_the_server(client_of, applicant, draft, slug):
    page = client_of(applicant).get(address(draft, slug))
    assert found(page, "//@maxlength") == []
    assert found(page, "//main//@required") == []
    assert [form.get("novalidate") is not None for form in found(page, "//main//form")] == [True]


def test_saving_leads_on_to_the_next_part_that_is_not_ready(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    answer = client_of(applicant).post(address(draft), {**IDEA, "next": "continue"})
    assert (answer.status_code, answer.url) == (303, address(draft, "kohderyhma"))
    assert text_of(draft, "title") == "Uusi nimi"


def test_saving_the_last_unfinished_part_leads_to_the_list(client_of, applicant, draft):
    answer = client_of(applicant).post(address(draft), {**IDEA, "next": "continue"}, follow=True)
    assert answer.redirect_chain == [(f"/hakemukset/{draft.reference}/osat/", 303)]
    assert sentences(answer)[0].startswith("Your answers are saved. The time is ")


def test_an_empty_answer_holds_nobody_up(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    answer = client_of(applicant).post(address(draft), {"seen": "1", "title": "", "summary": "", "next": "continue"})
    assert answer.url == address(draft, "kohderyhma")


def test_what_is_not_understood_is_kept_and_the_page_says_where(client_of, applicant, draft):
    browser = client_of(applicant)
    texts = {
        "event_day": "syksyllä",
        "place": "Tori",
        "programme": "Musiikkia",
        "free_entry": "yes",
        "partners": "x",
        "safety": "x",
    }
    answer = browser.post(address(draft, "tapahtuma"), {"seen": "1", **texts, "next": "continue"})
    assert answer.url == address(draft, "tapahtuma", "?tarkista=1#virheet")
    page = browser.get(answer.url)
    assert title(page) == "Error: Plan the event"
    assert errors(page) == [("#id_event_day", "Date of the event: Write the date like this: 28.2.2018.")]
    [control] = found(page, "//input[@name='event_day']")
    assert (control.get("value"), control.get("aria-invalid")) == ("syksyllä", "true")
    assert "Everything you wrote is saved." in words(found(page, "//main")[0])


def test_the_list_is_reached_whatever_is_not_understood(client_of, applicant, draft):
    answer = client_of(applicant).post(address(draft, "tapahtuma"), {"seen": "1", "event_day": "syksyllä", "next": "list"})
    assert answer.url == f"/hakemukset/{draft.reference}/osat/"
    assert text_of(draft, "event_day") == "syksyllä"


def test_who_came_from_the_check_goes_back_there(client_of, applicant, draft):
    browser = client_of(applicant)
    answer = browser.post(address(draft, "idea", "?paluu=tarkista"), {**IDEA, "next": "continue"})
    assert answer.url == f"/hakemukset/{draft.reference}/tarkista/"
    answer = browser.post(address(draft, "tapahtuma", "?paluu=tarkista"), {"seen": "1", "event_day": "x", "next": "continue"})
    assert answer.url == address(draft, "tapahtuma", "?paluu=tarkista&tarkista=1#virheet")


def test_a_text_over_the_limit_is_kept_whole_and_marked(client_of, applicant, draft):
    browser = client_of(applicant)
    answer = browser.post(address(draft), {**IDEA, "summary": "ä" * 2140, "next": "continue"})
    assert text_of(draft, "summary") == "ä" * 2140
    sentence = "“What do you want to do?” can have at most 1 000 characters. Now it has 2 140."
    assert errors(browser.get(answer.url)) == [("#id_summary", sentence)]


@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000, "\u202eevil\u2066", "1e5", "NaN", "-1", "<script>alert(1)</script>"])
def test_strange_texts_are_kept_and_shown_as_texts(client_of, applicant, draft, text):
    browser = client_of(applicant)
    answer = browser.post(address(draft), {"seen": "1", "title": text, "summary": text, "next": "continue"})
    assert answer.status_code == 303
    kept = text.replace("\x00", "")
    assert text_of(draft, "summary") == kept
    page = browser.get(address(draft))
    assert found(page, "//textarea[@name='summary']")[0].text.removeprefix("\n") == kept
    assert found(page, "//main//script") == []


# --- who and when ----------------------------------------------------------------------------------------------------


def test_a_post_after_the_round_keeps_the_text_and_says_when_it_came(client_of, applicant, draft):
    with time_machine.travel(draft.round.closes_at.replace(hour=20, minute=1, second=7), tick=False):
        answer = client_of(applicant).post(address(draft), {**IDEA, "next": "continue"}, follow=True)
    assert answer.redirect_chain == [(f"/hakemukset/{draft.reference}/osat/", 303)]
    assert text_of(draft, "title") == "Uusi nimi"
    assert ".01.07." in sentences(answer)[0]
    assert notices(answer) == ["This needs you", "The round has closed"]


def test_a_text_that_comes_too_late_for_a_sent_application_is_shown_for_copying(client_of, applicant, sent):
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        page = client_of(applicant).post(address(sent), {**IDEA, "next": "continue"})
    assert (page.status_code, notices(page)) == (409, ["These changes were not saved"])
    assert found(page, "//input[@name='title']/@value") == ["Uusi nimi"]
    assert buttons(page) == []
    assert text_of(sent, "title") == "Pyöräpaja keskustaan"


def test_a_sent_application_is_read_once_it_can_not_be_changed(client_of, applicant, sent):
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        answer = client_of(applicant).get(address(sent))
    assert answer.url == f"/hakemukset/{sent.reference}/tarkista/"


def test_an_editor_fills_in_and_a_reader_only_reads(client_of, co_applicant, draft):
    assert client_of(co_applicant).post(address(draft), {**IDEA, "next": "list"}).status_code == 303
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    browser = client_of(reader)
    assert browser.get(address(draft)).url == f"/hakemukset/{draft.reference}/tarkista/"
    assert browser.post(address(draft), {"seen": "1", "title": "Väärä"}).status_code == 403
    assert text_of(draft, "title") == "Uusi nimi"


def test_a_stranger_and_a_wrong_address_get_404_and_change_nothing(client_of, stranger, applicant, draft):
    assert client_of(stranger).get(address(draft)).status_code == 404
    assert client_of(stranger).post(address(draft), {"seen": "1", "title": "Väärä"}).status_code == 404
    assert client_of(applicant).get(address(draft, "suunnitelma")).status_code == 404
    assert client_of(applicant).get(address(draft, "olematon")).status_code == 404
    assert text_of(draft, "title") == "Pyöräpaja keskustaan"


def test_saving_the_longest_part_stays_within_its_budget(client_of, applicant, group, open_round, django_assert_max_num_queries):
    draft = make_draft(applicant, group, open_round, kind="development")
    texts = {question.name: "x" for question in section_of("development", "muut").questions}
    browser = client_of(applicant)
    with django_assert_max_num_queries(25):
        browser.post(address(draft, "muut"), {"seen": "1", **texts, "next": "continue"})


# --- choices and slips of the finger ---------------------------------------------------------------------------------


def test_options_stand_in_a_group_with_its_question_and_the_chosen_one_is_shown_again(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft, "muut"))
    assert [words(it) for it in found(page, "//fieldset/legend")] == [
        "Do you sell goods or services?",
        "Do you have ties to the City?",
    ]
    chosen = found(page, "//input[@type='radio' and @checked]")
    assert [(it.get("name"), it.get("value")) for it in chosen] == [("sells", "no"), ("ties", "no")]


def test_an_address_that_is_probably_misspelt_is_pointed_out_and_stands_in_nobodys_way(client_of, applicant, draft):
    texts = {"contact_name": "Aino", "contact_phone": "040 123 4567", "seen": "1", "next": "continue"}
    where = address(draft, "yhteyshenkilo")
    answer = client_of(applicant).post(where, {**texts, "contact_email": "aino@htomail.com"}, follow=True)
    assert answer.redirect_chain == [(f"/hakemukset/{draft.reference}/osat/", 303)]
    assert sentences(answer)[0].startswith("Check the e-mail address. Did you mean aino@hotmail.com?")
    assert text_of(draft, "contact_email") == "aino@htomail.com"


# --- two people in one part ------------------------------------------------------------------------------------------

THEIRS = {**IDEA, "title": "Toisen nimi"}


def seen(page) -> list[str]:
    return found(page, "//main//input[@name='seen']/@value")


def test_the_form_carries_what_its_writer_has_seen(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    browser = client_of(applicant)
    assert seen(browser.get(address(draft))) == ["0"]
    browser.post(address(draft), {**IDEA, "next": "list"})
    assert seen(browser.get(address(draft))) == ["1"]


def test_who_would_overwrite_unseen_gets_both_texts_and_is_told_what_to_do(client_of, applicant, co_applicant, draft):
    client_of(co_applicant).post(address(draft), {**THEIRS, "next": "list"})
    browser = client_of(applicant)
    page = browser.post(address(draft), {**IDEA, "next": "continue"})
    assert (page.status_code, notices(page), buttons(page)) == (409, ["Choose which text stays"], ["Save mine"])
    assert found(page, "//main//input[@name='title']/@value") == ["Uusi nimi"]
    [marked] = found(page, "//*[@aria-labelledby='toinen']//dl")
    assert [words(it) for it in marked.xpath(".//dt")] == ["Name of the project or event"]
    assert [words(it) for it in marked.xpath(".//del/bdi | .//ins/bdi")] == ["Uusi", "Toisen"]
    assert f"{co_applicant} saved this part at " in words(found(page, "//main//*[@role='alert']")[0])
    assert found(page, "//main//form//a[contains(@class, 'button')]/@href") == [address(draft)]
    assert (seen(page), text_of(draft, "title")) == (["2"], "Toisen nimi")
    assert browser.post(address(draft), {**IDEA, "seen": "2", "next": "continue"}).status_code == 303
    assert text_of(draft, "title") == "Uusi nimi"


def test_one_s_own_other_window_is_said_to_be_that(client_of, applicant, draft):
    browser = client_of(applicant)
    browser.post(address(draft), {**THEIRS, "next": "list"})
    page = browser.post(address(draft), {**IDEA, "next": "list"})
    assert page.status_code == 409
    assert "perhaps in another window" in words(found(page, "//main//*[@role='alert']")[0])


def test_texts_that_differ_in_spaces_alone_are_said_to_do_so(client_of, applicant, co_applicant, draft):
    client_of(co_applicant).post(address(draft), {**THEIRS, "next": "list"})
    page = client_of(applicant).post(address(draft), {**THEIRS, "title": "Toisen  nimi", "next": "list"})
    assert page.status_code == 409
    assert "Only spaces or line breaks differ." in words(found(page, "//*[@aria-labelledby='toinen']")[0])


def test_who_may_still_be_writing_is_named(client_of, applicant, co_applicant, draft):
    client_of(co_applicant).post(address(draft), THEIRS, headers={"X-Autosave": "on"})
    page = client_of(applicant).post(address(draft), {**IDEA, "next": "list"})
    assert f"{co_applicant} may still be writing." in words(found(page, "//main//*[@role='alert']")[0])


@pytest.mark.parametrize("mark", ["", "x", "-1", "٣", "9" * 40])
def test_a_strange_mark_of_what_was_seen_loses_no_text(client_of, applicant, draft, mark):
    page = client_of(applicant).post(address(draft), {**IDEA, "seen": mark, "next": "list"})
    assert (page.status_code, seen(page)) == (409, ["1"])
    assert found(page, "//main//input[@name='title']/@value") == ["Uusi nimi"]
    assert draft.revisions.filter(took_effect=False).get().content["texts"]["title"] == "Uusi nimi"


def test_a_page_tells_for_five_minutes_that_somebody_else_changed_the_part(client_of, applicant, co_applicant, draft):
    sentence = "//main//p[contains(., 'changed this part at')]"
    client_of(co_applicant).post(address(draft), {**THEIRS, "next": "list"})
    saved_at = draft.revisions.filter(section="idea").first().saved_at
    [notice] = found(client_of(applicant).get(address(draft)), sentence)
    assert words(notice).startswith(f"{co_applicant} changed this part at ")
    assert found(client_of(co_applicant).get(address(draft)), sentence) == []
    with time_machine.travel(saved_at + timedelta(minutes=5), tick=False):
        assert found(client_of(applicant).get(address(draft)), sentence) == []


def test_asking_which_text_stays_is_within_the_budget(client_of, applicant, co_applicant, draft, django_assert_max_num_queries):
    client_of(co_applicant).post(address(draft), {**THEIRS, "next": "list"})
    browser = client_of(applicant)
    with django_assert_max_num_queries(25):
        browser.post(address(draft), {**IDEA, "next": "list"})
