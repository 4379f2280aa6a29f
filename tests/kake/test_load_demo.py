"""The demo has somebody in every role and an application in every state, made by the real actions at the times of its story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum

from accounts.models import STAFF_ROLES, StaffRole, User
from advice.models import Appointment, Idea, Meeting, Question, Slot
from applications.models import Answer, Application, InterestDeclaration
from applications.queries import filled, for_form
from core import clock, dates
from decisions.models import Decision
from registry.models import Event, Letter
from reviews.models import Review
from rounds.models import Fund, LedgerEntry, Round
from rounds.queries import ledger_mismatches
from tests.factories import make_programme

pytestmark = pytest.mark.django_db

SAMPLES = json.loads((Path(__file__).parents[2] / "data" / "sample_applications.json").read_text(encoding="utf-8"))[
    "applications"
]


def load_demo() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The demo takes a second, so tests that only read it share one, which is rolled back in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_programme()
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db) -> str:
    """What the command printed."""
    return loaded


def sample(number: int) -> Application:
    title = next(sample["title_fi"] for sample in SAMPLES if sample["number"] == number)
    return Application.objects.get(answers__in=Answer.objects.filter(name="title", text=title))


# Before the shared demo is there:


def test_it_refuses_where_debug_is_off(programme, settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match=r"^The demo is for development only; set DEBUG=1 to load it\.$"):
        load_demo()
    assert not Application.objects.exists()


def test_it_asks_for_the_programme_first(db):
    with pytest.raises(CommandError, match=r"^Load the programme first: manage\.py load_programme data/kake2\.json$"):
        load_demo()


def test_nothing_remains_of_a_demo_that_breaks_off(programme, monkeypatch):
    monkeypatch.setattr("kake.management.demo.FLAT_RATE_PERCENT", Decimal("-1"))
    with pytest.raises(ValidationError, match="Prosenttimäärä on yli 0 ja enintään 100"):
        load_demo()
    assert not User.objects.exists()


# What the shared demo holds:


def test_it_prints_who_can_sign_in(demo):
    assert demo.splitlines() == [
        "Sign in with one of these addresses; the code is in the terminal and at /kehitys/posti/:",
        "  admin: yrjo.yllapitaja@example.org (Yrjö Ylläpitäjä)",
        "  coordinator: kaisa.koordinaattori@example.org (Kaisa Koordinaattori)",
        "  reviewer: arto.arvioija@example.org (Arto Arvioija)",
        "  decider: paula.paattaja@example.org (Paula Päättäjä)",
        "  finance: tuula.talous@example.org (Tuula Talous)",
        "  auditor: timo.tarkastaja@example.org (Timo Tarkastaja)",
        "  applicant: hanna.hakija@example.org (Hanna Hakija)",
        "  applicant: essi.esimerkki@example.org (Essi Esimerkki)",
        "  applicant: manu.malli@example.org (Manu Malli)",
    ]
    assert set(StaffRole.objects.values_list("role", flat=True)) == set(STAFF_ROLES)


def test_a_second_time_it_only_asks_who_is_there(demo, django_assert_num_queries):
    events = Event.objects.count()
    with django_assert_num_queries(1):
        assert load_demo() == demo
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("number", "status", "is_published", "outcome"),
    [
        (1, "decided", True, "granted"),
        (2, "decided", True, "granted_in_part"),
        (3, "in_review", False, None),
        (4, "decided", True, "rejected"),
        (5, "decided", False, "granted"),
        (6, "proposed", False, None),
        (7, "submitted", False, None),
        (8, "draft", False, None),
        (9, "decided", True, "granted"),
        (10, "in_review", False, None),
        (11, "withdrawn", False, None),
        (12, "draft", False, None),
    ],
)
def test_each_sample_has_come_as_far_as_its_story_says(demo, number, status, is_published, outcome):
    application = sample(number)
    assert application.status == status
    assert bool(application.published_at) == is_published
    assert getattr(application.decisions.first(), "outcome", None) == outcome


def test_every_sum_and_every_flat_rate_is_the_one_of_the_samples(demo):
    for facts in SAMPLES:
        application = sample(facts["number"])
        estimate = filled(for_form(Application.objects.all()).get(pk=application.pk)).estimate
        assert estimate.flat_rate == Decimal(facts["costs"].get("flat_rate", 0)), facts["number"]
        assert estimate.total == application.applied == Decimal(facts["total"]), facts["number"]


def test_the_two_at_exactly_the_ceiling_were_refused(demo):
    refused = Event.objects.filter(act="submit", outcome="refused").order_by("about")
    assert [event.details["rules"] for event in refused] == [["development_stays_below_ceiling"], ["event_stays_below_ceiling"]]
    assert {event.about for event in refused} == {sample(8).about, sample(12).about}


def test_everything_sent_was_sent_while_its_round_was_open(demo):
    sent = Application.objects.filter(submitted_at__isnull=False)
    assert [application.reference for application in sent if not application.round.receives(application.submitted_at)] == []
    assert {application.round.number for application in sent} == {1, 2, 3, 4}


def test_the_money_agrees_with_its_ledger(demo):
    assert ledger_mismatches() == []
    granted = Decision.objects.exclude(state="cancelled").aggregate(total=Sum("amount"))["total"]
    assert Fund.objects.aggregate(total=Sum("committed"))["total"] == granted
    assert LedgerEntry.objects.filter(entry="commit").count() == 4


def test_two_people_have_reviewed_what_is_decided(demo):
    for decision in Decision.objects.all():
        assert Review.objects.filter(version__application=decision.application, sent_at__isnull=False).count() == 2


def test_the_reviewer_has_stepped_aside_from_her_own_board(demo):
    aside = InterestDeclaration.objects.get(is_disqualified=True)
    assert (aside.application, aside.person.name) == (sample(7), "Arto Arvioija")


def test_a_newcomer_can_apply_at_once_for_either_kind(demo):
    now = clock.now()
    round_ = Round.objects.open(now).get()
    closes = dates.local_time(round_.closes_at)
    assert sorted(round_.terms.values_list("kind", flat=True)) == ["development", "event"]
    assert (closes.hour, closes.minute) == (16, 0)
    assert closes.weekday() < 5
    assert 34 <= (closes.date() - dates.local_day(now)).days <= 38
    assert dates.local_day(round_.closes_at) < round_.earliest_start < round_.latest_end


def test_an_application_is_half_done_in_the_open_round(demo):
    draft = Application.objects.get(round__number=4, status="draft")
    form = filled(for_form(Application.objects.all()).get(pk=draft.pk))
    assert draft.title == "Korjauspäivä kirjastossa"
    assert [it.slug for it in form.sections if form.is_complete(it) and not form.is_optional(it)] == ["yhteyshenkilo", "idea"]


def test_another_application_of_the_open_round_has_been_sent(demo):
    sent = Application.objects.get(round__number=4, status="submitted", channel="portal")
    assert (sent.title, sent.applied) == ("Yhteinen keittiö – ruokaa ja työkokeiluja", Decimal("32380.00"))
    assert sent.submitted_at < clock.now()


def test_an_application_of_a_group_without_e_mail_came_by_post(demo):
    paper = Application.objects.get(channel="post")
    assert (paper.title, paper.applied, paper.is_late) == ("Naapurien keittopäivä", Decimal("750.00"), False)
    assert paper.group.memberships.count() == 0
    assert paper.consents.get().given_by == "Elli Esimerkki"


def test_one_idea_waits_for_an_answer_and_another_can_become_a_draft(demo):
    coordinator = User.objects.get(name="Kaisa Koordinaattori")
    handled = Idea.objects.handled_by(coordinator)
    [waiting], [answered] = handled.unanswered(), handled.answered()
    assert (waiting.title, waiting.person, answered.person.name) == ("Aamukahvit Esimerkkitalossa", None, "Manu Malli")
    assert answered.suggested_kind == "event"


def test_an_evening_is_announced_and_somebody_has_called(demo):
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.taken) == ("Esimerkki-ilta: ideasta hakemukseksi", 1)
    assert meeting.starts_at > clock.now()


def test_a_question_is_published_without_the_name_of_who_asked(demo):
    question = Question.objects.published().get()
    assert (question.asked_by.name, question.public_text) == ("Hanna Hakija", "Voiko kahvitarjoilun laskea mukaan kustannuksiin?")


def test_no_letter_of_the_past_waits_to_be_sent(demo):
    receipt = Letter.objects.exclude(status="cancelled").exclude(kind__startswith="advice/appointment_").get()
    assert (receipt.kind, receipt.status) == ("applications/submitted", "queued")
    assert receipt.about == Application.objects.get(round__number=4, status="submitted", channel="portal").about
    assert Letter.objects.filter(kind="decisions/decision_published", status="cancelled").count() == 4


def test_what_was_sent_is_frozen_in_finnish(demo):
    assert sample(1).versions.get().content["sections"][0]["title"] == "Kerro yhteystiedot"


def test_times_for_a_talk_are_offered_and_one_is_booked(demo):
    appointment = Appointment.objects.select_related("slot__adviser").get()
    assert appointment.slot.adviser.email == "kaisa.koordinaattori@example.org"
    assert Slot.objects.free(clock.now()).count() >= 20
    kinds = Letter.objects.filter(about=appointment.about, status="queued").values_list("kind", flat=True)
    assert sorted(kinds) == ["advice/appointment_booked"] * 2 + ["advice/appointment_near"] * 2
