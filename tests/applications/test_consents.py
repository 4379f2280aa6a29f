"""A group lets the coordinator into its draft, and out of it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from applications import actions, permissions
from applications.models import Application, Consent
from core import dates
from registry.models import Event
from tests.factories import acting

pytestmark = pytest.mark.django_db


def allow(draft, person, role="owner", **more):
    facts = {"given_by": str(person), "way": "portal", "given_on": dates.local_day(draft.created_at), **more}
    return actions.allow_help(draft, by=acting(person, role), at=draft.created_at, **facts)


def save(draft, coordinator):
    by = acting(coordinator, "coordinator")
    return actions.save(draft, by=by, at=draft.created_at, slug="idea", texts={"title": "Sanottu puhelimessa"}, seen=1)


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
