"""A draft whose group has asked for advice, as the coordinator reads it and pins notes to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice.models import Note
from applications import actions
from applications.sections import sections_of
from registry.models import Event
from tests.advice.factories import ask_advice, make_note
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary
from tests.factories import acting, make_attachment, make_person, send

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintu kirjoitti neuvon."


def page(draft, more: str = "") -> str:
    return f"/tyopoyta/neuvonta/luonnokset/{draft.reference}/{more}"


@pytest.fixture
def asked(draft, applicant):
    ask_advice(draft, applicant)
    return draft


def test_it_shows_every_part_as_it_stands_and_the_look_is_noted(client_of, coordinator, applicant, asked):
    file = make_attachment(asked, applicant)
    shown = client_of(coordinator).get(page(asked))
    parts = [section.slug for section in sections_of("event")]
    assert [it.get("id") for it in found(shown, "//main//section")] == parts
    text = main(shown)
    assert "Avaamme pajan, jossa korjataan pyöriä yhdessä." in text
    assert "Aino Esimerkki gave the permission on" in text
    assert "Salin vuokra" in text
    assert page(asked, f"liitteet/{file.pk}/") in found(shown, "//main//a/@href")
    assert list(Event.objects.filter(act="view").values_list("about", "role")) == [(asked.about, "coordinator")]


def test_only_who_may_fill_in_is_led_to_the_form(client_of, coordinator, applicant, asked):
    form = f"/hakemukset/{asked.reference}/osat/"
    assert form not in found(client_of(coordinator).get(page(asked)), "//main//a/@href")
    consent = {"given_by": "Aino", "way": "portal", "given_on": asked.created_at.date()}
    actions.allow_help(asked, by=acting(applicant, "owner"), at=asked.created_at, **consent)
    assert form in found(client_of(coordinator).get(page(asked)), "//main//a/@href")


def test_advice_is_pinned_to_its_part(client_of, coordinator, asked):
    browser = client_of(coordinator)
    answer = browser.post(page(asked, "idea/neuvo/"), {"text": CANARY})
    note = Note.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{page(asked)}#neuvo-{note.pk}")
    assert (note.section, note.text, note.author) == ("idea", CANARY, coordinator)
    assert CANARY in words(found(browser.get(page(asked)), "//section[@id='idea']")[0])


def test_nothing_typed_is_lost_when_it_is_refused(client_of, coordinator, asked):
    again = client_of(coordinator).post(page(asked, "idea/neuvo/"), {"text": "Pitkä. " * 300})
    assert again.status_code == 422
    assert summary(again) == ["Advice on one part can be at most 2000 characters. Send the rest as a message."]
    assert found(again, "//section[@id='idea']//textarea")[0].text.strip().startswith("Pitkä. Pitkä.")
    assert found(again, "//section[@id='idea']//details[@open]") != []
    empty = client_of(coordinator).post(page(asked, "idea/neuvo/"), {"text": ""})
    assert (empty.status_code, summary(empty)) == (422, ["Write your advice."])


def test_there_is_no_advice_on_a_part_that_the_form_lacks(client_of, coordinator, asked):
    assert client_of(coordinator).post(page(asked, "tuntematon/neuvo/"), {"text": "x"}).status_code == 404


def test_she_takes_back_only_her_own(client_of, coordinator, asked):
    other = make_person("toinen@joensuu.example", name="Toinen Neuvoja", roles=["coordinator"])
    hers, others = make_note(asked, coordinator), make_note(asked, other, text=CANARY)
    browser = client_of(coordinator)
    assert [it.get("action") for it in found(browser.get(page(asked)), "//article//form")] == [
        page(asked, f"neuvot/{hers.pk}/peru/")
    ]
    assert browser.post(page(asked, f"neuvot/{others.pk}/peru/")).status_code == 403
    assert browser.post(page(asked, f"neuvot/{hers.pk}/peru/")).url == f"{page(asked)}#idea"
    assert list(Note.objects.standing()) == [others]


def test_a_sent_application_is_no_draft_any_more(client_of, coordinator, applicant, asked):
    note = make_note(asked, coordinator)
    send(asked, applicant)
    browser = client_of(coordinator)
    assert browser.get(page(asked)).status_code == 404
    assert browser.post(page(asked, "idea/neuvo/"), {"text": "x"}).status_code == 404
    assert browser.post(page(asked, f"neuvot/{note.pk}/peru/")).status_code == 404


def test_it_asks_few_questions_however_much_advice_there_is(client_of, coordinator, asked):
    def count() -> int:
        browser = client_of(coordinator)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(asked))
        return len(queries)

    make_note(asked, coordinator)
    before = count()
    make_note(asked, coordinator, text="Toinen.")
    make_note(asked, coordinator, section="kustannukset")
    assert count() == before <= 12
