"""How long somebody stays signed in: two weeks from the last visit, or on a shared computer half an hour and no longer than the browser.

It slides with visits, but is not written at every request: docs/decisions/0004-sign-in.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.http import HttpRequest

SHARED_LIVES = timedelta(minutes=30)
# What a visit may take away from a session's time before it is written anew: so much earlier than promised it can end.
SHARED_STEP, STEP = timedelta(minutes=1), timedelta(days=1)

_SHARED = "is_shared_computer"
# Where an address stays that somebody has typed to sign in, or will sign in with: corrected or sent, but not typed again.
ADDRESS = "sign_in_address"


class SessionStore(db.SessionStore):
    """Knows when its row ends, and lets a shared one end soon: a row that has ended is as good as none."""

    ends_at: datetime | None = None

    def get_session_cookie_age(self) -> int:
        return int(SHARED_LIVES.total_seconds()) if self.get(_SHARED) else super().get_session_cookie_age()

    def _get_session_from_db(self) -> Session | None:
        # Django's own hook has no public name; asking the row again would be a query for every page.
        row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs know public names only
        self.ends_at = row.expire_date if row else None
        return row


@dataclass(frozen=True)
class Shared:
    """The session of somebody on a shared computer: when it ends unless she goes on, and how many seconds that is from now."""

    ends_at: datetime
    left: int


def choose(request: HttpRequest, *, is_shared: bool) -> None:
    """What she said of the computer, when she asked for a code. The cookie of a shared one goes with the browser."""
    if is_shared:
        request.session[_SHARED] = True
        request.session.set_expiry(0)
    elif request.session.pop(_SHARED, False):
        request.session.set_expiry(None)


def remember_address(request: HttpRequest, email: str) -> None:
    """A visitor has told her address. The next one at the machine does not find it there: the session ends soon."""
    request.session[ADDRESS] = email
    if not is_shared(request):
        request.session.set_expiry(SHARED_LIVES)


def is_shared(request: HttpRequest) -> bool:
    return bool(request.session.get(_SHARED))


def go_on(request: HttpRequest, *, at: datetime) -> None:
    """Whoever is signed in is here. Only sessions of people slide, so that no public page gives away the cookie of one."""
    session = _of_somebody(request)
    if session is None or session.ends_at is None:
        return
    lives, step = timedelta(seconds=session.get_session_cookie_age()), SHARED_STEP if session.get(_SHARED) else STEP
    if session.ends_at - at <= lives - step:
        session.modified = True
        session.ends_at = at + lives


def shared(request: HttpRequest, *, at: datetime) -> Shared | None:
    """For the page: nothing but on a shared computer where somebody is signed in."""
    session = _of_somebody(request)
    if session is None or session.ends_at is None or not session.get(_SHARED):
        return None
    return Shared(session.ends_at, int((session.ends_at - at).total_seconds()))


def _of_somebody(request: HttpRequest) -> SessionStore | None:
    """The session, if somebody is signed in in it."""
    session = getattr(request, "session", None)
    return session if isinstance(session, SessionStore) and SESSION_KEY in session else None
