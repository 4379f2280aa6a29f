"""The group sees advice where it writes, and marks it done on the page of all advice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import Note
from tests.advice.factories import ask_advice, make_note
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main
from tests.factories import make_person, send

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintu kirjoitti neuvon."


def page(draft, more: str = "neuvot/") -> str:
    return f"/hakemukset/{draft.reference}/{more}"


@pytest.fixture
def noted(draft, applicant, coordinator):
    ask_advice(draft, applicant)
    make_note(draft, coordinator, text=CANARY, at=draft.created_at)
    make_note(draft, coordinator, section="kustannukset", text="Onko vuokra mukana?", at=draft.created_at)
    return draft


def test_the_task_list_counts_the_advice_and_says_on_which_parts_it_is(client_of, applicant, noted):
    tasks = client_of(applicant).get(page(noted, "osat/"))
    assert "2 pieces of advice from the adviser" in main(tasks)
    assert page(noted) in found(tasks, "//main//a/@href")
    marked = [words(it) for it in found(tasks, "//a[@class='task']") if "There is advice on this part" in words(it)]
    assert [it.split(" Ready")[0] for it in marked] == ["Tell about your idea", "Estimate the costs"]


def test_a_part_shows_its_own_advice_above_the_boxes(client_of, applicant, noted):
    browser = client_of(applicant)
    idea = found(browser.get(page(noted, "osat/idea/")), "//section[@aria-labelledby='neuvot']")
    assert f"Advice on this part {CANARY}" in words(idea[0])
    assert found(browser.get(page(noted, "osat/yhteyshenkilo/")), "//section[@aria-labelledby='neuvot']") == []


def test_a_refused_save_still_shows_the_advice(client_of, applicant, noted):
    again = client_of(applicant).post(page(noted, "osat/idea/"), {"title": "x"})
    assert (again.status_code, CANARY in main(again)) == (409, True)


def test_the_page_of_advice_leads_to_each_part_and_marks_done(client_of, applicant, co_applicant, noted):
    browser = client_of(co_applicant)
    shown = browser.get(page(noted))
    assert [words(it) for it in found(shown, "//main//section/h2")] == ["Tell about your idea", "Estimate the costs"]
    assert page(noted, "osat/idea/") in found(shown, "//main//a/@href")
    note = Note.objects.get(text=CANARY)
    answer = browser.post(page(noted, f"neuvot/{note.pk}/tehty/"))
    assert (answer.status_code, answer.url) == (303, f"{page(noted)}#neuvo-{note.pk}")
    assert "Done: Lauri Esimerkki" in main(client_of(applicant).get(page(noted)))
    assert "1 piece of advice from the adviser" in main(browser.get(page(noted, "osat/")))
    assert CANARY not in main(browser.get(page(noted, "osat/idea/")))
    browser.post(page(noted, f"neuvot/{note.pk}/avaa/"))
    assert "2 pieces of advice" in main(browser.get(page(noted, "osat/")))


def test_looking_is_noted_so_that_the_next_letter_goes_at_once(client_of, applicant, noted):
    client_of(applicant).get(page(noted))
    assert not Note.objects.filter(seen_at__isnull=True).exists()


def test_a_reader_reads_and_marks_nothing(client_of, noted):
    reader = make_person("lukija@example.org")
    noted.group.memberships.create(person=reader, role="reader", joined_at=noted.created_at)
    browser, note = client_of(reader), Note.objects.first()
    shown = browser.get(page(noted))
    assert (CANARY in main(shown), found(shown, "//main//button")) == (True, [])
    assert browser.post(page(noted, f"neuvot/{note.pk}/tehty/")).status_code == 403


def test_strangers_and_the_desk_find_nothing(client_of, stranger, coordinator, reviewer, noted):
    for person in (stranger, coordinator, reviewer):
        assert client_of(person).get(page(noted)).status_code == 404
        assert client_of(person).post(page(noted, f"neuvot/{Note.objects.first().pk}/tehty/")).status_code == 404


def test_after_sending_it_is_read_and_not_marked(client_of, applicant, noted):
    send(noted, applicant)
    browser = client_of(applicant)
    shown = browser.get(page(noted))
    assert ("You can still read the advice here." in main(shown), found(shown, "//main//button")) == (True, [])
    answer = browser.post(page(noted, f"neuvot/{Note.objects.first().pk}/tehty/"), follow=True)
    assert "The application has been sent." in main(answer)
    assert not Note.objects.filter(done_at__isnull=False).exists()
    assert page(noted) in found(browser.get(page(noted, "osat/")), "//main//a/@href")
    assert page(noted) in found(browser.get(page(noted, "")), "//main//a/@href")
    assert CANARY not in main(browser.get(page(noted, "osat/idea/")))


def test_without_advice_the_page_says_so_and_the_others_nothing(client_of, applicant, draft):
    browser = client_of(applicant)
    assert "There is no advice here yet." in main(browser.get(page(draft)))
    assert page(draft) not in found(browser.get(page(draft, "osat/")), "//main//a/@href")


def test_it_asks_few_questions_however_much_advice_there_is(client_of, applicant, coordinator, noted):
    def asked() -> int:
        browser = client_of(applicant)
        browser.get(page(noted))
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(noted))
        return len(queries)

    before = asked()
    make_note(noted, coordinator, section="idea", text="Kolmas.", at=noted.created_at)
    assert asked() == before <= 12
