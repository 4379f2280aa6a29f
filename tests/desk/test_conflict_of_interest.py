"""Who has not declared, has stepped aside or belongs to the group: at no address of the desk a word of the case, nor an act in it."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Membership, User
from applications.models import Application, InterestDeclaration
from decisions import pdf
from decisions.actions import decide, publish, record_appeal
from decisions.models import Claim, Decision, FunderApproval, Hearing, Proposal
from registry.models import Event
from reviews.actions import declare
from reviews.models import Review
from tests import files
from tests.advice.factories import make_file_message, make_internal_note
from tests.applications.views.reading import found, words
from tests.approving import make_approval
from tests.claims import make_claim
from tests.factories import (
    AT,
    acting,
    after_closing,
    make_application,
    make_case_in_review,
    make_person,
    make_proposal,
    make_review,
    send,
)

pytestmark = pytest.mark.django_db

# What only those who handle the case may read: answers, reviews, reasons, the sum that is granted.
SECRETS = ("Kanarialintu", "Salainen arvio", "Salainen huomio", "Salainen perustelu", "1\u00a0234,56")
STATES = ("submitted", "in_review", "proposed", "decided", "published")
OUTCOME = {"outcome": "granted_in_part", "amount": "1 234,56", "reasons": "Ohitettu."}

# Acts in one case, with what a handler would send; nothing but the conflict of interest stands in the way of some of them.
ACTS = {
    "take_up": {},
    "request_completion": {"part_idea": "on", "reason_idea": "unclear", "due_on": "1.6.2018", "act": "send"},
    "score": {"points-effect": "5", "reason-effect": "Ohitettu.", "act": "save"},
    "propose": OUTCOME,
    "return_to_review": {"reason": "Ohitettu."},
    "decide": OUTCOME,
}
LOOKS = (
    *("case", "preview", "worklist", "rounds", "extend_round", "publish", "publish_preview", "letters", "feedback", "advice"),
)
# What is on paper and in drafts is no case yet: views/test_paper.py and views/test_helping.py.
ON_PAPER = ("helping", "allow_help", "find_group", "add_group", "edit_group", "enter", "register", "receipt")
# Files and versions have tests of their own (views/test_attachment.py, test_versions.py), and declaring below; the dates and the
# cost model of a round, and who of the programme may do what after advising, belong to no case.
VERSIONS = ("versions", "version", "version_printout", "comparison", "dossier", "dossier_zip")
# Talks and notes are the coordinator's: here what of those about the case is kept from her, the rest in views/test_talks.py and
# test_internal_notes.py; of ideas in test_ideas.py.
TALKS = ("messages", "talks", "message_file", "settle_talk", "internal_notes", "idea_notes")
IDEAS = ("ideas", "tell_idea", "idea", "close_idea")
# Times and who has booked them are no case; of an application they show the reference alone: views/test_appointments.py.
APPOINTMENTS = (
    *("appointments", "todays_appointments", "offer_time", "offer_pattern", "withdraw_time", "appointment"),
    *("move_appointment", "cancel_appointment", "note_appointment", "appointment_calendar"),
)
# Meetings are announced to everybody, and who comes has nothing to do with a case: views/test_meetings.py.
MEETINGS = (
    *("meetings", "announce_meeting", "meeting", "edit_meeting", "cancel_meeting", "sign_up_caller", "cancel_sign_up"),
    *("attendance", "note_attendance"),
)
# What is asked in public has nothing to do with a case either: views/test_questions.py.
QUESTIONS = ("questions", "answer_question", "withdraw_answer")
# Of a case the log of advice holds that it was advised on, and its numbers no name: views/test_advice_log.py.
LOG = ("advice_log", "undo_advice", "advice_statistics", "advice_csv", "advice_xlsx")
# Setting and taking back a time for a whole round: views/test_publish_preview.py.
SET_TIMES = ("schedule_publication", "cancel_publication")
# A meeting's pages and book hold only what is handled: views/test_meeting_view.py and views/test_round_book.py.
OF_A_MEETING = ("meeting_view", "round_book")
# Claims for rectification are in this file too, below, and in views/test_claims.py.
CLAIMS = (
    *("claims", "claim", "register_claim", "claim_receipt", "claim_file", "add_claim_file", "hand_over_claim", "ask_hearing"),
    *("record_hearing", "end_claim", "serve_claim", "record_appeal", "end_appeal"),
)
# The funder's paper is in this file too, below: test_no_paper_of_the_funder_is_taken.
PAPERS = ("funder_document",)
# Drafts are no case yet: views/test_drafts.py.
DRAFTS = ("draft", "draft_attachment", "pin_note", "withdraw_note")
# Who reviews, and how the points agree: views/test_reviewing.py.
REVIEWING = ("reviewing", "assign", "take_back", "nudge", "record_discussion", "change_score")
OTHERS = (
    *REVIEWING,
    *SET_TIMES,
    *ON_PAPER,
    *VERSIONS,
    *TALKS,
    *IDEAS,
    *DRAFTS,
    *APPOINTMENTS,
    *MEETINGS,
    *QUESTIONS,
    *LOG,
    *OF_A_MEETING,
    *CLAIMS,
    *PAPERS,
    "attachment",
    "declare",
    "confirm_dates",
    "set_cost_model",
    "set_separation",
)
OF_A_ROUND = ("extend_round", "publish", "publish_preview", "confirm_dates")
OF_NOTHING = ("worklist", "rounds", "letters", "feedback", "advice")


def address(name: str, case: Application) -> str:
    if name in OF_NOTHING:
        return reverse(f"desk:{name}")
    return reverse(f"desk:{name}", args=[case.round.number if name in OF_A_ROUND else case.reference])


@pytest.fixture
def case_in(applicant, group, first_round, coordinator, reviewer, decider):
    """`case_in(state)` is a case that has come so far in the hands of others."""

    def made(state: str) -> Application:
        answers = {"summary": "Kanarialintu laulaa pajan ovella."}
        if state == "submitted":
            return send(make_application(applicant, group, first_round, **answers), applicant)
        case = make_case_in_review(applicant, group, first_round, coordinator, **answers)
        make_review(case, reviewer, reason="Salainen arvio", comment="Salainen huomio")
        make_review(case, make_person("toinen@joensuu.example", name="Toinen Arvioija", roles=["reviewer"]))
        if state != "in_review":
            outcome = {"outcome": "granted_in_part", "amount": Decimal("1234.56"), "reasons": "Salainen perustelu"}
            make_proposal(case, coordinator, **outcome)
            if state != "proposed":
                by, at = acting(decider, "decider"), after_closing(case, days=3)
                declare(case, by=by, at=at)
                decide(case, by=by, at=at, **outcome)
            if state == "published":
                publish(case.round, by=by, at=after_closing(case, days=4))
        case.refresh_from_db()
        return case

    return made


@pytest.fixture
def outsider(db) -> User:
    """Holds every role that handles cases, and audits as well: no role keeps this person out."""
    roles = ["coordinator", "reviewer", "decider", "auditor"]
    return make_person("ulla@joensuu.example", name="Ulla Ulkopuolinen", roles=roles)


def keep_out(outsider: User, case: Application, why: str) -> None:
    if why == "stepped aside":
        declare(
            case,
            by=acting(outsider, "reviewer"),
            at=after_closing(case, days=5),
            ground="benefit",
            explanation="Salainen perustelu",
        )
    if why == "own group":
        # Had declared before joining: belonging to the group weighs more.
        declare(case, by=acting(outsider, "reviewer"), at=after_closing(case))
        Membership.objects.create(person=outsider, group=case.group, role=Membership.READER, joined_at=AT)


WHYS = ("undeclared", "stepped aside", "own group")
each_way = pytest.mark.parametrize(("why", "state"), [(why, state) for why in WHYS for state in STATES])


def told_in(answer) -> list[str]:
    return [secret for secret in SECRETS if secret in answer.content.decode()]


def all_that_is_kept(case: Application) -> dict[str, object]:
    """Everything that an act in the case would change."""
    return {
        "status": Application.objects.get(pk=case.pk).status,
        "published": Application.objects.get(pk=case.pk).published_at,
        "reviews": list(Review.objects.values_list("pk", "sent_at")),
        "proposals": Proposal.objects.count(),
        "decisions": list(Decision.objects.values_list("pk", "state")),
        "declarations": list(InterestDeclaration.objects.order_by("pk").values_list("person", "is_disqualified")),
        "events": list(Event.objects.filter(about=case.about).values_list("pk", flat=True)),
    }


@pytest.mark.parametrize("state", STATES)
def test_a_handler_reads_what_the_others_must_not(client_of, case_in, coordinator, state):
    case = case_in(state)
    if state == "submitted":
        declare(case, by=acting(coordinator, "coordinator"), at=case.submitted_at)
    kept_by_then = {"submitted": 1, "in_review": 3}.get(state, len(SECRETS))
    assert told_in(client_of(coordinator).get(address("case", case))) == list(SECRETS[:kept_by_then])


@each_way
def test_no_page_of_the_desk_says_a_word_of_the_case(client_of, case_in, outsider, why, state):
    case = case_in(state)
    keep_out(outsider, case, why)
    browser = client_of(outsider)
    pages = {name: browser.get(address(name, case)) for name in LOOKS}
    statuses = dict.fromkeys(LOOKS, 200) | {"publish_preview": 303}
    statuses |= {"preview": 403} if why == "undeclared" else {"preview": 404, "case": 404}
    assert {name: (page.status_code, told_in(page)) for name, page in pages.items()} == {
        name: (status, []) for name, status in statuses.items()
    }


@each_way
def test_no_act_in_the_case_is_possible(client_of, case_in, outsider, why, state):
    case = case_in(state)
    keep_out(outsider, case, why)
    before = all_that_is_kept(case)
    browser = client_of(outsider)
    answers = {name: browser.post(address(name, case), typed) for name, typed in ACTS.items()}
    assert {name: (answer.status_code, told_in(answer)) for name, answer in answers.items()} == {
        name: (403 if why == "undeclared" else 404, []) for name in ACTS
    }
    assert all_that_is_kept(case) == before


@pytest.mark.parametrize("why", WHYS)
def test_no_talk_about_the_case_is_read_or_gone_on_with(client_of, case_in, outsider, applicant, coordinator, why):
    case = case_in("in_review")
    message = make_file_message(case, applicant, text="Salainen huomio", content=files.pdf(), name="Salainen arvio.pdf")
    make_internal_note(case, coordinator, text="Salainen perustelu")
    keep_out(outsider, case, why)
    browser, closed = client_of(outsider), 303 if why == "undeclared" else 404
    answers = [
        browser.get(reverse("desk:talks")),
        browser.get(address("messages", case)),
        browser.post(address("messages", case), {"text": "Ohitettu."}),
        browser.get(reverse("desk:message_file", args=[message.files.get().pk])),
        browser.post(reverse("desk:settle_talk", args=[message.thread.pk])),
        browser.get(address("internal_notes", case)),
        browser.post(address("internal_notes", case), {"internal_note": "Ohitettu."}),
    ]
    assert [(it.status_code, told_in(it)) for it in answers] == [
        (status, []) for status in (200, closed, closed, 404, 404, closed, closed)
    ]
    assert list(message.thread.messages.all()) == [message]


@pytest.mark.parametrize("why", WHYS)
def test_no_claim_of_the_case_is_read_or_handled(client_of, case_in, outsider, applicant, coordinator, why):
    case = case_in("published")
    decision, at = case.decisions.get(), after_closing(case, days=5)
    claim = make_claim(
        decision, applicant, at=at, demand="Salainen huomio", grounds="Salainen arvio", file="Salainen perustelu.pdf"
    )
    facts = {
        "heard": "Salainen arvio",
        "question": "Salainen huomio",
        "asked_by": coordinator,
        "asked_at": at,
        "due_on": at.date(),
    }
    hearing = Hearing.objects.create(claim=claim, **facts)
    by = acting(coordinator, "coordinator")
    appeal = record_appeal(decision, by=by, at=at, filed_on=at.date(), reference="Salainen arvio")
    keep_out(outsider, case, why)
    before = (all_that_is_kept(case), Claim.objects.values().get())
    browser, of_claim = client_of(outsider), [claim.reference]
    gets = {"claim": of_claim, "claim_receipt": of_claim, "ask_hearing": of_claim, "end_claim": of_claim}
    gets |= {"claim_file": [claim.files.get().pk], "record_hearing": [claim.reference, hearing.pk], "end_appeal": [appeal.pk]}
    gets |= {"register_claim": [case.reference], "record_appeal": [case.reference]}
    posts = dict.fromkeys(("add_claim_file", "hand_over_claim", "ask_hearing", "end_claim", "serve_claim"), of_claim)
    answers = [browser.get(reverse("desk:claims"))]
    answers += [browser.get(reverse(f"desk:{name}", args=arguments)) for name, arguments in gets.items()]
    answers += [browser.post(reverse(f"desk:{name}", args=arguments), {"to": ""}) for name, arguments in posts.items()]
    assert [(it.status_code, told_in(it)) for it in answers] == [(200, []), *[(404, [])] * 14]
    assert (all_that_is_kept(case), Claim.objects.values().get()) == before


@pytest.mark.parametrize("why", WHYS)
def test_no_paper_of_the_funder_is_taken_and_no_approval_corrected(client_of, case_in, outsider, coordinator, why):
    case = case_in("published")
    at = after_closing(case, days=5)
    approval = make_approval(case.decisions.get(), coordinator, at=at, reference="Salainen arvio", name="Salainen perustelu.pdf")
    keep_out(outsider, case, why)
    before = all_that_is_kept(case)
    browser, number = client_of(outsider), [case.round.number]
    answers = [
        browser.get(reverse("desk:funder_document", args=[approval.pk])),
        browser.get(reverse("desk:correct_approval", args=[approval.pk])),
        browser.post(reverse("desk:correct_approval", args=[approval.pk]), {"reference": "Ohitettu", "reason": "Ohitettu."}),
        browser.get(reverse("desk:funder_approvals", args=number)),
    ]
    assert [(it.status_code, told_in(it)) for it in answers] == [(404, []), (404, []), (404, []), (200, [])]
    assert list(FunderApproval.objects.all()) == [approval]
    assert all_that_is_kept(case) == before


@pytest.mark.parametrize("why", WHYS)
def test_nothing_of_the_case_is_published(client_of, case_in, outsider, why):
    case = case_in("decided")
    keep_out(outsider, case, why)
    before = all_that_is_kept(case)
    browser = client_of(outsider)
    seen = pdf.fingerprint([Decision.objects.get()], after_closing(case, days=4))
    page = browser.post(address("publish", case), {"fingerprint": seen}, follow=True)
    assert (told_in(page), all_that_is_kept(case)) == ([], before)


@pytest.mark.parametrize(("why", "status"), [("undeclared", 303), ("stepped aside", 404), ("own group", 404)])
def test_only_who_has_declared_nothing_yet_can_declare(client_of, case_in, outsider, why, status):
    case = case_in("in_review")
    keep_out(outsider, case, why)
    answer = client_of(outsider).post(address("declare", case), {"ground": "none"})
    assert (answer.status_code, told_in(answer)) == (status, [])
    opens = Application.objects.handled_by(outsider).filter(pk=case.pk).exists()
    assert opens == (why == "undeclared")


@pytest.mark.parametrize("typed", [{}, {"ground": ""}, {"ground": "weather"}])
def test_a_refused_declaration_tells_nothing_either(client_of, case_in, outsider, typed):
    case = case_in("decided")
    answer = client_of(outsider).post(address("declare", case), typed)
    assert (answer.status_code, told_in(answer)) == (422, [])


def test_the_case_closes_at_once_for_who_steps_aside_in_the_middle_of_it(client_of, case_in, coordinator):
    case = case_in("proposed")
    browser = client_of(coordinator)
    assert told_in(browser.get(address("case", case))) == list(SECRETS)
    answer = browser.post(address("declare", case), {"ground": "benefit"}, follow=True)
    assert (answer.redirect_chain, told_in(answer)) == ([(address("worklist", case), 303)], [])
    assert told_in(browser.get(address("case", case))) == []


@pytest.mark.parametrize("why", WHYS)
def test_words_of_the_answers_find_no_row(client_of, case_in, outsider, why):
    case = case_in("decided")
    keep_out(outsider, case, why)
    browser = client_of(outsider)
    rows = {words: _rows(browser, f"?words={words}") for words in ("Kanarialintu", "Salainen", "1234", case.reference)}
    assert rows == {
        "Kanarialintu": [],
        "Salainen": [],
        "1234": [],
        case.reference: [case.reference] if why == "undeclared" else [],
    }


def _rows(browser, query: str) -> list[str]:
    page = browser.get(reverse("desk:worklist") + query)
    return [words(it) for it in found(page, "//main//table//*[@class='reference']")]


@pytest.mark.parametrize("why", WHYS)
def test_who_handles_the_case_is_not_told_to_the_others(client_of, case_in, outsider, why):
    case = case_in("decided")
    keep_out(outsider, case, why)
    page = client_of(outsider).get(address("case", case)).content.decode()
    assert re.findall("Kaisa Koordinaattori|Arto Arvioija|Paula Päättäjä", page) == []
