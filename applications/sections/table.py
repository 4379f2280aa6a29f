"""The form itself: every section and question, in the order of the task list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applications.sections.questions import COSTS, COUNT, DAY, EMAIL, PHONE, TARGET_GROUPS, TEXT, Question, Section
from rounds.models import DEVELOPMENT, EVENT

SECTIONS = (
    Section(
        "yhteyshenkilo",
        _("Tell who we can contact"),
        (
            Question("contact_name", _("Name"), _("We call or write to this person about the application."), autocomplete="name"),
            Question(
                "contact_phone", _("Phone"), _("A call is often the fastest way to help."), answer=PHONE, autocomplete="tel"
            ),
            Question(
                "contact_email", _("E-mail"), _("We send letters about the application here."), answer=EMAIL, autocomplete="email"
            ),
        ),
    ),
    Section(
        "idea",
        _("Tell about your idea"),
        (
            Question(
                "title",
                _("Name of the project or event"),
                _("The name stands in the decision and in the list of funded projects."),
                hint=_("Short and easy to remember."),
                limit=100,
            ),
            Question(
                "summary",
                _("What do you want to do?"),
                _("Those who decide read this first."),
                answer=TEXT,
                hint=_("Tell in your own words what you do, with whom and what comes of it."),
                example=_(
                    "We open a workshop in the city centre on two days a week. People who have long been without work repair "
                    "bicycles together with a supervisor. They learn a skill and find courage to look for work."
                ),
                limit=2000,
            ),
        ),
    ),
    Section(
        "kohderyhma",
        _("Tell who it is for"),
        (
            Question(
                "target_groups",
                _("Who is it for?"),
                _("The money is meant for these people and for those who produce services for them."),
                answer=TARGET_GROUPS,
                hint=_("Choose one or more."),
            ),
            Question(
                "people",
                _("How many people take part?"),
                _("We see if the costs fit the number of people."),
                answer=COUNT,
                hint=_("An estimate is enough."),
            ),
            Question(
                "participation",
                _("How have they taken part in planning?"),
                _("The idea should come from the people it is for."),
                answer=TEXT,
                example=_("Five people from our Tuesday group planned the programme with us. Two of them will guide others."),
                limit=2000,
            ),
        ),
    ),
    Section(
        "tapahtuma",
        _("Plan the event"),
        (
            Question(
                "event_day",
                _("Date of the event"),
                _("The event must fit into the time of the programme."),
                answer=DAY,
                hint=_("For example 15.9.2018. If it lasts several days, give the last one."),
            ),
            Question("place", _("Place"), _("The money is for the central area of Joensuu.")),
            Question(
                "programme",
                _("What happens at the event?"),
                _("We see what the money is used for."),
                answer=TEXT,
                example=_(
                    "At noon we open with music. Ten associations have a table. At two there is a talk about peer support."
                ),
                limit=3000,
            ),
        ),
        kinds=(EVENT,),
    ),
    Section(
        "suunnitelma",
        _("Plan the project"),
        (
            Question(
                "starts",
                _("First day"),
                _("The project must fit into the time of its round."),
                answer=DAY,
                hint=_("For example 1.9.2018."),
            ),
            Question(
                "ends",
                _("Last day"),
                _("The project must end before the programme does."),
                answer=DAY,
                hint=_("For example 31.5.2019."),
            ),
            Question(
                "steps",
                _("What do you do, and when?"),
                _("A clear plan is easier to support."),
                answer=TEXT,
                example=_(
                    "September: we find the participants. October to April: a group meets every week. May: we gather what we learnt."
                ),
                limit=4000,
            ),
            Question(
                "results",
                _("What changes for the people who take part?"),
                _("Social inclusion and readiness for work are what the programme is for."),
                answer=TEXT,
                example=_("Ten people know what they want to do next, and four have started studies or a work trial."),
                limit=3000,
            ),
            Question(
                "permanence",
                _("What remains when the money ends?"),
                _("We hope that good things go on."),
                answer=TEXT,
                limit=2000,
            ),
        ),
        kinds=(DEVELOPMENT,),
    ),
    Section(COSTS, _("Estimate the costs"), ()),
)


def sections_of(kind: str) -> list[Section]:
    return [section for section in SECTIONS if kind in section.kinds]


def section_of(kind: str, slug: str) -> Section | None:
    return next((section for section in sections_of(kind) if section.slug == slug), None)
