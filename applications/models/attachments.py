"""A file that somebody added to an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application
from applications.models.files import INFECTED, StoredFile


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> AttachmentQuerySet:
        """Those of the applications of her groups that still have their file: the citizens' side."""
        return self.filter(application__in=Application.objects.visible_to(person)).exclude(scan=INFECTED)

    def advised_by(self, person: User) -> AttachmentQuerySet:
        """Those of the drafts that this person may read at the desk, as long as they are part of them."""
        return self.filter(application__in=Application.objects.advised_by(person)).exclude(scan=INFECTED).kept()

    def helped_by(self, person: User) -> AttachmentQuerySet:
        """Those of the drafts that this person helps with at the desk."""
        return self.filter(application__in=Application.objects.helped_by(person)).exclude(scan=INFECTED)

    def handled_by(self, person: User) -> AttachmentQuerySet:
        """Those of the cases whose content this person may see at the desk, with their files; which were sent, a version tells."""
        return self.filter(application__in=Application.objects.handled_by(person)).exclude(scan=INFECTED)

    def kept(self) -> AttachmentQuerySet:
        return self.filter(removed_at=None)


class Attachment(StoredFile):
    """One that was removed keeps its file for a day, and for good if it has been sent: a version names it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    # What it is for: a code of `applications.sections.ASKED`.
    shows = models.CharField(max_length=20)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        constraints = [
            models.CheckConstraint(
                name="attachment_shows_something",
                condition=Q(shows__in=["consent", "rules", "register", "accounts", "minute", "other"]) & ~Q(name=""),
                violation_error_message=_("An attachment has a name, and is for something that is asked."),
            ),
            *StoredFile.Meta.constraints,
        ]

    @property
    def about(self) -> str:
        return self.application.about
