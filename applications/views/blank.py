"""Every question of the form, to read and print without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sections import FACTS
from applications.sections import ASKED, WISHED_SUM, Section, heads_of, sections_of, with_money_questions
from core.http import as_download, see_other
from core.text import Words
from rounds.models import DEVELOPMENT, KIND_PATHS, KINDS, Programme, RoundTerms
from rounds.queries import current_round


@login_not_required  # the questions are read, and printed at the library, before anybody signs in
@require_safe
def blank_form(request: HttpRequest, kind: str) -> HttpResponse:
    return render(request, "applications/blank_form.html", _context(request, kind))


@login_not_required  # who has no computer of her own gets the form printed for her
@require_safe
def blank_printout(request: HttpRequest, kind: str) -> HttpResponse:
    context = _context(request, kind)
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from applications import pdf

    try:
        content = pdf.blank_form({**context, "group_labels": _group_labels()})
    except pdf.BusyError:
        messages.warning(request, _("Many papers are being made just now. Try again in a moment."))
        return see_other(reverse("applications:blank_form", args=[kind]))
    return as_download(ContentFile(content), f"hakulomake-{kind}.pdf", "application/pdf")


def _context(request: HttpRequest, kind: str) -> dict:
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    if code is None:
        raise Http404
    round_ = current_round(request.received_at)
    terms = round_ and next(terms for terms in round_.terms.all() if terms.kind == code)
    return {
        "kind": KINDS[code],
        "kind_path": kind,
        "round": round_,
        "terms": terms,
        "parts": _parts(code, round_ and round_.programme, terms),
        "has_years": code == DEVELOPMENT,
        "heads": heads_of(code),
        "papers": ASKED,
        "others": [(path, KINDS[other]) for other, path in KIND_PATHS.items() if other != code],
    }


def _group_labels() -> list[Words]:
    """What a group tells of itself once, in the order of its own page."""
    return [_("Name of the group"), _("Business ID"), *(fact.label for fact in FACTS)]


def _parts(kind: str, programme: Programme | None, terms: RoundTerms | None) -> list[tuple[Section, list]]:
    """Each section, and its questions with the options to tick. The sum applied for has its place below the lines of costs."""
    parts = [with_money_questions(part, terms.cost_model) if terms else part for part in sections_of(kind)]
    return [(part, [(it, it.options_in(programme)) for it in part.questions if it != WISHED_SUM]) for part in parts]
