"""The part that only an event has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applications.sections.questions import DAY, TEXT, UNKNOWN, YES_NO, Question, Section
from applications.sections.shared import PARTNERS
from rounds.models import EVENT

PLAN = Section(
    "tapahtuma",
    _("Plan the event"),
    (
        Question(
            "event_day",
            _("Date of the event"),
            _("The event must fit into the time of the programme."),
            answer=DAY,
            hint=_("For example 15.9.2018. If you don't know it, write: I don't know yet."),
            may_be_unknown=True,
        ),
        Question(
            "event_last_day",
            _("Last day of the event"),
            _("The last day, too, must fit into the time of the programme."),
            answer=DAY,
            hint=_("Only if it lasts several days, or if you don't know the date: then the last day that is possible."),
            needed_if=("event_day", UNKNOWN),
        ),
        Question(
            "place", _("Place"), _("The money is for the central area of Joensuu."), hint=_("Name, street and part of the city.")
        ),
        Question(
            "programme",
            _("What happens at the event?"),
            _("We see what the money is used for."),
            answer=TEXT,
            example=_("At noon we open with music. Ten associations have a table. At two there is a talk about peer support."),
        ),
        Question("free_entry", _("Is it free to come?"), _("A price can keep away those it is for."), answer=YES_NO),
        PARTNERS,
        Question(
            "safety",
            _("Safety and permits"),
            _("Everybody must be able to come safely, and some places need a permit."),
            answer=TEXT,
            hint=_("If you don't know yet, write: I don't know yet."),
            example=_("We ask the City for the use of the square. Two of us take care of first aid, and four guide people."),
        ),
    ),
    kinds=(EVENT,),
    minutes=15,
)
