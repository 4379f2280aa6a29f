"""What was typed into a form that came without its sender: kept in the browser's session until the same person is back.

Why it is so, and what holds it within bounds: docs/decisions/0005-typed-text-survives.md.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

FIELD = "written_by"
# Who has a form open without being signed in. Nothing is kept of hers: the page of a refused token gives it back at once.
VISITOR = "visitor"
LIVES = timedelta(hours=24)
MOST_BYTES, MOST_FORMS, MOST_AN_HOUR = 100_000, 8, 60

_KEY = "parked"
_NOT_KEPT = {FIELD, "csrfmiddlewaretoken"}


def mark(request: HttpRequest) -> str:
    """For a hidden field: who has the form of this address open. Nobody else can make one, or use it for another form."""
    return _signer(request.path).sign(_signed_in(request) or VISITOR)


def writer(request: HttpRequest) -> str:
    """Who had the posted form open, or nothing."""
    try:
        return _signer(request.path).unsign(request.POST.get(FIELD, ""))
    except BadSignature:
        return ""


def park(request: HttpRequest, *, at: datetime) -> bool:
    """Keep what was typed for its writer; says whether it is kept. Files never are."""
    by, fields = writer(request), _fields(request)
    if by in {"", VISITOR} or _signed_in(request) not in {"", by} or _size(fields) > MOST_BYTES or not _is_counted(by):
        return False
    kept = {**_kept(request, at), request.path: {"by": by, "at": at.timestamp(), "fields": fields}}
    request.session[_KEY] = dict(sorted(kept.items(), key=lambda item: item[1]["at"])[-MOST_FORMS:])
    if not _signed_in(request):
        request.session.set_expiry(LIVES)
    return True


def typed(request: HttpRequest, *, at: datetime) -> QueryDict | None:
    """What the person who is signed in had typed at this address and could not save."""
    entry = _kept(request, at).get(request.path)
    if entry is None or entry["by"] != _signed_in(request):
        return None
    fields = QueryDict(mutable=True)
    for name, values in entry["fields"].items():
        fields.setlist(name, values)
    return fields


def forget(request: HttpRequest) -> None:
    """It is saved now."""
    parked = request.session.get(_KEY, {})
    if request.path in parked:
        request.session[_KEY] = {path: entry for path, entry in parked.items() if path != request.path}


def settle(request: HttpRequest, person: int, *, at: datetime) -> None:
    """Somebody signs in here: what others typed in this browser is gone, and the session lives as long as any."""
    if _KEY in request.session:
        request.session[_KEY] = {path: entry for path, entry in _kept(request, at).items() if entry["by"] == str(person)}
        request.session.set_expiry(None)


def given_back(request: HttpRequest) -> list[tuple[str, str]]:
    """What a visitor sent in a form of ours, so that she can send it once more; nothing of anybody who was signed in."""
    if writer(request) != VISITOR or not is_from_our_page(request):
        return []
    return [(name, text) for name, texts in _fields(request).items() for text in texts]


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this. One that says nothing is not believed."""
    sender = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    ours = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS]
    return f"{sender.scheme}://{sender.netloc}" in ours


def _fields(request: HttpRequest) -> dict[str, list[str]]:
    return {name: texts for name, texts in request.POST.lists() if name not in _NOT_KEPT}


def _signer(path: str) -> Signer:
    return Signer(salt=f"core.parked:{path}")


def _signed_in(request: HttpRequest) -> str:
    return str(request.user.pk or "")


def _kept(request: HttpRequest, at: datetime) -> dict[str, dict[str, Any]]:
    oldest = (at - LIVES).timestamp()
    return {path: entry for path, entry in request.session.get(_KEY, {}).items() if entry["at"] > oldest}


def _size(fields: dict[str, list[str]]) -> int:
    return sum(len(text.encode()) for name, values in fields.items() for text in (name, *values))


def _is_counted(by: str) -> bool:
    """Whoever has an account could fill the table of sessions with one form posted again and again."""
    key = f"parked:{by}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) <= MOST_AN_HOUR
    except ValueError:  # the hour ended between the two lines
        return True
