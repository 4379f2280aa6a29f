"""Of many who end one claim for rectification at once, one does."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from decisions.models import Claim
from registry.models import Event
from tests.claims import end, make_claim, make_handler, take
from tests.decisions.test_no_overdraft import AT_ONCE, all_at_once
from tests.factories import after_closing, make_case_in_review, make_decision, make_group, make_programme

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twenty_outcomes_at_once_one_is_written_down(applicant, coordinator, decider):
    round_, group = make_programme().rounds.get(number=1), make_group(applicant)
    case = make_case_in_review(applicant, group, round_, coordinator)
    decision, at = make_decision(case, coordinator, decider, published=True), after_closing(case, days=10)
    handler = make_handler(decision, at=at)
    claim = take(make_claim(decision, applicant, at=at), handler, at=at)
    outcomes = (Claim.DISMISSED, Claim.NOT_EXAMINED)

    def write_down(number: int) -> None:
        end(Claim.objects.get(pk=claim.pk), handler, at=at + timedelta(days=1), outcome=outcomes[number % 2])

    came = all_at_once(write_down)
    assert (len(came), came.count("granted")) == (AT_ONCE, 1)
    assert Event.objects.filter(act="end_claim").count() == 1
    with pytest.raises(ValidationError):
        write_down(0)
