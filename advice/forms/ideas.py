"""What is typed when an idea is told, answered, or made an application of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Group
from advice.forms.talking import MessageForm
from advice.models import STATES
from applications.sections.questions import likely_email
from core.forms import PortalForm, address_field
from rounds.models import KINDS, Round

LONGEST_IDEA = 5000
# As long as the name of an application may be, so that it becomes that as it stands.
LONGEST_NAME = 100
_TOO_LONG = gettext_lazy("Write this in at most %(limit_value)d characters. You can tell more later.")


class TellIdeaForm(PortalForm):
    """At most three fields, and none of them asks what only an application has to know."""

    text = forms.CharField(
        label=gettext_lazy("What would you like to do?"),
        help_text=gettext_lazy("A few sentences are enough. Write as you talk."),
        # Not `max_length`: a counter that begins at five thousand asks for more than a few sentences.
        validators=[MaxLengthValidator(LONGEST_IDEA, _TOO_LONG)],
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": gettext_lazy("Write what you would like to do.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the idea"),
        max_length=LONGEST_NAME,
        required=False,
        error_messages={"max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
    )
    email = address_field(gettext_lazy("Write your e-mail address, so that we can answer you."), attrs={"autocomplete": "email"})
    # The address that was asked about because it looks like a slip of the finger.
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, asks_address: bool, is_for_another: bool = False, **options: Any) -> None:
        """`is_for_another` where a coordinator writes down what somebody told her."""
        super().__init__(*args, **options)
        self.fields["text"].example = gettext_lazy(
            "Many in our house are at home all day. I would like to have a common kitchen where we cook together twice a week."
        )
        if not asks_address:
            del self.fields["email"], self.fields["checked"]
        elif is_for_another:
            self.fields["text"].label = gettext_lazy("What would she or he like to do?")
            self.fields["email"].help_text = gettext_lazy("The answer is told here, and read in the portal.")
            self.fields["email"].widget.attrs["autocomplete"] = "off"
        else:
            self.fields["email"].help_text = gettext_lazy("We answer you here. Nobody else sees it.")

    def clean(self) -> dict[str, Any]:
        """An address of which a letter seems to be wrong is asked about once: an answer that goes astray reaches nobody."""
        cleaned = super().clean()
        email = cleaned.get("email", "")
        meant = likely_email(email)
        if meant and cleaned.get("checked") != email:
            self.data["checked"] = email
            sentence = _("Check the e-mail address. Did you mean %(meant)s? If it is right as it is, send once more.")
            self.add_error("email", sentence % {"meant": meant})
        return cleaned

    @property
    def told(self) -> dict[str, str]:
        """As `actions.tell_idea` takes it."""
        return {name: self.cleaned_data[name] for name in ("text", "title", "email") if name in self.cleaned_data}


class TurnIntoDraftForm(PortalForm):
    """Group, round and kind of the application; what there is only one of is chosen already, and a button for each kind sends it."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Which group applies?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose which group applies."),
            "invalid_choice": gettext_lazy("Choose one of your own groups."),
        },
    )
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("In which round do you apply?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the round."),
            "invalid_choice": gettext_lazy("This round is not open. Choose an open round."),
        },
    )
    kind = forms.ChoiceField(
        choices=list(KINDS.items()),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Choose an event or a development project."),
            "invalid_choice": gettext_lazy("Choose an event or a development project."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, groups: QuerySet[Group], rounds: QuerySet[Round]) -> None:
        super().__init__(data)
        for name, choices in (("group", groups), ("round", rounds)):
            self.fields[name].queryset = choices
            if len(choices) == 1:
                self.initial[name] = choices[0].pk
                self.fields[name].widget = forms.HiddenInput()


class AnswerIdeaForm(MessageForm):
    """The answer, and what the coordinator suggests that the idea should become."""

    suggested_kind = forms.ChoiceField(
        label=gettext_lazy("What should it become?"),
        help_text=gettext_lazy(
            "The suggestion stands first when an application is made of the idea. Everybody can choose otherwise."
        ),
        choices=[("", gettext_lazy("I don't suggest anything yet")), *KINDS.items()],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = gettext_lazy("Your answer")
        self.fields["suggested_kind"].optional = None

    @property
    def said(self) -> dict[str, Any]:
        """As `actions.answer_idea` takes it."""
        return {**super().said, "suggested_kind": self.cleaned_data["suggested_kind"]}


class IdeasShownForm(PortalForm):
    """Which ideas the desk's list shows; it stands in the address, so that a list can be shared."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", gettext_lazy("All")), *STATES.items()], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].optional = None
