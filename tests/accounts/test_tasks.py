"""What Celery calls."""

from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session

from accounts.models import Invitation
from accounts.tasks import tidy
from core import clock
from core.sessions import ADDRESS, SessionStore
from tests.factories import AT, make_invitation


def test_the_beat_forgets_old_invitations_by_the_present_clock(group, applicant):
    make_invitation(group, applicant)
    for days, left in ((119, 1), (121, 0)):
        with time_machine.travel(AT + timedelta(days=days), tick=False):
            tidy()
        assert Invitation.objects.count() == left


def test_the_beat_forgets_sessions_that_have_ended_with_what_was_typed_in_them(db):
    for days in (1, 10):
        session = SessionStore()
        session[ADDRESS] = "aino@example.org"
        session.set_expiry(timedelta(days=days))
        session.create()
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        tidy()
    assert [row.pk for row in Session.objects.all()] == [session.session_key]
