"""The page of one case: who finds it, what stands on it, and how a refused act shows it again with what was typed.

Each noun of the case gives its part of the page by one function in `PARTS`, and its own included template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.sections import account_changed
from advice.queries import advisers_of
from applications.models import UNSCANNED, Application
from applications.queries import as_sent, attachments_of
from applications.workflow import PROPOSED, moves_from
from core import dates
from core.actor import Actor
from core.http import see_other
from decisions import permissions as decision_permissions
from decisions.forms import ReturnForm
from decisions.queries import correction_of, finality, gates, kept_parts, publication_waiting, versions_of
from desk import queries
from desk.forms import RegisterNumberForm
from desk.permissions import can_work_at_desk, role_at_desk
from desk.queries import neighbours
from desk.queries.earlier import earlier, possible_double_funding
from desk.views.outcomes import begins_with, outcome_form
from desk.views.worklist import filters
from reviews import permissions as review_permissions
from reviews.forms import ScoreForm, StepAsideForm
from reviews.models import HIGHEST
from reviews.queries import own_and_others, sees_points, standing, weighted_points
from rounds.models import KIND_PATHS


def row_of(request: HttpRequest, reference: str) -> Application:
    """The row of a case, for anybody who works at the desk."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    return get_object_or_404(queries.case_row(request.user, request.received_at), reference=reference)


def handled(request: HttpRequest, reference: str, *roles: str) -> tuple[Application, Actor]:
    """A case that is open to the person, and she in the first of `roles` that she holds.

    Whether the act is possible in the state that the case has come to is for the action, which can say so in words.
    """
    row = row_of(request, reference)
    if not request.user.roles & set(roles) or not row.is_open:
        raise PermissionDenied
    return row, Actor.of(request, role_at_desk(request.user, *roles))


def attempt(
    request: HttpRequest,
    found: Application,
    act: Callable[[], object],
    *,
    done: str = "",
    of: str = "desk:case",
    again: Callable[..., HttpResponse] | None = None,
    **forms: Form,
) -> HttpResponse:
    """Do the act and go to the page `of` the case, or show it `again` with what was typed and a sentence on what is wrong.

    At most one form, by the name that it has on the page.
    """
    form = next(iter(forms.values()), None)
    if form is None or form.is_valid():
        try:
            act()
        except ValidationError as refusal:
            _tell(request, form, refusal)
        else:
            if done:
                messages.success(request, done)
            return see_other(reverse(of, args=[found.reference]) + came_from(request))
    return (again or page)(request, row_of(request, found.reference), status=422, form=form, **forms)


def _tell(request: HttpRequest, form: Form | None, refusal: ValidationError) -> None:
    """Each sentence at the field that it is about, if the form has it; the others on top."""
    if form is None:
        messages.error(request, " ".join(refusal.messages))
        return
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)


def page(request: HttpRequest, found: Application, *, status: int = 200, **refused: Form | None) -> HttpResponse:
    """The case with the forms that are open to the person; `refused` are those to show again as they were typed."""
    context: dict[str, Any] = {"application": found, "programme": found.round.programme, "kind_path": KIND_PATHS[found.kind]}
    for part in PARTS:
        context |= part(request, found)
    return render(request, "desk/case.html", context | refused, status=status)


def may_declare(request: HttpRequest, row: Application) -> bool:
    return review_permissions.can_declare(request.user, row)


def came_from(request: HttpRequest) -> str:
    """The end of an address that keeps the list from which the reader came to the case; empty if from none."""
    kept = filters(request).narrowing if request.GET else ""
    return f"?{kept}" if kept else ""


def _list(request: HttpRequest, found: Application) -> Mapping[str, object]:
    """Only a list that the address names is walked; which case is the next to review is known without any."""
    person, at = request.user, request.received_at
    form = filters(request) if request.GET else None
    chosen = form.chosen if form else neighbours.Chosen()
    may_review = bool(person.roles & review_permissions.SCORING_ROLES)
    return {
        "came_from": f"?{form.narrowing}" if form and form.narrowing else "",
        "place": neighbours.place(found, person, at, chosen, request.GET.get("sort", "")) if form and form.narrowing else None,
        "to_review": neighbours.next_to_review(found, person, at, chosen) if may_review else "",
    }


def _answers(request: HttpRequest, found: Application) -> Mapping[str, object]:
    version = queries.newest_version(found)
    attachments = attachments_of(version)
    return {
        "version": version,
        "sent": as_sent(version),
        "account_changed": account_changed(version.content["group"], found.group),
        "attachments": attachments,
        "lost_files": queries.lost_files(attachments),
        "completions": queries.completions(found),
        "has_unchecked": any(file.scan == UNSCANNED and not file.is_waiting for _label, file in attachments),
        "advisers": advisers_of(found),
        "earlier": earlier(found, request.user),
        "signs": possible_double_funding(found, request.user, version),
    }


def _history(request: HttpRequest, found: Application) -> Mapping[str, object]:
    events = queries.happened(found)
    return {"events": queries.timeline(found, events), "helpers": queries.helpers(found, events)}


def _interests(request: HttpRequest, found: Application) -> Mapping[str, object]:
    return {"step_aside_form": StepAsideForm() if may_declare(request, found) else None}


def _reviews(request: HttpRequest, found: Application) -> Mapping[str, object]:
    person = request.user
    own, others = own_and_others(found, person)
    mine, is_seen = own[-1] if own else None, sees_points(person, found)
    may_score = (
        review_permissions.can_score(person, found)
        and found.gate_holds
        and not (mine and mine.sent_at and mine.version.number >= found.newest_version)
    )
    reviews = sorted((review for review in [*own, *others] if review.sent_at), key=lambda review: review.sent_at)
    scored = [score.criterion for review in reviews[:1] for score in review.scores.all()]
    criteria = list(found.round.criteria.all()) if may_score else scored
    return {
        "reviews": [(review, weighted_points(review)) for review in reviews],
        "standing": standing(found.round, criteria, reviews) if is_seen else None,
        "highest_points": HIGHEST * sum(criterion.weight for criterion in criteria),
        "score_form": ScoreForm(criteria=criteria, review=mine) if may_score else None,
        "must_wait": not is_seen,
        "sent_of_older": mine if may_score and mine and mine.sent_at else None,
        "draft_points": weighted_points(mine) if mine and not mine.sent_at else None,
    }


def _outcome(request: HttpRequest, found: Application) -> Mapping[str, object]:
    proposal, decision = queries.case_proposal(found), queries.case_decision(found)
    said = decision or proposal
    correction = correction_of(found) if found.is_correcting else None
    return {
        "proposal": proposal,
        "decision": decision,
        "finality": finality(decision, dates.local_day(request.received_at)) if decision and decision.is_in_force else None,
        "marks": queries.marks(found, request.user, proposal, decision),
        "kept": kept_parts(said) if said else None,
        "correction": correction,
        "decision_versions": versions_of(found) if found.has_replaced else [],
        "set_time": publication_waiting(found.round) if decision and decision.state == decision.PREPARED else None,
        "gates": gates(decision) if decision else [],
        "may_correct": decision_permissions.can_correct(request.user, found, decision),
        "may_lapse": decision_permissions.can_lapse(request.user, found, decision),
        "may_keep": "decider" in request.user.roles
        and found.status == PROPOSED
        and (correction.may_be_dropped if correction else found.is_lapsed),
        "may_record_approval": decision_permissions.can_record_approval(request.user),
        "register_form": RegisterNumberForm(initial={"register_number": found.register_number})
        if "coordinator" in request.user.roles
        else None,
    }


def _disputes(request: HttpRequest, found: Application) -> Mapping[str, object]:
    return queries.disputes(found, request.user)


def _moves(request: HttpRequest, found: Application) -> Mapping[str, object]:
    """What the table of moves opens to these roles in this state, and the permissions do not close."""
    person, proposal = request.user, queries.case_proposal(found)
    open_moves = {move.name for move in moves_from(found.status, person.roles)}
    may_decide = "decide" in open_moves and decision_permissions.can_decide(person, found)
    forms: dict[str, object] = {
        "may_take_up": "take_up" in open_moves and found.round.has_closed(request.received_at),
        "may_request_completion": "request_completion" in open_moves and not found.is_late,
        "must_not_decide": "decide" in open_moves and not may_decide,
    }
    forms["must_not_propose"] = "propose" in open_moves and found.is_adviser and not found.round.programme.adviser_may_propose
    if "propose" in open_moves and decision_permissions.can_propose(person, found) and not forms["must_not_propose"]:
        forms["propose_form"] = outcome_form(found, initial=begins_with(found, proposal))
    if may_decide:
        held = queries.case_decision(found) if found.is_correcting else None
        forms["decide_form"] = outcome_form(found, initial=begins_with(found, held or proposal))
    if "return_to_review" in open_moves and decision_permissions.can_return_to_review(person, found):
        forms["return_form"] = ReturnForm()
    return forms


# One function a noun, in the order of the page. Each asks for its own and for nothing that another has asked for.
PARTS: tuple[Callable[[HttpRequest, Application], Mapping[str, object]], ...] = (
    _list,
    _answers,
    _history,
    _outcome,
    _disputes,
    _reviews,
    _moves,
    _interests,
)
