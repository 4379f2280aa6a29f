"""What the database refuses, and who sees which application."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from applications.models import Answer, Application, CostLine, InterestDeclaration, Version
from tests.factories import make_application, make_person, send


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "lost"},
        {"kind": "festival"},
        {"applied": Decimal("-0.01")},
        {"status": "submitted"},
        {"status": "withdrawn"},
    ],
)
def test_the_database_refuses_an_application_that_can_not_be(draft, changes):
    assert refused(lambda: Application.objects.filter(pk=draft.pk).update(**changes))


def test_the_database_refuses_a_draft_with_a_time_of_sending(draft):
    assert refused(lambda: Application.objects.filter(pk=draft.pk).update(submitted_at=draft.created_at))


def test_the_database_refuses_a_second_answer_a_second_line_in_a_place_and_a_negative_cost(draft):
    assert refused(lambda: Answer.objects.create(application=draft, name="title"))
    assert refused(lambda: CostLine.objects.create(application=draft, position=1))
    assert refused(lambda: CostLine.objects.create(application=draft, position=90, amount=Decimal("-1")))


def test_the_database_refuses_a_second_version_of_the_same_form_or_number(sent):
    version = sent.versions.get()
    other = {"application": sent, "content": {}, "applied": 1, "sha256": "x", "received_at": version.received_at}
    assert refused(lambda: Version.objects.create(**other, number=2, form_token=version.form_token, sent_by=version.sent_by))
    assert refused(lambda: Version.objects.create(**other, number=1, form_token="new", sent_by=version.sent_by))


def test_the_database_refuses_stepping_aside_without_a_ground_and_a_ground_without_stepping_aside(sent, reviewer):
    declaration = {"application": sent, "person": reviewer, "declared_at": sent.submitted_at}
    assert refused(lambda: InterestDeclaration.objects.create(**declaration, is_disqualified=True))
    assert refused(lambda: InterestDeclaration.objects.create(**declaration, is_disqualified=False, ground="party"))


def test_people_see_the_applications_of_their_own_groups(draft, applicant, co_applicant, stranger, other_group, coordinator):
    foreign = make_application(stranger, other_group, draft.round)
    seen = {person: list(Application.objects.visible_to(person)) for person in (applicant, co_applicant, stranger, coordinator)}
    assert seen == {applicant: [draft], co_applicant: [draft], stranger: [foreign], coordinator: []}


def test_a_discarded_draft_is_seen_by_nobody(draft, applicant, coordinator):
    Application.objects.update(status="discarded")
    assert list(Application.objects.visible_to(applicant)) == []
    assert list(Application.objects.listed_for(coordinator)) == []


def test_the_desk_lists_what_was_sent(sent, applicant, group, coordinator, reviewer, decider, auditor, finance, admin):
    make_application(applicant, group, sent.round, kind="development")
    people = (coordinator, reviewer, decider, auditor, finance, admin, applicant)
    assert [list(Application.objects.listed_for(person)) for person in people] == [[sent]] * 4 + [[]] * 3


def test_a_case_opens_to_those_who_declared_and_never_to_the_disqualified_or_to_a_member(sent, group, coordinator, reviewer):
    def declare(person, ground=""):
        InterestDeclaration.objects.update_or_create(
            application=sent,
            person=person,
            defaults={"is_disqualified": bool(ground), "ground": ground, "declared_at": sent.submitted_at},
        )

    assert list(Application.objects.handled_by(coordinator)) == []
    declare(coordinator)
    assert list(Application.objects.handled_by(coordinator)) == [sent]
    assert list(Application.objects.handled_by(reviewer)) == []
    declare(coordinator, ground="board")
    assert list(Application.objects.handled_by(coordinator)) == []
    declare(reviewer)
    group.memberships.create(person=reviewer, role="reader", joined_at=sent.submitted_at)
    assert list(Application.objects.handled_by(reviewer)) == []


def test_an_auditor_reads_without_declaring_unless_it_is_the_auditors_own_group(sent, group, auditor):
    assert list(Application.objects.handled_by(auditor)) == [sent]
    group.memberships.create(person=auditor, role="reader", joined_at=sent.submitted_at)
    assert list(Application.objects.handled_by(auditor)) == []


def test_an_auditor_who_also_handles_cases_declares_like_every_handler(sent):
    both = make_person("molemmat@joensuu.example", roles=["auditor", "coordinator"])
    assert list(Application.objects.handled_by(both)) == []
    InterestDeclaration.objects.create(application=sent, person=both, is_disqualified=False, declared_at=sent.submitted_at)
    assert list(Application.objects.handled_by(both)) == [sent]


def test_an_application_without_a_title_has_a_name_all_the_same(draft):
    draft.title = ""
    assert str(draft) == "Application without a name"
    assert draft.about == f"application:{draft.reference}"


def test_changes_after_sending_are_known(sent):
    assert not sent.has_unsent_changes()
    sent.changed_at = sent.round.closes_at
    assert sent.has_unsent_changes()


def test_the_two_drafts_of_a_group_have_references_of_their_own(draft, applicant, group):
    second = make_application(applicant, group, draft.round, kind="development")
    year = draft.created_at.year
    assert [draft.reference, second.reference] == [f"PK-{year}-0001", f"PK-{year}-0002"]
    assert send(second, applicant).versions.get().application == second


def test_a_stranger_has_no_role(draft):
    assert draft.membership_role(make_person()) == ""
