"""The administrator says whether one person may have two parts in the same case."""

import pytest

from registry.models import Event
from tests.applications.views.reading import found
from tests.desk.views.reading import main

pytestmark = pytest.mark.django_db
PAGE = "/tyopoyta/kierrokset/tehtavat/"


def checked(page) -> list[str]:
    return [it.get("name") for it in found(page, "//main//input[@type='checkbox'][@checked]")]


def test_it_shows_and_changes_what_holds_and_records_it(client_of, admin, programme):
    browser = client_of(admin)
    assert checked(browser.get(PAGE)) == ["adviser_may_propose"]
    assert browser.post(PAGE, {"proposer_may_decide": "on"}).status_code == 303
    programme.refresh_from_db()
    assert (programme.adviser_may_propose, programme.proposer_may_decide) == (False, True)
    assert checked(browser.get(PAGE)) == ["proposer_may_decide"]
    [event] = Event.objects.filter(act="set_separation")
    assert (event.about, event.role) == (f"programme:{programme.pk}", "admin")
    assert event.details == {"allowed": ["proposer_may_decide"]}


def test_the_people_page_leads_there(client_of, admin, programme):
    assert PAGE in found(client_of(admin).get("/henkilot/"), "//main//a/@href")


def test_who_handles_cases_reads_what_holds_and_does_not_change_it(client_of, coordinator, programme):
    browser = client_of(coordinator)
    text = main(browser.get("/tyopoyta/kierrokset/"))
    assert "Who has advised on an application may also propose the decision. Who has proposed may not decide." in text
    assert browser.post(PAGE, {}).status_code == 403


def test_before_a_programme_there_is_nothing_to_set(client_of, admin):
    assert client_of(admin).get(PAGE).status_code == 404
