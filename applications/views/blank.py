"""Every question of the form, to read and print without signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.sections import ASKED, WISHED_SUM, Section, heads_of, sections_of, with_money_questions
from rounds.models import DEVELOPMENT, KIND_PATHS, KINDS, Programme, RoundTerms
from rounds.queries import current_round


@login_not_required  # the questions are read, and printed at the library, before anybody signs in
@require_safe
def blank_form(request: HttpRequest, kind: str) -> HttpResponse:
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    if code is None:
        raise Http404
    round_ = current_round(request.received_at)
    terms = round_ and next(terms for terms in round_.terms.all() if terms.kind == code)
    context = {
        "kind": KINDS[code],
        "round": round_,
        "terms": terms,
        "parts": _parts(code, round_ and round_.programme, terms),
        "has_years": code == DEVELOPMENT,
        "heads": heads_of(code),
        "papers": ASKED,
        "others": [(path, KINDS[other]) for other, path in KIND_PATHS.items() if other != code],
    }
    return render(request, "applications/blank_form.html", context)


def _parts(kind: str, programme: Programme | None, terms: RoundTerms | None) -> list[tuple[Section, list]]:
    """Each section, and its questions with the options to tick. The sum applied for has its place below the lines of costs."""
    parts = [with_money_questions(part, terms.cost_model) if terms else part for part in sections_of(kind)]
    return [(part, [(it, it.options_in(programme)) for it in part.questions if it != WISHED_SUM]) for part in parts]
