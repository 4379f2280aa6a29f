"""Answers that a coordinator writes often: merged with what the portal knows, and with gaps for what only she knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice.forms.talking import MessageForm
from applications.models import Application
from core import dates
from core.text import Words

# What she fills in herself stands in square brackets.
_GAP = re.compile(r"\[[^\[\]\n]{1,40}\]")


@dataclass(frozen=True)
class Reply:
    """`text` may name `reference`, `closes` and `phone`; some are of use only until the round closes."""

    code: str
    title: Words
    text: Words
    while_open: bool = False

    def about(self, application: Application) -> str:
        """As it begins in the field; the coordinator goes on from there."""
        round_ = application.round
        known = {
            "reference": application.reference,
            "closes": dates.moment(round_.closes_at),
            "phone": round_.programme.contact_phone,
        }
        return str(self.text) % known


REPLIES = {
    reply.code: reply
    for reply in (
        Reply(
            "look",
            _("I find it out"),
            _("Thank you for your message. I find it out and answer you on [day] at the latest."),
        ),
        Reply(
            "talk",
            _("Let us talk"),
            _(
                "Thank you for your message. This is easiest to talk about. Call me, tel. %(phone)s, or say here when I can call you."
            ),
        ),
        Reply(
            "paper",
            _("A paper is missing"),
            _("The application %(reference)s still lacks [which paper]. Send it here with a message, on [day] at the latest."),
        ),
        Reply(
            "closes",
            _("Until when one can send"),
            _("You can fill in the application, and change what you have sent, until %(closes)s. We read what was sent last."),
            while_open=True,
        ),
    )
}


def replies_for(application: Application, at: datetime) -> list[Reply]:
    return [reply for reply in REPLIES.values() if not (reply.while_open and application.round.has_closed(at))]


def gap_in(text: str) -> str:
    """The first gap of these answers that nobody has filled in; other words in brackets are the writer's own."""
    gaps = {gap for reply in REPLIES.values() for gap in _GAP.findall(str(reply.text))}
    return next((gap for gap in _GAP.findall(text) if gap in gaps), "")


class AnswerForm(MessageForm):
    """The City's message; one that still has a gap of a ready answer in it is not sent."""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if gap := gap_in(text):
            raise forms.ValidationError(gettext("Fill in %(gap)s before you send.") % {"gap": gap}, code="gap")
        return text
