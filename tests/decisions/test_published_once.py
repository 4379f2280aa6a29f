"""Workers and people at once publish the decisions of a round once, and tell each applicant once."""

from datetime import timedelta

import pytest

from applications.models import Application
from decisions import actions, pdf, queries
from decisions.models import Decision, Publication
from registry.models import Event, Letter
from rounds.models import Round
from tests.decisions.test_no_overdraft import AT_ONCE, all_at_once
from tests.factories import SYSTEM, acting, after_closing, make_case_in_review, make_decision, make_group, make_programme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publication(applicant, coordinator, decider) -> Publication:
    """Three decisions that are due."""
    round_, group = make_programme().rounds.get(number=1), make_group(applicant)
    for _ in range(3):
        case = make_case_in_review(applicant, group, round_, coordinator)
        make_decision(case, coordinator, decider)
    at = after_closing(case, days=4)
    seen = pdf.fingerprint(queries.decisions_with_letters(round_, decider), at)
    due_at = at + timedelta(hours=1)
    return actions.schedule_publication(round_, by=acting(decider, "decider"), at=at, due_at=due_at, fingerprint=seen)


def assert_published_once() -> None:
    assert sorted(Decision.objects.values_list("state", "section")) == [("published", section) for section in (1, 2, 3)]
    assert set(Application.objects.values_list("published_at", flat=True)) == set(
        Decision.objects.values_list("published_at", flat=True)
    )
    assert Letter.objects.filter(kind="decisions/decision_published").count() == 3
    assert Event.objects.filter(act="publish").count() == 1


def test_of_twenty_workers_at_once_one_publishes(publication):
    counts = [0] * AT_ONCE

    def beat(number: int) -> None:
        counts[number] = actions.publish_due(by=SYSTEM, at=publication.due_at)

    assert all_at_once(beat) == ["granted"] * AT_ONCE
    assert sorted(counts) == [0] * (AT_ONCE - 1) + [3]
    assert_published_once()
    assert Publication.objects.get().end == "published"


def test_workers_people_and_who_takes_the_time_back_at_once_publish_once_or_not_at_all(publication, decider):
    by, round_ = acting(decider, "decider"), Round.objects.get(number=1)

    def act(number: int) -> None:
        if number == 0:
            actions.cancel_publication(round_, by=by, at=publication.due_at)
        elif number % 2:
            actions.publish_due(by=SYSTEM, at=publication.due_at)
        else:
            actions.publish(round_, by=by, at=publication.due_at, fingerprint=publication.fingerprint)

    all_at_once(act)
    assert_published_once()
    assert Publication.objects.get().end in {"published", "cancelled"}
