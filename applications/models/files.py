"""A file that somebody added: what is known of it, wherever it belongs."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.files import scanning
from core.files.words import MARKS
from core.text import Words

UNSCANNED, CLEAN, INFECTED = "unscanned", "clean", "infected"


class StoredFile(models.Model):
    """The row is written after its file. The file is stored under a random name, and known to people by the name they gave it.

    All kinds share the storage `attachments`: whoever sweeps, scans or checks it asks `kinds_of_files`, or would take the files of another
    kind for orphans.
    """

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

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_type_known",
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
                name="%(class)s_has_bytes",
                condition=Q(size__gt=0) & ~Q(sha256="") & ~Q(path=""),
                violation_error_message=_("An attachment has content and its SHA-256."),
            ),
            models.CheckConstraint(
                name="%(class)s_copy_is_whole",
                condition=Q(copy_path="", copy_size=0) | (~Q(copy_path="") & Q(copy_size__gt=0)),
                violation_error_message=_("The copy of a picture has content."),
            ),
            models.CheckConstraint(
                name="%(class)s_scan_known",
                condition=Q(scan__in=["unscanned", "clean", "infected"]),
                violation_error_message=_("An attachment is unscanned, clean or infected."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        """How the record office names what the file belongs to."""
        raise NotImplementedError

    @property
    def word(self) -> str:
        """What the record office calls a file of this kind, beside its key."""
        return self._meta.model_name or ""

    @property
    def copy_name(self) -> str:
        return f"{PurePosixPath(self.name).stem}.jpg"

    @property
    def is_waiting(self) -> bool:
        """Whether a scanner is still to say what is in it: until then nobody of the other side opens it."""
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


def kinds_of_files() -> list[type[StoredFile]]:
    """Every model of stored files, also of the apps above."""
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]
