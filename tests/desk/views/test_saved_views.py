"""Views of the worklist that a person keeps for herself."""

import pytest

from accounts.actions import save_view
from accounts.models import SavedView
from reviews.actions import declare
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, rows
from tests.factories import AT, acting, after_closing, make_person

pytestmark = pytest.mark.django_db
WORKLIST, NEW, VIEWS = "/tyopoyta/", "/tyopoyta/nakymat/uusi/", "/tyopoyta/nakymat/"


def keep(person, name="Tapahtumat", query="kind=event", **more) -> SavedView:
    return save_view(by=acting(person, "coordinator"), at=AT, name=name, query=query, **more)


def test_a_view_is_kept_under_a_name_and_stands_beside_the_list(client_of, coordinator, case):
    browser = client_of(coordinator)
    answer = browser.post(NEW, {"name": "  Isot  tapahtumat ", "query": "kind=event&at_least=1000&page=4&x=1&sort=-applied"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tyopoyta/?kind=event&at_least=1000&sort=-applied")
    page = browser.get(answer.headers["Location"])
    [link] = found(page, "//a[@aria-current='true']")
    assert (words(link), link.get("href")) == ("Isot tapahtumat", "?kind=event&at_least=1000&sort=-applied")


def test_the_same_name_keeps_it_anew(coordinator):
    keep(coordinator)
    keep(coordinator, query="kind=development")
    assert [(view.name, view.query) for view in coordinator.saved_views.all()] == [("Tapahtumat", "kind=development")]


@pytest.mark.parametrize(("name", "query"), [("", "kind=event"), ("Kaikki", "")])
def test_a_view_needs_a_name_and_filters(client_of, coordinator, name, query):
    page = client_of(coordinator).post(NEW, {"name": name, "query": query}, follow=True)
    assert SavedView.objects.count() == 0
    assert len(found(page, "//*[contains(@class, 'notice--error')]")) == 1


def test_the_first_view_opens_where_the_address_says_nothing(client_of, coordinator):
    keep(coordinator, name="Vanha", query="kind=development", is_start=True)
    keep(coordinator, is_start=True)
    browser = client_of(coordinator)
    assert browser.get(WORKLIST).headers["Location"] == "/tyopoyta/?kind=event"
    assert browser.get(f"{WORKLIST}?all=1").status_code == 200
    assert SavedView.objects.filter(is_start=True).count() == 1


def test_it_is_renamed_and_removed_on_a_page_of_its_own(client_of, coordinator):
    view, browser = keep(coordinator), client_of(coordinator)
    assert browser.post(f"{VIEWS}{view.pk}/", {"name": "Juhlat", "is_start": "on"}).status_code == 303
    view.refresh_from_db()
    assert (view.name, view.is_start) == ("Juhlat", True)
    assert "Juhlat" in main(browser.get(VIEWS))
    refused = browser.post(f"{VIEWS}{view.pk}/", {"name": ""})
    assert refused.status_code == 422
    assert browser.post(f"{VIEWS}{view.pk}/poista/").status_code == 303
    assert SavedView.objects.count() == 0


def test_nobody_else_has_it(client_of, coordinator):
    view = keep(coordinator)
    other = client_of(make_person("toinen@joensuu.example", roles=["coordinator"]))
    assert "Tapahtumat" not in main(other.get(WORKLIST))
    assert [other.post(f"{VIEWS}{view.pk}/{act}").status_code for act in ("", "poista/")] == [404, 404]


def test_a_view_never_shows_more_than_its_owner_may_see_now(client_of, coordinator, case):
    keep(coordinator, query="status=in_review")
    browser = client_of(coordinator)
    assert len(rows(browser.get(f"{WORKLIST}?status=in_review"))) == 1
    declare(case, by=acting(coordinator, "coordinator"), at=after_closing(case), ground="board")
    assert case.reference not in main(browser.get(f"{WORKLIST}?status=in_review"))
    coordinator.staff_roles.all().delete()
    assert browser.get(f"{WORKLIST}?status=in_review").status_code == 403
