"""Asking a group to complete its application: what, why and by when, with a look at it before it goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import actions, workflow
from applications import queries as application_queries
from applications.models import COMPLETION_REASONS, INFECTED, Application, CompletionPoint
from applications.sections import FILES, sections_of
from core import dates
from core.actor import Actor
from core.http import see_other
from desk import queries
from desk.forms import RequestCompletionForm
from desk.permissions import can_work_at_desk


@require_http_methods(["GET", "HEAD", "POST"])
def request_completion(request: HttpRequest, reference: str) -> HttpResponse:
    """The form, the same as the group will see it, and the sending. `?osa=` and `?syy=`, in pairs, fill it in beforehand."""
    found = _find(request, reference)
    if request.method != "POST" and (why_not := _why_not_asked(found)):
        messages.info(request, why_not)
        return see_other(reverse("desk:case", args=[reference]))
    today, sections = dates.local_day(request.received_at), sections_of(found.kind)
    data = request.POST if request.method == "POST" else None
    form = RequestCompletionForm(data, sections=sections, today=today, wish=_wish(request, found))
    if data is None:
        return _form(request, found, form)
    if form.is_valid():
        refusals = application_queries.refusals_of_request(found, form.points, form.cleaned_data["due_on"], request.received_at)
        if not refusals and request.POST.get("act") == "send":
            return _send(request, found, form)
        if not refusals and request.POST.get("act") != "mend":
            return _preview(request, found, form)
        _add(form, refusals)
    return _form(request, found, form, status=422 if form.errors else 200)


def _find(request: HttpRequest, reference: str) -> Application:
    """A case that is open to a coordinator."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    found = get_object_or_404(queries.case_row(request.user, request.received_at), reference=reference)
    if "coordinator" not in request.user.roles or not found.is_open:
        raise PermissionDenied
    return found


def _why_not_asked(found: Application) -> str:
    if found.status != workflow.IN_REVIEW:
        return _("The group can be asked while the case is in review.")
    return _("The application came after the round had closed, so it is not examined.") if found.is_late else ""


def _send(request: HttpRequest, found: Application, form: RequestCompletionForm) -> HttpResponse:
    by, typed = Actor.of(request, "coordinator"), form.cleaned_data
    asked = {"points": form.points, "due_on": typed["due_on"], "text": typed["text"]}
    try:
        actions.request_completion(found, by=by, at=request.received_at, **asked)
    except ValidationError as refusal:
        _add(form, refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages})
        return _form(request, found, form, status=422)
    messages.success(request, _("The group is asked. The case comes back by itself when they answer, or after the last day."))
    return see_other(reverse("desk:case", args=[found.reference]))


def _add(form: RequestCompletionForm, refusals: dict) -> None:
    for field, sentences in refusals.items():
        form.add_error(field if field in form.fields else None, sentences)


def _form(request: HttpRequest, found: Application, form: RequestCompletionForm, *, status: int = 200) -> HttpResponse:
    return render(request, "desk/request_completion.html", {"application": found, "form": form}, status=status)


def _preview(request: HttpRequest, found: Application, form: RequestCompletionForm) -> HttpResponse:
    typed = form.cleaned_data
    points = [CompletionPoint(section=slug, reason=reason, text=text) for slug, reason, text in form.points]
    context = {
        "application": found,
        "fields": form,
        "completion": typed,
        "asked": application_queries.in_order(points),
        "people": application_queries.people_to_tell(found),
        "is_day_off": not dates.is_working_day(typed["due_on"]),
    }
    return render(request, "desk/request_completion_preview.html", context)


def _wish(request: HttpRequest, found: Application) -> dict[str, tuple[str, str]]:
    """Reason and text of each part that the link here named; of a file that held malware, also what to say about it."""
    parts, reasons = request.GET.getlist("osa"), request.GET.getlist("syy")
    reasons += [""] * len(parts)
    wish = {part: (reason if reason in COMPLETION_REASONS else "", "") for part, reason in zip(parts, reasons, strict=False)}
    if FILES in wish and (name := _lost_file(request.GET.get("tiedosto", ""), found)):
        sentence = _("There was malware in the file “%(name)s”, and it was deleted. Add a new file in its place.")
        wish[FILES] = (wish[FILES][0] or "attachment", sentence % {"name": name})
    return wish


def _lost_file(number: str, found: Application) -> str:
    files = found.attachments.filter(scan=INFECTED)
    return next((str(file) for file in files if str(file.pk) == number), "")
