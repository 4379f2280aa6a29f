"""Celery entries of decisions."""

from celery import shared_task

from core import clock
from core.actor import Actor
from decisions import actions


@shared_task(name="decisions.render")
def render() -> None:
    actions.render_letters(by=Actor.system("worker"), at=clock.now())


@shared_task(name="decisions.lapse_offers")
def lapse_offers() -> None:
    actions.lapse_offers(by=Actor.system("beat"), at=clock.now())


@shared_task(name="decisions.follow_hearings")
def follow_hearings() -> None:
    actions.remind_of_hearings(by=Actor.system("beat"), at=clock.now())
    actions.tell_hearings_over(by=Actor.system("beat"), at=clock.now())


@shared_task(name="decisions.note_electronic")
def note_electronic() -> None:
    actions.note_electronic(by=Actor.system("beat"), at=clock.now())


@shared_task(name="decisions.take_off_list")
def take_off_list() -> None:
    actions.take_off_list(by=Actor.system("beat"), at=clock.now())


@shared_task(name="decisions.publish_due")
def publish_due() -> None:
    actions.publish_due(by=Actor.system("beat"), at=clock.now())
