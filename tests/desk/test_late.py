"""An application that came on paper after its round: marked wherever the staff see it, not scored, and left unexamined."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from applications.models import Application, CompletionRequest
from decisions import actions as decision_actions
from decisions.pdf import decision_letter
from desk import queries
from reviews.actions import declare
from tests.applications.views.reading import found, words
from tests.completions import ask, sentences
from tests.decisions.test_letter import text_of
from tests.desk.views.reading import forms, main, page_of, rows, typed
from tests.factories import acting, after_closing, make_decision, make_paper, make_review, register

pytestmark = pytest.mark.django_db
WHEN = "The application came late It arrived on 1.3.2018 at 16.00. The round closed on 28.2.2018 at 16.00."
NOT_EXAMINED = "The application came after the round had closed, so it is not examined."
REASONS = "Hakemus saapui 1.3.2018 klo 16.00. Hakuaika päättyi 28.2.2018 klo 16.00. Myöhässä saapunutta hakemusta ei tutkita."


@pytest.fixture
def late(coordinator, group, first_round):
    """Came by post on the day after the round, without a place and a day."""
    arrived = first_round.closes_at + timedelta(days=1)
    paper = make_paper(coordinator, group, first_round, at=arrived, place="", event_day="")
    return register(paper, coordinator, arrived_at=arrived, channel="post")


@pytest.fixture
def opened(late, coordinator):
    declare(late, by=acting(coordinator, "coordinator"), at=after_closing(late, days=2))
    late.refresh_from_db()
    return late


def test_the_worklist_marks_it(client_of, coordinator, late):
    assert rows(client_of(coordinator).get("/tyopoyta/"))[0][4].startswith("Received, late")


def test_the_case_says_when_it_came_and_who_typed_it(client_of, coordinator, opened):
    page = main(client_of(coordinator).get(page_of(opened)))
    assert WHEN in page
    assert "Version 1, arrived on 1.3.2018 at 16.00 (By post), registered by Kaisa Koordinaattori on 1.3.2018 at 17.00." in page
    assert "Filled in for the group at the desk: Kaisa Koordinaattori." in page


def test_a_handler_reads_it_before_she_declares(client_of, reviewer, late):
    assert WHEN in main(client_of(reviewer).get(page_of(late)))


def test_it_is_not_scored(client_of, coordinator, opened):
    assert "pisteet" not in forms(client_of(coordinator).get(page_of(opened)))
    with pytest.raises(ValidationError, match="it is not scored"):
        make_review(opened, coordinator, role="coordinator")


def test_its_group_is_not_asked_to_complete_what_is_not_examined(client_of, coordinator, opened):
    browser, path = client_of(coordinator), page_of(opened, "taydennyspyynto/")
    assert found(browser.get(page_of(opened)), f"//a[starts-with(@href, '{path}')]") == []
    assert NOT_EXAMINED in main(browser.get(path, follow=True))
    assert [NOT_EXAMINED in sentence for sentence in sentences(lambda: ask(opened, coordinator))] == [True]
    opened.refresh_from_db()
    assert (opened.status, CompletionRequest.objects.count()) == ("in_review", 0)


def test_its_group_is_asked_once_it_is_late_no_more(client_of, coordinator, opened):
    Application.objects.filter(pk=opened.pk).update(is_late=False)
    path = page_of(opened, "taydennyspyynto/")
    browser = client_of(coordinator)
    assert len(found(browser.get(page_of(opened)), f"//a[starts-with(@href, '{path}')]")) == 1
    assert browser.get(path).status_code == 200


def test_it_waits_for_a_proposal_and_no_review(coordinator, reviewer, opened):
    at = after_closing(opened, days=3)
    works = {person: queries.worklist(person, at).get().work for person in (coordinator, reviewer)}
    assert works == {coordinator: "propose", reviewer: "declare"}


def test_the_form_to_propose_has_one_outcome_and_the_reasons_in_finnish(client_of, coordinator, opened):
    page = client_of(coordinator).get(page_of(opened))
    assert [words(it) for it in found(page, "//input[@name='outcome']/following-sibling::label")] == ["Not examined"]
    assert (typed(page, "outcome"), typed(page, "reasons").replace("\u00a0", " ")) == ("not_examined", REASONS)
    assert not found(page, "//input[@name='amount'][@type='text']")


def test_no_other_outcome_is_proposed_or_decided(client_of, coordinator, decider, opened):
    answer = client_of(coordinator).post(page_of(opened, "esitys/"), {"outcome": "rejected", "reasons": "Ei sovi."})
    opened.refresh_from_db()
    assert (answer.status_code, opened.status) == (422, "in_review")
    for act, by in (
        (decision_actions.propose, acting(coordinator, "coordinator")),
        (decision_actions.decide, acting(decider, "decider")),
    ):
        with pytest.raises(ValidationError, match="only be left without examination"):
            act(opened, by=by, at=after_closing(opened, days=3), outcome="granted", amount=opened.applied, reasons="Sopii.")


def test_the_decision_and_its_letter_say_when_it_came(client_of, applicant, coordinator, decider, opened):
    decision = make_decision(opened, coordinator, decider, outcome="not_examined", reasons=REASONS, published=True)
    page = main(client_of(applicant).get(f"/hakemukset/{opened.reference}/paatos/"))
    assert "Arrived1.3.2018 at 16.00, after the round had closed on 28.2.2018 at 16.00" in page
    assert "Day of the event–" in page
    letter = text_of(decision_letter(decision))
    assert "saapui 1.3.2018 klo 16.00, hakuaika oli päättynyt 28.2.2018 klo 16.00" in letter
    assert "Jätetty tutkimatta" in letter


def test_the_list_to_publish_marks_it(client_of, coordinator, decider, opened):
    make_decision(opened, coordinator, decider, outcome="not_examined", reasons=REASONS)
    page = client_of(decider).get(f"/tyopoyta/kierrokset/{opened.round.number}/julkaisu/")
    assert rows(page)[0][1] == "Not examined, late"
