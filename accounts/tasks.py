"""Celery entries of accounts."""

from celery import shared_task

from accounts import actions
from core import clock
from core.actor import Actor
from core.sessions import SessionStore


@shared_task(name="accounts.tidy")
def tidy() -> None:
    # With the sessions go the addresses that visitors typed, and the texts that waited for their writers.
    SessionStore.clear_expired()
    actions.forget_invitations(by=Actor.system("beat"), at=clock.now())
