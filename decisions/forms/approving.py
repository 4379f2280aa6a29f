"""The funder's approval as it is typed, for one grant or many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applications.actions import Upload
from core.files.kinds import KINDS
from core.files.words import SENTENCES
from core.forms import PortalForm, day_field
from core.money import euros
from decisions.models import Decision


class ApprovalsForm(PortalForm):
    """Which grants, on what day, under which reference and by which paper. `waiting` are those that can be chosen.

    What the file really is, the act finds out.
    """

    decisions = forms.MultipleChoiceField(
        label=_("Grants that the funder has approved"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the grants that the funder has approved."),
            "invalid_choice": _("The list has changed. Choose from it anew."),
        },
    )
    approved_on = day_field(
        _("Day of the approval"), _("Write the day of the approval."), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reference = forms.CharField(
        label=_("Reference of the funder's decision"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the reference of the funder's decision."),
            "max_length": _("The reference can have at most 100 characters."),
        },
    )

    document = forms.FileField(
        label=_("The funder's decision (PDF)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join([*KINDS["pdf"].suffixes, KINDS["pdf"].type])}),
        error_messages={"invalid": SENTENCES["missing"], "missing": SENTENCES["missing"]},
    )

    def __init__(self, data: Any = None, files: Any = None, *, waiting: Iterable[Decision], **options: Any) -> None:
        super().__init__(data, files, **options)
        most = {"megabytes": settings.ATTACHMENT_MEGABYTES}
        self.fields["document"].help_text = _("Kept with every grant that is chosen here. At most %(megabytes)s MB.") % most
        self.waiting = {str(decision.pk): decision for decision in waiting}
        self.fields["decisions"].choices = [(key, self._named(decision)) for key, decision in self.waiting.items()]

    @staticmethod
    def _named(decision: Decision) -> str:
        application = decision.application
        return f"{application.reference} · {application} · {application.group} · {euros(decision.amount)}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._ask_for_file()
        return cleaned

    def refuse(self, refusal: ValidationError) -> None:
        """What the act said, each sentence at the field that it is about."""
        self.add_error(None, refusal)
        self._ask_for_file()

    def _ask_for_file(self) -> None:
        """No browser keeps a chosen file over a refused form, and nobody should believe that it was taken."""
        if self.errors and self.cleaned_data.get("document"):
            self.add_error("document", _("Choose the file again: it does not stay when something else has to be mended."))

    @property
    def approval(self) -> dict[str, Any]:
        """As `actions.approve_by_paper` takes it."""
        file: UploadedFile | None = self.cleaned_data["document"]
        upload = Upload(Path(file.temporary_file_path()), file.name) if file else None
        return {"approved_on": self.cleaned_data["approved_on"], "reference": self.cleaned_data["reference"], "upload": upload}

    @property
    def chosen(self) -> list[Decision]:
        return [self.waiting[key] for key in self.cleaned_data["decisions"]]
