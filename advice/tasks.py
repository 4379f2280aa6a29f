"""Celery entries of advice."""

from celery import shared_task

from advice import actions
from core import clock
from core.actor import Actor


@shared_task(name="advice.tell_round_opened")
def tell_round_opened() -> None:
    actions.tell_round_opened(by=Actor.system("beat"), at=clock.now())


@shared_task(name="advice.tidy")
def tidy() -> None:
    actions.forget_notes(by=Actor.system("beat"), at=clock.now())
