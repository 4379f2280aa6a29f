"""The coordinator's talks: the list, the talk about one application, and saying that no answer is needed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advice.models import AdviceGiven, Message, Thread
from applications import actions as application_actions
from core import dates
from registry.models import Event
from reviews.actions import declare
from tests import files
from tests.advice.factories import make_file_message
from tests.applications.views.reading import errors, found, words
from tests.desk.views.reading import main, page_of, typed
from tests.factories import AT, acting, after_closing, make_application, make_message, make_paper, make_paper_group, register

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/neuvonta/viestit/"
SAID = "Kuiskaus kahden kesken"


def rows(page, section: str) -> list[str]:
    return [words(it) for it in found(page, f"//section[@aria-labelledby='{section}']//a[@class='task']")]


def test_what_waits_longest_stands_first_and_what_is_answered_last(client_of, coordinator, applicant, group, first_round):
    old, new, done = (make_application(applicant, group, first_round) for _ in range(3))
    make_message(new, applicant, at=AT + timedelta(days=2))
    make_message(old, applicant)
    make_message(done, applicant)
    make_message(done, coordinator)
    page = client_of(coordinator).get(LIST)
    assert [it.split(" · ")[1] for it in rows(page, "waiting")] == [old.reference, new.reference]
    assert [it.split(" · ")[1] for it in rows(page, "others")] == [done.reference]


def test_the_row_of_a_draft_tells_its_group_and_not_what_it_is_called(client_of, coordinator, applicant, draft):
    make_message(draft, applicant)
    page = client_of(coordinator).get(LIST)
    assert draft.group.name in rows(page, "waiting")[0]
    assert draft.title not in main(page)
    assert draft.title not in main(client_of(coordinator).get(page_of(draft, "viestit/")))


def test_of_a_case_that_is_not_open_there_is_only_the_row_and_the_way_to_the_declaration(
    client_of, coordinator, applicant, received
):
    make_message(received, applicant, text=SAID)
    browser = client_of(coordinator)
    page = browser.get(LIST)
    assert "Declare your interests" in rows(page, "waiting")[0]
    assert [it.get("href") for it in found(page, "//a[@class='task']")] == [page_of(received)]
    assert SAID not in main(page)
    answer = browser.get(page_of(received, "viestit/"))
    assert (answer.status_code, answer.url) == (303, page_of(received))


def test_nobody_waits(client_of, coordinator):
    assert "Nobody waits for an answer." in main(client_of(coordinator).get(LIST))


def test_many_talks_ask_the_database_no_more(
    client_of, coordinator, applicant, group, first_round, django_assert_max_num_queries
):
    for _number in range(4):
        make_message(make_application(applicant, group, first_round), applicant)
    browser = client_of(coordinator)
    with django_assert_max_num_queries(8):
        browser.get(LIST)


def test_an_answer_is_sent_and_is_advice_on_record(client_of, coordinator, applicant, case):
    make_message(case, applicant, text=SAID)
    browser = client_of(coordinator)
    assert SAID in main(browser.get(page_of(case, "viestit/")))
    assert Event.objects.get(act="view_talk").about == case.about
    answer = browser.post(page_of(case, "viestit/"), {"text": "Kyllä voitte."})
    assert (answer.status_code, answer.url) == (303, page_of(case, "viestit/#viesti"))
    assert (Message.objects.last().side, AdviceGiven.objects.get().adviser) == ("city", coordinator)


def test_an_empty_answer_is_refused_and_nothing_is_lost(client_of, coordinator, case):
    page = client_of(coordinator).post(page_of(case, "viestit/"), {"text": ""})
    assert (page.status_code, errors(page)) == (422, [("#id_text", "Write your message.")])


def test_she_may_begin_about_a_draft_that_she_helps_with_and_not_about_another(client_of, coordinator, applicant, draft):
    browser = client_of(coordinator)
    assert browser.get(page_of(draft, "viestit/")).status_code == 404
    consent = {"given_by": "Aino Esimerkki", "way": "portal", "given_on": AT.date()}
    application_actions.allow_help(draft, by=acting(applicant, "owner"), at=draft.created_at, **consent)
    assert browser.post(page_of(draft, "viestit/"), {"text": "Hei"}).status_code == 303


def test_a_group_that_nobody_signs_in_for_is_called_instead(client_of, coordinator, first_round):
    paper = make_paper(coordinator, make_paper_group(coordinator), first_round)
    browser = client_of(coordinator)
    assert browser.get(page_of(paper, "viestit/")).status_code == 404
    register(paper, coordinator)
    declare(paper, by=acting(coordinator, "coordinator"), at=after_closing(paper))
    page = browser.get(page_of(paper, "viestit/"))
    assert "Call them, or write a letter." in main(page)
    assert found(page, "//main//textarea") == []


def test_a_thank_you_needs_no_answer(client_of, coordinator, applicant, case):
    thread = make_message(case, applicant, text="Kiitos!").thread
    browser = client_of(coordinator)
    [form] = found(browser.get(page_of(case, "viestit/")), "//main//form[contains(@action, 'ei-vastausta')]")
    assert browser.post(form.get("action")).status_code == 303
    assert list(Thread.objects.unanswered()) == []
    assert found(browser.get(page_of(case, "viestit/")), "//main//form[contains(@action, 'ei-vastausta')]") == []
    assert Thread.objects.get() == thread


def test_the_case_has_a_tab_for_the_talk_that_says_when_it_waits(client_of, coordinator, reviewer, applicant, case):
    make_message(case, applicant)
    tabs = "//nav[@aria-label='Pages of the case']//a"
    assert [words(it) for it in found(client_of(coordinator).get(page_of(case)), tabs)] == [
        "The application",
        "Messages to the applicant – waits for an answer",
        "Internal notes",
        "Write advice down",
    ]
    assert found(client_of(reviewer).get(page_of(case)), tabs) == []


@pytest.mark.parametrize("role", ["reviewer", "decider", "finance", "auditor", "admin", "applicant"])
def test_nobody_else_reads_talks_at_the_desk(client_of, request, applicant, case, role):
    make_message(case, applicant)
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(it).status_code for it in (LIST, page_of(case, "viestit/"))] == [403, 403]


def test_reading_a_file_of_the_group_is_noted(client_of, coordinator, applicant, case):
    file = make_file_message(case, applicant, content=files.heic(), name="kuva.heic").files.get()
    browser = client_of(coordinator)
    page = browser.get(page_of(case, "viestit/"))
    addresses = [it.get("href") for it in found(page, "//main//article//a")]
    assert addresses == [f"/tyopoyta/neuvonta/viestit/tiedostot/{file.pk}/{query}" for query in ("", "?kopio=1")]
    names = [browser.get(address)["Content-Disposition"] for address in addresses]
    assert names == ['attachment; filename="kuva.heic"', 'attachment; filename="kuva.jpg"']
    events = Event.objects.filter(act="read_attachment")
    assert [(it.about, it.actor, it.details) for it in events] == [
        (case.about, f"person:{coordinator.pk}", {"messagefile": file.pk})
    ] * 2


def test_a_file_of_a_case_that_is_not_open_is_not_found(client_of, coordinator, applicant, received):
    file = make_file_message(received, applicant, content=files.pdf()).files.get()
    assert client_of(coordinator).get(f"/tyopoyta/neuvonta/viestit/tiedostot/{file.pk}/").status_code == 404


def test_a_file_waits_for_the_scanner_before_the_coordinator_opens_it(client_of, coordinator, applicant, case, settings):
    file = make_file_message(case, applicant, content=files.pdf()).files.get()
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    answer = client_of(coordinator).get(f"/tyopoyta/neuvonta/viestit/tiedostot/{file.pk}/")
    assert (answer.status_code, answer.url) == (303, page_of(case, "viestit/#viesti"))
    assert Event.objects.filter(act="read_attachment").count() == 0


def test_the_adviser_sends_a_file(client_of, coordinator, applicant, case):
    file = SimpleUploadedFile("Ohje.pdf", files.pdf())
    assert client_of(coordinator).post(page_of(case, "viestit/"), {"text": "Tässä ohje", "file": file}).status_code == 303
    assert [it.name for it in Message.objects.get().files.all()] == ["Ohje.pdf"]


def test_a_ready_answer_begins_in_the_field_with_what_the_portal_knows(client_of, coordinator, case):
    browser = client_of(coordinator)
    page = browser.get(page_of(case, "viestit/"))
    addresses = [it.get("href") for it in found(page, "//main//details//a")]
    assert [it.partition("?")[2] for it in addresses] == [f"valmis={code}#id_text" for code in ("look", "talk", "paper")]
    begun = [typed(browser.get(address), "text") for address in addresses]
    assert (case.reference in begun[2], case.round.programme.contact_phone in begun[1]) == (True, True)
    assert [text for text in begun if "%(" in text] == []
    assert typed(browser.get(page_of(case, "viestit/?valmis=muu")), "text") == ""


def test_until_when_one_can_send_is_told_only_while_the_round_is_open(client_of, coordinator, applicant, draft):
    make_message(draft, applicant)
    browser = client_of(coordinator)
    addresses = [it.get("href") for it in found(browser.get(page_of(draft, "viestit/")), "//main//details//a")]
    assert addresses[-1].endswith("?valmis=closes#id_text")
    assert dates.moment(draft.round.closes_at) in typed(browser.get(addresses[-1]), "text")


def test_a_gap_that_nobody_filled_in_is_not_sent(client_of, coordinator, case):
    browser = client_of(coordinator)
    begun = typed(browser.get(page_of(case, "viestit/?valmis=look")), "text")
    page = browser.post(page_of(case, "viestit/"), {"text": begun})
    assert (page.status_code, errors(page)) == (422, [("#id_text", "Fill in [day] before you send.")])
    assert typed(page, "text") == begun
    for text in (begun.replace("[day]", "2.3."), "Katso kohta [4]."):
        assert browser.post(page_of(case, "viestit/"), {"text": text}).status_code == 303
