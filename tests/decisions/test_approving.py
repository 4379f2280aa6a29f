"""The funder's approval and its correction as acts: by whom, with which paper, and none of it where one is refused."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from applications.actions import Upload
from decisions import actions
from decisions.models import Decision, FunderApproval
from decisions.queries import contents, gates
from registry.models import Document, Event
from reviews.actions import declare
from tests import files
from tests.factories import acting, after_closing, make_case_in_review, make_decision, make_person

pytestmark = pytest.mark.django_db
CORRECTED = datetime(2018, 3, 8, 10, tzinfo=UTC)


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


def correct(approvals, person, case, role="coordinator", **changes):
    """Ten days after the round closed; the same day and reference as in `approve` where nothing else is said."""
    at = after_closing(case, days=10)
    facts = {"approved_on": after_closing(case, days=6).date(), "reference": "ESIM/1/2018", "reason": "Kirjoitusvirhe."}
    return actions.correct_approvals(approvals, by=acting(person, role), at=at, **facts | changes)


@pytest.fixture
def approval(coordinator, published, case) -> FunderApproval:
    """Without its paper."""
    approve([published], coordinator, case, None)
    return FunderApproval.objects.get()


@pytest.fixture
def other(coordinator, decider, case, applicant, group, first_round) -> FunderApproval:
    """Of another case, recorded alike."""
    decision = make_decision(
        make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True
    )
    approve([decision], coordinator, case, None)
    return FunderApproval.objects.get(decision=decision)


def kept() -> list[dict]:
    return list(FunderApproval.objects.values())


def test_a_correction_keeps_what_was_said_before_and_why(coordinator, published, case, approval):
    assert correct([approval], coordinator, case, reference=" ESIM/2/2018 ") == 1
    older, newer = FunderApproval.objects.all()
    at = after_closing(case, days=10)
    assert (older.pk, older.reference, older.recorded_at) == (approval.pk, "ESIM/1/2018", approval.recorded_at)
    assert (older.corrected_at, older.corrected_by, older.corrected_reason) == (at, coordinator, "Kirjoitusvirhe.")
    assert (newer.reference, newer.approved_on, newer.document) == ("ESIM/2/2018", older.approved_on, None)
    assert (newer.recorded_at, newer.recorded_by, newer.is_standing) == (at, coordinator, True)
    assert (published.funder_approval, published.corrected_approvals) == (newer, [older])


def test_a_correction_is_on_record_without_a_word_of_its_reason(coordinator, case, approval, upload):
    correct([approval], coordinator, case, upload=upload)
    event = Event.objects.get(act="correct_approval")
    digest = Document.objects.get().sha256
    assert (event.about, event.role) == (case.about, "coordinator")
    assert event.details == {"number": 1, "changed": ["document"], "sha256": digest}


def test_a_grant_stays_approved_through_its_corrections(coordinator, published, case, approval):
    correct([approval], coordinator, case, reference="ESIM/2/2018")
    correct([FunderApproval.objects.standing().get()], coordinator, case, reference="ESIM/3/2018")
    assert [it.reference for it in published.corrected_approvals] == ["ESIM/2/2018", "ESIM/1/2018"]
    assert gates(Decision.objects.get(pk=published.pk)) == []
    with pytest.raises(ValidationError) as refusal:
        approve([published], coordinator, case, None)
    assert refusal.value.messages == [f"The funder's approval is recorded already: {case.reference}."]


def test_the_paper_that_came_later_is_kept_once_with_all(coordinator, case, approval, other, upload):
    assert correct([approval, other], coordinator, case, upload=upload) == 2
    document = Document.objects.get()
    assert list(FunderApproval.objects.standing().values_list("document", flat=True)) == [document.pk, document.pk]


def test_each_keeps_its_own_paper_when_the_day_is_corrected(coordinator, case, approval, other, upload):
    correct([approval], coordinator, case, upload=upload)
    chosen = FunderApproval.objects.standing()
    assert correct(chosen, coordinator, case, approved_on=after_closing(case, days=7).date()) == 2
    assert [it.document for it in FunderApproval.objects.standing().order_by("decision")] == [Document.objects.get(), None]


def test_another_paper_takes_the_place_of_a_wrong_one_which_is_kept(coordinator, case, approval, upload):
    correct([approval], coordinator, case, upload=upload)
    upload.path.write_bytes(files.pdf(2))
    correct([FunderApproval.objects.standing().get()], coordinator, case, upload=Upload(upload.path, "Oikea.pdf"))
    assert [it.document and it.document.name for it in FunderApproval.objects.all()] == [None, "Rahoituspäätös.pdf", "Oikea.pdf"]


def test_only_what_becomes_different_is_written(coordinator, case, approval, other, upload):
    correct([approval], coordinator, case, upload=upload)
    again = Upload(upload.path, "Sama uudestaan.pdf")
    assert correct(FunderApproval.objects.standing(), coordinator, case, upload=again) == 1
    assert FunderApproval.objects.filter(decision=approval.decision).count() == 2
    assert Document.objects.get().name == "Rahoituspäätös.pdf"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, ["This is what is recorded already. Change what was wrong, or choose the paper."]),
        ({"reference": "  "}, {"reference": ["Write the reference of the funder's decision."]}),
        ({"reference": "ESIM/2/2018", "reason": " "}, {"reason": ["Write why the approval is corrected."]}),
        ({"approved_on": date(2018, 3, 2)}, {"approved_on": ["The funder approves after the City has decided: check the day."]}),
        ({"approved_on": date(2018, 3, 11)}, {"approved_on": ["The day of the approval is not in the future."]}),
    ],
)
def test_a_correction_obeys_what_the_record_did(coordinator, case, approval, changes, refusal):
    before = kept()
    with pytest.raises(ValidationError) as said:
        correct([approval], coordinator, case, **changes)
    assert getattr(said.value, "message_dict", said.value.messages) == refusal
    assert (kept(), Event.objects.filter(act="correct_approval").count()) == (before, 0)


@pytest.mark.parametrize("role", ["decider", "reviewer", "auditor", "admin", "finance"])
def test_nobody_else_corrects_or_stores_a_paper(decider, case, approval, upload, role):
    before = kept()
    with pytest.raises(PermissionDenied):
        correct([approval], decider, case, role=role, upload=upload)
    assert (kept(), Document.objects.count()) == (before, 0)


def test_who_has_a_conflict_of_interest_corrects_nothing(coordinator, case, approval, upload):
    outsider = make_person("ulla@joensuu.example", name="Ulla Ulkopuolinen", roles=["coordinator"])
    by, at = acting(outsider, "coordinator"), after_closing(case, days=7)
    declare(case, by=by, at=at, ground="benefit", explanation="Oma etu.")
    before = kept()
    with pytest.raises(PermissionDenied):
        correct([approval], outsider, case, upload=upload)
    assert (kept(), Document.objects.count()) == (before, 0)


def test_the_second_of_two_who_correct_at_once_is_told(coordinator, case, approval, other, upload):
    correct([approval], coordinator, case, reference="ESIM/2/2018")
    before = kept()
    stale = FunderApproval.objects.get(pk=approval.pk)
    stale.corrected_at = None
    for chosen, paper in (([stale], None), ([other, stale], None), ([FunderApproval.objects.get(pk=approval.pk)], upload)):
        with pytest.raises(ValidationError) as refusal:
            correct(chosen, coordinator, case, reference="ESIM/3/2018", upload=paper)
        sentence = f"Somebody has corrected the approval meanwhile: {case.reference}. Look how it stands now."
        assert refusal.value.messages == [sentence]
    assert (kept(), Document.objects.count()) == (before, 0)


def test_the_approval_of_a_grant_that_lapsed_stays_as_it_is(coordinator, decider, published, case, approval):
    at = after_closing(case, days=8)
    actions.lapse(published, by=acting(decider, "decider"), at=at, reason="Ryhmä ei vastannut.")
    before = kept()
    with pytest.raises(ValidationError) as refusal:
        correct([FunderApproval.objects.get()], coordinator, case, reference="ESIM/2/2018")
    sentence = f"The decision does not hold any more, so its approval stays as it is: {case.reference}."
    assert (refusal.value.messages, kept()) == ([sentence], before)


def test_what_was_recorded_is_corrected_also_where_it_is_asked_no_more(coordinator, programme, case, approval):
    type(programme).objects.update(needs_funder_approval=False)
    assert correct([FunderApproval.objects.get()], coordinator, case, reference="ESIM/2/2018") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"corrected_at": CORRECTED},
        {"corrected_reason": "Miksi?"},
        {"corrected_at": CORRECTED, "corrected_reason": "Miksi?"},
        {"reference": ""},
    ],
)
def test_the_database_holds_one_standing_approval_and_corrections_with_who_and_why(coordinator, published, approval, fields):
    facts = {"approved_on": date(2018, 3, 6), "reference": "ESIM/9/2018", "recorded_by": coordinator, "recorded_at": CORRECTED}
    with pytest.raises(IntegrityError), transaction.atomic():
        FunderApproval.objects.create(decision=published, **facts | fields)


def test_the_applicant_reads_the_day_and_reference_that_stand(coordinator, published, case, approval):
    correct([approval], coordinator, case, reference="ESIM/2/2018")
    with translation.override("en"):
        [line] = contents(Decision.objects.get(pk=published.pk)).depends_on
    assert line.endswith("(Esimerkkirahoittaja) approved the funding on 6.3.2018, reference ESIM/2/2018.")
