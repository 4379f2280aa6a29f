"""What Celery calls."""

import time_machine

from applications.tasks import remind
from registry.models import Letter


def test_the_beat_reminds_by_the_present_clock(draft):
    eve = draft.round.closes_at.replace(hour=9)
    with time_machine.travel(eve, tick=False):
        remind()
    assert Letter.objects.filter(kind="applications/deadline_near").count() == 2
