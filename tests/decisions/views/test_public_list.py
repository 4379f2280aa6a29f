"""The public page of decisions: open to everybody, and silent about people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Group
from core import clock, dates
from decisions.models import Notice
from rounds.models import Round
from tests.applications.views.reading import found, words
from tests.factories import make_case_in_review, make_decision, make_group, make_round

pytestmark = pytest.mark.django_db
PAGE = "/paatokset/"
SECRETS = ("Maija", "Aino Esimerkki", "Pyöräpaja", "Naapurit", "Sopii ohjelman", "aino@example.org", "040 123 4567", "FI19")


@pytest.fixture
def current(programme) -> Round:
    """Closed a few days ago, so that what is decided now is on the list today."""
    today = dates.local_day(clock.now())
    return make_round(programme, opens=today - timedelta(days=40), closes=today - timedelta(days=6))


@pytest.fixture
def listed(applicant, group, current, coordinator, decider) -> None:
    carried = make_group(
        applicant,
        type=Group.FREE_GROUP,
        name="Naapurit",
        carrier_name="Kantaja Esimerkki ry",
        carrier_business_id="9100004-8",
        register_number="",
    )
    for of, outcome in ((group, "granted"), (carried, "rejected")):
        case = make_case_in_review(applicant, of, current, coordinator)
        make_decision(case, coordinator, decider, outcome=outcome, published=True)


def rows(page) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("./*")] for row in found(page, "//main//tbody/tr")]


def test_everybody_reads_it_and_it_names_registered_bodies_alone(visitor, listed):
    page = visitor.get(PAGE)
    assert [row[2] for row in rows(page)] == ["Granted2 000,50 €", "Rejected0,00 €"]
    text = words(found(page, "//main")[0])
    assert ("Esimerkkikylän yhdistys ry" in text, "An unregistered group" in text, "Kantaja Esimerkki ry" in text) == (True,) * 3
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_empty_list_says_what_it_is_for(visitor, programme):
    text = words(found(visitor.get(PAGE), "//main")[0])
    assert "There are no decisions here just now." in text
    assert "If you disagree with a decision" not in text


def test_what_is_over_is_gone(visitor, listed):
    over = dates.local_day(clock.now()) - timedelta(days=1)
    Notice.objects.update(sent_on=over - timedelta(days=22), served_on=over - timedelta(days=15), claim_until=over)
    assert rows(visitor.get(PAGE)) == []


def test_many_cost_no_more_questions_than_one(visitor, applicant, group, current, coordinator, decider):
    asked = []
    for _ in range(2):
        make_decision(make_case_in_review(applicant, group, current, coordinator), coordinator, decider, published=True)
        with CaptureQueriesContext(connection) as queries:
            visitor.get(PAGE)
        asked.append(len(queries))
    assert asked[0] == asked[1]
