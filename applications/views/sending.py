"""Checking, sending, and what came of the sending."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sections import described, pinned
from applications import actions, permissions, queries, rules, workflow
from applications.forms import FeedbackForm, SubmitForm, fresh_token
from applications.models import Application
from applications.sections import Asked, Section, heads_of, section_of
from applications.views.pages import PAGE, filled, group_url, home_url, section_url, state
from core.actor import Actor
from core.http import see_other


@require_safe
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """The answers as they are written, while they can still be sent; later what counts is what was sent."""
    form = filled(request, reference)
    if form.application.completion:
        return see_other(home_url(form.application))
    if form.application.status not in {workflow.DRAFT, workflow.SUBMITTED}:
        return see_other(reverse("front:my_application", args=[reference]))
    declarations = SubmitForm(initial={"form_token": fresh_token()})
    return render(request, "applications/check.html", _check_context(request, form, declarations))


@require_http_methods(PAGE)
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Sending. The form lives on the page `check`, so a look at this address leads there."""
    visible = Application.objects.visible_to(request.user).select_related("group").prefetch_related("group__memberships")
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
    codes = [error.code for error in refusal.error_list] if refusal else [queries.DECLARATIONS]
    by = Actor.of(request, "owner")
    actions.note_refused_submit(application, by=by, received_at=request.received_at, codes=codes)
    form = filled(request, application.reference)
    actions.count_errors(application, shown=queries.errors_at_sending(form, codes))
    context = {**_check_context(request, form, declarations), "pressed": True}
    if refusal and not context["problems"]:
        declarations.add_error(None, refusal.messages)
    return render(request, "applications/check.html", context, status=422)


def _check_context(request: HttpRequest, form: queries.Filled, declarations: SubmitForm) -> dict:
    broken = rules.broken(form.snapshot(), request.received_at)
    shared = state(request, form)
    return {
        "form": declarations,
        "answers": _answers(form),
        "facts": described(pinned(form.application.group)),
        "group_url": group_url(form.application, "check"),
        "problems": _problems(form, broken, is_helping=shared["is_helping"]),
        "is_late": any(it.code == "round_has_not_closed" for it in broken),
        "labels": {head.code: head.label for head in heads_of(form.application.kind)},
        **shared,
    }


def _answers(form: queries.Filled) -> list[tuple[Section, str, list[dict]]]:
    """Each section, where it is changed, and its rows for the summary list."""
    query = {"paluu": "tarkista"}
    return [
        (
            part,
            section_url(form.application.reference, part, query=query),
            [
                {
                    "label": question.label,
                    "value": form.shown(question),
                    "url": section_url(form.application.reference, part, query=query, fragment=question.anchor),
                }
                for question in form.asked(part)
            ],
        )
        for part in form.sections
    ]


def _problems(form: queries.Filled, broken: list[rules.Broken], *, is_helping: bool) -> list[tuple[str, str]]:
    """A sentence for all that stands in the way of sending, and the address where it is mended, if there is one for the reader."""
    problems = []
    for it in broken:
        if it.code == "sections_are_complete":
            problems += [
                (_("Not ready: %(part)s") % {"part": part.title}, _mend_url(form, part))
                for part in form.left_open
                if form.missing(part)
            ]
            problems += [
                (_("Add the attachment: %(paper)s") % {"paper": asked.label}, _paper_url(form, asked))
                for asked in form.missing_papers
            ]
        elif it.code == "answers_are_understood":
            problems += [
                (sentence, _mend_url(form, part, fragment)) for part in form.sections for fragment, sentence in form.marks(part)
            ]
        elif it.code == "group_profile_is_complete":
            problems.append((it.sentence, "" if is_helping else group_url(form.application, "check")))
        else:
            part = section_of(form.application.kind, it.section)
            problems.append((it.sentence, _mend_url(form, part) if part else ""))
    return problems


def _mend_url(form: queries.Filled, part: Section, fragment: str = "virheet") -> str:
    return section_url(form.application.reference, part, query={"paluu": "tarkista", "tarkista": "1"}, fragment=fragment)


def _paper_url(form: queries.Filled, asked: Asked) -> str:
    return reverse("applications:attach", args=[form.application.reference, asked.path])


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """When the application was received; can be opened again at any time."""
    form = filled(request, reference)
    return render(request, "applications/receipt.html", _receipt_context(request, form, _feedback_form(request, form)))


@require_http_methods(PAGE)
def give_feedback(request: HttpRequest, reference: str) -> HttpResponse:
    """How it was to apply. The form stands on the receipt, so a look at this address leads there."""
    form = filled(request, reference)
    if request.method != "POST":
        return see_other(reverse("applications:receipt", args=[reference]))
    feedback = FeedbackForm(request.POST)
    context = _receipt_context(request, form, feedback)
    if not feedback.is_valid():
        return render(request, "applications/receipt.html", context, status=422)
    by = Actor.of(request, form.application.membership_role(request.user))
    actions.give_feedback(form.application, by=by, at=request.received_at, **feedback.cleaned_data)
    messages.success(request, _("Thank you. We read everything and make the form better."))
    return see_other(reverse("applications:receipt", args=[reference]))


def _feedback_form(request: HttpRequest, form: queries.Filled) -> FeedbackForm | None:
    """None when the person has already told."""
    return None if form.application.feedback.filter(person=request.user).exists() else FeedbackForm()


def _receipt_context(request: HttpRequest, form: queries.Filled, feedback: FeedbackForm | None) -> dict:
    versions = list(form.application.versions.defer("content").select_related("sent_by"))
    if not versions:
        raise Http404
    is_completion = form.application.completion_requests.filter(answer=versions[0]).exists()
    return {
        "is_completion": is_completion,
        "version": versions[0],
        "earlier": versions[1:],
        "form": feedback,
        **state(request, form),
    }
