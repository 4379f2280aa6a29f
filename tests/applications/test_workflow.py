"""Every move from every state by every role: what the table opens happens, everything else is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from applications import actions
from applications.models import Application
from applications.workflow import DECISION_MADE, MOVES, STATUSES, moves_from
from tests.factories import acting

ROLES = ("owner", "editor", "reader", "coordinator", "reviewer", "decider", "finance", "auditor", "admin", "system")
UNSENT = {"draft", "discarded"}

# The table once more, as states.md has it, so that a slip in one of the two is seen.
OPEN = {
    ("submit", "draft", "owner"): "submitted",
    ("submit", "submitted", "owner"): "submitted",
    ("discard", "draft", "owner"): "discarded",
    ("discard", "draft", "coordinator"): "discarded",
    ("discard", "draft", "system"): "discarded",
    ("register", "draft", "coordinator"): "submitted",
    ("take_up", "submitted", "coordinator"): "in_review",
    ("request_completion", "in_review", "coordinator"): "incomplete",
    ("complete", "incomplete", "owner"): "in_review",
    ("lapse_completion", "incomplete", "system"): "in_review",
    ("propose", "in_review", "coordinator"): "proposed",
    ("return_to_review", "proposed", "decider"): "in_review",
    ("decide", "proposed", "decider"): "decided",
    ("reopen", "decided", "decider"): "proposed",
    ("take_up_offer", "decided", "decider"): "proposed",
    ("correct", "decided", "decider"): "proposed",
    ("keep_decision", "proposed", "decider"): "decided",
    ("give_up", "in_review", "owner"): "decided",
    ("give_up", "incomplete", "owner"): "decided",
    ("give_up", "proposed", "owner"): "decided",
    ("give_up", "decided", "owner"): "decided",
    ("withdraw", "submitted", "owner"): "withdrawn",
    ("withdraw", "in_review", "owner"): "withdrawn",
    ("withdraw", "incomplete", "owner"): "withdrawn",
    ("withdraw", "proposed", "owner"): "withdrawn",
    ("withdraw", "decided", "owner"): "withdrawn",
}


def put_into(application: Application, status: str) -> Application:
    sent_at = None if status in UNSENT else application.created_at
    waits = None if status == "withdrawn" else sent_at
    Application.objects.filter(pk=application.pk).update(status=status, submitted_at=sent_at, waiting_since=waits)
    application.refresh_from_db()
    return application


def outcome(application: Application, name: str, role: str, person) -> str:
    try:
        # A move is a part of an act, which is the transaction.
        with transaction.atomic():
            return actions.move(application, name, by=acting(person, role), at=application.created_at).status
    except PermissionDenied:
        return "not permitted"
    except ValidationError:
        return "not now"


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", MOVES)
def test_each_move_happens_where_the_table_opens_it_and_nowhere_else(draft, applicant, stranger, name, status):
    for role in ROLES:
        application = put_into(draft, status)
        expected = OPEN.get((name, status, role)) or ("not now" if role in MOVES[name].by else "not permitted")
        # Who works at the City does not belong to the group: that would be a conflict of interest.
        person = applicant if role in {"owner", "editor", "reader"} else stranger
        assert outcome(application, name, role, person) == expected, role
        application.refresh_from_db()
        assert application.status == (expected if (name, status, role) in OPEN else status)


def test_the_buttons_are_the_open_moves():
    for status in STATUSES:
        for role in ROLES:
            assert {move.name for move in moves_from(status, frozenset({role}))} == {
                name for name, source, by in OPEN if (source, by) == (status, role)
            }


def test_to_the_applicant_a_proposal_and_an_unpublished_decision_look_like_a_review(draft):
    labels = {str(put_into(draft, status).status_for_applicant) for status in ("in_review", "proposed", "decided")}
    assert labels == {"Being reviewed"}


def test_after_publication_the_label_stays_whatever_happens_at_the_desk(draft):
    for status in ("decided", "proposed"):
        application = put_into(draft, status)
        application.published_at = application.created_at
        assert application.status_for_applicant == DECISION_MADE
    application.status = "withdrawn"
    assert application.status_for_applicant == "Withdrawn"
