"""Choosing a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from core.files.kinds import SUFFIXES, tidy_name
from core.files.words import SENTENCES, sentence
from core.forms import PortalForm

# `image/*` is what makes a telephone offer its camera.
ACCEPT = ",".join(["image/*", *SUFFIXES])


class AttachForm(PortalForm):
    """One file. What it really is, the act finds out."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": SENTENCES["missing"], "invalid": SENTENCES["missing"], "missing": SENTENCES["missing"]},
    )

    def __init__(self, *args: Any, has_files: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_files:
            self.fields["file"].label = gettext_lazy("Do you want to add another file?")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        megabytes = settings.ATTACHMENT_MEGABYTES
        if file.size > megabytes * 1024 * 1024:
            said = sentence("too_big", tidy_name(file.name), size=file.size, limit=megabytes * 1_000_000)
            raise forms.ValidationError(said, code="too_big")
        return file
