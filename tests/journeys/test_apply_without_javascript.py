"""The whole way without JavaScript, both kinds, from signing in to the receipt, on a phone."""

import pytest

from tests.journeys.applying import Applicant

pytestmark = pytest.mark.journey


def test_an_event_and_a_project_are_applied_for_without_javascript(reader):
    person = reader(java_script_enabled=False)
    person.signs_in("ilman.skriptia@example.org")
    applicant = Applicant(person, "ilman.skriptia@example.org")
    event = applicant.applies("event", name="Skriptitön esimerkki ry")
    person.sees("5 999,99 €")
    project = applicant.applies("development", name="Skriptitön esimerkki ry")
    person.sees("23 060,50 €")
    person.goes_to("/oma/")
    person.sees(event, project)
