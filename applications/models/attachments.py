"""A file that somebody added to an application."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application
from core.files import scanning
from core.files.words import MARKS
from core.text import Words

UNSCANNED, CLEAN, INFECTED = "unscanned", "clean", "infected"


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


class Attachment(models.Model):
    """The row is written after its file. The file is stored under a random name, and known to people by the name they gave it.

    One that was removed keeps its file for a day, and for good if it has been sent: a version names it.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    # What it is for: a code of `applications.sections.ASKED`.
    shows = models.CharField(max_length=20)
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, db_index=True)
    # A JPEG of a picture that is very large or that not every computer opens.
    copy_path = models.CharField(max_length=120, blank=True)
    copy_size = models.PositiveIntegerField(default=0)
    # What is active in it, as codes of `core.files.words.MARKS`.
    marks = models.JSONField(default=list)
    scan = models.CharField(max_length=10, default=UNSCANNED)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="attachment_shows_something",
                condition=Q(shows__in=["consent", "rules", "register", "accounts", "minute", "other"]) & ~Q(name=""),
                violation_error_message=_("An attachment has a name, and is for something that is asked."),
            ),
            models.CheckConstraint(
                name="attachment_type_known",
                condition=Q(
                    type__in=[
                        "application/pdf",
                        "image/jpeg",
                        "image/png",
                        "image/heic",
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "application/vnd.oasis.opendocument.text",
                        "application/vnd.oasis.opendocument.spreadsheet",
                    ]
                ),
                violation_error_message=_("An attachment is of a type that we take."),
            ),
            models.CheckConstraint(
                name="attachment_has_bytes",
                condition=Q(size__gt=0) & ~Q(sha256="") & ~Q(path=""),
                violation_error_message=_("An attachment has content and its SHA-256."),
            ),
            models.CheckConstraint(
                name="attachment_copy_is_whole",
                condition=Q(copy_path="", copy_size=0) | (~Q(copy_path="") & Q(copy_size__gt=0)),
                violation_error_message=_("The copy of a picture has content."),
            ),
            models.CheckConstraint(
                name="attachment_scan_known",
                condition=Q(scan__in=["unscanned", "clean", "infected"]),
                violation_error_message=_("An attachment is unscanned, clean or infected."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def copy_name(self) -> str:
        return f"{PurePosixPath(self.name).stem}.jpg"

    @property
    def is_waiting(self) -> bool:
        """Whether a scanner is still to say what is in it: until then nobody of the staff opens it."""
        return self.scan == UNSCANNED and scanning.is_configured()

    @property
    def scan_label(self) -> Words:
        """Not checked is never the same as clean."""
        if self.scan == UNSCANNED:
            return _("Being checked") if scanning.is_configured() else _("Not checked for malware")
        return _("Checked for malware") if self.scan == CLEAN else _("There was malware in the file. We deleted it.")

    @property
    def marks_shown(self) -> list[Words]:
        return [MARKS[code] for code in self.marks]
