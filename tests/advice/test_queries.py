"""Who has advised on an application."""

import pytest

from advice.actions import note_advice
from advice.queries import advisers_of, has_advised
from applications import actions
from applications.models import Application
from tests.factories import AT, acting, make_idea, make_message, make_paper, make_person

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


def advised_by(person) -> list[Application]:
    return list(Application.objects.filter(has_advised(person)))


def test_whoever_has_advised_in_any_way_is_found_as_an_adviser(applicant, coordinator, draft):
    other = make_person("olli@example.org", name="Olli Ohjaaja", roles=["coordinator"])
    idea = make_idea(applicant)
    make_message(idea, other)
    assert advised_by(other) == []
    idea.application = draft
    idea.save()
    assert (advised_by(other), advised_by(coordinator), advised_by(applicant)) == ([draft], [], [])
    make_message(draft, coordinator)
    assert advised_by(coordinator) == [draft]


def test_filling_in_with_the_group_is_advice_and_typing_from_paper_is_not(applicant, coordinator, draft, group, open_round):
    consent = {"given_by": "Aino", "way": "portal", "given_on": draft.created_at.date()}
    actions.allow_help(draft, by=acting(applicant, "owner"), at=draft.created_at, **consent)
    by = acting(coordinator, "coordinator")
    actions.save(draft, by=by, at=draft.created_at, slug="idea", texts={"title": "Yhdessä"}, seen=1)
    paper = make_paper(coordinator, group, open_round)
    assert advisers_of(draft) == {coordinator: ["filled in for the group"]}
    assert advisers_of(paper) == {}
    assert advised_by(coordinator) == [draft]
