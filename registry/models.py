"""The record office's books: events, letters, stored documents, reference numbers."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One act or one look at sensitive material. Insert-only: a trigger refuses everything else. Holds no personal data."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    act = models.CharField(max_length=40)
    about = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=40)
    source = models.CharField(max_length=60, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_says_who_did_what",
                condition=~Q(actor="") & ~Q(act="") & ~Q(about=""),
                violation_error_message="An event names its actor, its act and what it is about.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.about}"


class LetterQuerySet(models.QuerySet):
    def waiting(self, at: datetime) -> LetterQuerySet:
        """Letters to send now: queued and due, or left behind by a worker whose lease has run out."""
        return self.filter(Q(status=Letter.QUEUED, not_before__lte=at) | Q(status=Letter.SENDING, lease_until__lt=at)).order_by(
            "urgent", "pk"
        )


class Letter(models.Model):
    """A letter to one person, rendered in her language when it was decided on; the outbox is this table."""

    QUEUED, SENDING, SENT, FAILED, CANCELLED = "queued", "sending", "sent", "failed", "cancelled"
    STATUSES = (QUEUED, SENDING, SENT, FAILED, CANCELLED)
    # What the links in a letter call its `message_id`: its reader need not type her address (registry.queries.addressee_of).
    IN_LINKS = "kirje"

    key = models.CharField(max_length=200, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, db_index=True)
    to = models.EmailField(max_length=254)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField()
    # The text of a calendar file (core.calendars) that goes along as an attachment.
    calendar = models.TextField(blank=True)
    # Holds a one-time code: the text is blanked when the code is used or too old.
    secret = models.BooleanField(default=False)
    urgent = models.SmallIntegerField(default=1, help_text="0 goes before 1.")
    status = models.CharField(max_length=10, default=QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "not_before"], name="letter_waiting")]
        constraints = [
            models.CheckConstraint(
                name="letter_status_known",
                condition=Q(status__in=["queued", "sending", "sent", "failed", "cancelled"]),
                violation_error_message="A letter is queued, sending, sent, failed or cancelled.",
            ),
            models.CheckConstraint(
                name="letter_sent_has_time",
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at__isnull=True)),
                violation_error_message="A sent letter, and no other, has the time of sending.",
            ),
            models.CheckConstraint(
                name="letter_lease_while_sending",
                condition=Q(status="sending", lease_until__isnull=False) | (~Q(status="sending") & Q(lease_until__isnull=True)),
                violation_error_message="A letter has a lease while it is being sent, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Document(models.Model):
    """A file stored once and only ever served again, never made again. The bytes are in the storage `documents`."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=150, help_text="The name offered when it is downloaded.")
    path = models.CharField(max_length=120, unique=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    about = models.CharField(max_length=60, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_has_bytes",
                condition=Q(size__gt=0) & ~Q(sha256=""),
                violation_error_message="A stored document has content and its SHA-256.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Sequence(models.Model):
    """The last number given in a series of reference numbers."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sequence_named",
                condition=~Q(series=""),
                violation_error_message="A series of numbers has a name.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
