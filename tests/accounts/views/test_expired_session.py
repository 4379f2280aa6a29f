"""What is typed of a group comes back to the person who was signed out meanwhile, and to nobody else."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Group
from core import parked
from tests.applications.views.reading import errors, found, notices

TYPED = {"name": "KANARIALINTU ry", "type": "association", "business_id": "9100002-1"}


def post_expired(browser, address: str):
    """Open the page, be signed out, and save."""
    [mark] = found(browser.get(address), f"//input[@name='{parked.FIELD}']/@value")
    Session.objects.filter(pk=browser.session.session_key).delete()
    return browser.post(address, {**TYPED, parked.FIELD: mark})


def names(page) -> list[str]:
    return found(page, "//input[@name='name']/@value")


@pytest.mark.parametrize("is_new", [True, False])
def test_the_details_of_a_group_come_back_and_can_be_saved(client_of, applicant, group, is_new):
    browser, address = client_of(applicant), "/ryhmat/uusi/" if is_new else f"/ryhmat/{group.pk}/"
    assert post_expired(browser, address).status_code == 302
    browser.force_login(applicant)
    page = browser.get(address)
    assert (names(page), notices(page)[-1], errors(page)) == (["KANARIALINTU ry"], "Your text is not saved yet", [])
    assert found(page, "//input[@name='type'][@checked]/@value") == ["association"]
    assert not Group.objects.filter(name=TYPED["name"]).exists()
    assert browser.post(address, TYPED).status_code == 303
    assert Group.objects.filter(name=TYPED["name"]).count() == 1
    assert "Your text is not saved yet" not in notices(browser.get(address))


@pytest.mark.parametrize("is_new", [True, False])
def test_another_member_in_the_same_browser_sees_nothing_of_it(client_of, applicant, co_applicant, group, is_new):
    browser, address = client_of(applicant), "/ryhmat/uusi/" if is_new else f"/ryhmat/{group.pk}/"
    post_expired(browser, address)
    browser.force_login(co_applicant)
    page = browser.get(address)
    assert (page.status_code, TYPED["name"] in page.content.decode()) == (200, False)


def test_an_address_that_was_to_be_invited_comes_back_and_nobody_was(client_of, applicant, group):
    browser, address = client_of(applicant), f"/ryhmat/{group.pk}/jasenet/kutsu/"
    typed = {"email": "kanarialintu@example.org", "role": "reader"}
    [mark] = found(browser.get(address), f"//input[@name='{parked.FIELD}']/@value")
    Session.objects.filter(pk=browser.session.session_key).delete()
    assert browser.post(address, {**typed, parked.FIELD: mark}).status_code == 302
    assert group.invitations.count() == 0
    browser.force_login(applicant)
    page = browser.get(address)
    assert (found(page, "//input[@name='email']/@value"), notices(page)[-1]) == ([typed["email"]], "Your text is not saved yet")
    assert found(page, "//input[@name='role'][@checked]/@value") == ["reader"]
    assert browser.post(address, typed).status_code == 303
    assert "Your text is not saved yet" not in notices(browser.get(address))
