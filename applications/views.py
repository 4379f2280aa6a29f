"""Pages of an applicant: beginning, filling in, checking, sending, and what came of the sending."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import actions, permissions, queries, rules, workflow
from applications.forms import MORE_ROWS, BeginForm, CostsForm, SectionForm, SubmitForm, fresh_token
from applications.models import Application, Revision
from applications.sections import Section, heads_of, section_of, sections_of
from core import dates, parked
from core.actor import Actor
from core.http import see_other
from rounds.models import KIND_PATHS, KINDS
from rounds.queries import current_round, open_rounds, rounds_to_come

PAGE = ["GET", "HEAD", "POST"]
# For so long a page tells that somebody else has saved the same part.
JUST_NOW = timedelta(minutes=5)


@require_http_methods(PAGE)
def begin(request: HttpRequest) -> HttpResponse:
    rounds = open_rounds(request.received_at)
    if not rounds:
        return render(request, "applications/no_open_round.html", {"coming": rounds_to_come(request.received_at)})
    groups = queries.groups_to_apply_with(request.user)
    if not groups:
        return see_other(reverse("accounts:start_group", query={"next": request.get_full_path()}))
    form = BeginForm(request.POST if request.method == "POST" else None, groups=groups, rounds=rounds, wish=request.GET)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, _role(request, form.cleaned_data["group"]))
        try:
            application = actions.begin(by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return see_other(reverse("applications:tasks", args=[application.reference]))
    return render(request, "applications/begin.html", {"form": form, "rounds": rounds}, status=_status(request))


def _role(request: HttpRequest, group) -> str:
    return group.memberships.get(person=request.user).role


@require_safe
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """The home of an application until its review begins."""
    form = _filled(request, reference)
    if form.application.status not in {workflow.DRAFT, workflow.SUBMITTED}:
        return see_other(reverse("front:my_application", args=[reference]))
    parts = [(section, _section_url(reference, section), form.is_complete(section)) for section in form.sections]
    context = {"parts": parts, "ready": sum(done for *_part, done in parts), **_state(request, form)}
    return render(request, "applications/tasks.html", context)


@require_http_methods(PAGE)
def section(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """One part of the form. What is typed is kept, understood or not; only a text that comes too late for a sent one is not."""
    # Read before the answers: if somebody saves in between, the next save asks once too often instead of overwriting unseen.
    newest = None if request.method == "POST" else queries.newest_revision(reference, slug)
    form = _filled(request, reference)
    part = section_of(form.application.kind, slug)
    if part is None:
        raise Http404
    if request.method == "POST":
        if not permissions.can_fill_in(request.user, form.application):
            raise PermissionDenied
        return _save(request, form, part)
    unsaved = _unsaved(request, form.application)
    if unsaved is None and not permissions.can_edit(request.user, form.application, request.received_at):
        return see_other(reverse("applications:check", args=[reference]))
    marked = "tarkista" in request.GET and unsaved is None
    typed = _typed(_with(form, part, unsaved), part, marked=marked, rows=_rows(request))
    context = {"newest": newest, "just_changed": _just_changed(request, newest), "is_parked": unsaved is not None}
    if unsaved is not None:
        # What she had read when she wrote: if somebody has saved since, saving asks her which text stays.
        context["seen"] = unsaved.get("seen", "")
    return render(request, "applications/section.html", {**_section_context(request, form, part, typed, marked), **context})


def _just_changed(request: HttpRequest, newest: Revision | None) -> bool:
    """Whether somebody else may be writing here right now."""
    return newest is not None and newest.saved_by != request.user and request.received_at - newest.saved_at < JUST_NOW


def _save(request: HttpRequest, form: queries.Filled, part: Section) -> HttpResponse:
    typed = _typed(form, part, data=request.POST)
    kept = {"costs": typed.costs, "texts": {}} if part.has_costs else {"texts": typed.texts}
    by = Actor.of(request, form.application.membership_role(request.user))
    try:
        revision = actions.save(form.application, by=by, at=request.received_at, slug=part.slug, seen=_seen(request), **kept)
    except ValidationError as refusal:
        context = _section_context(request, form, part, typed, marked=False)
        return render(request, "applications/section.html", {**context, "refusal": refusal.messages}, status=409)
    parked.forget(request)
    if not revision.took_effect:
        return _ask_which(request, form, part, typed)
    if not form.application.round.receives(request.received_at):
        messages.warning(request, _late_sentence(request, form.application))
        return see_other(reverse("applications:tasks", args=[form.application.reference]))
    return see_other(_after_saving(request, form.application.reference, part, typed))


def _ask_which(request: HttpRequest, form: queries.Filled, part: Section, typed: SectionForm | CostsForm) -> HttpResponse:
    """Both texts side by side: one's own in the boxes, where it can be mended and saved, and the one that was saved meanwhile."""
    newest = queries.newest_revision(form.application.reference, part.slug)
    if newest is None:  # the draft was deleted in between
        raise Http404
    theirs = queries.with_revision(form, newest)
    differing = [question for question in part.questions if theirs.texts.get(question.name, "") != typed.texts[question.name]]
    context = {
        **_section_context(request, form, part, typed, marked=False),
        "newest": newest,
        "theirs": theirs,
        "rows": [{"label": question.label, "value": theirs.shown(question)} for question in differing],
        "is_own": newest.saved_by == request.user,
    }
    return render(request, "applications/section.html", context, status=409)


def _seen(request: HttpRequest) -> int | None:
    """The number of the revision that the form was filled from; whatever else stands there counts as not known."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _after_saving(request: HttpRequest, reference: str, part: Section, typed) -> str:
    """Where the pressed button leads: on, unless this part has something that is not understood."""
    pressed = request.POST.get("next", "")
    back = {"paluu": "tarkista"} if "paluu" in request.GET else {}
    if pressed == "rows" and part.has_costs:
        count = len(typed)
        return _section_url(reference, part, query={**back, "rivit": count + MORE_ROWS}, fragment=f"id_kulu-{count + 1}-head")
    if pressed == "list":
        messages.success(request, _saved_sentence(request))
        return reverse("applications:tasks", args=[reference])
    form = _filled(request, reference)
    if form.marks(part):
        return _section_url(reference, part, query={**back, "tarkista": "1"}, fragment="virheet")
    messages.success(request, _saved_sentence(request))
    if back:
        return reverse("applications:check", args=[reference])
    unfinished = form.next_unfinished(part)
    return _section_url(reference, unfinished) if unfinished else reverse("applications:tasks", args=[reference])


def _saved_sentence(request: HttpRequest) -> str:
    return _("Your answers are saved. The time is %(clock)s.") % {"clock": dates.clock(request.received_at)}


def _late_sentence(request: HttpRequest, application: Application) -> str:
    sentence = _("Your answers are saved, but the round closed on %(closes)s. We received them on %(received)s.")
    closes, received = dates.moment(application.round.closes_at), dates.stamp(request.received_at, seconds=True)
    return sentence % {"closes": closes, "received": received}


def _typed(form: queries.Filled, part: Section, data=None, *, marked: bool = False, rows: int = 0) -> SectionForm | CostsForm:
    if part.has_costs:
        return CostsForm(form, data, marked=marked, rows=rows)
    return SectionForm(form, part, data, marked=marked)


def _unsaved(request: HttpRequest, application: Application) -> QueryDict | None:
    """What the person typed here when the portal could no longer tell who it was."""
    can_fill_in = permissions.can_fill_in(request.user, application)
    return parked.typed(request, at=request.received_at) if can_fill_in else None


def _with(form: queries.Filled, part: Section, unsaved: QueryDict | None) -> queries.Filled:
    """The application as if what could not be saved were; it is judged when it is."""
    if unsaved is None:
        return form
    typed = _typed(form, part, unsaved)
    return replace(form, costs=typed.costs) if part.has_costs else replace(form, texts={**form.texts, **typed.texts})


def _rows(request: HttpRequest) -> int:
    wanted = request.GET.get("rivit", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0


def _section_context(request: HttpRequest, form: queries.Filled, part: Section, typed, marked: bool) -> dict:
    name = "formset" if part.has_costs else "form"
    return {
        name: typed,
        "section": part,
        "marked": marked,
        "heads": heads_of(form.application.kind),
        "number": form.sections.index(part) + 1,
        "back_to_check": "paluu" in request.GET,
        **_state(request, form),
    }


@require_safe
def check(request: HttpRequest, reference: str) -> HttpResponse:
    form = _filled(request, reference)
    declarations = SubmitForm(initial={"form_token": fresh_token()})
    return render(request, "applications/check.html", _check_context(request, form, declarations))


@require_http_methods(PAGE)
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Sending. The form lives on the page `check`, so a look at this address leads there."""
    visible = Application.objects.visible_to(request.user).prefetch_related("group__memberships")
    application = get_object_or_404(visible, reference=reference)
    if request.method != "POST":
        return see_other(reverse("applications:check", args=[reference]))
    if not permissions.can_send(request.user, application):
        raise PermissionDenied
    declarations = SubmitForm(request.POST)
    if declarations.is_valid():
        token = f"{application.pk}-{declarations.cleaned_data['form_token']}"
        by = Actor.of(request, "owner")
        try:
            actions.submit(application, by=by, received_at=request.received_at, form_token=token)
        except ValidationError as refusal:
            return _refuse(request, application, declarations, refusal)
        return see_other(reverse("applications:receipt", args=[reference]))
    return _refuse(request, application, declarations)


def _refuse(
    request: HttpRequest, application: Application, declarations: SubmitForm, refusal: ValidationError | None = None
) -> HttpResponse:
    """The check page again, with all that stands in the way, and a note that the button was pressed."""
    codes = [error.code for error in refusal.error_list] if refusal else ["declarations"]
    by = Actor.of(request, "owner")
    actions.note_refused_submit(application, by=by, received_at=request.received_at, codes=codes)
    context = {**_check_context(request, _filled(request, application.reference), declarations), "pressed": True}
    if refusal and not context["problems"]:
        declarations.add_error(None, refusal.messages)
    return render(request, "applications/check.html", context, status=422)


def _check_context(request: HttpRequest, form: queries.Filled, declarations: SubmitForm) -> dict:
    broken = rules.broken(form.snapshot(), request.received_at)
    return {
        "form": declarations,
        "answers": _answers(form),
        "problems": _problems(form, broken),
        "is_late": any(it.code == "round_has_not_closed" for it in broken),
        "labels": {head.code: head.label for head in heads_of(form.application.kind)},
        "can_send": permissions.can_send(request.user, form.application),
        **_state(request, form),
    }


def _answers(form: queries.Filled) -> list[tuple[Section, str, list[dict]]]:
    """Each section, where it is changed, and its rows for the summary list."""
    query = {"paluu": "tarkista"}
    return [
        (
            part,
            _section_url(form.application.reference, part, query=query),
            [
                {
                    "label": question.label,
                    "value": form.shown(question),
                    "url": _section_url(form.application.reference, part, query=query, fragment=f"id_{question.name}"),
                }
                for question in part.questions
            ],
        )
        for part in form.sections
    ]


def _problems(form: queries.Filled, broken: list[rules.Broken]) -> list[tuple[str, str]]:
    """A sentence for all that stands in the way of sending, and the address where it is mended, if there is one."""
    problems = []
    for it in broken:
        if it.code == "sections_are_complete":
            problems += [
                (_("Not ready: %(part)s") % {"part": part.title}, _mend_url(form, part))
                for part in form.left_open
                if part.questions
            ]
        elif it.code == "answers_are_understood":
            problems += [
                (sentence, _mend_url(form, part, fragment)) for part in form.sections for fragment, sentence in form.marks(part)
            ]
        else:
            part = section_of(form.application.kind, it.section)
            problems.append((it.sentence, _mend_url(form, part) if part else ""))
    return problems


def _mend_url(form: queries.Filled, part: Section, fragment: str = "virheet") -> str:
    return _section_url(form.application.reference, part, query={"paluu": "tarkista", "tarkista": "1"}, fragment=fragment)


def _section_url(reference: str, part: Section, **more) -> str:
    return reverse("applications:section", args=[reference, part.slug], **more)


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """When the application was received; can be opened again at any time."""
    form = _filled(request, reference)
    versions = list(form.application.versions.defer("content").select_related("sent_by"))
    if not versions:
        raise Http404
    context = {"version": versions[0], "earlier": versions[1:], **_state(request, form)}
    return render(request, "applications/receipt.html", context)


@require_http_methods(PAGE)
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    form = _filled(request, reference)
    if not permissions.can_discard(request.user, form.application):
        raise PermissionDenied
    if request.method == "POST":
        actions.discard(form.application, by=Actor.of(request, "owner"), at=request.received_at)
        messages.success(request, _("The draft %(reference)s is deleted.") % {"reference": reference})
        return see_other(reverse("front:me"))
    return render(request, "applications/discard.html", _state(request, form))


@login_not_required  # the questions are read, and printed at the library, before anybody signs in
@require_safe
def blank_form(request: HttpRequest, kind: str) -> HttpResponse:
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    if code is None:
        raise Http404
    round_ = current_round(request.received_at)
    context = {
        "kind": KINDS[code],
        "round": round_,
        "terms": round_ and next(terms for terms in round_.terms.all() if terms.kind == code),
        "sections": sections_of(code),
        "heads": heads_of(code),
        "others": [(path, KINDS[other]) for other, path in KIND_PATHS.items() if other != code],
    }
    return render(request, "applications/blank_form.html", context)


def _filled(request: HttpRequest, reference: str) -> queries.Filled:
    return queries.filled(get_object_or_404(queries.for_form(Application.objects.visible_to(request.user)), reference=reference))


def _state(request: HttpRequest, form: queries.Filled) -> dict:
    """What every page of an application says about it."""
    application = form.application
    return {
        "filled": form,
        "application": application,
        "round": application.round,
        "received_at": request.received_at,
        "is_receiving": application.round.receives(request.received_at),
        "can_edit": permissions.can_edit(request.user, application, request.received_at),
        "can_discard": permissions.can_discard(request.user, application),
        "is_reader": not permissions.can_fill_in(request.user, application),
        "owners": [place.person for place in application.group.memberships.all() if place.role == "owner"],
    }


def _status(request: HttpRequest) -> int:
    """A posted form that is shown again was refused."""
    return 422 if request.method == "POST" else 200
