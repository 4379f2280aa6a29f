"""What may follow what: the states of an application and the moves between them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import Words

DRAFT, SUBMITTED, IN_REVIEW, INCOMPLETE, PROPOSED, DECIDED, WITHDRAWN, DISCARDED = (
    "draft", "submitted", "in_review", "incomplete", "proposed", "decided", "withdrawn", "discarded",
)  # fmt: skip


@dataclass(frozen=True)
class Status:
    """A state, as the staff see it and as the applicant does."""

    code: str
    staff: Words
    applicant: Words


@dataclass(frozen=True)
class Move:
    """One step: who (`by`, roles) may take it, from which states, to which."""

    name: str
    label: Words
    by: tuple[str, ...]
    sources: tuple[str, ...]
    target: str


_being_reviewed = _("Being reviewed")

STATUSES = {
    status.code: status
    for status in (
        Status(DRAFT, _("Draft"), _("Not sent yet")),
        Status(SUBMITTED, _("Received"), pgettext_lazy("application", "Sent")),
        Status(IN_REVIEW, _("In review"), _being_reviewed),
        Status(INCOMPLETE, _("Awaiting completion"), _("Needs your answer")),
        Status(PROPOSED, _("Proposed"), _being_reviewed),
        # What the applicant sees here until publication; afterwards it is DECISION_MADE.
        Status(DECIDED, _("Decided"), _being_reviewed),
        Status(WITHDRAWN, _("Withdrawn"), _("Withdrawn")),
        Status(DISCARDED, _("Discarded draft"), _("Discarded draft")),
    )
}
DECISION_MADE = _("Decision made")

MOVES = {
    move.name: move
    for move in (
        Move("submit", _("Send the application"), ("owner",), (DRAFT, SUBMITTED), SUBMITTED),
        Move("discard", _("Discard the draft"), ("owner", "coordinator", "system"), (DRAFT,), DISCARDED),
        Move("register", _("Register the application"), ("coordinator",), (DRAFT,), SUBMITTED),
        Move("take_up", _("Take up for review"), ("coordinator",), (SUBMITTED,), IN_REVIEW),
        Move("request_completion", _("Ask for a completion"), ("coordinator",), (IN_REVIEW,), INCOMPLETE),
        Move("complete", _("Send the completion"), ("owner",), (INCOMPLETE,), IN_REVIEW),
        Move("lapse_completion", _("Go on without a completion"), ("system",), (INCOMPLETE,), IN_REVIEW),
        Move("propose", _("Propose a decision"), ("coordinator",), (IN_REVIEW,), PROPOSED),
        Move("return_to_review", _("Return to review"), ("decider",), (PROPOSED,), IN_REVIEW),
        Move("decide", _("Decide"), ("decider",), (PROPOSED,), DECIDED),
        Move("reopen", _("Decide anew"), ("decider",), (DECIDED,), PROPOSED),
        Move("correct", _("Correct the decision"), ("decider",), (DECIDED,), PROPOSED),
        # The published decision stands as it is: what had been begun to correct it is dropped.
        Move("keep_decision", _("Let the decision stand"), ("decider",), (PROPOSED,), DECIDED),
        # Ends a grant, and with it whatever the desk had begun to correct in it, so that nothing is left to decide.
        Move("give_up", _("Give the grant up"), ("owner",), (IN_REVIEW, INCOMPLETE, PROPOSED, DECIDED), DECIDED),
        Move("take_up_offer", _("Reopen for a new decision"), ("decider",), (DECIDED,), PROPOSED),
        Move(
            "withdraw",
            _("Withdraw the application"),
            ("owner",),
            (SUBMITTED, IN_REVIEW, INCOMPLETE, PROPOSED, DECIDED),
            WITHDRAWN,
        ),
    )
}


def moves_from(status: str, roles: frozenset[str]) -> list[Move]:
    """The moves open to somebody with these roles, in the order of the table."""
    return [move for move in MOVES.values() if status in move.sources and roles & set(move.by)]
