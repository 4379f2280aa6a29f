"""The funder's approval as an act: by whom, with which paper, and none of it where one is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications.actions import Upload
from decisions import actions
from decisions.models import FunderApproval
from registry.models import Document
from tests import files
from tests.factories import acting, after_closing, make_case_in_review, make_decision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def needing(programme):
    type(programme).objects.update(funder_name="Esimerkkirahoittaja", needs_funder_approval=True)


@pytest.fixture
def upload(tmp_path) -> Upload:
    path = tmp_path / "came"
    path.write_bytes(files.pdf())
    return Upload(path, "Rahoituspäätös.pdf")


def approve(decisions, person, case, upload, role="coordinator"):
    at = after_closing(case, days=6)
    facts = {"approved_on": at.date(), "reference": "ESIM/1/2018", "upload": upload}
    return actions.approve_by_paper(decisions, by=acting(person, role), at=at, **facts)


def test_nobody_else_stores_a_paper(decider, published, case, upload):
    with pytest.raises(PermissionDenied):
        approve([published], decider, case, upload, role="decider")
    assert (FunderApproval.objects.count(), Document.objects.count()) == (0, 0)


def test_all_or_none(coordinator, decider, published, case, applicant, group, first_round, upload):
    other = make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    approve([other], coordinator, case, None)
    with pytest.raises(ValidationError) as refusal:
        approve([published, other], coordinator, case, upload)
    assert refusal.value.messages == [f"The funder's approval is recorded already: {other.application.reference}."]
    assert (list(FunderApproval.objects.values_list("decision", "document")), Document.objects.count()) == ([(other.pk, None)], 0)


def test_the_file_that_came_is_left_where_it_was(coordinator, published, case, upload):
    assert approve([published], coordinator, case, upload) == 1
    assert [it.name for it in upload.path.parent.iterdir()] == ["came"]
    assert FunderApproval.objects.get().document == Document.objects.get()
