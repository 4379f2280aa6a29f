"""The parts that both kinds of application have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applications.sections.questions import CHOICES, COUNT, EMAIL, PHONE, TEXT, YES, YES_NO, Question, Section

# Where an answer tempts to tell about people: the application is a public document, and health is nobody's business.
WITHOUT_HEALTH = _("Write nothing about anybody's health: the application becomes public.")

PARTNERS = Question(
    "partners",
    _("Who do you work with?"),
    _("Together with others you reach more people."),
    answer=TEXT,
    hint=_("If you don't know yet, write: I don't know yet."),
    example=_("The library lends us its hall. We have asked a residents' association to join, and we hear from them in March."),
)

CONTACT = Section(
    "yhteyshenkilo",
    _("Tell who we can contact"),
    (
        Question("contact_name", _("Name"), _("We call or write to this person about the application."), autocomplete="name"),
        Question("contact_phone", _("Phone"), _("A call is often the fastest way to help."), answer=PHONE, autocomplete="tel"),
        Question(
            "contact_email", _("E-mail"), _("We send letters about the application here."), answer=EMAIL, autocomplete="email"
        ),
    ),
    minutes=2,
)

IDEA = Section(
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
        # It is also the public summary: nobody writes the same thing twice.
        Question(
            "summary",
            _("What do you want to do?"),
            _("Those who decide read this first. If you get money, it can be published as it is."),
            answer=TEXT,
            hint=_("Tell what you do, with whom and what comes of it, and name no people."),
            example=_(
                "We open a workshop in the city centre on two days a week. People who have long been without work repair "
                "bicycles together with a supervisor. They learn a skill and find courage to look for work."
            ),
            limit=1000,
        ),
        Question(
            "aims",
            _("What does it promote?"),
            _("These are the aims of the programme. It can pay only for what promotes them."),
            answer=CHOICES,
            hint=_("Choose one or more."),
            listed="aims",
        ),
    ),
    minutes=10,
)

FOR_WHOM = Section(
    "kohderyhma",
    _("Tell who it is for"),
    (
        Question(
            "target_groups",
            _("Who is it for?"),
            _("The money is meant for these people and for those who produce services for them."),
            answer=CHOICES,
            hint=_("Choose one or more."),
            listed="target_groups",
        ),
        Question(
            "people",
            _("How many people take part?"),
            _("We see if the costs fit the number of people."),
            answer=COUNT,
            hint=_("An estimate is enough."),
        ),
        Question(
            "genders",
            _("Women, men and others"),
            _("We see if the money reaches all alike. We never ask this of one person."),
            hint=_("For example: women 10, men 12, others 3."),
            required=False,
        ),
        Question(
            "others_helped",
            _("Who else benefits?"),
            _("Good work often helps more people than those who take part."),
            hint=_("For example families, neighbours or employers."),
            required=False,
        ),
        Question(
            "participation",
            _("Who has planned this, and how?"),
            _("The idea should come from the people it is for."),
            answer=TEXT,
            hint=WITHOUT_HEALTH,
            example=_("Five people from our Tuesday group planned the programme with us. Two of them will guide others."),
        ),
    ),
    minutes=10,
)

OTHER_MATTERS = Section(
    "muut",
    _("Tell the other matters"),
    (
        Question(
            "communication",
            _("How do you tell about it?"),
            _("People must see that the European Social Fund pays."),
            answer=TEXT,
            hint=_("Tell also where the flag of the EU and the name of the fund are seen."),
            example=_(
                "We hang posters in the library and in shops, and tell in the local paper and online. "
                "The flag of the EU and the name of the European Social Fund are on every poster."
            ),
        ),
        Question(
            "everyone",
            _("How can everybody join?"),
            _("Nobody should be left out, and nature should be spared."),
            answer=TEXT,
            hint=_("Think of the way in, the language, the price and nature."),
            example=_(
                "The room has a lift and a bus stop in front of it. We write in plain language. Coming costs nothing. "
                "We drink coffee from real cups."
            ),
        ),
        Question(
            "sells",
            _("Do you sell goods or services?"),
            _("EU rules limit how much public aid a business may get."),
            answer=YES_NO,
            hint=_("We mean selling that goes on, not coffee sold once."),
        ),
        Question(
            "de_minimis",
            _("Aid of three years"),
            _("Such aid has a ceiling, which counts three years together."),
            hint=_("Only if you answered yes: the de minimis aid that you have got."),
            example=_("In 2017 we got 3 000 euros of de minimis aid for a training. We have got nothing else."),
            needed_if=("sells", YES),
        ),
        Question(
            "ties",
            _("Do you have ties to the City?"),
            _("Somebody who has a tie may not handle the application (hallintolaki 28 §). It does not weaken your application."),
            answer=YES_NO,
            hint=_(
                "Does somebody who prepares or decides these applications belong to your group or live close to somebody in it?"
            ),
        ),
        Question(
            "ties_who",
            _("Who, and in what task?"),
            _("We see to it that the application is handled by somebody else."),
            hint=_("Only if you answered yes."),
            needed_if=("ties", YES),
        ),
        Question(
            "advice",
            _("When did we advise you?"),
            _("We find what was talked about. Advice is no condition for money."),
            hint=_("For example 12.2. at the library."),
            required=False,
        ),
    ),
    minutes=15,
)
