"""Addresses for the tests of the middlewares: pages that say back what reached them, or fail in a named way."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.utils.translation import get_language

from kake import urls


@login_not_required
def echo(request: HttpRequest, word: str = "") -> JsonResponse:
    return JsonResponse(
        {
            "get": dict(request.GET.lists()),
            "post": dict(request.POST.lists()),
            "word": word,
            "address": request.META["REMOTE_ADDR"],
            "language": get_language(),
            "received_at": request.received_at.isoformat(),
            "request_id": request.request_id,
        }
    )


@login_not_required
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("SECRET-DETAIL of /srv/portal and SELECT 1")


@login_not_required
def rests(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to server at SECRET-DETAIL failed")


urlpatterns = [
    path("echo/", echo),
    path("echo/<str:word>/", echo),
    path("breaks/", breaks),
    path("rests/", rests),
    path("", include(urls.urlpatterns)),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
