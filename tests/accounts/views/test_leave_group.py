"""The page that asks before somebody leaves a group."""

import pytest

from tests.accounts.views.signing_in import sentences
from tests.applications.views.reading import found, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(group) -> str:
    return f"/ryhmat/{group.pk}/jasenet/eroa/"


def test_looking_at_the_page_leaves_nothing(client_of, co_applicant, group, path):
    page = client_of(co_applicant).get(path)
    assert [words(it) for it in found(page, "//main//button")] == ["Leave the group"]
    assert group.memberships.count() == 2


def test_a_member_leaves(client_of, co_applicant, group, path):
    browser = client_of(co_applicant)
    answer = browser.post(path)
    assert (answer.status_code, answer.url) == (303, "/oma/")
    assert sentences(browser.get("/oma/")) == ["You have left the group Esimerkkikylän yhdistys ry."]
    assert browser.get(path).status_code == 404


def test_the_only_owner_is_led_to_choose_another_and_can_not_go_around_it(client_of, applicant, group, path):
    browser = client_of(applicant)
    page = browser.get(path)
    assert found(page, "//main//button") == []
    assert found(page, f"//main//a[@class='button'][@href='/ryhmat/{group.pk}/jasenet/']") != []
    answer = browser.post(path)
    assert (answer.status_code, answer.url) == (303, f"/ryhmat/{group.pk}/jasenet/")
    assert sentences(browser.get(answer.url)) == ["The group needs an owner. Make somebody else an owner first."]


def test_a_stranger_finds_no_group_to_leave(client_of, stranger, other_group, path):
    assert (client_of(stranger).get(path).status_code, client_of(stranger).post(path).status_code) == (404, 404)
