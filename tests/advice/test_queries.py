"""Who has advised on an application."""

import pytest

from advice.actions import note_advice
from advice.queries import advisers_of
from tests.factories import AT, acting, make_idea, make_message, make_person

pytestmark = pytest.mark.django_db


def test_advisers_of_an_application_are_also_those_of_the_idea_it_began_as(applicant, coordinator, draft):
    other = make_person("olli@example.org", name="Olli Ohjaaja", roles=["coordinator"])
    idea = make_idea(applicant)
    make_message(idea, other)
    idea.application = draft
    idea.save()
    make_message(draft, coordinator)
    note_advice(by=acting(coordinator, "coordinator"), at=AT, channel="phone", about=draft, topic="costs", minutes=15)

    assert {person: [str(channel) for channel in channels] for person, channels in advisers_of(draft).items()} == {
        coordinator: ["By phone", "Message in the portal"],
        other: ["Message in the portal"],
    }


def test_nobody_has_advised_on_what_nobody_asked_about(applicant, draft):
    make_message(draft, applicant)
    assert advisers_of(draft) == {}
