"""A group lets the coordinator into its draft, and out of it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from applications import actions, permissions
from applications.models import Application, Attachment, Consent
from core import dates
from registry.models import Event
from tests import files
from tests.factories import acting, make_attachment, make_paper

pytestmark = pytest.mark.django_db


def allow(draft, person, role="owner", **more):
    facts = {"given_by": str(person), "way": "portal", "given_on": dates.local_day(draft.created_at), **more}
    return actions.allow_help(draft, by=acting(person, role), at=draft.created_at, **facts)


def save(draft, coordinator):
    by = acting(coordinator, "coordinator")
    return actions.save(draft, by=by, at=draft.created_at, slug="idea", texts={"title": "Sanottu puhelimessa"}, seen=1)


def ask(draft, person, role="owner"):
    facts = {"given_by": str(person), "way": "portal", "given_on": dates.local_day(draft.created_at)}
    return actions.ask_advice(draft, by=acting(person, role), at=draft.created_at, **facts)


def test_who_asks_for_advice_lets_the_coordinator_read_and_not_fill_in(draft, applicant, coordinator, reviewer):
    ask(draft, applicant)
    assert list(Application.objects.advised_by(coordinator)) == [draft]
    assert list(Application.objects.helped_by(coordinator)) == list(Application.objects.advised_by(reviewer)) == []
    assert (permissions.can_advise(coordinator, draft), permissions.can_fill_in(coordinator, draft)) == (True, False)
    with pytest.raises(ValidationError, match="doesn't let you help"):
        save(draft, coordinator)
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert list(Application.objects.advised_by(coordinator)) == []
    assert not permissions.can_advise(coordinator, Application.objects.get())


def test_of_her_own_group_she_reads_nothing_at_the_desk(draft, applicant, coordinator):
    ask(draft, applicant)
    draft.group.memberships.create(person=coordinator, role="reader", joined_at=draft.created_at)
    assert list(Application.objects.advised_by(coordinator)) == []
    assert not permissions.can_advise(coordinator, Application.objects.get())


def test_what_is_entered_from_paper_is_not_advised_on(coordinator, group, open_round):
    paper = make_paper(coordinator, group, open_round)
    assert list(Application.objects.advised_by(coordinator)) == []
    assert not permissions.can_advise(coordinator, paper)


def test_help_takes_the_place_of_advice_and_both_stay_on_record(draft, applicant, coordinator):
    first = ask(draft, applicant)
    wider = allow(draft, applicant)
    assert list(Application.objects.helped_by(coordinator)) == list(Application.objects.advised_by(coordinator)) == [draft]
    assert ask(draft, applicant) == wider != first
    scopes = Consent.objects.order_by("pk").values_list("scope", "ended_at")
    assert list(scopes) == [("read", draft.created_at), ("fill_in", None)]
    assert list(Event.objects.values_list("act", flat=True)[:2]) == ["allow_help", "ask_advice"]


def test_a_second_press_for_advice_changes_nothing(draft, applicant):
    assert ask(draft, applicant) == ask(draft, applicant)
    assert Event.objects.filter(act="ask_advice").count() == 1


def test_nobody_is_asked_to_advise_on_what_is_sent(sent, applicant):
    with pytest.raises(ValidationError, match="has been sent"):
        ask(sent, applicant)


def test_files_of_a_draft_are_read_while_its_group_consents(draft, applicant, coordinator):
    kept = make_attachment(draft, applicant)
    removed = make_attachment(draft, applicant, name="Vanha.jpg", content=files.jpeg())
    actions.detach(removed, by=acting(applicant, "owner"), at=draft.created_at)
    assert list(Attachment.objects.advised_by(coordinator)) == []
    ask(draft, applicant)
    assert list(Attachment.objects.advised_by(coordinator)) == [kept]
    assert list(Attachment.objects.helped_by(coordinator)) == []
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert list(Attachment.objects.advised_by(coordinator)) == []


def test_the_coordinator_sees_a_draft_only_while_its_group_consents(draft, applicant, coordinator, reviewer):
    assert list(Application.objects.helped_by(coordinator)) == []
    allow(draft, applicant)
    assert list(Application.objects.helped_by(coordinator)) == [draft]
    assert list(Application.objects.helped_by(reviewer)) == []
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert list(Application.objects.helped_by(coordinator)) == []


def test_who_consented_how_and_until_when_stays_on_record(draft, applicant, coordinator):
    allow(draft, coordinator, "coordinator", given_by="Aino Esimerkki", way="by_phone")
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at + timedelta(days=1))
    consent = Consent.objects.get()
    assert (consent.given_by, consent.way, consent.recorded_by) == ("Aino Esimerkki", "by_phone", coordinator)
    assert (consent.ended_by, consent.ended_at) == (applicant, draft.created_at + timedelta(days=1))
    assert list(Event.objects.filter(act__in=["allow_help", "end_help"]).values_list("act", "details")) == [
        ("end_help", {}),
        ("allow_help", {"way": "by_phone"}),
    ]


def test_a_second_press_changes_nothing_and_a_new_consent_may_follow_an_ended_one(draft, applicant):
    first = allow(draft, applicant)
    assert allow(draft, applicant) == first
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert allow(draft, applicant) != first


def test_what_the_coordinator_types_is_kept_as_hers(draft, applicant, coordinator):
    allow(draft, applicant)
    revision = save(draft, coordinator)
    assert (revision.took_effect, revision.saved_by, revision.at_desk) == (True, coordinator, True)
    assert not draft.revisions.filter(saved_by=applicant, at_desk=True).exists()


def test_what_is_typed_after_the_consent_was_taken_back_is_refused(draft, applicant, coordinator):
    allow(draft, applicant)
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    with pytest.raises(ValidationError, match="doesn't let you help"):
        save(draft, coordinator)


def test_there_is_no_help_with_what_is_sent(sent, applicant, coordinator):
    with pytest.raises(ValidationError, match="has been sent"):
        allow(sent, applicant)


def test_a_consent_ends_with_the_sending(draft, applicant, coordinator):
    allow(draft, applicant)
    actions.submit(draft, by=acting(applicant, "owner"), received_at=draft.created_at, form_token="x")
    assert list(Application.objects.helped_by(coordinator)) == []


def test_a_helper_fills_in_and_does_not_send_discard_or_consent(draft, applicant, coordinator, reviewer):
    assert not permissions.can_fill_in(coordinator, draft)
    allow(draft, applicant)
    assert permissions.can_fill_in(coordinator, draft)
    assert not permissions.can_fill_in(reviewer, draft)
    may = (
        permissions.can_send,
        permissions.can_discard,
        permissions.can_copy,
        permissions.can_register,
        permissions.can_allow_help,
    )
    assert [can(coordinator, draft) for can in may] == [False] * 5


def test_only_an_owner_lets_the_coordinator_in(draft, applicant, co_applicant, coordinator):
    assert [permissions.can_allow_help(person, draft) for person in (applicant, co_applicant, coordinator)] == [
        True,
        False,
        False,
    ]


def test_a_discarded_draft_keeps_no_name_of_who_consented(draft, applicant):
    allow(draft, applicant)
    actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert Consent.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"given_by": ""}, "consent_says_who_and_how"),
        ({"way": "dream"}, "consent_says_who_and_how"),
        ({"scope": "everything"}, "consent_scope_known"),
        ({"ended_at": "2018-02-14T10:00Z"}, "consent_ended_by_somebody"),
    ],
)
def test_the_database_takes_only_whole_consents(draft, applicant, facts, constraint):
    allow(draft, applicant)
    with pytest.raises(IntegrityError, match=constraint):
        Consent.objects.update(**facts)


def test_the_consent_comes_with_the_form_in_one_question(draft, applicant, django_assert_num_queries):
    def read():
        with django_assert_num_queries(1):
            consent = Application.objects.with_consent().get().consent
            return consent and str(consent.recorded_by)

    assert read() is None
    allow(draft, applicant)
    assert read() == "Aino Esimerkki"
    actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert read() is None
