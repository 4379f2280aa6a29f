"""The catalogue of letters, and whether letters go through."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.letters import SAMPLES
from registry.models import Letter
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, rows

pytestmark = pytest.mark.django_db
PAGE = "/tyopoyta/kirjeet/"


def test_every_letter_is_there_in_both_languages(client_of, coordinator):
    page = client_of(coordinator).get(PAGE)
    assert len(found(page, "//main//details")) == len(SAMPLES)
    assert [len(found(page, f"//main//details//div[@lang='{code}']")) for code in ("fi", "en")] == [len(SAMPLES)] * 2
    assert words(found(page, "//main//summary")[0]) == "Your code for signing in to Pikku KAKE"
    assert "Koodisi on:" in main(page)


def test_it_tells_what_waits_and_what_failed(client_of, coordinator, sent):
    letter = Letter.objects.order_by("pk").first()
    Letter.objects.filter(pk=letter.pk).update(status="failed", last_error="550 No such user")
    page = client_of(coordinator).get(PAGE)
    assert [words(it) for it in found(page, "//main//dl[@class='summary-list']//dd[@class='number']")] == ["1", "1"]
    assert [row[0] for row in rows(page)] == [letter.to]
    assert rows(page)[0][3] == "550 No such user"


def test_when_nothing_has_failed_it_says_so(client_of, coordinator):
    assert "No letter has failed." in main(client_of(coordinator).get(PAGE))


def test_looking_posts_nothing(client_of, coordinator):
    client_of(coordinator).get(PAGE)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance", "admin"])
def test_only_the_coordinator_looks(client_of, request, role):
    assert client_of(request.getfixturevalue(role)).get(PAGE).status_code == 403


def test_it_is_only_looked_at(client_of, coordinator):
    assert client_of(coordinator).post(PAGE).status_code == 405


def test_it_asks_few_questions_however_many_letters_failed(client_of, coordinator, sent):
    browser, numbers = client_of(coordinator), []
    for letter in Letter.objects.all():
        Letter.objects.filter(pk=letter.pk).update(status="failed")
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        numbers.append(len(asked))
    assert numbers[0] == numbers[-1] <= 12
