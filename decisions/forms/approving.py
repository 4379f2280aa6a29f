"""The funder's approval as it is typed, for one grant or many, and its correction."""

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
from core import dates
from core.files.kinds import KINDS
from core.files.words import SENTENCES
from core.forms import PortalForm, day_field
from core.money import euros
from decisions.models import Decision, FunderApproval


class ApprovalForm(PortalForm):
    """On what day, under which reference and by which paper. What the file really is, the act finds out."""

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
    kept_with = _("Kept with every grant that is chosen here. At most %(megabytes)s MB.")

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["document"].help_text = self.kept_with % {"megabytes": settings.ATTACHMENT_MEGABYTES}

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
        """As the act takes it."""
        file: UploadedFile | None = self.cleaned_data["document"]
        upload = Upload(Path(file.temporary_file_path()), file.name) if file else None
        return {"approved_on": self.cleaned_data["approved_on"], "reference": self.cleaned_data["reference"], "upload": upload}


class ApprovalsForm(ApprovalForm):
    """Which grants the funder has approved. `waiting` are those that can be chosen."""

    decisions = forms.MultipleChoiceField(
        label=_("Grants that the funder has approved"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the grants that the funder has approved."),
            "invalid_choice": _("The list has changed. Choose from it anew."),
        },
    )
    field_order = ["decisions"]

    def __init__(self, data: Any = None, files: Any = None, *, waiting: Iterable[Decision], **options: Any) -> None:
        super().__init__(data, files, **options)
        self.waiting = {str(decision.pk): decision for decision in waiting}
        self.fields["decisions"].choices = [(key, _named(decision)) for key, decision in self.waiting.items()]

    @property
    def chosen(self) -> list[Decision]:
        return [self.waiting[key] for key in self.cleaned_data["decisions"]]


class CorrectApprovalForm(ApprovalForm):
    """What the approval should say, and why. `alike` are others that the same paper may be about."""

    also = forms.MultipleChoiceField(
        label=_("Correct these too"),
        help_text=_("Recorded with the same day and reference. Untick those that were right."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The list has changed. Choose from it anew.")},
    )
    reason = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("For example: the paper came later. The desk reads this, the applicant does not."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the approval is corrected.")},
    )
    kept_with = _("Only if you add or replace it; the earlier paper is kept too. At most %(megabytes)s MB.")

    def __init__(
        self, data: Any = None, files: Any = None, *, approval: FunderApproval, alike: Iterable[FunderApproval], **options: Any
    ) -> None:
        self.alike = {str(it.pk): it for it in alike}
        said = {"approved_on": dates.day(approval.approved_on), "reference": approval.reference, "also": list(self.alike)}
        super().__init__(data, files, initial=said, **options)
        self.fields["also"].choices = [(key, _named(it.decision)) for key, it in self.alike.items()]
        # What was ticked and can't be chosen any more is said, not passed over.
        if not self.alike and not self["also"].data:
            del self.fields["also"]

    @property
    def others(self) -> list[FunderApproval]:
        return [self.alike[key] for key in self.cleaned_data.get("also", [])]

    @property
    def correction(self) -> dict[str, Any]:
        return {**self.approval, "reason": self.cleaned_data["reason"]}


def _named(decision: Decision) -> str:
    application = decision.application
    return f"{application.reference} · {application} · {application.group} · {euros(decision.amount)}"
