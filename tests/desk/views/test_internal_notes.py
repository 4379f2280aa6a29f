"""The page of the coordinators' notes: apart from messages in address, form, field and button, so that nothing is sent by mistake."""

import pytest

from advice.models import InternalNote, Message
from tests.applications.views.reading import buttons, errors, found, heading, words
from tests.desk.views.reading import main, page_of, typed
from tests.factories import make_idea, make_message

pytestmark = pytest.mark.django_db
NOTED = "Soita ryhmälle perjantaina."
TYPED = {"internal_note": NOTED}


def notes_of(subject) -> str:
    return page_of(subject, "muistiinpanot/") if not hasattr(subject, "told_at") else idea_page(subject)


def idea_page(idea) -> str:
    return f"/tyopoyta/neuvonta/ideat/{idea.reference}/muistiinpanot/"


def test_a_note_is_saved_and_the_page_stays_the_page_of_notes(client_of, coordinator, case):
    browser = client_of(coordinator)
    answer = browser.post(notes_of(case), TYPED)
    assert (answer.status_code, answer.url) == (303, f"{notes_of(case)}#viesti")
    page = browser.get(notes_of(case))
    assert (heading(page), buttons(page)) == ("Internal notes", ["Save the internal note"])
    assert NOTED in words(found(page, "//main//article")[0])
    assert typed(page, "internal_note") == ""


def test_it_says_that_the_applicant_may_ask_to_see_it(client_of, coordinator, case):
    assert "The applicant may ask to see the documents" in main(client_of(coordinator).get(notes_of(case)))


def test_the_form_of_a_note_sends_no_message_and_that_of_a_message_keeps_no_note(client_of, coordinator, applicant, case):
    make_message(case, applicant)
    browser = client_of(coordinator)
    as_message = browser.post(page_of(case, "viestit/"), TYPED)
    as_note = browser.post(notes_of(case), {"text": NOTED})
    assert [page.status_code for page in (as_message, as_note)] == [422, 422]
    assert [errors(page) for page in (as_message, as_note)] == [
        [("#id_text", "Write your message.")],
        [("#id_internal_note", "Write the note.")],
    ]
    assert (Message.objects.filter(side="city").count(), InternalNote.objects.count()) == (0, 0)
    assert NOTED not in main(as_message) + main(as_note)


def test_the_two_forms_share_no_field(client_of, coordinator, case):
    browser = client_of(coordinator)
    fields = [
        {it.get("name") for it in found(browser.get(page), "//main//*[self::textarea or self::input or self::select]")}
        for page in (page_of(case, "viestit/"), notes_of(case))
    ]
    assert fields == [{"csrfmiddlewaretoken", "text", "file"}, {"csrfmiddlewaretoken", "internal_note"}]


def test_an_idea_has_notes_too(client_of, coordinator, applicant):
    idea = make_idea(applicant)
    browser = client_of(coordinator)
    assert browser.post(idea_page(idea), TYPED).status_code == 303
    assert NOTED in main(browser.get(idea_page(idea)))
    assert client_of(applicant).get(idea_page(idea)).status_code == 403


def test_of_her_own_idea_a_coordinator_reads_no_notes(client_of, coordinator):
    assert client_of(coordinator).get(idea_page(make_idea(coordinator))).status_code == 404


def test_a_case_opens_before_its_notes_do(client_of, coordinator, received):
    answer = client_of(coordinator).get(notes_of(received))
    assert (answer.status_code, answer.url) == (303, page_of(received))


def test_notes_of_a_draft_that_is_not_hers_to_help_with_are_not_found(client_of, coordinator, draft):
    assert client_of(coordinator).get(notes_of(draft)).status_code == 404


@pytest.mark.parametrize("role", ["reviewer", "decider", "finance", "auditor", "admin", "applicant"])
def test_nobody_else_reads_them(client_of, request, case, role):
    assert client_of(request.getfixturevalue(role)).get(notes_of(case)).status_code == 403


def test_no_page_of_the_talk_shows_a_note(client_of, coordinator, applicant, case):
    make_message(case, coordinator)
    browser = client_of(coordinator)
    browser.post(notes_of(case), TYPED)
    pages = [browser.get(page_of(case, rest)) for rest in ("", "viestit/")]
    pages.append(client_of(applicant).get(f"/hakemukset/{case.reference}/viestit/"))
    assert [NOTED in page.content.decode() for page in pages] == [False, False, False]
