"""Celery entries of applications."""

from celery import shared_task

from applications import actions
from core import clock
from core.actor import Actor


@shared_task(name="applications.remind")
def remind() -> None:
    actions.remind(by=Actor.system("beat"), at=clock.now())


@shared_task(name="applications.follow_completions")
def follow_completions() -> None:
    actions.lapse_completions(by=Actor.system("beat"), at=clock.now())
    actions.remind_of_completions(by=Actor.system("beat"), at=clock.now())


@shared_task(name="applications.tidy")
def tidy() -> None:
    actions.tidy(by=Actor.system("beat"), at=clock.now())


@shared_task(name="applications.scan")
def scan() -> None:
    actions.scan_attachments(by=Actor.system("worker"), at=clock.now())


@shared_task(name="applications.sweep")
def sweep() -> None:
    actions.sweep(by=Actor.system("beat"), at=clock.now())
