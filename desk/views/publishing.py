"""Publishing the decisions of a round."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.actor import Actor
from core.http import see_other
from decisions import actions as decision_actions
from decisions.permissions import can_publish
from desk import queries
from rounds.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    if not can_publish(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round, number=number)  # rounds are public
    shown = queries.publication(round_, request.user)
    if request.method != "POST":
        return render(request, "desk/publish.html", {"round": round_, "publication": shown})
    here = see_other(reverse("desk:publish", args=[number]))
    if shown.decisions and request.POST.get("seen") != shown.seen:
        messages.error(request, _("The list has changed since you opened the page. Look at it again and then publish."))
        return here
    try:
        published = decision_actions.publish(round_, by=Actor.of(request, "decider"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        sentence = ngettext("%(count)s decision is published.", "%(count)s decisions are published.", len(published))
        messages.success(request, sentence % {"count": len(published)})
    return here
