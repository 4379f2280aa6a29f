"""One case: its row, its proposal and decision, and what has been done in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.models import Thread
from applications.models import Application, CompletionRequest, Version
from decisions.models import OUTCOMES, Decision, FunderApproval, Proposal
from decisions.queries import bound_to
from decisions.rules import SERVICES
from desk.queries.marks import with_marks
from desk.queries.work import worklist
from registry.models import Event
from registry.queries import events_about
from reviews.queries import reads_points
from rounds.models import Fund, RoundTerms

# What the record office calls an act, as the timeline of a case says it.
ACTS = {
    "begin": _("The application was begun"),
    "submit": _("The application was sent"),
    "enter": _("Began to enter an application that came on paper"),
    "register": _("Registered an application that came on paper"),
    "ask_advice": _("The coordinator may read the draft and advise"),
    "allow_help": _("The coordinator may help"),
    "end_help": _("The coordinator may not help any more"),
    "pin_note": _("Gave advice on the draft"),
    "log_advice": _("Gave advice"),
    "undo_advice": _("Took a line of the advice record back"),
    "withdraw": _("The application was withdrawn"),
    "take_up": _("Taken up for review"),
    "request_completion": _("Asked the group to complete the application"),
    "complete": _("The group completed the application"),
    "lapse_completion": _("The time to complete the application ended"),
    "hand_over": _("Changed who is responsible for the case"),
    "declare": _("Declared interests"),
    "answer_gate": _("Answered the eligibility check"),
    "assign": _("Asked somebody to review"),
    "take_back": _("Took a request to review back"),
    "nudge": _("Reminded a reviewer"),
    "explain": _("Wrote the reasons in plain words"),
    "score": _("Reviewed"),
    "change_score": _("Changed points of a sent review"),
    "record_discussion": _("Recorded a talk about the points"),
    "substitute": _("Who stepped aside left a review to do"),
    "propose": _("Proposed a decision"),
    "return_to_review": _("Returned to review"),
    "decide": _("Decided"),
    "reopen": _("Took the case up to be decided anew"),
    "publish": _("Published the decision"),
    "offer_reserve": _("Offered money to the group on the reserve list"),
    "accept_offer": _("The group accepted the offer"),
    "decline_offer": _("The group declined the offer"),
    "take_up_offer": _("Took up the offer that the group accepted"),
    "correct": _("Took the decision up to be corrected"),
    "keep_decision": _("Let the decision stand as it was"),
    "lapse": _("The grant lapsed"),
    "give_up": _("The group gave the grant up"),
    "record_funder_approval": _("Recorded the funder's approval"),
    "correct_approval": _("Corrected what is recorded of the funder's approval"),
    "set_register_number": _("Wrote down the register number"),
    "lapse_offers": _("The offer was not answered in time"),
    "make_claim": _("The group claimed a rectification"),
    "register_claim": _("Registered a claim for rectification"),
    "add_claim_file": _("Added an attachment to a claim for rectification"),
    "withdraw_claim": _("The group took its claim for rectification back"),
    "hand_over_claim": _("Changed who handles a claim for rectification"),
    "ask_hearing": _("Asked somebody about a claim for rectification"),
    "answer_hearing": _("The group answered a question about a claim"),
    "record_hearing": _("Wrote down an answer about a claim"),
    "end_claim": _("Wrote down what came of a claim for rectification"),
    "serve_claim": _("Wrote down when the outcome of a claim was served"),
    "record_appeal": _("Wrote down an appeal to the administrative court"),
    "end_appeal": _("Wrote down how an appeal ended"),
    "store_letter": _("The decision letter was made"),
    "serve": _("The decision was served"),
    "show_service": _("Another day of service was shown"),
    "annul_notice": _("A service of notice does not count"),
    "take_letter": _("Took the decision letter to be posted"),
    "take_off_list": _("The decision left the public list"),
    "store_translation": _("The decision letter was translated, as a courtesy"),
    "download": _("Downloaded the decision letter"),
    "take_funder_document": _("Downloaded the funder's decision"),
    "take_dossier": _("Took the whole case along"),
    "read_attachment": _("Opened an attachment"),
    "scan": _("An attachment was checked for malware"),
    "send_message": _("Sent a message"),
    "settle_talk": _("Said that the last message needs no answer"),
}
OUTCOMES_OF_ACTS = {
    "refused": _("It was refused"),
    "no_conflict": _("No conflict of interest"),
    "stepped_aside": _("Stepped aside"),
    "saved": _("Draft saved"),
    "sent": _("Review sent"),
    "asked": _("A substitute was asked"),
    "nobody": _("Nobody was asked instead"),
    "late": _("It came after the round"),
    "late_claim": _("It came after the last day"),
    "claim_changed": _("The decision is changed"),
    "claim_dismissed": _("The claim is dismissed"),
    "claim_not_examined": _("The claim is not examined"),
    "claim_withdrawn": _("The claim was withdrawn"),
    "clean": _("No malware was found"),
    "infected": _("There was malware in it. It was deleted."),
    "passed": _("Passed"),
    "failed": _("Not passed"),
    **{service.channel: service.label for service in SERVICES.values()},
    **OUTCOMES,
}


def happened(application: Application) -> list[Event]:
    """All that the record office has of the case and of its round."""
    return list(events_about(application.about, f"round:{application.round_id}"))


def timeline(application: Application, events: list[Event]) -> list[dict[str, Any]]:
    """What has been done in the case, newest first, with names."""
    told = [
        event for event in events if event.act in ACTS and (event.about == application.about or _publishes(event, application))
    ]
    names = _names(told)
    return [
        {
            "at": event.at,
            "what": ACTS[event.act],
            "who": names.get(event.actor, _("The system")),
            "more": OUTCOMES_OF_ACTS.get(event.outcome, ""),
        }
        for event in told
    ]


def helpers(application: Application, events: list[Event]) -> list[str]:
    """Who of the City typed something for the group: who weighs the case should know."""
    typed = [event for event in events if event.about == application.about and event.act in {"save", "autosave"}]
    by_desk = [event for event in typed if event.role == "coordinator"]
    return sorted(_names(by_desk).values()) if by_desk else []


def _publishes(event: Event, application: Application) -> bool:
    """Publishing is an act on the round, and names the decisions that it made known."""
    return any(decision.startswith(f"{application.reference}/") for decision in event.details.get("decisions", []))


def _names(events: list[Event]) -> dict[str, str]:
    keys = {int(event.actor.removeprefix("person:")) for event in events if event.actor.startswith("person:")}
    return {f"person:{person.pk}": str(person) for person in User.objects.filter(pk__in=keys)}


def case_row(person: User, at: datetime) -> QuerySet[Application]:
    """The rows of the worklist with what a case's page needs besides: whether it is open to the person, what its
    fund and the round's share have left, what is bound for it already, and whether its group waits for an answer.
    """
    handled = Application.objects.handled_by(person).filter(pk=OuterRef("pk"))
    unanswered = Thread.objects.unanswered().filter(application=OuterRef("pk"))
    completions = CompletionRequest.objects.filter(application=OuterRef("pk"))
    fund = Fund.objects.filter(programme=OuterRef("round__programme"), kind=OuterRef("kind"))
    left = Subquery(fund.values(left=F("budget") - F("committed"))[:1])
    terms = RoundTerms.objects.filter(round=OuterRef("round"), kind=OuterRef("kind"))
    replaced = Decision.objects.filter(application=OuterRef("pk"), state=Decision.REPLACED)
    return (
        with_marks(worklist(person, at), person)
        .select_related("round__programme", "explanation")
        .annotate(
            is_open=Exists(handled),
            fund_left=left,
            share_left=Subquery(terms.values(left=F("allocation") - F("committed"))[:1]),
            bound=bound_to(OuterRef("pk")),
            has_replaced=Exists(replaced),
            has_unanswered=Exists(unanswered),
            has_completions=Exists(completions),
            reads_points=reads_points(person),
            newest_version=Subquery(Version.objects.filter(application=OuterRef("pk")).order_by("-number").values("number")[:1]),
        )
    )


def case_proposal(row: Application) -> Proposal | None:
    """The newest one; asked for only where the row says that there is any, and then kept for who may decide."""
    if not row.proposer:
        return None
    prefetch_related_objects([row], Prefetch("proposals", Proposal.objects.with_conflict().select_related("proposed_by")))
    return row.proposals.first()


def case_decision(row: Application) -> Decision | None:
    """The decision in force or being prepared, or the one that lapsed; read once, whatever part of the page asks."""
    if not (row.is_prepared or row.published_at):
        return None
    if not hasattr(row, "newest_decision"):
        decisions = row.decisions.with_conflict().exclude(state=Decision.CANCELLED)
        decisions = decisions.select_related("decided_by", "document", "application__round__programme")
        decisions = decisions.prefetch_related(Prefetch("approvals", FunderApproval.objects.select_related("corrected_by")))
        row.newest_decision = decisions.first()
        if row.newest_decision and row.newest_decision.is_in_force:
            prefetch_related_objects([row.newest_decision], "notices", "claims", "appeals")
    return row.newest_decision


def newest_version(row: Application) -> Version | None:
    """What was sent last; read once, whatever part of the page asks."""
    prefetch_related_objects([row], Prefetch("versions", Version.objects.select_related("sent_by")))
    return row.versions.first()


def prepared_decision(application: Application) -> Decision | None:
    """A decision that nobody outside the desk has seen yet."""
    prepared = application.decisions.prepared()
    return prepared.select_related("decided_by", "application__group", "application__round__programme").first()
