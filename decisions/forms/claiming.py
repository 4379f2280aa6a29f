"""A claim for rectification, and an answer to a question about one, as a citizen types them."""

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

LONGEST_CLAIM = 10_000
_MEGABYTE = 1024 * 1024
_LONG = _("Write this in at most %(limit_value)d characters.")


class FileForm(PortalForm):
    """A file with a claim. What it really is, the act finds out. `image/*` is what makes a telephone offer its camera."""

    file = forms.FileField(
        label=_("Attachment"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(["image/*", *SUFFIXES])}),
        error_messages=dict.fromkeys(("required", "invalid", "missing"), SENTENCES["missing"]),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("%(types)s, at most %(megabytes)s MB.") % {
            "types": TYPES,
            "megabytes": settings.ATTACHMENT_MEGABYTES,
        }

    @property
    def uploads(self) -> list[Upload]:
        file: UploadedFile | None = self.cleaned_data["file"]
        return [Upload(Path(file.temporary_file_path()), file.name)] if file else []

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and file.size > settings.ATTACHMENT_MEGABYTES * _MEGABYTE:
            limit = settings.ATTACHMENT_MEGABYTES * 1_000_000
            raise forms.ValidationError(sentence("too_big", tidy_name(file.name), size=file.size, limit=limit), code="too_big")
        return file


class ClaimTextForm(PortalForm):
    """What a claim must say (hallintolaki 49 d §); by which decision and who makes it, the portal knows."""

    demand = forms.CharField(
        label=_("What do you want changed?"),
        help_text=_("Say what the decision should be instead."),
        max_length=LONGEST_CLAIM,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write what you want changed in the decision."), "max_length": _LONG},
    )
    grounds = forms.CharField(
        label=_("Why should it be changed?"),
        help_text=_("Say what is wrong or unfair in the decision, in your own words."),
        max_length=LONGEST_CLAIM,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write why the decision should be changed."), "max_length": _LONG},
    )


class ClaimForm(FileForm, ClaimTextForm):
    """The same with a file, as it is sent from the page where it is checked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].required = False
        for name in ("demand", "grounds"):
            self.fields[name].widget = forms.HiddenInput()


class AnswerHearingForm(PortalForm):
    """What the group says about a claim."""

    answer = forms.CharField(
        label=_("What do you say about this?"),
        max_length=LONGEST_CLAIM,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write the answer."), "max_length": _LONG},
    )
