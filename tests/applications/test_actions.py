"""Beginning, keeping, sending, discarding and withdrawing, and every refusal of them."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from applications import actions
from applications.models import Application, Version
from applications.sections import Cost
from registry.models import Event, Letter
from rounds.models import Round
from tests.factories import acting, make_application, make_draft, make_person, send, use_flat_rate

SECOND = timedelta(seconds=1)


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind=f"applications/{kind}").order_by("pk").values_list("to", "status"))


def acts(application: Application) -> list[tuple[str, str]]:
    return list(Event.objects.filter(about=application.about).order_by("pk").values_list("act", "outcome"))


def codes_of(act) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        act()
    return [error.code for error in refusal.value.error_list]


def submit(application: Application, person, *, at=None, form: str = "one") -> Version:
    at = at or application.created_at + timedelta(hours=1)
    return actions.submit(application, by=acting(person, "owner"), received_at=at, form_token=form)


# --- begin -----------------------------------------------------------------------------------------------------------


def test_a_draft_begins_with_what_is_known_of_its_contact_person(applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    assert dict(draft.answers.values_list("name", "text")) == {
        "contact_name": "Aino Esimerkki",
        "contact_phone": "040 123 4567",
        "contact_email": "aino@example.org",
    }
    assert (draft.status, draft.kind, acts(draft)) == ("draft", "event", [("begin", "done")])


def test_a_draft_begins_only_in_an_open_round(applicant, group, open_round):
    by = acting(applicant, "owner")
    for at in (open_round.opens_at - SECOND, open_round.closes_at):
        with pytest.raises(ValidationError, match="This round is not open"):
            actions.begin(by=by, at=at, group=group, round=open_round, kind="event")
    assert Application.objects.count() == 0


def test_the_button_pressed_twice_begins_one_draft(applicant, group, open_round):
    first, second = make_draft(applicant, group, open_round), make_draft(applicant, group, open_round)
    assert first == second
    assert acts(first) == [("begin", "done")]
    written = make_application(applicant, group, open_round)
    assert make_draft(applicant, group, open_round) != written


# --- save ------------------------------------------------------------------------------------------------------------


def test_saving_keeps_what_is_understood_beside_what_was_typed(draft, applicant):
    texts = {"event_day": "1.9.2018", "place": "Tori", "programme": ""}
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="tapahtuma", seen=1, texts=texts)
    answer = draft.answers.get(name="event_day")
    assert (answer.text, f"{answer.day:%Y-%m-%d}") == ("1.9.2018", "2018-09-01")


@pytest.mark.parametrize("text", ["keväällä", "1e5", "NaN", "-1", "a\x00b", "\u202e1.1.2018", "x" * 1_000_000])
def test_saving_never_refuses_a_text(draft, applicant, text):
    slugs = {"title": "idea", "event_day": "tapahtuma", "people": "kohderyhma"}
    for name, slug in slugs.items():
        actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug=slug, seen=1, texts={name: text})
        assert draft.answers.get(name=name).text == text.replace("\x00", "")
    costs = [Cost("other", text, text)]
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="kustannukset", seen=1, texts={}, costs=costs)
    line = draft.cost_lines.get()
    assert (line.what, line.amount_text, line.amount) == (text.replace("\x00", ""), text.replace("\x00", ""), None)


def test_lists_show_a_title_of_one_line_and_the_sum(draft, applicant):
    texts = {"title": " Pyöräpaja\u202e \n" + "x" * 300}
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="idea", seen=1, texts=texts)
    draft.refresh_from_db()
    assert draft.title == ("Pyöräpaja " + "x" * 300)[:200]
    assert draft.applied == Decimal("2000.50")


def test_sums_too_large_for_the_books_are_kept_as_typed_and_refused_when_sending(draft, applicant):
    costs = [Cost("other", "a", "9 999 999 999,99"), Cost("other", "b", "9 999 999 999,99")]
    actions.save(draft, by=acting(applicant, "owner"), at=draft.created_at, slug="kustannukset", seen=1, texts={}, costs=costs)
    draft.refresh_from_db()
    assert draft.applied == Decimal("9999999999.99")
    assert codes_of(lambda: submit(draft, applicant)) == ["event_stays_below_ceiling"]


def test_a_draft_is_kept_after_the_round_too(draft, applicant):
    later = draft.round.closes_at + timedelta(days=9)
    actions.save(draft, by=acting(applicant, "owner"), at=later, slug="idea", seen=1, texts={"title": "Uusi"})
    draft.refresh_from_db()
    assert (draft.title, draft.changed_at) == ("Uusi", later)


def test_what_was_sent_stands_in_the_lists_until_it_is_sent_again(sent, applicant):
    at = sent.submitted_at + timedelta(hours=1)
    actions.save(
        sent, by=acting(applicant, "owner"), at=at, slug="idea", seen=1, texts={"title": "Toinen", "summary": "x", "aims": "1"}
    )
    sent.refresh_from_db()
    assert (sent.title, sent.has_unsent_changes()) == ("Pyöräpaja keskustaan", True)
    submit(sent, applicant, at=at + timedelta(hours=1), form="two")
    sent.refresh_from_db()
    assert (sent.title, sent.has_unsent_changes()) == ("Toinen", False)


def test_a_sent_application_is_not_written_to_once_it_can_not_be_sent_again(sent, applicant):
    grace_ends = sent.round.closes_at + timedelta(seconds=60)
    by = acting(applicant, "owner")
    actions.save(sent, by=by, at=grace_ends - SECOND, slug="idea", seen=1, texts={"title": "Ajoissa"})
    with pytest.raises(ValidationError, match="The round has closed"):
        actions.save(sent, by=by, at=grace_ends, slug="idea", seen=1, texts={"title": "Myöhässä"})
    assert sent.answers.get(name="title").text == "Ajoissa"


# --- submit ----------------------------------------------------------------------------------------------------------


def test_sending_freezes_the_answers_and_tells_each_person_once(draft, applicant, co_applicant):
    version = submit(draft, applicant)
    draft.refresh_from_db()
    assert (draft.status, draft.submitted_at) == ("submitted", version.received_at)
    assert (version.number, version.applied, version.sent_by, len(version.sha256)) == (1, Decimal("2000.50"), applicant, 64)
    assert version.content["title"] == "Pyöräpaja keskustaan"
    line = {"head": "venue_rent", "label": "Venue rents", "what": "Salin vuokra", "year": None, "amount": "1200.00"}
    assert (version.content["language"], version.content["costs"][0]) == ("en", line)
    assert letters("submitted") == [(applicant.email, "queued"), (co_applicant.email, "queued")]
    assert acts(draft)[-1] == ("submit", "done")


def test_a_later_change_of_the_answers_changes_no_sent_version(sent, applicant):
    before = sent.versions.get().content
    at = sent.submitted_at + timedelta(hours=1)
    actions.save(sent, by=acting(applicant, "owner"), at=at, slug="idea", seen=1, texts={"title": "Toinen"})
    assert sent.versions.get().content == before


def test_the_same_form_pressed_twice_sends_once(draft, applicant):
    first, second = submit(draft, applicant), submit(draft, applicant, at=draft.created_at + timedelta(hours=2))
    assert first == second
    assert draft.versions.count() == 1
    assert len(letters("submitted")) == 2


def test_sending_again_makes_a_new_version_and_new_receipts(sent, applicant):
    submit(sent, applicant, at=sent.submitted_at + timedelta(hours=1), form="two")
    assert list(sent.versions.values_list("number", flat=True)) == [2, 1]
    assert len(letters("submitted")) == 4


@pytest.mark.parametrize(("sum_", "codes"), [("7 999,99", []), ("8 000,00", ["event_stays_below_ceiling"])])
def test_an_event_stays_below_8000(applicant, group, open_round, sum_, codes):
    draft = make_application(applicant, group, open_round, costs=[Cost("other", "Kaikki", sum_)])
    if codes:
        assert codes_of(lambda: submit(draft, applicant)) == codes
    else:
        assert submit(draft, applicant).applied == Decimal("7999.99")


@pytest.mark.parametrize(("sum_", "codes"), [("69999.99", []), ("70000", ["development_stays_below_ceiling"])])
def test_a_project_stays_below_70000(applicant, group, open_round, sum_, codes):
    draft = make_application(applicant, group, open_round, kind="development", costs=[Cost("wages", "Kaikki", sum_)])
    if codes:
        assert codes_of(lambda: submit(draft, applicant)) == codes
    else:
        assert submit(draft, applicant).applied == Decimal("69999.99")


def test_the_flat_rate_counts_towards_the_ceiling(applicant, group, open_round):
    use_flat_rate(open_round, Decimal("40"))
    draft = make_application(applicant, group, open_round, kind="development", costs=[Cost("wages", "Ohjaaja", "50 000")])
    assert codes_of(lambda: submit(draft, applicant)) == ["development_stays_below_ceiling"]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_sent(applicant, group, open_round):
    draft = make_application(applicant, group, open_round, title="", event_day="pian", costs=[])
    assert codes_of(lambda: submit(draft, applicant)) == [
        "sections_are_complete",
        "answers_are_understood",
        "something_is_applied_for",
    ]
    draft.refresh_from_db()
    assert (draft.status, draft.versions.count(), letters("submitted")) == ("draft", 0, [])


@pytest.mark.parametrize(("after_closing", "codes"), [(59, []), (60, ["round_has_not_closed"])])
def test_the_time_of_arrival_decides_whether_it_came_in_time(draft, applicant, after_closing, codes):
    received = draft.round.closes_at + timedelta(seconds=after_closing)
    if codes:
        assert codes_of(lambda: submit(draft, applicant, at=received)) == codes
    else:
        assert submit(draft, applicant, at=received).received_at == received


def test_the_round_as_it_is_now_decides_not_as_it_was_when_the_page_was_read(draft, applicant):
    received = draft.round.closes_at + timedelta(days=1)
    Round.objects.filter(pk=draft.round_id).update(closes_at=received + timedelta(days=1))
    assert submit(draft, applicant, at=received).received_at == received


@pytest.mark.parametrize("role", ["editor", "reader", "coordinator"])
def test_nobody_but_an_owner_sends(draft, applicant, role):
    with pytest.raises(PermissionDenied):
        actions.submit(draft, by=acting(applicant, role), received_at=draft.created_at, form_token="one")
    assert draft.versions.count() == 0


def test_a_refused_press_is_noted_with_its_reasons(draft, applicant):
    by = acting(applicant, "owner")
    actions.note_refused_submit(draft, by=by, received_at=draft.created_at, codes=["round_has_not_closed"])
    event = Event.objects.get(act="submit")
    assert (event.outcome, event.details) == ("refused", {"rules": ["round_has_not_closed"]})


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_once(draft, applicant):
    start, results = Barrier(2), []

    def press() -> None:
        try:
            start.wait()
            results.append(submit(draft, applicant).pk)
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    presses = [Thread(target=press) for _number in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert results == [draft.versions.get().pk] * 2
    assert len(letters("submitted")) == 2


# --- discard, withdraw, take up --------------------------------------------------------------------------------------


def test_discarding_erases_the_content_and_keeps_the_reference(draft, applicant):
    discarded = actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert (discarded.status, discarded.title, discarded.applied) == ("discarded", "", 0)
    assert (draft.answers.count(), draft.cost_lines.count()) == (0, 0)
    assert acts(draft)[-1] == ("discard", "done")


def test_a_sent_application_can_not_be_discarded(sent, applicant):
    assert codes_of(lambda: actions.discard(sent, by=acting(applicant, "owner"), at=sent.submitted_at)) == ["wrong_status"]
    assert sent.answers.count() > 0


def test_withdrawing_tells_everybody_who_fills_in(sent, applicant, co_applicant):
    withdrawn = actions.withdraw(sent, by=acting(applicant, "owner"), at=sent.submitted_at)
    assert withdrawn.status == "withdrawn"
    assert letters("withdrawn") == [(applicant.email, "queued"), (co_applicant.email, "queued")]


def test_a_case_is_taken_up_only_after_the_round(sent, coordinator):
    by = acting(coordinator, "coordinator")
    with pytest.raises(ValidationError, match="The round is still open"):
        actions.take_up(sent, by=by, at=sent.round.closes_at + timedelta(seconds=59))
    taken = actions.take_up(sent, by=by, at=sent.round.closes_at + timedelta(seconds=60))
    assert taken.status == "in_review"


def test_a_declaration_of_interests_can_be_changed(sent, coordinator):
    by = acting(coordinator, "coordinator")
    actions.declare_interest(sent, by=by, at=sent.submitted_at)
    changed = actions.declare_interest(sent, by=by, at=sent.submitted_at, ground="board")
    assert (changed.is_disqualified, sent.interest_declarations.count()) == (True, 1)


def test_publishing_sets_the_time_from_which_applicants_see(sent, decider):
    actions.mark_published([sent], by=acting(decider, "decider"), at=sent.round.closes_at)
    sent.refresh_from_db()
    assert sent.status_for_applicant == "Decision made"


# --- a moved deadline ------------------------------------------------------------------------------------------------


def test_extending_a_round_tells_every_holder_of_a_draft_once(draft, applicant, co_applicant, group, coordinator):
    make_application(applicant, group, draft.round, kind="development")
    make_person("sivullinen@example.org")
    before, later = draft.round.closes_at, draft.round.closes_at + timedelta(days=7)
    at = before - timedelta(days=1)
    round_ = actions.extend_round(draft.round, by=acting(coordinator, "coordinator"), at=at, closes_at=later, reason="Sähkökatko")
    assert round_.closes_at == later
    assert letters("round_extended") == [(applicant.email, "queued"), (co_applicant.email, "queued")]


def test_who_has_sent_is_not_told_of_more_time(sent, coordinator):
    later = sent.round.closes_at + timedelta(days=7)
    actions.extend_round(
        sent.round, by=acting(coordinator, "coordinator"), at=sent.submitted_at, closes_at=later, reason="Sähkökatko"
    )
    assert letters("round_extended") == []


def test_a_round_is_never_made_shorter(draft, coordinator):
    with pytest.raises(ValidationError, match="later than the present closing time"):
        actions.extend_round(
            draft.round,
            by=acting(coordinator, "coordinator"),
            at=draft.created_at,
            closes_at=draft.round.closes_at - timedelta(days=1),
            reason="Kiire",
        )


@pytest.mark.parametrize(("days", "is_refused"), [(60, False), (61, True)])
def test_a_round_is_extended_by_two_months_at_most_since_it_is_never_made_shorter(draft, coordinator, days, is_refused):
    before = draft.round.closes_at
    more_time = {"at": draft.created_at, "closes_at": before + timedelta(days=days), "reason": "Sähkökatko"}
    if is_refused:
        with pytest.raises(ValidationError, match="A round is extended by at most 60 days at a time"):
            actions.extend_round(draft.round, by=acting(coordinator, "coordinator"), **more_time)
    else:
        actions.extend_round(draft.round, by=acting(coordinator, "coordinator"), **more_time)
    draft.round.refresh_from_db()
    assert (draft.round.closes_at == before) == is_refused


def test_a_round_that_closed_long_ago_is_extended_from_today(draft, coordinator):
    at = draft.round.closes_at + timedelta(days=90)
    more_time = {"at": at, "closes_at": at + timedelta(days=14), "reason": "Sähkökatko"}
    assert actions.extend_round(draft.round, by=acting(coordinator, "coordinator"), **more_time).is_open(at)


def test_a_round_whose_review_has_begun_is_not_extended(sent, coordinator):
    closed = sent.round.closes_at + timedelta(minutes=2)
    more_time = {"at": closed, "closes_at": closed + timedelta(days=7), "reason": "Sähkökatko"}
    actions.take_up(sent, by=acting(coordinator, "coordinator"), at=closed)
    with pytest.raises(ValidationError, match="The review of this round has begun"):
        actions.extend_round(sent.round, by=acting(coordinator, "coordinator"), **more_time)


def test_a_round_that_closed_in_a_power_cut_is_extended_while_no_review_has_begun(sent, coordinator):
    closed = sent.round.closes_at + timedelta(minutes=2)
    round_ = actions.extend_round(
        sent.round, by=acting(coordinator, "coordinator"), at=closed, closes_at=closed + timedelta(days=7), reason="Sähkökatko"
    )
    assert round_.is_open(closed)


def test_sending_takes_back_the_reminders_that_have_not_gone(draft, applicant):
    at = draft.round.closes_at - timedelta(hours=30)
    actions.remind(by=acting(applicant, "system"), at=at)
    assert {status for _to, status in letters("deadline_near")} == {"queued"}
    send(draft, applicant, at=at + timedelta(hours=1))
    assert {status for _to, status in letters("deadline_near")} == {"cancelled"}
