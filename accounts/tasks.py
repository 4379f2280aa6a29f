"""Celery entries of accounts."""

from celery import shared_task

from accounts import actions
from core import clock
from core.actor import Actor


@shared_task(name="accounts.tidy")
def tidy() -> None:
    actions.forget_invitations(by=Actor.system("beat"), at=clock.now())
