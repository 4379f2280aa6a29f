"""What is typed when a time is booked, moved, cancelled, or noted as held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.models import TOPICS, Idea, Slot
from applications.models import Application
from core.forms import PortalForm

Subject = Idea | Application


def _phone_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Your telephone number"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Write your telephone number, so that we can call you."),
            "max_length": gettext_lazy("Write this in at most %(limit_value)d characters."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


def _clean_phone(typed: str) -> str:
    if typed and (not re.fullmatch(r"\+?[0-9 ()\-–.\u00a0]+", typed) or len(re.sub(r"[^0-9]", "", typed)) < 5):
        raise ValidationError(_("Write the telephone number in digits, for example 040 123 4567."))
    return typed


def _slot_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Slot.objects.none(),
        label=gettext_lazy("New time"),
        error_messages={
            "required": gettext_lazy("Choose a time."),
            "invalid_choice": gettext_lazy("Somebody has just booked this time."),
        },
    )


class BookForm(PortalForm):
    """At most three answers: which of one's own things it is about, a few words, and a number where we call."""

    subject = forms.ChoiceField(
        label=gettext_lazy("What do you want to talk about?"),
        help_text=gettext_lazy("The coordinator sees only the number of an application, not what it says."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose what you want to talk about.")},
    )
    matter = forms.CharField(
        label=gettext_lazy("What would you like to ask?"),
        help_text=gettext_lazy("A few words are enough. The coordinator reads them before you meet."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
    )
    phone = _phone_field()

    def __init__(self, data: Any = None, *, slot: Slot, subjects: Sequence[Subject], **options: Any) -> None:
        super().__init__(data, **options)
        self._subjects = {subject.about: subject for subject in subjects}
        names = [(about, f"{subject} ({subject.reference})") for about, subject in self._subjects.items()]
        self.fields["subject"].choices = [*names, ("", _("Something else"))]
        self.fields["subject"].optional = None
        if not subjects:
            del self.fields["subject"]
        if not slot.is_by_phone:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        return _clean_phone(self.cleaned_data["phone"])

    @property
    def booking(self) -> dict[str, Any]:
        """As `actions.book_time` takes it."""
        said = self.cleaned_data
        return {
            "subject": self._subjects.get(said.get("subject", "")),
            "matter": said["matter"],
            "phone": said.get("phone", ""),
        }


class MoveForm(PortalForm):
    """Which time instead; and a number, where we may have to call and know none. The page has a button for each time."""

    phone = _phone_field()
    slot = _slot_field()

    def __init__(self, data: Any = None, *, slots: QuerySet[Slot], asks_phone: bool) -> None:
        super().__init__(data)
        self.fields["slot"].queryset = slots
        self.fields["phone"].required = False
        self.fields["phone"].help_text = _("Write it if you choose a time by phone.")
        # It is needed only for a call.
        self.fields["phone"].optional = None
        if not asks_phone:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        return _clean_phone(self.cleaned_data["phone"])


class _ChangeForm(PortalForm):
    """What the coordinator says to the one whose time she changes, and what becomes of the time."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("One kind sentence. It stands in the letter."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why, so that the person knows."),
            "max_length": gettext_lazy("Write this in at most %(limit_value)d characters."),
        },
    )
    keep_offered = forms.BooleanField(label=gettext_lazy("Others can book the old time"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keep_offered"].optional = None


class CancelForm(_ChangeForm):
    """A coordinator's cancelling."""


class MoveBookedForm(_ChangeForm):
    """A coordinator's moving: the page has a button for each time."""

    slot = _slot_field()

    def __init__(self, data: Any = None, *, slots: QuerySet[Slot]) -> None:
        super().__init__(data)
        self.fields["slot"].queryset = slots


class NoteForm(PortalForm):
    """What an appointment that was held was about."""

    topic = forms.ChoiceField(
        label=gettext_lazy("What did you talk about?"),
        choices=list(TOPICS.items()),
        error_messages={
            "required": gettext_lazy("Choose what you talked about."),
            "invalid_choice": gettext_lazy("Choose what you talked about."),
        },
    )
