"""The page where everything is read once more before sending."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine

from applications.sections import Cost
from tests.applications.views.reading import buttons, found, heading, notices, problems, words
from tests.factories import ASSOCIATION, PROFILE, make_application, make_group, make_person


def address(application) -> str:
    return f"/hakemukset/{application.reference}/tarkista/"


def main(response) -> str:
    return words(found(response, "//main")[0])


def test_every_answer_can_be_read_and_changed(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert heading(page) == "Check and send"
    answers = {words(row[0]): words(row[1]) for row in found(page, "//dl[@class='summary-list']/div")}
    assert answers["Name of the project or event"] == "Pyöräpaja keskustaan"
    assert answers["Who is it for?"].startswith("people who need support")
    links = found(page, "//dd[@class='change']/a")
    assert words(links[0]) == "Change: Name"
    assert links[0].get("href") == f"/hakemukset/{draft.reference}/osat/yhteyshenkilo/?paluu=tarkista#id_contact_name"
    assert len(links) == 22


def test_a_question_that_does_not_arise_is_not_shown(client_of, applicant, group, open_round):
    browser, asked = client_of(applicant), "Aid of three years"
    for sells, shown in (("no", False), ("yes", True)):
        page = browser.get(address(make_application(applicant, group, open_round, sells=sells)))
        assert (asked in [words(it) for it in found(page, "//dt")]) == shown


def test_the_details_of_the_group_are_read_once_more_with_the_account_masked(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert words(found(page, "//main//section[h2='Details of the group']/dl/div[dt='Account number (IBAN)']/dd")[0]) == (
        "FI19 •••• •••• •••• 19"
    )
    [link] = found(page, "//main//a[.='Change the details of the group']/@href")
    assert unquote(link) == f"/ryhmat/{draft.group_id}/?next={address(draft)}"


def test_the_costs_stand_in_a_table_with_their_sum(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert [words(row) for row in found(page, "//main//tbody/tr")] == [
        "Salin vuokra Venue rents 1 200,00 €",
        "Esiintyjä Purchased services 800,50 €",
    ]
    assert [words(row) for row in found(page, "//main//tfoot/tr")] == ["The sum you apply for 2 000,50 €"]


def test_a_full_draft_has_nothing_to_mend_and_says_that_nothing_is_sent_yet(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft))
    assert (problems(page), notices(page)) == ([], [])
    assert "Nothing is sent yet." in main(page)
    assert buttons(page) == ["Send the application"]


def test_all_that_must_be_mended_is_listed_with_the_place_where(client_of, applicant, group, open_round):
    draft = make_application(applicant, group, open_round, place="", event_day="pian", costs=[])
    page = client_of(applicant).get(address(draft))
    base, query = f"/hakemukset/{draft.reference}/osat", "?paluu=tarkista&tarkista=1"
    assert problems(page) == [
        (f"{base}/tapahtuma/{query}#virheet", "Not ready: Plan the event"),
        (f"{base}/tapahtuma/{query}#id_event_day", "Date of the event: Write the date like this: 28.2.2018."),
        (f"{base}/kustannukset/{query}#virheet", "Add at least one cost. The sum applied for is now 0 €."),
    ]
    assert buttons(page) == ["Send the application"]
    assert found(page, "//main//button/@disabled") == []


def test_what_is_missing_of_the_group_is_told_where_it_is_told_and_leads_back(client_of, applicant, open_round):
    group = make_group(applicant, iban="", vat_position="")
    draft = make_application(applicant, group, open_round)
    browser = client_of(applicant)
    [(link, sentence)] = problems(browser.get(address(draft)))
    assert sentence == "Complete the details of your group: Bank account, Value added tax."
    assert unquote(link) == f"/ryhmat/{group.pk}/?next={address(draft)}"
    page = browser.get(link)
    assert found(page, "//a[@class='back']/@href") == [address(draft)]
    typed = {**ASSOCIATION, **PROFILE, "next": found(page, "//main//input[@name='next']/@value")[0]}
    assert browser.post(link, typed).url == address(draft)
    assert problems(browser.get(address(draft))) == []


def test_each_link_leads_to_a_page_that_points_at_the_place(client_of, applicant, group, open_round):
    draft = make_application(applicant, group, open_round, place="", event_day="pian", costs=[])
    browser = client_of(applicant)
    for link, _sentence in problems(browser.get(address(draft)))[:2]:
        assert found(browser.get(link), "//*[@id='virheet']//a/@href") == ["#id_event_day", "#id_place"]


def test_the_declarations_are_not_ticked_and_each_look_has_a_mark_of_its_own(client_of, applicant, draft):
    browser = client_of(applicant)
    pages = [browser.get(address(draft)) for _look in range(2)]
    assert found(pages[0], "//input[@type='checkbox']/@checked") == []
    assert len(found(pages[0], "//input[@type='checkbox']")) == 3
    first, second = (found(page, "//input[@name='form_token']/@value")[0] for page in pages)
    assert (len(first), first != second) == (32, True)


def test_an_editor_is_told_who_can_send(client_of, co_applicant, draft):
    page = client_of(co_applicant).get(address(draft))
    assert buttons(page) == []
    assert "Only an owner of the group can send the application: Aino Esimerkki." in main(page)


def test_a_reader_reads_and_changes_nothing(client_of, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    page = client_of(reader).get(address(draft))
    assert heading(page) == "The answers"
    assert found(page, "//dd[@class='change']") == []
    assert buttons(page) == []


def test_after_the_round_there_is_no_button_but_a_person_to_talk_to(client_of, applicant, draft):
    with time_machine.travel(draft.round.closes_at + timedelta(minutes=2), tick=True):
        page = client_of(applicant).get(address(draft))
    assert notices(page) == ["The round has closed"]
    assert buttons(page) == []
    assert "050 562 5440" in main(page)


def test_a_sent_application_can_be_sent_again(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert notices(page) == ["The application is sent"]
    assert buttons(page) == ["Send the application"]


@pytest.mark.parametrize("text", ["<b>Paja</b>", '"><script>x</script>', "\u202egnp.exe"])
def test_answers_are_shown_as_texts(client_of, applicant, group, open_round, text):
    draft = make_application(applicant, group, open_round, title=text, place=text)
    page = client_of(applicant).get(address(draft))
    assert found(page, "//main//script") == []
    assert text in [it.text_content() for it in found(page, "//main//dd/bdi")]


def test_strangers_do_not_find_it_and_it_takes_no_post(client_of, stranger, applicant, coordinator, draft):
    assert [client_of(person).get(address(draft)).status_code for person in (stranger, coordinator)] == [404, 404]
    assert client_of(applicant).post(address(draft)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_lines(client_of, applicant, group, open_round, count, django_assert_num_queries):
    lines = [Cost("other", f"Kulu {number}", "1") for number in range(count)]
    draft = make_application(applicant, group, open_round, costs=lines)
    browser = client_of(applicant)
    with django_assert_num_queries(10):
        browser.get(address(draft))
