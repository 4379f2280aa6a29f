"""Publishing at a set time: the letters that were looked through, all at once, once; or nothing, and who set the time is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import StaffRole
from applications.models import Application, Version
from core import dates
from decisions import actions, pdf, queries
from decisions.models import Decision, Publication
from registry.models import Event, Letter
from reviews.actions import declare
from rounds.models import Fund, Programme
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, make_person, make_round

pytestmark = pytest.mark.django_db

CHANGED = "The letters have changed since you looked them through. Look at them again."


@pytest.fixture
def now(case):
    """The morning after the decisions were made."""
    return after_closing(case, days=4)


@pytest.fixture
def due_at(now):
    return now + timedelta(days=2)


@pytest.fixture
def seen(prepared, first_round, decider, now):
    """The fingerprint of what the decider has looked through."""
    return seen_by(decider, first_round, now)


def seen_by(person, round_, at) -> str:
    return pdf.fingerprint(queries.decisions_with_letters(round_, person), at)


@pytest.fixture
def publication(seen, first_round, decider, now, due_at) -> Publication:
    return schedule(first_round, decider, now, due_at, seen)


def schedule(round_, person, at, due_at, seen) -> Publication:
    return actions.schedule_publication(round_, by=acting(person, "decider"), at=at, due_at=due_at, fingerprint=seen)


def beat(at) -> int:
    return actions.publish_due(by=SYSTEM, at=at)


def told() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind__startswith="decisions/").order_by("pk").values_list("kind", "to"))


def end_of(publication) -> tuple[str, str]:
    publication.refresh_from_db()
    return publication.end, publication.hindrance


def test_nothing_happens_before_the_time(publication, due_at):
    assert beat(due_at - timedelta(seconds=1)) == 0
    assert (Decision.objects.get().state, end_of(publication), told()) == ("prepared", ("", ""), [])


def test_at_the_time_all_are_published_at_once_on_behalf_of_who_set_it(
    case, applicant, co_applicant, group, first_round, coordinator, decider, now, due_at
):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    for each, outcome in ((case, "granted"), (other, "rejected")):
        make_decision(each, coordinator, decider, outcome=outcome)
    publication = schedule(first_round, decider, now, due_at, seen_by(decider, first_round, now))
    at = due_at + timedelta(seconds=40)
    assert [beat(at), beat(at + timedelta(minutes=1))] == [2, 0]
    assert set(Application.objects.values_list("published_at", flat=True)) == {at}
    assert set(Decision.objects.values_list("state", "published_at")) == {("published", at)}
    assert end_of(publication) == ("published", "")
    assert told() == [("decisions/decision_published", person.email) for person in (applicant, co_applicant)] * 2
    event = Event.objects.get(act="publish")
    assert (event.actor, event.at, event.details["on_behalf_of"], len(event.details["decisions"])) == (
        "system",
        at,
        decider.pk,
        2,
    )


def change_nothing(decision) -> None:
    Fund.objects.update(budget=Decimal("900000.00"))


def change_reasons(decision) -> None:
    Decision.objects.filter(pk=decision.pk).update(reasons="Sopii ohjelman kohderyhmälle!")


def change_sum(decision) -> None:
    Decision.objects.filter(pk=decision.pk).update(outcome="granted_in_part", amount=Decimal("2000.49"))


def change_name_in_version(decision) -> None:
    version = Version.objects.get(application=decision.application)
    version.content["group"]["name"] = "Toinen nimi ry"
    version.save()


def change_register_number(decision) -> None:
    Application.objects.filter(pk=decision.application_id).update(register_number="514/02.05.01/2018")


def change_contact(decision) -> None:
    Programme.objects.update(contact_phone="040 999 9999")


def change_decider(decision) -> None:
    Decision.objects.filter(pk=decision.pk).update(decided_by=make_person("toinen@joensuu.example", name="Toinen Päättäjä"))


def cancel_it(decision) -> None:
    Decision.objects.filter(pk=decision.pk).update(state="cancelled")


CHANGES = [change_reasons, change_sum, change_name_in_version, change_register_number, change_contact, change_decider, cancel_it]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_after_the_letters_were_looked_through_stops_it(publication, prepared, decider, due_at, change):
    change(prepared)
    assert beat(due_at) == 0
    assert (Decision.objects.known().count(), end_of(publication)) == (0, ("stopped", "changed"))
    assert told() == [("decisions/publication_stopped", decider.email)]
    event = Event.objects.order_by("-pk").first()
    assert (event.act, event.role, event.outcome) == ("stop_publication", "system", "changed")
    assert (beat(due_at + timedelta(minutes=1)), len(told())) == (0, 1)


def test_what_stands_in_no_letter_stops_nothing(publication, prepared, due_at):
    change_nothing(prepared)
    assert beat(due_at) == 1


def test_a_decision_more_stops_it(publication, applicant, group, first_round, coordinator, decider, due_at):
    make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider)
    assert (beat(due_at), end_of(publication)) == (0, ("stopped", "changed"))


def test_a_decision_withdrawn_by_its_group_stops_it(publication, case, applicant, now, due_at):
    actions.withdraw(case, by=acting(applicant, "owner"), at=now)
    assert (beat(due_at), end_of(publication)) == (0, ("stopped", "changed"))


def test_who_set_it_and_has_stepped_aside_since_stops_it(publication, case, decider, now, due_at):
    declare(case, by=acting(decider, "decider"), at=now, ground="benefit")
    assert (beat(due_at), end_of(publication)) == (0, ("stopped", "changed"))
    assert Decision.objects.get().state == "prepared"


def test_a_set_time_of_one_who_decides_no_more_stops_and_the_other_deciders_are_told(publication, decider, due_at):
    other = make_person("toinen@joensuu.example", name="Toinen Päättäjä", roles=["decider"])
    StaffRole.objects.filter(person=decider).delete()
    assert (beat(due_at), end_of(publication)) == (0, ("stopped", "decider"))
    assert told() == [("decisions/publication_stopped", other.email)]


def test_after_an_outage_it_is_published_late_rather_than_never(publication, due_at):
    assert beat(due_at + timedelta(hours=24)) == 1


def test_after_a_whole_day_it_is_not(publication, decider, due_at):
    assert (beat(due_at + timedelta(hours=24, seconds=1)), end_of(publication)) == (0, ("stopped", "late"))
    assert told() == [("decisions/publication_stopped", decider.email)]


def test_the_letter_of_a_stop_names_no_case(publication, prepared, case, due_at):
    change_reasons(prepared)
    beat(due_at)
    letter = Letter.objects.get(kind="decisions/publication_stopped")
    text = f"{letter.subject} {letter.body_text} {letter.body_html}"
    kept = (case.reference, case.title, case.group.name, "2\u00a0000,50", "Myönnetään", "Sopii")
    assert [word for word in kept if word in text] == []
    assert letter.body_text.count("/tyopoyta/kierrokset/1/julkaisu/") == 1


def test_a_letter_that_can_not_be_made_holds_up_no_other_round(
    publication, programme, applicant, decider, coordinator, due_at, caplog
):
    second = make_round(programme, opens=date(2018, 1, 16), closes=date(2018, 2, 28))
    group = publication.round.applications.get().group
    make_decision(make_case_in_review(applicant, group, second, coordinator), coordinator, decider)
    at = after_closing(Application.objects.get(round=second), days=4)
    last = schedule(second, decider, at, at + timedelta(days=1), seen_by(decider, second, at))
    Publication.objects.filter(pk=publication.pk).update(due_at=at + timedelta(hours=23))
    Version.objects.filter(application__round__number=1).update(content={})
    assert beat(at + timedelta(days=1)) == 1
    assert [end_of(publication), end_of(last)] == [("", ""), ("published", "")]
    assert [it for it in caplog.messages if "could not be published" in it] == [
        f"The decisions of round {publication.round_id} could not be published at their time."
    ]


def test_a_time_is_taken_back_by_any_decider(publication, first_round, due_at, now):
    other = make_person("toinen@joensuu.example", name="Toinen Päättäjä", roles=["decider"])
    actions.cancel_publication(first_round, by=acting(other, "decider"), at=now)
    assert (beat(due_at), end_of(publication), told()) == (0, ("cancelled", ""), [])
    with pytest.raises(ValidationError) as refusal:
        actions.cancel_publication(first_round, by=acting(other, "decider"), at=now)
    assert refusal.value.messages == ["No time is set for the decisions of this round."]


def test_a_second_time_is_not_set_beside_the_first(publication, first_round, decider, now, due_at, seen):
    with pytest.raises(ValidationError) as refusal:
        schedule(first_round, decider, now, due_at + timedelta(days=1), seen)
    assert refusal.value.messages == ["A time is already set for the decisions of this round."]
    actions.cancel_publication(first_round, by=acting(decider, "decider"), at=now)
    assert schedule(first_round, decider, now, due_at + timedelta(days=1), seen).ended_at is None


def test_a_past_time_or_other_letters_set_nothing(prepared, first_round, decider, now, due_at, seen):
    for at, fingerprint, sentence in (
        (now, seen, "Choose a time that is still to come."),
        (due_at, "0" * 64, CHANGED),
        (due_at, "", CHANGED),
    ):
        with pytest.raises(ValidationError) as refusal:
            schedule(first_round, decider, now, at, fingerprint)
        assert refusal.value.messages == [sentence]
    assert Publication.objects.count() == 0


def test_without_decisions_there_is_no_time_to_set(case, first_round, decider, now, due_at):
    with pytest.raises(ValidationError) as refusal:
        schedule(first_round, decider, now, due_at, "0" * 64)
    assert refusal.value.messages == ["There is nothing to publish in this round."]


def test_a_day_on_which_other_legal_texts_are_in_force_is_refused(prepared, first_round, decider, now, seen, monkeypatch):
    due_at = now + timedelta(days=30)
    known = queries.legal_texts._texts()
    newer = {**known["texts"][-1], "in_force_from": dates.local_day(due_at).isoformat()}
    monkeypatch.setattr(queries.legal_texts, "_texts", lambda: {**known, "texts": [*known["texts"], newer]})
    with pytest.raises(ValidationError) as refusal:
        schedule(first_round, decider, now, due_at, seen)
    assert refusal.value.messages == [
        "Other legal texts are in force on that day, and nobody has looked through the letters with them yet."
    ]
    assert schedule(first_round, decider, now, due_at - timedelta(days=1), seen).fingerprint == seen


def test_publishing_by_hand_holds_to_the_letters_too(prepared, first_round, decider, now, seen):
    by = acting(decider, "decider")
    with pytest.raises(ValidationError) as refusal:
        actions.publish(first_round, by=by, at=now, fingerprint="")
    assert refusal.value.messages == [CHANGED]
    assert actions.publish(first_round, by=by, at=now, fingerprint=seen) == [prepared]


def test_publishing_by_hand_ends_the_time_that_was_set(publication, first_round, decider, seen, now, due_at):
    actions.publish(first_round, by=acting(decider, "decider"), at=now, fingerprint=seen)
    assert (end_of(publication), beat(due_at)) == (("cancelled", ""), 0)


def test_who_set_a_time_is_told_when_another_publishes_before_it(publication, case, first_round, decider, now):
    other = make_person("toinen@joensuu.example", name="Toinen Päättäjä", roles=["decider"])
    declare(case, by=acting(other, "decider"), at=now)
    actions.publish(first_round, by=acting(other, "decider"), at=now, fingerprint=seen_by(other, first_round, now))
    assert end_of(publication) == ("stopped", "overtaken")
    assert ("decisions/publication_stopped", decider.email) in told()


def test_the_day_of_publication_changes_no_fingerprint(prepared, first_round, decider, now):
    days = [now + timedelta(days=days) for days in (0, 1, 59)]
    assert len({seen_by(decider, first_round, at) for at in days}) == 1


def test_looking_changes_nothing(prepared, first_round, decider, now):
    decisions = queries.decisions_with_letters(first_round, decider)
    assert pdf.fingerprint(decisions, now) == pdf.fingerprint(decisions, now)
    [letter] = pdf.drafts(decisions, now)
    assert ("§\u00a0–/2018" in letter, decisions[0].published_at, decisions[0].section) == (True, None, None)


def test_a_new_version_of_one_case_is_published_alone(case, first_round, published, applicant, group, coordinator, decider, now):
    """The others of the round have long been published, and stay as they are."""
    later = make_case_in_review(applicant, group, first_round, coordinator)
    decision = make_decision(later, coordinator, decider)
    at = now + timedelta(days=10)
    publication = schedule(first_round, decider, at, at + timedelta(hours=1), seen_by(decider, first_round, at))
    before = Decision.objects.filter(pk=published.pk).values().get()
    assert (beat(publication.due_at), end_of(publication)) == (1, ("published", ""))
    decision.refresh_from_db()
    assert (decision.state, Decision.objects.filter(pk=published.pk).values().get()) == ("published", before)
