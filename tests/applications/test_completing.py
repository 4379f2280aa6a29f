"""A request for completion: only what is asked for opens, and whatever happens the case comes back by itself."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from applications import actions, queries
from applications.models import Application, CompletionRequest
from applications.sections import Cost, sections_of
from core import dates
from registry.models import Event, Letter
from tests.completions import MINUTE, SECOND, acts, answer, ask, letters, sentences, write
from tests.factories import (
    acting,
    after_closing,
    make_application,
    make_attachment,
    make_paper,
    register,
    send,
)

# --- asking ----------------------------------------------------------------------------------------------------------


def test_asking_waits_for_the_group_and_tells_everybody_who_fills_in(case, asked, applicant, co_applicant):
    assert (case.status, str(case.status_for_applicant)) == ("incomplete", "Needs your answer")
    assert (asked.version.number, asked.slugs, asked.end) == (1, ["idea"], "")
    assert letters("completion_requested") == [(applicant.email, "queued"), (co_applicant.email, "queued")]
    assert acts(case) == [("request_completion", "done")]
    [event] = Event.objects.filter(act="request_completion")
    assert event.details == {"parts": ["idea"], "reasons": ["unclear"], "due_on": asked.due_on.isoformat()}


def test_the_letter_says_what_why_and_until_when_and_brings_the_day(case, coordinator, applicant):
    applicant.language = "en"
    applicant.save()
    due_on = dates.local_day(after_closing(case)) + timedelta(days=20)
    ask(case, coordinator, text="Hyvä suunnitelma!", words="Keitä ovat viisi ihmistä?", due_on=due_on)
    letter = Letter.objects.get(kind="applications/completion_requested", to=applicant.email)
    assert f"Answer by {dates.whole_day(due_on)} at the latest. You have the whole of that day." in letter.body_text
    for words in ("Hyvä suunnitelma!", "Something is unclear. Keitä ovat viisi ihmistä?", "/taydennys/"):
        assert words in letter.body_text
    assert f"DTSTART;TZID=Europe/Helsinki:{due_on:%Y%m%d}T090000" in letter.calendar
    assert letter.not_after == dates.local(due_on + timedelta(days=1), time())


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([], "Choose at least one part that the group completes."),
        ([("nowhere", "missing", "")], "Choose parts of this application, each once."),
        ([("suunnitelma", "missing", "")], "Choose parts of this application, each once."),
        ([("idea", "missing", ""), ("idea", "unclear", "")], "Choose parts of this application, each once."),
        ([("idea", "because", "")], "Choose why it is asked for: Tell about your idea."),
        ([("idea", "other", "  ")], "Write what the group should tell: Tell about your idea."),
    ],
)
def test_a_request_names_parts_of_this_application_and_why(case, coordinator, points, sentence):
    at = after_closing(case)
    by, due_on = acting(coordinator, "coordinator"), dates.local_day(at) + timedelta(days=7)
    assert sentences(lambda: actions.request_completion(case, by=by, at=at, points=points, due_on=due_on)) == [sentence]
    case.refresh_from_db()
    assert (case.status, CompletionRequest.objects.count(), Letter.objects.filter(kind__contains="completion").count()) == (
        "in_review",
        0,
        0,
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1, "Choose a later day than today, so that the group has time to answer."),
        (0, "Choose a later day than today, so that the group has time to answer."),
        (366, "The day is more than a year away. Check the year."),
    ],
)
def test_the_last_day_lies_ahead_and_not_in_another_century(case, coordinator, days, sentence):
    due_on = dates.local_day(after_closing(case, days=2)) + timedelta(days=days)
    assert sentences(lambda: ask(case, coordinator, due_on=due_on)) == [sentence]


def test_a_case_that_waits_for_an_answer_is_not_asked_again(case, asked, coordinator):
    [sentence] = sentences(lambda: ask(case, coordinator))
    assert "“Awaiting completion”" in sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionRequest.objects.create(
            application=case, version=asked.version, due_on=asked.due_on, asked_by=coordinator, asked_at=asked.asked_at
        )


def test_only_a_coordinator_asks_and_only_an_owner_answers(case, reviewer, coordinator, co_applicant):
    with pytest.raises(PermissionDenied):
        actions.request_completion(
            case, by=acting(reviewer, "reviewer"), at=after_closing(case), points=[("idea", "missing", "")], due_on=date.max
        )
    asked = ask(case, coordinator)
    with pytest.raises(PermissionDenied):
        actions.complete(case, by=acting(co_applicant, "editor"), received_at=asked.asked_at, form_token="one")


def test_the_round_is_not_extended_while_a_group_completes(case, asked, coordinator):
    later = case.round.closes_at + timedelta(days=30)
    [sentence] = sentences(
        lambda: actions.extend_round(case.round, by=acting(coordinator), at=asked.asked_at, closes_at=later, reason="Myöhässä.")
    )
    assert sentence.startswith("The review of this round has begun")


# --- what is open ----------------------------------------------------------------------------------------------------

NOT_ASKED = "We didn't ask for this part, so it stays as you sent it."


def test_only_the_part_that_was_asked_for_takes_answers(case, asked, applicant, day):
    write(case, applicant, "idea", at=day, summary="Uusi teksti.")
    for section in sections_of("event"):
        if section.slug not in {"idea", "liitteet"}:
            assert sentences(lambda slug=section.slug: write(case, applicant, slug, at=day, title="Vaihdettu")) == [NOT_ASKED]
    assert case.answers.get(name="summary").text == "Uusi teksti."
    assert [section.slug for section in sections_of("event") if case.takes_answers_in(section.slug, day)] == ["idea"]


def test_no_path_writes_into_what_was_not_asked_for(applicant, group, open_round, coordinator):
    draft = make_application(applicant, group, open_round)
    file, gone = (make_attachment(draft, applicant, name=name, shows=name[:-4]) for name in ("rules.pdf", "minute.pdf"))
    actions.detach(gone, by=acting(applicant, "owner"), at=draft.created_at)
    by, other = acting(applicant, "owner"), make_application(applicant, group, open_round)
    elsewhere = make_attachment(other, applicant, shows="accounts")
    case = send(draft, applicant)
    actions.take_up(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    at = ask(case, coordinator, parts=["idea"]).asked_at + MINUTE
    revision = case.revisions.get(section="kustannukset")
    before = _state(case)
    paths = {
        "autosave": lambda: actions.autosave(case, by=by, at=at, slug="muut", texts={}, seen=None),
        "cost lines": lambda: actions.save(case, by=by, at=at, slug="kustannukset", texts={}, costs=[], seen=None),
        "restore": lambda: actions.restore(case, by=by, at=at, revision=revision, seen=revision.number),
        "attach": lambda: make_attachment(case, applicant, name="uusi.pdf", content=b"%PDF-1.4 x", at=at),
        "reuse": lambda: actions.reuse(case, by=by, at=at, attachment=elsewhere, shows="accounts"),
        "detach": lambda: actions.detach(file, by=by, at=at),
        "put back": lambda: actions.put_back(gone, by=by, at=at),
        "change of kind": lambda: actions.change_kind(case, by=by, at=at, kind="development"),
        "sending again": lambda: actions.submit(case, by=by, received_at=at, form_token="again"),
        "throwing away": lambda: actions.discard(case, by=by, at=at),
    }
    for path in paths.values():
        with pytest.raises(ValidationError):
            path()
    assert _state(case) == before
    copy = actions.copy(case, by=by, at=open_round.opens_at + MINUTE, round=open_round)
    assert (copy.status, _state(case)) == ("draft", before)


def _state(case: Application) -> tuple:
    """All that a group writes into an application."""
    case.refresh_from_db()
    answers = sorted(case.answers.values_list("name", "text"))
    lines = list(case.cost_lines.values_list("position", "head", "what", "amount_text"))
    files = sorted(case.attachments.values_list("pk", "removed_at"))
    return answers, lines, files, case.kind, case.title, case.applied, case.versions.count()


def test_the_coordinator_does_not_complete_it_for_the_group_even_where_it_lets_her_fill_in(
    applicant, group, open_round, coordinator
):
    draft = make_application(applicant, group, open_round)
    consent = {"given_by": "Aino", "way": "portal", "given_on": dates.local_day(draft.created_at)}
    actions.allow_help(draft, by=acting(applicant, "owner"), at=draft.created_at, **consent)
    case = send(draft, applicant)
    actions.take_up(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    at = ask(case, coordinator, parts=["idea", "liitteet"]).asked_at + MINUTE
    by = acting(coordinator, "coordinator")
    said = ["The group itself completes the application."]
    assert sentences(lambda: actions.save(case, by=by, at=at, slug="idea", texts={"title": "X"}, seen=None)) == said
    assert list(Application.objects.helped_by(coordinator)) == []


def test_files_open_when_they_are_asked_for(case, coordinator, applicant):
    at = ask(case, coordinator, parts=["liitteet"], reason="attachment").asked_at + MINUTE
    file = make_attachment(case, applicant, at=at)
    assert sentences(lambda: write(case, applicant, "idea", at=at, title="Vaihdettu")) == [NOT_ASKED]
    version = answer(case, applicant, at=at + MINUTE)
    assert [it["id"] for it in version.content["attachments"]] == [file.pk]


# --- answering -------------------------------------------------------------------------------------------------------


def test_an_answer_is_a_new_version_and_the_case_comes_back(case, asked, applicant, co_applicant, day):
    write(case, applicant, at=day, title="Parempi nimi", summary="Uusi.")
    version = answer(case, applicant, at=day + MINUTE)
    asked.refresh_from_db()
    assert (case.status, case.title, version.number) == ("in_review", "Parempi nimi", 2)
    assert (asked.end, asked.answer, asked.ended_at) == ("answered", version, day + MINUTE)
    assert letters("completion_requested") == [(applicant.email, "cancelled"), (co_applicant.email, "cancelled")]
    assert letters("completion_received") == [(applicant.email, "queued"), (co_applicant.email, "queued")]
    assert acts(case) == [("request_completion", "done"), ("complete", "done")]
    assert (case.submitted_at, case.versions.count()) == (case.created_at + timedelta(hours=1), 2)


def test_pressed_twice_it_is_sent_once(case, asked, applicant, day):
    first = answer(case, applicant, at=day, form="one")
    assert answer(case, applicant, at=day + SECOND, form="one") == first
    assert (case.versions.count(), len(letters("completion_received"))) == (2, 2)


def test_what_was_asked_for_must_be_ready_and_nothing_else(case, coordinator, applicant):
    case.answers.filter(name="ties").update(text="")
    at = ask(case, coordinator, parts=["idea", "kustannukset"]).asked_at + MINUTE
    write(case, applicant, at=at, title="")
    write(case, applicant, "kustannukset", at=at, costs=[Cost("purchases", "Lava", "9 000")])
    found = sentences(lambda: answer(case, applicant, at=at))
    assert [sentence.replace("\u00a0", " ") for sentence in found] == [
        "Not ready: Tell about your idea",
        "The sum for an event must be below 8 000 €. You now apply for 9 000 €.",
    ]
    write(case, applicant, at=at, title="Nimi")
    write(case, applicant, "kustannukset", at=at, costs=[Cost("purchases", "Lava", "5 000")])
    assert answer(case, applicant, at=at).applied == case.applied == 5000


@pytest.mark.parametrize("part", [section.slug for section in sections_of("event")])
def test_what_was_not_asked_for_is_the_same_in_both_versions(part, applicant, group, open_round, coordinator):
    """Also where the group had written into it after it sent last, or writes into all it can."""
    draft = make_application(applicant, group, open_round)
    make_attachment(draft, applicant)
    case, costs = send(draft, applicant), [Cost("purchases", "Muu", "100")]
    late = case.submitted_at + MINUTE
    for section in sections_of("event"):
        if not section.has_files:
            changed = {question.name: "Muutettu" for question in section.questions if question.answer in {"text", "line"}}
            write(case, applicant, section.slug, at=late, costs=costs if section.has_costs else (), **changed)
    make_attachment(case, applicant, name="toinen.pdf", shows="minute", at=late)
    actions.take_up(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    at = ask(case, coordinator, parts=[part]).asked_at + MINUTE
    before, after = case.versions.get(number=1).content, answer(case, applicant, at=at).content
    rest = lambda content: [it for it in content["sections"] if it["slug"] != part]  # noqa: E731 -- read beside its use
    assert rest(after) == rest(before)
    money = ("costs", "funding", "estimate", "applied", "applied_sum", "cost_model", "by_year", "flat_rate_percent")
    assert [after[name] == before[name] for name in money if name in {"costs", "applied"}] == [part != "kustannukset"] * 2
    assert (after["attachments"] == before["attachments"]) == (part != "liitteet")
    assert (after["title"] == before["title"]) == (part != "idea")
    assert (after["group"], after["kind"], set(after)) == (before["group"], before["kind"], set(before))


def test_the_smallest_sum_is_completed_with_the_other_money(applicant, group, open_round, coordinator):
    costs = [Cost("other", "Kaikki", "3 000")]
    case = send(make_application(applicant, group, open_round, costs=costs, smallest_sum="2 500"), applicant)
    actions.take_up(case, by=acting(coordinator, "coordinator"), at=after_closing(case))
    at = ask(case, coordinator, parts=["kustannukset"]).asked_at + MINUTE
    write(case, applicant, "kustannukset", at=at, costs=[Cost("other", "Kaikki", "2 000")], smallest_sum="1 000")
    content = answer(case, applicant, at=at).content
    assert (content["applied"], content["smallest_sum"]) == ("2000.00", "1000.00")


def test_a_profile_that_changed_meanwhile_is_not_in_the_answer(case, asked, applicant, group, day):
    group.__class__.objects.filter(pk=group.pk).update(street_address="Toinen katu 2")
    assert answer(case, applicant, at=day).content["group"] == case.versions.get(number=1).content["group"]


def test_what_came_on_paper_is_completed_in_the_portal(applicant, group, open_round, coordinator):
    paper = register(make_paper(coordinator, group, open_round, summary=""), coordinator)
    actions.take_up(paper, by=acting(coordinator, "coordinator"), at=after_closing(paper))
    at = ask(paper, coordinator, reason="missing").asked_at + MINUTE
    write(paper, applicant, at=at, summary="Nyt kerromme.")
    version = answer(paper, applicant, at=at)
    assert (version.channel, version.content["typed_by"]) == ("portal", [str(coordinator)])
    assert [it.channel for it in paper.versions.all()] == ["portal", "desk"]


def test_a_second_request_is_made_against_the_answer_to_the_first(case, asked, coordinator, applicant, day):
    write(case, applicant, at=day, summary="Eka.")
    answer(case, applicant, at=day)
    again = ask(case, coordinator, parts=["kohderyhma"], at=day + MINUTE)
    assert again.version.number == 2
    version = answer(case, applicant, at=day + timedelta(hours=1))
    texts = {it["name"]: it["text"] for section in version.content["sections"] for it in section["answers"]}
    assert (version.number, texts["summary"]) == (3, "Eka.")


def test_the_unsent_changes_are_compared_as_they_would_be_sent(case, asked, applicant, day):
    """Not with what was written elsewhere after the last sending."""
    case.answers.filter(name="everyone").update(text="Ei lähetetty.")
    write(case, applicant, at=day, summary="Uusi.")
    form = queries.filled(queries.for_form(Application.objects).get(pk=case.pk))
    changed = queries.comparison(case.versions.first(), queries.unsent_version(form))
    assert [(str(part.title), len(part.answers)) for part in changed.parts] == [("Tell about your idea", 1)]
