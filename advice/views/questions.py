"""Questions and answers that everybody may read, and asking, which asks who is there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advice import actions
from advice.forms import AskForm
from advice.queries.questions import published_answers, questions_of
from core import parked
from core.actor import Actor
from core.http import see_other
from core.text import clean_line


@login_not_required  # what others have asked helps before one signs in, or instead
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    words = clean_line(request.GET.get("q", ""))[:100]
    context = {"words": words, "answers": published_answers(words), "mine": questions_of(request.user)}
    return render(request, "advice/questions.html", context)


@require_safe
def my_questions(request: HttpRequest) -> HttpResponse:
    """Where the letter leads: whoever is not signed in signs in on the way."""
    return see_other(f"{reverse('advice:questions')}#omat")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    unsaved = parked.typed(request, at=request.received_at) if request.method != "POST" else None
    form = AskForm(request.POST if request.method == "POST" else None, initial=unsaved.dict() if unsaved else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(by=Actor.of(request, "applicant"), at=request.received_at, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            parked.forget(request)
            messages.success(request, _("Your question has come. We write to you when it is answered."))
            return see_other(reverse("advice:questions"))
    status = 422 if request.method == "POST" else 200
    return render(request, "advice/ask.html", {"form": form, "is_parked": bool(unsaved)}, status=status)
