"""Celery entries of the record office."""

from celery import shared_task

from core import clock
from registry import actions


@shared_task(name="registry.deliver")
def deliver() -> None:
    actions.deliver(clock=clock.now)
