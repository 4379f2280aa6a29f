"""Of many who correct the funder's approvals of two decisions at once, one does, and for both."""

import pytest

from decisions import actions
from decisions.models import FunderApproval
from registry.models import Event
from rounds.models import Programme
from tests.decisions.test_no_overdraft import AT_ONCE, all_at_once
from tests.factories import acting, after_closing, make_case_in_review, make_decision, make_group, make_programme

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twenty_corrections_at_once_one_is_made_and_the_others_are_told(applicant, coordinator, decider):
    round_, group = make_programme().rounds.get(number=1), make_group(applicant)
    Programme.objects.update(funder_name="Esimerkkirahoittaja", needs_funder_approval=True)
    cases = [make_case_in_review(applicant, group, round_, coordinator) for _ in range(2)]
    granted = [make_decision(case, coordinator, decider, published=True) for case in cases]
    at, by = after_closing(cases[1], days=10), acting(coordinator, "coordinator")
    facts = {"approved_on": at.date(), "upload": None}
    actions.approve_by_paper(granted, by=by, at=at, reference="ESIM/1/2018", **facts)
    recorded = list(FunderApproval.objects.all())

    def correct(number: int) -> None:
        # As the two are ticked on a page, in whichever order.
        chosen = recorded if number % 2 else reversed(recorded)
        actions.correct_approvals(chosen, by=by, at=at, reference=f"ESIM/{number}/2019", reason="Väärä viite.", **facts)

    came = all_at_once(correct)
    assert (len(came), came.count("granted")) == (AT_ONCE, 1)
    told = {f"Somebody has corrected the approval meanwhile: {case.reference}. Look how it stands now." for case in cases}
    assert {sentence for sentence in came if sentence != "granted"} <= told
    standing = FunderApproval.objects.filter(corrected_at=None)
    assert sorted(standing.values_list("decision", flat=True)) == sorted(decision.pk for decision in granted)
    assert {approval.reference for approval in standing} == {f"ESIM/{came.index('granted')}/2019"}
    assert (FunderApproval.objects.count(), Event.objects.filter(act="correct_approval").count()) == (4, 2)
