"""What the desk shows, read from every app below."""

from desk.queries.advice import Waiting, advice_waiting
from desk.queries.agenda import PROPOSALS, Agenda, Item, proposals_agenda, scenario_agenda
from desk.queries.bulk import (
    ASSIGN_EVENLY,
    BULK_ACTS,
    HAND_OVER,
    MOST_AT_ONCE,
    TAKE_UP,
    BulkAct,
    BulkRow,
    bulk_rows,
    references_of,
    still_listed,
)
from desk.queries.cases import case_decision, case_proposal, case_row, happened, helpers, prepared_decision, timeline
from desk.queries.completing import completions, lost_files
from desk.queries.helping import (
    OpenDraft,
    contact_name,
    draft_named,
    drafts_counted,
    groups_found,
    groups_with_business_id,
    open_drafts,
    papers,
    registered,
    registered_lately,
    told_by_email,
)
from desk.queries.marks import Marks, marks
from desk.queries.narrowing import ME, SORTS, UNHANDLED, Chosen, handlers_to_choose, narrowed, ordered, rows_of
from desk.queries.publishing import Publication, open_round, publication, reminder_moments, rounds_with_prepared
from desk.queries.reviewing import reviewing
from desk.queries.round_book import Purse, Sheet, purse, sheets, short_answers
from desk.queries.talks import talks_of, talks_waiting
from desk.queries.work import BALLS, WORK, Work, ball, days_waited, next_step, waiting_for, work_of, worklist

__all__ = [
    "ASSIGN_EVENLY", "BALLS", "BULK_ACTS", "HAND_OVER", "ME", "MOST_AT_ONCE", "PROPOSALS", "SORTS", "TAKE_UP", "UNHANDLED", "WORK",
    "Agenda", "BulkAct", "BulkRow", "Chosen", "Item", "Marks", "OpenDraft", "Publication", "Purse", "Sheet", "Waiting", "Work",
    "advice_waiting", "ball", "bulk_rows", "case_decision", "case_proposal", "case_row", "completions", "contact_name",
    "days_waited", "draft_named", "drafts_counted", "groups_found", "groups_with_business_id", "handlers_to_choose",
    "happened", "helpers", "lost_files", "marks", "narrowed", "next_step", "open_drafts", "open_round", "ordered", "papers",
    "prepared_decision", "proposals_agenda", "publication", "purse", "references_of", "registered", "registered_lately",
    "reminder_moments", "reviewing", "rounds_with_prepared", "rows_of", "scenario_agenda", "sheets", "short_answers",
    "still_listed", "talks_of", "talks_waiting", "timeline", "told_by_email", "waiting_for", "work_of", "worklist",
]  # fmt: skip
