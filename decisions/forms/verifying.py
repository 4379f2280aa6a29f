"""What whoever checks a letter gives: the code on it, or the file."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from decisions.queries import as_code

# A hundred times an ordinary letter.
MOST_BYTES = 5 * 1024 * 1024


class VerifyForm(PortalForm):
    code = forms.CharField(
        label=_("The code on the letter"),
        help_text=_("It has 12 letters and digits. You may leave out the spaces and write small letters."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the code that is on the letter."),
            "max_length": _("The code has 12 letters and digits. Check what you wrote."),
        },
    )

    def clean_code(self) -> str:
        return as_code(self.cleaned_data["code"])


class CompareForm(PortalForm):
    """A file that is said to be the letter; it is held against what is stored, and not kept."""

    file = forms.FileField(
        label=_("The PDF file"),
        help_text=_("If you have the letter as a PDF file, we can compare it with ours. We don't keep your file."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        allow_empty_file=True,
        max_length=None,
        error_messages={
            "required": _("Choose the PDF file that you want to check."),
            "invalid": _("Choose the PDF file that you want to check."),
            "missing": _("Choose the PDF file that you want to check."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large to be a decision letter. Choose another."))
        return file
