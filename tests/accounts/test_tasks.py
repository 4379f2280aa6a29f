"""What Celery calls."""

from datetime import timedelta

import time_machine

from accounts.models import Invitation
from accounts.tasks import tidy
from tests.factories import AT, make_invitation


def test_the_beat_forgets_old_invitations_by_the_present_clock(group, applicant):
    make_invitation(group, applicant)
    for days, left in ((119, 1), (121, 0)):
        with time_machine.travel(AT + timedelta(days=days), tick=False):
            tidy()
        assert Invitation.objects.count() == left
