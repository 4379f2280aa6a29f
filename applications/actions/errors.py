"""Counting what the form has had to say, so that its words can be made better."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q

from applications.models import Application, ShownError


@transaction.atomic
def count_errors(application: Application, *, shown: Iterable[tuple[str, str]]) -> None:
    """Add one to each question and code in `shown`, in a transaction of its own after what it is about.

    Two people at once can't wait for each other crosswise: rows are made and locked in one order.
    """
    wanted = sorted(set(shown))
    if not wanted:
        return
    ours = {"round_id": application.round_id, "kind": application.kind}
    counters = [ShownError(**ours, question=question, code=code) for question, code in wanted]
    ShownError.objects.bulk_create(counters, ignore_conflicts=True)
    these = Q()
    for question, code in wanted:
        these |= Q(question=question, code=code)
    locked = ShownError.objects.filter(these, **ours).select_for_update().order_by("pk").values_list("pk", flat=True)
    ShownError.objects.filter(pk__in=list(locked)).update(times=F("times") + 1)
