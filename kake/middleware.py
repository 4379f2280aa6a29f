"""What happens to every request: time and number of arrival, language, what may be kept by browsers, what is let in."""

import errno
import ipaddress
import re
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from core import clock, parked, sessions
from core.http import is_autosave, tell
from core.numbers import random_code
from kake import views

Answer = Callable[[HttpRequest], HttpResponse]

# No database column takes these, and no person types them.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Asked too often, and nothing is done there; in development the pages' files would hide the sign-in codes in the terminal.
_NOT_LOGGED = ("/healthz", "/readyz", settings.STATIC_URL)

_requests = structlog.get_logger("kake.requests")


def arrival(get_response: Answer) -> Answer:
    """First of all: the instant of arrival, which deadlines are judged by, and a number to ask about the request with."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request.received_at = clock.now()
        request.request_id = random_code(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.request_id)
        _trust_the_proxy(request)
        _clean_what_is_read_early(request)
        # An error before `language` is met speaks the browser's language too, and never that of the thread's last reader.
        translation.activate(_language_of_browser(request) or settings.LANGUAGE_CODE)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        if not request.path.startswith(_NOT_LOGGED):
            _requests.info(
                "answered",
                method=request.method,
                path=escape_uri_path(request.path),
                status=response.status_code,
                milliseconds=round((time.perf_counter() - began) * 1000),
            )
        return response

    return middleware


def _trust_the_proxy(request: HttpRequest) -> None:
    """The address of the person instead of the proxy's, where a proxy of ours stands in front and always sets the header."""
    if not settings.TRUSTED_PROXY:
        return
    try:
        nearest = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(nearest))
    except ValueError:
        pass


def _clean_what_is_read_early(request: HttpRequest) -> None:
    """Cookies and query without NUL: sessions look a cookie up in the database, where PostgreSQL refuses NUL."""
    if any("\x00" in value for value in request.COOKIES.values()):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
    if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.META.get("QUERY_STRING", ""):
        request.GET = _storable(request.GET)


def _storable(typed: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in typed.lists():
        cleaned.setlist(_UNSTORABLE.sub("", name), [_UNSTORABLE.sub("", value) for value in values])
    cleaned._mutable = False
    return cleaned


def visits(get_response: Answer) -> Answer:
    """Who comes back stays signed in. A browser without a session is not asked, and gets none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            sessions.go_on(request, at=request.received_at)
        return get_response(request)

    return middleware


def language(get_response: Answer) -> Answer:
    """Finnish, unless this browser or this person has chosen otherwise; what the browser announces does not decide."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = _language_of_browser(request) or _language_of_person(request) or settings.LANGUAGE_CODE
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def _language_of_browser(request: HttpRequest) -> str:
    """What was last chosen in this browser, or nothing."""
    return _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def _language_of_person(request: HttpRequest) -> str:
    """What the signed-in person has chosen, or nothing; without a session the database is not asked."""
    return _known(getattr(request.user, "language", "")) if settings.SESSION_COOKIE_NAME in request.COOKIES else ""


def _known(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else ""


class SignInFirst(LoginRequiredMiddleware):
    """Whoever is not signed in is asked to, and finds what was typed again afterwards."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method == "POST" and parked.writer(request):
            is_kept = parked.park(request, at=request.received_at)
            if is_autosave(request):
                return _tell_signed_out(is_kept)
            if not is_kept:
                return render(request, "403_csrf.html", status=403)
            messages.warning(request, _("You were signed out. Sign in, and what you wrote comes back."))
        return super().handle_no_permission(request, view_func)


def _tell_signed_out(is_kept: bool) -> HttpResponse:
    if is_kept:
        sentence = _("You are signed out. Your text is kept. Press “Save and continue” and sign in again: the text comes back.")
    else:
        sentence = _("Not saved. You are signed out. Copy your text to a safe place, and sign in again.")
    return tell(sentence, is_kept=is_kept, status=401)


def privacy(get_response: Answer) -> Answer:
    """Nothing that a session could have coloured stays in a browser; no page may use the device's senses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # Asking the session, not the user: no query, and the page where a code is typed counts too.
        if settings.SESSION_COOKIE_NAME in request.COOKIES or not request.session.is_empty():
            patch_cache_control(response, private=True, no_store=True)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def intake(get_response: Answer) -> Answer:
    """Last before the view: a body too large or broken gets a page of ours, and what is typed can be stored.

    It stands innermost so that those pages carry every header that other pages do.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MOST_BYTES:
            return views.too_large(request)
        try:
            typed = request.POST
        except RequestDataTooBig:
            return views.too_large(request)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                return views.no_room(request)
            raise
        except (TooManyFieldsSent, TooManyFilesSent, MultiPartParserError):
            return views.unreadable(request)
        if any(_UNSTORABLE.search(text) for name, values in typed.lists() for text in (name, *values)):
            request.POST = _storable(typed)
        return get_response(request)

    return middleware
