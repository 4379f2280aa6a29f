"""Lists of the desk that somebody comes back to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> SavedViewQuerySet:
        return self.filter(person=person)


class SavedView(models.Model):
    """A list of the desk that somebody comes back to: only how it is narrowed and sorted, never what was in it."""

    person = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    # The part of the address after the question mark.
    query = models.CharField(max_length=1000)
    is_start = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You already have a view of this name."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_start=True),
                name="saved_view_one_start",
                violation_error_message=_("Only one view is the first one."),
            ),
            models.CheckConstraint(
                name="saved_view_has_name_and_query",
                condition=~Q(name="") & ~Q(query=""),
                violation_error_message=_("Choose filters and write a name for the view."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
