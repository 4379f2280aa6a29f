"""Questions about applications that cross tables."""

from applications.queries.attachments import (
    broken_attachments,
    earlier_attachments,
    files_at,
    open_attachment,
    paths_in_use,
    people_to_warn,
    unscanned_paths,
)
from applications.queries.comparison import Comparison, comparison, unsent_version, version_of
from applications.queries.completing import (
    LONGEST_TO_ANSWER,
    AskedPart,
    Lack,
    asked_parts,
    completed,
    completions_to_lapse,
    completions_under_way,
    in_order,
    is_to_lapse,
    lacks,
    latest_completion,
    open_completion,
    points_of,
    refusals_of_request,
    why_closed,
)
from applications.queries.conflicts import is_conflicted, refuse_conflicted
from applications.queries.content import content_of
from applications.queries.drafts import (
    REMINDER_CLOCK,
    REMINDER_DAYS,
    applied_by_fund_and_round,
    drafts_of_round,
    groups_to_apply_with,
    locked,
    people_to_tell,
    typed_at_desk,
    unfinished_applications,
    untouched_draft,
)
from applications.queries.errors import DECLARATIONS, HardQuestion, errors_at_sending, errors_in, hard_questions
from applications.queries.feedback import HeardInRound, feedback_by_round
from applications.queries.filled import Filled, filled, for_form, for_reading, newest_revision, terms_of, with_revision
from applications.queries.retention import (
    TOLD_BEFORE,
    drafts_to_remove,
    drafts_to_warn_about,
    is_to_be_removed,
    is_to_be_told,
    outlived_revisions,
)
from applications.queries.revisions import Sheet, compared, going_on, last_number, newest_by_section, revisions_of
from applications.queries.versions import Sent, as_sent, attachments_of, sent_attachments

__all__ = [
    "DECLARATIONS", "LONGEST_TO_ANSWER", "REMINDER_CLOCK", "REMINDER_DAYS", "TOLD_BEFORE", "AskedPart", "Comparison", "Filled",
    "HardQuestion", "HeardInRound", "Lack", "Sent", "Sheet", "applied_by_fund_and_round", "as_sent", "asked_parts", "attachments_of",
    "broken_attachments", "compared", "comparison", "completed", "completions_to_lapse", "completions_under_way",
    "content_of", "drafts_of_round", "drafts_to_remove", "drafts_to_warn_about", "earlier_attachments", "errors_at_sending",
    "errors_in", "feedback_by_round", "files_at", "filled", "for_form", "for_reading", "going_on", "groups_to_apply_with",
    "hard_questions", "in_order", "is_conflicted", "is_to_be_removed", "is_to_be_told", "is_to_lapse", "lacks",
    "last_number", "latest_completion", "locked", "newest_by_section", "newest_revision", "open_attachment",
    "open_completion", "outlived_revisions", "paths_in_use", "people_to_tell", "people_to_warn", "points_of",
    "refusals_of_request", "refuse_conflicted", "revisions_of", "sent_attachments", "terms_of", "typed_at_desk",
    "unfinished_applications", "unscanned_paths", "unsent_version", "untouched_draft", "version_of", "why_closed",
    "with_revision",
]  # fmt: skip
