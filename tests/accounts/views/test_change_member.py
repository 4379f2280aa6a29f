"""The page of one member, where an owner gives another role and removes."""

import pytest

from tests.accounts.views.signing_in import sentences
from tests.applications.views.reading import found, heading
from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(group, co_applicant) -> str:
    return f"/ryhmat/{group.pk}/jasenet/{co_applicant.pk}/"


def roles(group) -> dict[str, str]:
    return dict(group.memberships.values_list("person__email", "role"))


def test_the_page_shows_what_the_member_may_do_now(client_of, applicant, path):
    page = client_of(applicant).get(path)
    assert heading(page) == "Lauri Esimerkki"
    assert [it.get("value") for it in found(page, "//input[@type='radio'][@checked]")] == ["editor"]


def test_an_owner_gives_another_role(client_of, applicant, group, path):
    browser = client_of(applicant)
    answer = browser.post(path, {"role": "owner"})
    assert (answer.status_code, answer.url) == (303, f"/ryhmat/{group.pk}/jasenet/")
    assert sentences(browser.get(answer.url)) == ["Lauri Esimerkki now has the role: Owner."]
    assert roles(group) == {"aino@example.org": "owner", "lauri@example.org": "owner"}


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_that_is_none_is_refused(client_of, applicant, group, path, role):
    page = client_of(applicant).post(path, {"role": role})
    assert (page.status_code, page.context["form"].errors) == (422, {"role": ["Choose what the person may do."]})
    assert roles(group)["lauri@example.org"] == "editor"


def test_the_last_owner_is_told_why_she_stays_one(client_of, applicant, group):
    page = client_of(applicant).post(f"/ryhmat/{group.pk}/jasenet/{applicant.pk}/", {"role": "editor"})
    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == ["The group needs an owner. Make somebody else an owner first."]
    assert "The group needs an owner. Make somebody else an owner first." in page.content.decode()
    assert roles(group)["aino@example.org"] == "owner"


def test_on_her_own_page_an_owner_leaves_and_is_not_removed(client_of, applicant, group):
    page = client_of(applicant).get(f"/ryhmat/{group.pk}/jasenet/{applicant.pk}/")
    assert found(page, f"//main//a[@href='/ryhmat/{group.pk}/jasenet/eroa/']") != []
    assert found(page, "//main//form[contains(@action, 'poista')]") == []
    answer = client_of(applicant).post(f"/ryhmat/{group.pk}/jasenet/{applicant.pk}/poista/")
    assert (answer.status_code, answer.url) == (303, f"/ryhmat/{group.pk}/jasenet/eroa/")
    assert roles(group)["aino@example.org"] == "owner"


def test_a_removed_member_finds_nothing_with_her_next_request(client_of, applicant, co_applicant, group, path, draft):
    theirs, mine = client_of(co_applicant), client_of(applicant)
    assert theirs.get(f"/hakemukset/{draft.reference}/osat/").status_code == 200
    answer = mine.post(f"{path}poista/")
    assert sentences(mine.get(answer.url)) == ["Lauri Esimerkki does not belong to the group any more."]
    for there in (f"/hakemukset/{draft.reference}/osat/", f"/ryhmat/{group.pk}/", f"/ryhmat/{group.pk}/jasenet/"):
        assert theirs.get(there).status_code == 404
    assert theirs.post(f"/hakemukset/{draft.reference}/osat/idea/", {"title": "Vielä"}).status_code == 404


def test_who_is_gone_already_is_not_found(client_of, applicant, path):
    browser = client_of(applicant)
    browser.post(f"{path}poista/")
    assert (browser.get(path).status_code, browser.post(f"{path}poista/").status_code) == (404, 404)


def test_only_an_owner_of_this_group_changes_and_removes(client_of, applicant, co_applicant, stranger, other_group, admin, path):
    reader = make_person("lukija@example.org")
    group = make_group(applicant, readers=[reader])
    own = f"/ryhmat/{group.pk}/jasenet/{reader.pk}/"
    for person, where, status in [(co_applicant, path, 403), (reader, own, 403), (stranger, path, 404), (admin, path, 404)]:
        browser = client_of(person)
        answers = browser.get(where), browser.post(where, {"role": "owner"}), browser.post(f"{where}poista/")
        assert [answer.status_code for answer in answers] == [status] * 3


def test_a_member_of_another_group_is_not_found_here(client_of, applicant, group, stranger, other_group):
    browser = client_of(applicant)
    assert browser.get(f"/ryhmat/{group.pk}/jasenet/{stranger.pk}/").status_code == 404
    assert browser.post(f"/ryhmat/{other_group.pk}/jasenet/{stranger.pk}/poista/").status_code == 404
    assert other_group.memberships.count() == 1
