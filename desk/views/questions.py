"""Questions in public at the desk: what waits for an answer, and what everybody reads."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions
from advice.forms import AnswerQuestionForm
from advice.models import Question
from advice.queries.questions import days_since_asked, questions_at_desk
from core.actor import Actor
from core.http import see_other
from desk.permissions import can_advise

ROWS_A_PAGE = 50


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    waiting = [(question, days_since_asked(question, request.received_at)) for question in asked.unanswered()]
    answered = asked.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    page = Paginator(answered, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/questions.html", {"waiting": waiting, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, pk: int) -> HttpResponse:
    """The first answer, and mending it later."""
    question = get_object_or_404(_asked(request), pk=pk)  # finds: _asked goes through handled_by
    form = AnswerQuestionForm(request.POST if request.method == "POST" else None, question=question)
    if request.method == "POST" and form.is_valid():
        act = actions.edit_answer if request.POST.get("mends") else actions.answer_question
        try:
            saved = act(question, by=Actor.of(request, "coordinator"), at=request.received_at, **form.given)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _said(saved))
            return see_other(reverse("desk:questions"))
    context = {"form": form, "question": question, "days": days_since_asked(question, request.received_at)}
    return render(request, "desk/answer_question.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def withdraw_answer(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(_asked(request), pk=pk)  # finds: _asked goes through handled_by
    actions.withdraw_answer(question, by=Actor.of(request, "coordinator"), at=request.received_at)
    messages.success(request, _("The answer is out of the public. Who asked can still read it."))
    return see_other(reverse("desk:questions"))


def _asked(request: HttpRequest):
    if not can_advise(request.user):
        raise PermissionDenied
    return questions_at_desk(request.user)


def _said(question: Question) -> str:
    if question.is_published:
        return _("The answer is saved. Everybody can read it.")
    return _("The answer is saved. Only who asked can read it.")
