"""Consent withdrawn: the next request for the draft is 404, and nothing at the desk knows of its content any more.

Every address that a coordinator can open is asked, whatever its app, with the draft's reference and keys in it.
"""

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter

from advice.models import Note
from applications import actions
from core import clock, dates
from tests import files
from tests.advice.factories import ask_advice, make_note
from tests.factories import acting, make_application, make_appointment, make_attachment, make_message, make_slot
from tests.walking import addresses

pytestmark = pytest.mark.django_db
TITLE, ANSWER, FILE, NOTE, DONE = "Kanarianimi", "Kanariavastaus", "Kanariatiedosto", "Kanarianeuvo", "Kanariatehty"
SECRETS = (TITLE, ANSWER, FILE, NOTE, DONE)


def paths(draft) -> list[str]:
    """Each address about the draft: a number is the key of its file, of its note, or 1."""
    keys = {1, draft.pk, *draft.attachments.values_list("pk", flat=True), *Note.objects.values_list("pk", flat=True)}
    made = set()
    for name, parameters in addresses():
        for key in keys if any(isinstance(it, IntConverter) for it in parameters.values()) else [1]:
            given = {"reference": draft.reference, "slug": "idea", "paper": "saannot", "kind": "tapahtuma"}
            given |= {word: key for word, converter in parameters.items() if isinstance(converter, IntConverter)}
            made.add(reverse(name, kwargs={word: given.get(word, "x") for word in parameters}))
    # A page shows again what is searched for: a part of the word is enough to find it.
    searches = {
        f"{page}?words={word}" for page in ("/tyopoyta/", "/tyopoyta/apu/ryhmat/") for word in (draft.reference, TITLE[:9])
    }
    return sorted(made | searches)


def leaks(browser, draft) -> dict[str, list[str]]:
    """What of the draft each address says, and by itself in its headers; only those that say something."""
    said = {}
    for path in paths(draft):
        answer = browser.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace") + str(dict(answer.headers))
        if told := [secret for secret in SECRETS if secret in text]:
            said[path] = told
    return said


@pytest.fixture
def draft(applicant, group, open_round):
    draft = make_application(applicant, group, open_round, title=TITLE, summary=ANSWER)
    make_attachment(draft, applicant, name=f"{FILE}.pdf")
    make_attachment(draft, applicant, name=f"{FILE}.jpg", content=files.jpeg(), shows="other")
    return draft


@pytest.fixture
def known(draft, applicant, coordinator):
    """The group has asked for advice, written a message and booked times to talk about it, and the coordinator has advised."""
    ask_advice(draft, applicant)
    make_message(draft, applicant, at=draft.created_at)
    midnight, next_midnight = dates.bounds_of_day(dates.local_day(clock.now()))
    for starts_at in (midnight, next_midnight):
        make_appointment(make_slot(coordinator, starts_at), applicant, subject=draft)
    make_note(draft, coordinator, text=NOTE)
    done = make_note(draft, coordinator, text=DONE)
    Note.objects.filter(pk=done.pk).update(done_at=draft.created_at, done_by=applicant)
    return draft


def test_before_anybody_asks_nothing_of_a_draft_is_known(client_of, coordinator, draft):
    assert leaks(client_of(coordinator), draft) == {}


def test_with_the_consent_she_reads_it_and_without_it_nothing_is_left(client_of, applicant, coordinator, known):
    browser = client_of(coordinator)
    page = f"/tyopoyta/neuvonta/luonnokset/{known.reference}/"
    told = leaks(browser, known)
    assert told[page] == list(SECRETS)
    assert told["/tyopoyta/apu/"] == [TITLE]
    assert [path for path in told if path.startswith(f"{page}liitteet/")] != []
    actions.end_help(known, by=acting(applicant, "owner"), at=known.created_at)
    assert browser.get(page).status_code == 404
    assert leaks(browser, known) == {}


def test_neither_is_anything_left_of_what_she_filled_in(client_of, applicant, coordinator, known):
    consent = {"given_by": "Aino", "way": "portal", "given_on": known.created_at.date()}
    actions.allow_help(known, by=acting(applicant, "owner"), at=known.created_at, **consent)
    browser = client_of(coordinator)
    assert leaks(browser, known)[f"/hakemukset/{known.reference}/osat/idea/"] == [TITLE, ANSWER, NOTE]
    actions.end_help(known, by=acting(applicant, "owner"), at=known.created_at)
    assert leaks(browser, known) == {}


@pytest.mark.parametrize("role", ["reviewer", "decider", "finance", "auditor", "admin"])
def test_nobody_else_of_the_city_ever_reads_it(client_of, request, role, known):
    assert leaks(client_of(request.getfixturevalue(role)), known) == {}


@pytest.mark.parametrize("act", ["idea/neuvo/", "neuvot/{note}/peru/"])
def test_what_she_posts_after_that_finds_nothing(client_of, applicant, coordinator, known, act):
    actions.end_help(known, by=acting(applicant, "owner"), at=known.created_at)
    path = f"/tyopoyta/neuvonta/luonnokset/{known.reference}/{act.format(note=Note.objects.first().pk)}"
    assert client_of(coordinator).post(path, {"text": "x"}).status_code == 404
    assert Note.objects.standing().count() == 2
