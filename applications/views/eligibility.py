"""The short check before an application is begun. It stands nowhere in the way and keeps nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.forms import EligibilityForm
from applications.sections import FITS_NOT, NOT_SURE, checks_of
from core.http import see_other
from rounds.queries import open_rounds, rounds_to_come

# What a link wishes for, kept on the way to the application.
WISHES = ("kierros", "laji")


@login_not_required  # whether an idea fits is asked before anybody signs in
@require_safe
def eligibility(request: HttpRequest) -> HttpResponse:
    """The answers stand in the address alone, so that the browser's own way back changes them."""
    rounds = list(open_rounds(request.received_at).select_related("programme"))
    if not rounds:
        return render(request, "applications/no_open_round.html", {"coming": rounds_to_come(request.received_at)})
    wishes = {name: request.GET[name] for name in WISHES if name in request.GET}
    round_ = next((it for it in rounds if str(it.number) == wishes.get("kierros")), rounds[0])
    is_answered = "vastattu" in request.GET
    form = EligibilityForm(request.GET if is_answered else None, checks=checks_of(round_), initial=request.GET.dict())
    begin = reverse("applications:begin", query=wishes)
    context = {"form": form, "round": round_, "wishes": wishes, "begin": begin}
    if not form.is_valid():
        return render(request, "applications/eligibility.html", context, status=422 if is_answered else 200)
    against, unsure = form.answered(FITS_NOT), form.answered(NOT_SURE)
    if not against and not unsure:
        return see_other(begin)
    return render(request, "applications/eligibility_talk.html", {**context, "against": against, "unsure": unsure})
