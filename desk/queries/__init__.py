"""What the desk shows, read from every app below."""

from desk.queries.advice import Waiting, advice_waiting
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
from desk.queries.publishing import Publication, open_round, publication, reminder_moments, rounds_with_prepared
from desk.queries.talks import talks_of, talks_waiting
from desk.queries.work import Work, days_waited, next_step, waiting_for, work_of, worklist

__all__ = [
    "Marks", "OpenDraft", "Publication", "Waiting", "Work", "advice_waiting", "case_decision", "case_proposal", "case_row",
    "completions", "contact_name", "days_waited", "draft_named", "drafts_counted", "groups_found", "groups_with_business_id", "happened",
    "helpers", "lost_files", "marks", "next_step", "open_drafts", "open_round", "papers", "prepared_decision", "publication", "registered",
    "registered_lately", "reminder_moments", "rounds_with_prepared", "talks_of", "talks_waiting", "timeline",
    "told_by_email", "waiting_for", "work_of", "worklist",
]  # fmt: skip
