"""One part of the form: filling it in, and what happens when somebody else has too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import actions, permissions, queries
from applications.forms import MORE_ROWS, CostsForm, SectionForm, fresh_token
from applications.models import Application
from applications.sections import Section, heads_of, section_of
from applications.views.pages import (
    PAGE,
    count_in,
    filled,
    home_url,
    is_after_round,
    just_changed,
    section_url,
    state,
)
from core import dates, parked
from core.actor import Actor
from core.http import is_autosave, see_other, tell
from core.text import clean_line


@require_http_methods(PAGE)
def section(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """One part of the form. What is typed is kept, understood or not; only a text that comes too late for a sent one is not."""
    # Read before the answers: if somebody saves in between, the next save asks once too often instead of overwriting unseen.
    newest = None if request.method == "POST" else queries.newest_revision(reference, slug)
    form = filled(request, reference)
    part = section_of(form.application.kind, slug)
    if part is None:
        raise Http404
    if request.method == "POST":
        if not permissions.can_fill_in(request.user, form.application):
            raise PermissionDenied
        return _save(request, form, part)
    unsaved = _unsaved(request, form.application)
    if unsaved is None and not permissions.can_edit(request.user, form.application, request.received_at, slug):
        return _closed(request, form, part)
    if newest is not None and newest.saved_by != request.user:
        actions.mark_read(form.application, by=_actor(request, form), slug=slug, number=newest.number)
    marked = "tarkista" in request.GET and unsaved is None
    typed = _typed(_with(form, part, unsaved), part, marked=marked, rows=_rows(request))
    context = {"newest": newest, "just_changed": just_changed(request, newest), "is_parked": unsaved is not None}
    if unsaved is not None:
        # What she had read when she wrote: if somebody has saved since, saving asks her which text stays.
        context["seen"] = unsaved.get("seen", "")
    return render(request, "applications/section.html", {**_section_context(request, form, part, typed, marked), **context})


def _closed(request: HttpRequest, form: queries.Filled, part: Section) -> HttpResponse:
    application = form.application
    if application.completion and permissions.can_fill_in(request.user, application):
        messages.info(request, queries.why_closed(application, part.slug, request.received_at, role="owner"))
    return see_other(reverse("applications:check", args=[application.reference]))


def _actor(request: HttpRequest, form: queries.Filled) -> Actor:
    return Actor.of(request, permissions.part_of(request.user, form.application))


def _save(request: HttpRequest, form: queries.Filled, part: Section) -> HttpResponse:
    typed = _typed(form, part, data=request.POST)
    by = _actor(request, form)
    kept = {**typed.kept, "by": by, "at": request.received_at, "slug": part.slug, **_sheet(request)}
    if is_autosave(request):
        return _autosave(request, form.application, part, kept)
    try:
        revision = actions.save(form.application, **kept)
    except ValidationError as refusal:
        context = _section_context(request, form, part, typed, marked=False)
        return render(request, "applications/section.html", {**context, "refusal": refusal.messages}, status=409)
    parked.forget(request)
    if not revision.took_effect:
        return _ask_which(request, form, part, typed)
    for sentence in part.doubts(kept["texts"]):
        messages.info(request, sentence)
    if is_after_round(form.application, request):
        messages.warning(request, _late_sentence(request, form.application))
        return see_other(reverse("applications:tasks", args=[form.application.reference]))
    return see_other(_after_saving(request, typed.into(form), part, typed))


def _autosave(request: HttpRequest, application: Application, part: Section, kept: dict[str, Any]) -> HttpResponse:
    """What the page says below the boxes. The text on the screen stays as it is, whatever became of this one."""
    try:
        revision = actions.autosave(application, **kept)
    except ValidationError as refusal:
        sentences = [_("Not saved."), *refusal.messages, _("Copy your text to a safe place.")]
        return tell(" ".join(sentences), is_kept=False, status=409)
    parked.forget(request)
    if not revision.took_effect:
        return tell(_put_aside_sentence(request, application, part), is_kept=True, status=409)
    said = _("Saved at %(clock)s.") % {"clock": dates.clock(request.received_at)}
    if is_after_round(application, request):
        said = " ".join([said, _("The round has closed.")])
    return tell(said, is_kept=True)


def _put_aside_sentence(request: HttpRequest, application: Application, part: Section) -> str:
    if request.headers["X-Autosave"] == "aside":
        sentence = _("Your text is kept (%(clock)s), but it is not in use yet. Choose which text stays.")
        return sentence % {"clock": dates.clock(request.received_at)}
    newest = queries.newest_revision(application.reference, part.slug)
    sentence = _("The text of %(name)s is in use (%(clock)s). Yours is kept. Press “Save and continue”: you see both.")
    return sentence % {"name": newest.saved_by, "clock": dates.clock(newest.saved_at)}


def _ask_which(request: HttpRequest, form: queries.Filled, part: Section, typed: SectionForm | CostsForm) -> HttpResponse:
    """Both texts side by side: one's own in the boxes, where it can be mended and saved, and the one that was saved meanwhile."""
    newest = queries.newest_revision(form.application.reference, part.slug)
    if newest is None:  # the draft was deleted in between
        raise Http404
    theirs = queries.with_revision(form, newest)
    context = {
        **_section_context(request, form, part, typed, marked=False),
        "newest": newest,
        "asks_which": True,
        "rows": [row for row in queries.compared(typed.into(form), theirs, part) if row.differs],
        "is_own": newest.saved_by == request.user,
    }
    return render(request, "applications/section.html", context, status=409)


def _sheet(request: HttpRequest) -> dict[str, Any]:
    """What the form says of itself: the number of the revision it was filled from, its own mark, how often it has sent.

    A page that asks which text stays puts aside what is typed meanwhile: it goes on from nothing until a button is pressed.
    """
    if request.headers.get("X-Autosave") == "aside":
        return {"seen": None}
    token = clean_line(request.POST.get("form_token", ""))[:40]
    return {"seen": count_in(request, "seen"), "form_token": token, "turn": count_in(request, "turn") or 0}


def _after_saving(request: HttpRequest, form: queries.Filled, part: Section, typed: SectionForm | CostsForm) -> str:
    """Where the pressed button leads: on, unless this part has something that is not understood or does not add up."""
    reference = form.application.reference
    pressed = request.POST.get("next", "")
    back = {"paluu": "tarkista"} if "paluu" in request.GET else {}
    if pressed == "rows" and part.has_costs:
        count = len(typed.costs)
        return section_url(reference, part, query={**back, "rivit": count + MORE_ROWS}, fragment=f"id_kulu-{count + 1}-head")
    if pressed == "list":
        messages.success(request, _saved_sentence(request))
        return home_url(form.application)
    if form.marks(part) or form.refusals(part):
        if permissions.part_of(request.user, form.application) != "coordinator":
            # The desk copies from paper as it came; what it meets says nothing of how hard the question is.
            actions.count_errors(form.application, shown=queries.errors_in(form, part))
        return section_url(reference, part, query={**back, "tarkista": "1"}, fragment="virheet")
    messages.success(request, _saved_sentence(request))
    if back:
        return reverse("applications:check", args=[reference])
    unfinished = None if form.application.completion else form.next_unfinished(part)
    return section_url(reference, unfinished) if unfinished else home_url(form.application)


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
    return form if unsaved is None else _typed(form, part, unsaved).into(form)


def _rows(request: HttpRequest) -> int:
    wanted = request.GET.get("rivit", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0


def _section_context(request: HttpRequest, form: queries.Filled, part: Section, typed, marked: bool) -> dict:
    name = "formset" if part.has_costs else "form"
    return {
        name: typed,
        "section": part,
        "marked": marked,
        "form_token": fresh_token(),
        "heads": heads_of(form.application.kind),
        "number": form.sections.index(part) + 1,
        "back_to_check": "paluu" in request.GET,
        **state(request, form, part),
    }
