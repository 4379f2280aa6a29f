"""What Celery calls."""

from datetime import timedelta

import time_machine

from applications.tasks import remind, tidy
from registry.models import Letter


def test_the_beat_reminds_by_the_present_clock(draft):
    eve = draft.round.closes_at.replace(hour=9)
    with time_machine.travel(eve, tick=False):
        remind()
    assert Letter.objects.filter(kind="applications/deadline_near").count() == 2


def test_the_beat_tidies_by_the_present_clock(draft):
    draft.revisions.update(took_effect=False)
    with time_machine.travel(draft.created_at + timedelta(days=91), tick=False):
        tidy()
    assert draft.revisions.count() == 0
