"""The reserve list: who is offered money that becomes free, in which order."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import workflow
from applications.models import Application
from core.text import Words
from decisions.models.decisions import Decision
from decisions.models.outcomes import FAVOURABLE
from decisions.models.proposals import Proposal
from rounds.models import KIND_KNOWN, Round, money

ACCEPTED, DECLINED, LAPSED, OVERTAKEN = "accepted", "declined", "lapsed", "overtaken"
OFFER_ENDS = {
    ACCEPTED: _("Accepted"),
    DECLINED: _("Declined"),
    LAPSED: _("Not answered in time"),
    OVERTAKEN: _("Ended by a newer decision"),
}


class ReservePlace(models.Model):
    """A case that is worth funding and for which there was no money, and its place in the order."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="reserve_place")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reserve_places")
    kind = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "place"],
                name="reserve_place_once",
                violation_error_message=_("Two cases can't have the same place on the reserve list."),
            ),
            models.CheckConstraint(name="reserve_kind_known", condition=KIND_KNOWN, violation_error_message=_("Unknown kind.")),
            models.CheckConstraint(
                name="reserve_place_from_one", condition=Q(place__gte=1), violation_error_message=_("Places begin from 1.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.place}"


class ReserveOfferQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ReserveOfferQuerySet:
        """Those made to one's own groups."""
        return self.filter(place__application__in=Application.objects.visible_to(person))

    def open(self) -> ReserveOfferQuerySet:
        """Waiting for an answer."""
        return self.filter(ended_at__isnull=True)

    def accepted(self) -> ReserveOfferQuerySet:
        """Accepted, and nothing granted in the case since. A refusal that was corrected meanwhile breaks no promise."""
        granted = Decision.objects.exclude(state=Decision.CANCELLED).filter(**_favourable_since("decided_at"))
        return self.filter(end=ACCEPTED).exclude(Exists(granted))

    def taken_up(self) -> ReserveOfferQuerySet:
        """Accepted, and the case not reopened yet."""
        return self.accepted().exclude(_is_proposed())

    def promised(self) -> ReserveOfferQuerySet:
        """Whose money nobody else may be promised: open, or accepted and neither granted nor proposed, and so counted there.

        A case that was reopened and then sent back to review is not among the proposals, and its money is promised again.
        """
        is_counted_there = _is_proposed() & ~Q(place__application__status__in=[workflow.IN_REVIEW, workflow.INCOMPLETE])
        accepted = self.accepted().exclude(is_counted_there)
        return self.filter(Q(pk__in=self.open().values("pk")) | Q(pk__in=accepted.values("pk")))


def _favourable_since(column: str) -> dict[str, Any]:
    """What puts money before the decider, or grants it, in the case of the offer in the outer query after it was accepted."""
    since = {f"{column}__gte": OuterRef("ended_at")}
    return {"application": OuterRef("place__application"), "outcome__in": FAVOURABLE, **since}


def _is_proposed() -> Q:
    return Q(Exists(Proposal.objects.filter(**_favourable_since("proposed_at"))))


class ReserveOffer(models.Model):
    """Money that became free, offered to the next in order until the end of a day."""

    place = models.ForeignKey(ReservePlace, models.PROTECT, related_name="offers")
    amount = money()
    due_on = models.DateField()
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    # Why it does not go to the first in order; empty where it does.
    skip_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, blank=True)

    objects = ReserveOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(ended_at__isnull=True),
                name="reserve_offer_one_open",
                violation_error_message=_("The case already has an offer that waits for an answer."),
            ),
            models.CheckConstraint(
                name="reserve_offer_has_money", condition=Q(amount__gt=0), violation_error_message=_("An offer has a sum.")
            ),
            models.CheckConstraint(
                name="reserve_offer_ends_in_one_way",
                condition=Q(ended_at__isnull=True, end="")
                | Q(ended_at__isnull=False, end__in=["accepted", "declined", "lapsed", "overtaken"]),
                violation_error_message=_("An offer is accepted, declined, not answered in time, or ended by a newer decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.amount}"

    @property
    def end_label(self) -> Words:
        return OFFER_ENDS.get(self.end, "")
