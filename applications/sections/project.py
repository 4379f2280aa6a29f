"""The parts that only a development project has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applications.sections.questions import COUNT, DAY, TEXT, Question, Section
from applications.sections.shared import PARTNERS, WITHOUT_HEALTH
from rounds.models import DEVELOPMENT

NEED = Section(
    "tarve",
    _("Tell why it is needed"),
    (
        Question(
            "need",
            _("What needs to change?"),
            _("We see what is wrong now, and for whom."),
            answer=TEXT,
            hint=WITHOUT_HEALTH,
            example=_(
                "Our part of the city has no place where one can come in the daytime without an appointment. "
                "Many who have no work stay at home alone."
            ),
        ),
        Question(
            "novelty",
            _("What is new in this?"),
            _("The programme develops: it looks for ways that have not been tried here."),
            answer=TEXT,
            example=_("There are courses already. What is new is that those who learnt last year teach those who come now."),
        ),
    ),
    kinds=(DEVELOPMENT,),
    minutes=15,
)

PLAN = Section(
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
            "area",
            _("Part of the city"),
            _("The money is for the central area of Joensuu."),
            hint=_("Where do you work? There can be several places."),
        ),
        Question(
            "steps",
            _("What do you do, and when?"),
            _("A clear plan is easier to support."),
            answer=TEXT,
            hint=_("Tell the months, and what is ready after each step."),
            example=_(
                "September: we find the participants. October to April: a group meets every week. May: we gather what we learnt."
            ),
        ),
    ),
    kinds=(DEVELOPMENT,),
    minutes=20,
)

PEOPLE = Section(
    "toteuttajat",
    _("Tell who does the work"),
    (
        Question(
            "staff",
            _("Who does what?"),
            _("Wages are often the largest cost, so we look at them closely."),
            answer=TEXT,
            hint=_("For each who is paid: task, share of working time and months; no names are needed."),
            example=_(
                "Instructor, 60 % of working time, September to May: guides the group and keeps in touch with employers. "
                "Two volunteers help on Tuesdays."
            ),
        ),
        Question(
            "steering",
            _("Who is in the steering group?"),
            _("A steering group follows the project and helps when something must be changed."),
            answer=TEXT,
            hint=_("If you don't know yet, write: I don't know yet."),
            example=_(
                "Two people who take part, one from the employment services and one from our board. They meet every three months."
            ),
        ),
        PARTNERS,
        Question(
            "procurement",
            _("How do you choose sellers?"),
            _("Public money is used openly and with care."),
            answer=TEXT,
            hint=_("If you buy services or equipment."),
            example=_("We ask three printing houses for an offer and choose the cheapest that is good enough."),
            required=False,
        ),
    ),
    kinds=(DEVELOPMENT,),
    minutes=15,
)

RESULTS = Section(
    "tulokset",
    _("Tell what comes of it"),
    (
        Question(
            "results",
            _("What changes for the people who take part?"),
            _("Social inclusion and readiness for work are what the programme is for."),
            answer=TEXT,
            example=_("Ten people know what they want to do next, and four have started studies or a work trial."),
        ),
        Question(
            "participants",
            _("How many fill in the participant form?"),
            _("The European Social Fund counts those who take part. We ask only the number, never who they are."),
            answer=COUNT,
            hint=_("Those who take part themselves for some time, not visitors."),
        ),
        Question(
            "indicators",
            _("What do you count?"),
            _("In the end we compare what you aimed at with what came of it."),
            answer=TEXT,
            hint=_("Write numbers; an estimate is enough."),
            example=_("20 people start and 15 go through to the end. 4 find work or a work trial, and 3 start studies."),
        ),
        Question(
            "risks",
            _("What can go wrong?"),
            _("A risk that somebody has thought of is smaller."),
            answer=TEXT,
            hint=_("Tell also what you do then."),
            example=_(
                "If few people come, we go where they are and ask what they wish for. If our instructor leaves, we have a deputy."
            ),
        ),
        Question(
            "permanence",
            _("What remains when the money ends?"),
            _("We hope that good things go on."),
            answer=TEXT,
            hint=_("Tell also how others learn of what you have done."),
            example=_("Volunteers keep the workshop open. We write a short guide and show it to other associations."),
        ),
    ),
    kinds=(DEVELOPMENT,),
    minutes=20,
)
