"""Celery entries of reviews."""

from celery import shared_task

from core import clock
from core.actor import Actor
from reviews import actions


@shared_task(name="reviews.remind")
def remind() -> None:
    actions.remind_reviewers(by=Actor.system("beat"), at=clock.now())


@shared_task(name="reviews.replace_conflicted")
def replace_conflicted() -> None:
    actions.replace_conflicted(by=Actor.system("beat"), at=clock.now())
