"""A file that came with a message."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.models.threads import Message, Thread
from applications.models import INFECTED, StoredFile


class MessageFileQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> MessageFileQuerySet:
        """Those of the talks of her own side that still have their file: the citizens' side."""
        return self.filter(message__thread__in=Thread.objects.visible_to(person)).exclude(scan=INFECTED)

    def handled_by(self, person: User) -> MessageFileQuerySet:
        """Those of the talks that this coordinator may read."""
        return self.filter(message__thread__in=Thread.objects.handled_by(person)).exclude(scan=INFECTED)


class MessageFile(StoredFile):
    """Like its message it is never taken back. It belongs to the talk: sending the application does not make it an attachment."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="files")

    objects = MessageFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        constraints = [
            models.CheckConstraint(
                name="messagefile_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("A file has a name."),
            ),
            *StoredFile.Meta.constraints,
        ]

    @property
    def about(self) -> str:
        return self.message.thread.about
