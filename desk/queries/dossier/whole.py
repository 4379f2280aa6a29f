"""One case from its first version to what happened last, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from advice.models import InternalNote, Message, MessageFile
from advice.queries.given import advice_on
from applications.models import Application, Attachment, InterestDeclaration, StoredFile, Version
from applications.queries import as_sent
from applications.queries.versions import Sent, sent_attachments
from applications.sections import ASKED_BY_CODE, SECTIONS
from core.dates import day, stamp
from core.money import euros
from decisions.models import ClaimFile, Decision
from desk.queries.cases import happened, timeline
from desk.queries.dossier.deciding import deciding
from desk.queries.dossier.parts import Chapter, Entry, facts_of, facts_of_all, table
from registry.models import Document, Letter
from reviews.models import Assignment, Discussion, GateAnswer, Review, ScoreChange
from reviews.queries import readable_reviews, weighted_points
from reviews.rules import CHECKS

# Scorers and deciders see neither what was talked with the group nor what its advisers wrote down.
SEES_TALKS = frozenset({"coordinator", "auditor"})


@dataclass(frozen=True)
class Dossier:
    """`versions` are the newest first; the bytes of `files`, `documents` and the funder's `papers` go along in the ZIP."""

    case: Application
    reader: User
    at: datetime
    versions: list[Version]
    sent: Sent
    chapters: list[Chapter]
    files: list[StoredFile]
    documents: list[Document]
    papers: list[Document]

    @property
    def name(self) -> str:
        """Of a file on somebody's disk: says which case it is, and nothing of it."""
        return f"kooste-{self.case.reference}"


def dossier(case: Application, reader: User, at: datetime) -> Dossier:
    """Everything of a case that `reader` has found by `handled_by`. What she may not read yet, such as others' points, is left out."""
    versions = list(case.versions.select_related("sent_by"))
    for version in versions:
        version.application = case
    decisions = list(
        case.decisions.exclude(state=Decision.CANCELLED)
        .select_related("decided_by", "document")
        .prefetch_related("notices", "corrections__opened_by", "approvals__document", "approvals__corrected_by")
    )
    attachments = list(Attachment.objects.handled_by(reader).filter(application=case, pk__in=sent_attachments(case)))
    told = bool(reader.roles & SEES_TALKS)
    said = list(Message.objects.filter(thread__application=case).select_related("sender")) if told else []
    said_files = list(MessageFile.objects.filter(message__in=said)) if said else []
    chapters = [
        Chapter(_("Versions"), [_version(it) for it in versions]),
        Chapter(_("Attachments"), [_attachment(it) for it in attachments]),
        Chapter(_("Requests to complete"), _completions(case)),
        Chapter(_("Interests declared"), _interests(case, told)),
        Chapter(_("Checked before points"), _gate(case)),
        Chapter(_("Who was asked to review"), _assignments(case)),
        *_reviewing(case, reader),
        *deciding(case, decisions, reader),
        *(_talks(case, said, said_files) if told else []),
        Chapter(_("Letters to the group"), _letters(case)),
        Chapter(_("What has happened"), _events(case)),
    ]
    documents = [decision.document for decision in decisions if decision.document]
    papers = {approval.document for it in decisions for approval in it.approvals.all() if approval.document}
    claimed = list(ClaimFile.objects.handled_by(reader).filter(claim__decision__application=case))
    filled, files = [chapter for chapter in chapters if chapter.entries], _whole([*attachments, *said_files, *claimed])
    return Dossier(
        case, reader, at, versions, as_sent(versions[0]), filled, files, documents, sorted(papers, key=lambda it: it.pk)
    )


def _whole(files: Iterable[StoredFile]) -> list[StoredFile]:
    """What a scanner has not let through yet nobody opens."""
    return [file for file in files if not file.is_waiting]


def _version(version: Version) -> Entry:
    facts = [
        (_("Received"), stamp(version.received_at, seconds=True)),
        (_("How"), str(version.channel_label)),
        (_("Sent by"), str(version.sent_by)),
        (_("Applied"), euros(version.applied)),
        ("SHA-256", version.sha256),
    ]
    return Entry(_("Version %(number)s") % {"number": version.number}, facts)


def _attachment(file: Attachment) -> Entry:
    return Entry(str(file), [(_("What it is for"), str(ASKED_BY_CODE[file.shows].label)), *facts_of(file)])


def _completions(case: Application) -> list[Entry]:
    titles = {section.slug: str(section.title) for section in SECTIONS}
    entries = []
    for asked in case.completion_requests.select_related("asked_by", "answer").prefetch_related("points"):
        points = [f"{titles.get(it.section, it.section)}: {it.reason_label}. {it.text}".strip() for it in asked.points.all()]
        facts = [(_("Asked by"), str(asked.asked_by)), (_("Due"), day(asked.due_on))]
        if asked.ended_at:
            facts.append((_("Ended"), stamp(asked.ended_at)))
        entries.append(Entry(stamp(asked.asked_at), facts, "\n".join([asked.text, *points]).strip()))
    return entries


def _interests(case: Application, sees_grounds: bool) -> list[Entry]:
    """Who has stepped aside is everybody's business who handles the case; on which ground is not."""
    entries = []
    for word in InterestDeclaration.objects.filter(application=case).select_related("person").order_by("declared_at", "pk"):
        outcome = _("Stepped aside") if word.is_disqualified else _("No conflict of interest")
        facts = [(_("Declared"), f"{stamp(word.declared_at)}: {outcome}")]
        if word.is_disqualified and sees_grounds:
            facts.append((_("Ground"), str(word.ground_label)))
        entries.append(Entry(str(word.person), facts, word.explanation if sees_grounds else ""))
    return entries


def _gate(case: Application) -> list[Entry]:
    entries = []
    for answer in GateAnswer.objects.filter(application=case).select_related("answered_by"):
        who = f"{answer.answered_by}, {stamp(answer.answered_at)}"
        holds = _("Yes") if answer.holds else _("No")
        entries.append(Entry(str(CHECKS[answer.check_code].sentence), [(holds, who)], answer.reason))
    return entries


def _assignments(case: Application) -> list[Entry]:
    rows = Assignment.objects.filter(application=case).select_related("reviewer")
    return table([(stamp(it.assigned_at), str(it.reviewer)) for it in rows])


def _reviewing(case: Application, reader: User) -> list[Chapter]:
    """Points and what was talked over, from where the reader may see any."""
    reviews = [it for it in readable_reviews(case, reader) if it.sent_at]
    if not reviews:
        return []
    changes = ScoreChange.objects.filter(score__review__in=reviews).select_related("score__criterion", "score__review__reviewer")
    talked = Discussion.objects.filter(application=case).select_related("recorded_by")
    changed = [
        Entry(
            f"{it.score.criterion}: {it.before} → {it.after}",
            [(_("Changed"), f"{stamp(it.changed_at)}, {it.score.review.reviewer}")],
            it.reason,
        )
        for it in changes
    ]
    return [
        Chapter(_("Reviews"), [_review(it) for it in reviews]),
        Chapter(_("Talked over"), [Entry(f"{stamp(it.recorded_at)}, {it.recorded_by}", text=it.text) for it in talked]),
        Chapter(_("Points that were changed"), changed),
    ]


def _review(review: Review) -> Entry:
    facts = [(_("Sent"), stamp(review.sent_at)), (_("Points"), str(weighted_points(review)))]
    facts += [(f"{it.criterion} (× {it.criterion.weight}): {it.points}", it.reason) for it in review.scores.all()]
    read = _("version %(number)s") % {"number": review.version.number}
    return Entry(f"{review.reviewer}, {read}", facts, review.comment)


def _talks(case: Application, said: list[Message], files: list[MessageFile]) -> list[Chapter]:
    notes = InternalNote.objects.filter(application=case).select_related("written_by")
    advice = [Entry(f"{stamp(it.at)}, {it.adviser}", [(it.channel_label, it.topic_label)]) for it in advice_on(case)]
    return [
        Chapter(_("Messages"), [_message(it, [file for file in files if file.message_id == it.pk]) for it in said]),
        Chapter(_("Internal notes"), [Entry(f"{stamp(it.written_at)}, {it.written_by}", text=it.text) for it in notes]),
        Chapter(_("Advice given"), advice),
    ]


def _message(message: Message, files: list[MessageFile]) -> Entry:
    heading = f"{stamp(message.sent_at)}, {message.sender} ({Message.SIDES[message.side]})"
    return Entry(heading, facts_of_all(files), message.text)


def _letters(case: Application) -> list[Entry]:
    """That they went, and when; what they said is with those who got them."""
    rows = Letter.objects.filter(about=case.about).exclude(status=Letter.CANCELLED).order_by("created_at", "pk")
    return table([(stamp(it.sent_at) if it.sent_at else _("Waits to be sent"), it.subject) for it in rows])


def _events(case: Application) -> list[Entry]:
    lines = []
    for event in timeline(case, happened(case)):
        more = f" ({event['more']})" if event["more"] else ""
        lines.append((stamp(event["at"]), f"{event['what']}{more}, {event['who']}"))
    return table(lines)
