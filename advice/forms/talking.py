"""What is typed into a talk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applications.actions import Upload
from core.files.kinds import SUFFIXES, tidy_name
from core.files.words import SENTENCES, TYPES, sentence
from core.forms import PortalForm

LONGEST_MESSAGE = 10_000
_MEGABYTE = 1024 * 1024


class MessageForm(PortalForm):
    """A message, and one file with it. What the file really is, the act finds out."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your message.")},
    )
    # `image/*` is what makes a telephone offer its camera.
    file = forms.FileField(
        label=_("A file with the message"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(["image/*", *SUFFIXES])}),
        error_messages={"invalid": SENTENCES["missing"], "missing": SENTENCES["missing"]},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("%(types)s, at most %(megabytes)s MB.") % {
            "types": TYPES,
            "megabytes": settings.ATTACHMENT_MEGABYTES,
        }

    @property
    def megabytes(self) -> int:
        return settings.ATTACHMENT_MEGABYTES

    @property
    def most_bytes(self) -> int:
        return settings.ATTACHMENT_MEGABYTES * _MEGABYTE

    @property
    def said(self) -> dict[str, Any]:
        """As `actions.send_message` takes it."""
        file: UploadedFile | None = self.cleaned_data["file"]
        upload = Upload(Path(file.temporary_file_path()), file.name) if file else None
        return {"text": self.cleaned_data["text"], "upload": upload}

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and file.size > self.most_bytes:
            limit = settings.ATTACHMENT_MEGABYTES * 1_000_000
            raise forms.ValidationError(sentence("too_big", tidy_name(file.name), size=file.size, limit=limit), code="too_big")
        return file

    def clean(self) -> dict[str, Any]:
        """No browser keeps a chosen file over a refused form, and nobody should believe that it was sent."""
        cleaned = super().clean()
        if self.errors and cleaned.get("file"):
            self.add_error("file", _("Choose the file again: it does not stay with a message that was not sent."))
        return cleaned
