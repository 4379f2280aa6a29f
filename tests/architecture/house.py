"""The plan of the house as data: which apps there are, which rooms an app has, and what each may use."""

# From the roof to the cellar. An app imports only from those after it.
APPS = (
    "kake",
    "finance",
    "desk",
    "front",
    "grants",
    "decisions",
    "reviews",
    "advice",
    "applications",
    "rounds",
    "accounts",
    "registry",
    "core",
)

# Inside an app a module imports only from rooms before its own.
ROOMS = {
    "workflow": "what may follow what",
    "rules": "what must hold",
    "permissions": "who may",
    "models": "nouns, their constraints and the words of their querysets",
    "sections": "the form's sections and questions",
    "queries": "questions across relations",
    "exports": "columns of what is downloaded",
    "pdf": "documents",
    "letters": "what we tell people",
    "actions": "verbs, the only rooms that write",
    "forms": "what is typed",
    "adapter": "what a library calls back: docs/decisions/0003-rooms.md",
    "views": "find, permit, parse, act, answer",
    "tasks": "Celery entries",
    "urls": "addresses",
    "admin": "Django's admin, for development",
    "apps": "Django's name of the app",
}
# Folders that Django itself names, beside the rooms.
FOLDERS = {"migrations", "management", "templatetags"}

# These three are pure: they know models only as types.
PURE = {"workflow", "rules", "permissions"}

# Nobody outside the app may use these; forms are also shown by the apps that compose pages of several.
PRIVATE = {"adapter", "views", "tasks", "urls", "admin", "apps"}
COMPOSERS = {"finance", "desk", "front"}

# Two apps are not of the usual kind and have rooms of their own.
PROJECT_ROOMS = {
    "settings",
    "urls",
    "celery",
    "broker",
    "wsgi",
    "middleware",
    "context",
    "mail",
    "checks",
    "views",
    "management",
    "apps",
}
CORE_ROOMS = (
    "text", "folding", "files", "differences", "clock", "dates", "calendars", "money", "numbers", "sheets", "actor", "http", "storage",
    "pdf", "sessions", "parked", "forms", "templatetags", "apps",
)  # fmt: skip

ROOMS_OF_ONE_APP = {"adapter": "accounts"}

# Names that say nothing of what is inside.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "services", "common", "signals", "mixins", "misc"}

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60

# How a queryset is narrowed to what one person may see; a view finds nothing in another way.
SEEN_BY = {"visible_to", "listed_for", "handled_by", "advised_by", "helped_by", "open_to"}
# What is published about the programme, and announced; everybody may see every row.
PUBLIC_MODELS = {"Programme", "Fund", "Round", "RoundTerms", "Criterion", "Meeting"}

# Columns that one function each may write: (column, where), with all writers. The outbox's own `status` is the registry's business.
SINGLE_WRITERS = {
    "status": {"applications/actions/states.py:move", "grants/actions.py:move"},
    "waiting_since": {
        "applications/actions/states.py:move",
        "applications/actions/reviewing.py:mark_published",
        "applications/actions/deadlines.py:extend_round",
    },
    "committed": {"rounds/actions/money.py:commit", "rounds/actions/money.py:release"},
}

# Functions of actions.py that are not acts by themselves, and why they record no event or name nobody.
STEPS = {
    "registry/actions.py:record": "it is the event",
    "registry/actions.py:next_number": "part of the act that needs a number",
    "registry/actions.py:post": "part of the act that tells somebody",
    "registry/actions.py:post_all": "part of the act that tells many",
    "registry/actions.py:cancel": "part of the act that makes a letter unwanted",
    "registry/actions.py:blank_secrets": "part of signing in, and the outbox's own tidying",
    "registry/actions.py:nudge": "rings a bell; the table it points to is the truth",
    "registry/actions.py:deliver": "the outbox's own work; the letter keeps what became of it",
    "registry/actions.py:store_document": "part of the act that makes a document",
    "rounds/actions/rounds.py:note_decided": "part of decisions.actions.publish",
    "rounds/actions/money.py:commit": "part of decisions.actions.decide; the ledger entry is the record",
    "rounds/actions/money.py:release": "part of the act that frees money; the ledger entry is the record",
    "advice/actions/noting.py:note_advice": "part of the act that gave it",
    "advice/actions/signing_up.py:give_seats": "part of the act that frees places, or fills one",
    "advice/actions/signing_up.py:remind_before": "part of the act that gives a place, or moves the meeting",
    "advice/actions/signing_up.py:take_back_letters": "part of the act after which they are not wanted",
    "advice/actions/talking.py:mark_read": "a bookmark; what was read was written to the reader",
    "advice/actions/ideas.py:add_to_idea": "the message that it says in the end records it",
    "advice/actions/ideas.py:answer_idea": "the message that it says in the end records it",
    "advice/actions/ideas.py:tell_round_opened": "a beat each minute; the letters it posts are the record",
    "advice/actions/pinning.py:mark_notes_seen": "a bookmark; what was seen was written to the reader",
    "applications/actions/drafts.py:new_draft": "part of the act that begins the draft",
    "applications/actions/consents.py:keep_consent": "part of letting the coordinator help, and of registering",
    "applications/actions/freezing.py:freeze": "part of the act that sends, completes or registers",
    "applications/actions/completing.py:drop_completion": "part of the act that ends the case",
    "applications/actions/completing.py:end_completion": "part of the act that ends the request",
    "applications/actions/completing.py:lapse_completions": "each case that it takes back is an act of its own",
    "applications/actions/completing.py:remind_of_completions": "a beat each minute; the letters it posts are the record",
    "applications/actions/states.py:move": "the act that takes the step records it",
    "applications/actions/reviewing.py:declare_interest": "part of reviews.actions.declare",
    "applications/actions/reviewing.py:mark_published": "part of decisions.actions.publish",
    "applications/actions/attaching.py:attach": "the row that it notes in the end records it",
    "applications/actions/scanning.py:scan_attachments": "each file that gets an answer records its own event",
    "applications/actions/storing.py:stored": "part of the act that notes the rows of the files",
    "advice/actions/talking.py:send_message": "the message that it says in the end records it",
    "advice/actions/talking.py:taken": "part of the act that says a message",
    "applications/actions/storing.py:read_pdf": "part of the act that keeps the document",
    "applications/actions/storing.py:sweep": "tidies the disk; each row that it forgets records its own event",
    "reviews/actions/substituting.py:replace_conflicted": "each place that somebody leaves is an act of its own",
    "decisions/actions/deciding.py:withdraw": "applications.actions.withdraw, which it calls, records it",
    "decisions/actions/deciding.py:cancel_prepared": "part of the act that ends a decision before it is published",
    "decisions/actions/parts.py:keep_parts": "part of the act that proposes or decides",
    "decisions/actions/parts.py:count_uses": "part of the act that proposes or decides",
    "decisions/actions/correcting.py:replace_older": "part of decisions.actions.publish",
    "decisions/actions/offering.py:overtake_offers": "part of decisions.actions.publish",
    "decisions/actions/offering.py:lapse_offers": "each offer that it ends records its own event",
    "decisions/actions/publishing.py:publish_due": "each round that it publishes or stops records its own event",
    "decisions/actions/letters.py:render_letters": "each letter that it stores records its own event",
    "decisions/actions/serving.py:note_electronic": "each service that it notes records its own event",
    "decisions/actions/serving.py:take_off_list": "each decision that has left records its own event",
    "decisions/actions/serving.py:list_decision": "part of decisions.actions.publish",
    "decisions/actions/approving.py:approve_by_paper": "the approvals that it notes in the end record it",
    "decisions/actions/approving.py:correct_approvals": "the corrections that it notes in the end record it",
    "decisions/actions/claiming.py:make_claim": "the claim that it sends in the end records it",
    "decisions/actions/claiming.py:enter_claim": "the claim that it registers in the end records it",
    "decisions/actions/claiming.py:add_claim_file": "the row that it notes in the end records it",
    "decisions/actions/claiming.py:lock_claim": "part of an act on a claim",
    "decisions/actions/claiming.py:refuse_ended": "part of an act on a claim",
    "decisions/actions/claiming.py:take_back_hearing_letters": "part of the act after which they are not wanted",
    "decisions/actions/claim_handling.py:refuse_others": "part of an act on a claim",
    "decisions/actions/claim_handling.py:refuse_unless_handler": "part of an act on a claim",
    "decisions/actions/hearing_days.py:remind_of_hearings": "a beat; the letters it posts are the record",
    "decisions/actions/hearing_days.py:tell_hearings_over": "a beat; the letters it posts are the record",
    "applications/actions/deadlines.py:take_back_reminders": "part of the act after which they are not wanted",
    "applications/actions/retention.py:tidy": "each text it forgets and each draft it warns about or removes is an act of its own",
    "applications/actions/retention.py:remove": "applications.actions.discard, which it calls, records it",
    "applications/actions/closing.py:close_account": "accounts.actions.close_account, which it calls, records it",
    "applications/actions/errors.py:count_errors": "a counter of the form's own words; who met them is nobody's business",
    "applications/actions/reading.py:mark_read": "a bookmark; what was read is the reader's own application",
    "reviews/actions/assigning.py:remind_reviewers": "a beat; the letters it posts are the record",
    "applications/actions/deadlines.py:remind": "a beat each minute; the letters it posts are the record",
}

# Functions of actions.py that may not be one transaction.
NOT_ATOMIC = {
    "registry/actions.py:nudge": "waits for its caller's commit and writes nothing",
    "registry/actions.py:deliver": "talks to the mail server, which must not hold a transaction open",
    "applications/actions/retention.py:tidy": "a draft that fails must not hold up the others",
    "applications/actions/completing.py:lapse_completions": "a case that fails must not hold up the others",
    "registry/actions.py:store_document": "writes the file first and then one row",
    "applications/actions/attaching.py:attach": "looks into the file and writes it first, and then one row",
    "applications/actions/scanning.py:scan_attachments": "talks to the scanner, which must not hold a transaction open",
    "applications/actions/storing.py:stored": "looks into files and writes them first, and then their rows are noted",
    "advice/actions/talking.py:send_message": "looks into a file and writes it first, and then the rows",
    "advice/actions/talking.py:taken": "looks into a file and writes it first, and then the rows are noted",
    "advice/actions/ideas.py:add_to_idea": "looks into a file and writes it first, and then the rows",
    "advice/actions/ideas.py:answer_idea": "looks into a file and writes it first, and then the rows",
    "applications/actions/storing.py:read_pdf": "looks into a file and asks the scanner, and writes nothing",
    "applications/actions/storing.py:sweep": "walks over the disk",
    "decisions/actions/offering.py:lapse_offers": "an offer that fails must not hold up the others",
    "decisions/actions/serving.py:note_electronic": "a service that fails must not hold up the others",
    "decisions/actions/serving.py:take_off_list": "one that fails must not hold up the others",
    "decisions/actions/approving.py:approve_by_paper": "looks into a file and stores it first, and then the rows",
    "decisions/actions/approving.py:correct_approvals": "looks into a file and stores it first, and then the rows",
    "decisions/actions/claiming.py:make_claim": "looks into files and writes them first, and then the rows",
    "decisions/actions/claiming.py:enter_claim": "looks into files and writes them first, and then the rows",
    "decisions/actions/claiming.py:add_claim_file": "looks into a file and writes it first, and then the row",
    "decisions/actions/publishing.py:publish_due": "a round that fails must not hold up the others",
    "decisions/actions/hearing_days.py:remind_of_hearings": "a hearing that fails must not hold up the others",
    "decisions/actions/hearing_days.py:tell_hearings_over": "a claim that fails must not hold up the others",
    "decisions/actions/letters.py:render_letters": "makes PDFs, which must not hold a transaction open; each is stored in one of its own",
}

# Coded or exact columns that the database need not guard.
UNGUARDED = {
    "registry.Event.role": "roles are words of the apps above",
    "registry.Event.outcome": "each act has outcomes of its own",
    "registry.Letter.kind": "the name of a letter of any app",
    "applications.Answer.number": "what somebody typed, of any size; sending judges it",
}
