"""The page that the letter leads to, its two answers, and taking an invitation back."""

from datetime import timedelta

import pytest

from accounts.actions import accept_invitation, decline_invitation, leave_group, withdraw_invitation
from accounts.models import Invitation, User
from core import clock
from registry.models import Letter
from tests.accounts.views.signing_in import ask, enter, newest_code, sentences
from tests.applications.views.reading import found, heading, words
from tests.factories import acting, make_application, make_group, make_invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(stranger, group, applicant) -> Invitation:
    return make_invitation(group, applicant, email=stranger.email, at=clock.now())


def main(page) -> str:
    return words(found(page, "//main")[0])


def buttons(page) -> list[str]:
    return [words(it) for it in found(page, "//main//button")]


def test_the_page_says_who_invites_where_and_to_what(client_of, stranger, invited):
    page = client_of(stranger).get(f"/kutsut/{invited.pk}/")
    assert heading(page) == "Invitation to the group Esimerkkikylän yhdistys ry"
    assert "Aino Esimerkki invites you to the group." in main(page)
    assert "You fill in applications. An owner of the group sends them." in main(page)
    assert buttons(page) == ["Join the group", "No, thank you"]


def test_opening_the_link_over_and_over_changes_nothing(client_of, visitor, stranger, group, invited):
    """Programs that look through mail open every link, some with HEAD."""
    for browser in (visitor, client_of(stranger)):
        for _time in range(3):
            browser.head(f"/kutsut/{invited.pk}/")
            browser.get(f"/kutsut/{invited.pk}/")
            browser.get(f"/kutsut/{invited.pk}/hyvaksy/")
            browser.get(f"/kutsut/{invited.pk}/jata/")
    invited.refresh_from_db()
    assert (invited.state, group.memberships.count()) == ("open", 2)


def test_joining_leads_to_ones_own_page_with_the_groups_applications(client_of, applicant, stranger, group, invited, open_round):
    draft = make_application(applicant, group, open_round)
    browser = client_of(stranger)
    answer = browser.post(f"/kutsut/{invited.pk}/hyvaksy/")
    assert (answer.status_code, answer.url) == (303, "/oma/")
    page = browser.get("/oma/")
    assert sentences(page) == ["You now belong to the group Esimerkkikylän yhdistys ry."]
    assert found(page, f"//a[@href='/hakemukset/{draft.reference}/osat/']") != []
    assert browser.get(f"/kutsut/{invited.pk}/hyvaksy/").url == f"/kutsut/{invited.pk}/"
    assert "You belong to this group." in main(browser.get(f"/kutsut/{invited.pk}/"))


def test_a_second_press_of_the_button_is_answered_like_the_first(client_of, stranger, invited):
    browser = client_of(stranger)
    answers = [browser.post(f"/kutsut/{invited.pk}/hyvaksy/") for _press in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(303, "/oma/")] * 2


def test_who_has_no_name_yet_is_asked_for_it(client_of, stranger, group, invited):
    User.objects.filter(pk=stranger.pk).update(name="")
    browser = client_of(stranger)
    page = browser.post(f"/kutsut/{invited.pk}/hyvaksy/", {"person_name": " "})
    assert (page.status_code, page.context["form"].errors) == (422, {"person_name": ["Write your own name."]})
    assert buttons(page) == ["Join the group", "No, thank you"]
    assert group.memberships.count() == 2
    assert browser.post(f"/kutsut/{invited.pk}/hyvaksy/", {"person_name": "Veera Vieras"}).status_code == 303
    assert group.memberships.get(person=stranger).person.name == "Veera Vieras"


def test_whoever_has_a_name_keeps_it(client_of, stranger, invited):
    client_of(stranger).post(f"/kutsut/{invited.pk}/hyvaksy/", {"person_name": "Toinen"})
    stranger.refresh_from_db()
    assert stranger.name == "Veera Vieras"


def test_declining_is_as_easy_and_needs_no_name(client_of, stranger, group, invited):
    User.objects.filter(pk=stranger.pk).update(name="")
    browser = client_of(stranger)
    answer = browser.post(f"/kutsut/{invited.pk}/jata/", {"person_name": ""})
    assert (answer.status_code, answer.url) == (303, f"/kutsut/{invited.pk}/")
    page = browser.get(answer.url)
    assert "You did not accept this invitation. If you change your mind, ask the group for a new one." in main(page)
    assert (buttons(page), group.memberships.count()) == ([], 2)
    browser.post(f"/kutsut/{invited.pk}/jata/")
    assert sentences(browser.get(answer.url)) == ["This invitation has been answered or withdrawn already."]


def test_another_address_learns_nothing_of_the_invitation(client_of, co_applicant, applicant, coordinator, invited):
    """The same page, to the byte but for the number, as where there is no invitation at all."""
    for person in (applicant, co_applicant, coordinator):
        browser = client_of(person)
        page = browser.get(f"/kutsut/{invited.pk}/")
        assert (page.status_code, heading(page)) == (404, "The invitation was sent to another address")
        assert f"You are signed in as {person.email}." in main(page)
        assert [it for it in ("Esimerkkikylän", invited.email) if it in main(page)] == []
        assert main(page) == main(browser.get("/kutsut/999999/"))
        assert [browser.post(f"/kutsut/{invited.pk}/{act}/").status_code for act in ("hyvaksy", "jata")] == [404, 404]
    invited.refresh_from_db()
    assert invited.state == "open"


def test_whoever_is_signed_in_with_the_wrong_address_gets_back_to_the_invitation_with_the_right_one(client_of, reviewer, invited):
    browser = client_of(reviewer)
    [there] = found(browser.get(f"/kutsut/{invited.pk}/"), "//main//input[@name='next']")
    answer = browser.post("/kirjaudu-ulos/", {"next": there.get("value")}, follow=True)
    assert answer.redirect_chain[-1] == (f"/kirjaudu/?next=/kutsut/{invited.pk}/", 302)


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (
            withdraw_invitation,
            "The group has withdrawn this invitation. If you think it is a mistake, ask the group for a new one.",
        ),
        (decline_invitation, "You did not accept this invitation. If you change your mind, ask the group for a new one."),
    ],
)
def test_an_invitation_that_has_ended_says_so_kindly(client_of, stranger, invited, end, sentence):
    end(invited, by=acting(stranger), at=clock.now())
    page = client_of(stranger).get(f"/kutsut/{invited.pk}/")
    assert (page.status_code, buttons(page)) == (200, [])
    assert sentence in main(page)


def test_an_old_invitation_says_so_kindly(client_of, stranger, group, applicant):
    old = make_invitation(group, applicant, email=stranger.email, at=clock.now() - Invitation.LIVES)
    browser = client_of(stranger)
    assert "This invitation is too old. Ask the group for a new one." in main(browser.get(f"/kutsut/{old.pk}/"))
    page = browser.post(f"/kutsut/{old.pk}/hyvaksy/")
    assert (page.status_code, buttons(page)) == (422, [])
    assert page.context["form"].non_field_errors() == ["The invitation is too old. Ask the group for a new one."]


def test_who_has_left_the_group_since_is_told_what_the_invitation_was(client_of, stranger, invited):
    leave_group(accept_invitation(invited, by=acting(stranger), at=clock.now()), by=acting(stranger), at=clock.now())
    assert "You accepted this invitation, and do not belong to the group any more." in main(
        client_of(stranger).get(f"/kutsut/{invited.pk}/")
    )


def test_an_invitation_withdrawn_while_the_page_was_open_lets_nobody_in(client_of, applicant, stranger, group, invited):
    browser = client_of(stranger)
    browser.get(f"/kutsut/{invited.pk}/")
    withdraw_invitation(invited, by=acting(applicant, "owner"), at=clock.now())
    page = browser.post(f"/kutsut/{invited.pk}/hyvaksy/")
    assert page.status_code == 422
    assert "The group has withdrawn this invitation." in main(page)
    assert group.memberships.count() == 2


def test_the_staff_are_told_what_membership_does_to_their_work(client_of, reviewer, stranger, group, applicant, invited):
    offered = make_invitation(group, applicant, email=reviewer.email, at=clock.now())
    notice = "Members of a group can't see or handle its applications at the desk."
    assert notice in main(client_of(reviewer).get(f"/kutsut/{offered.pk}/"))
    assert notice not in main(client_of(stranger).get(f"/kutsut/{invited.pk}/"))


def test_an_owner_takes_an_invitation_back(client_of, applicant, group, invited):
    browser = client_of(applicant)
    answer = browser.post(f"/kutsut/{invited.pk}/peru/")
    assert (answer.status_code, answer.url) == (303, f"/ryhmat/{group.pk}/jasenet/")
    assert sentences(browser.get(answer.url)) == ["The invitation to veera@example.org is withdrawn."]
    browser.post(f"/kutsut/{invited.pk}/peru/")
    assert sentences(browser.get(answer.url)) == ["This invitation has been answered or withdrawn already."]


def test_nobody_else_takes_it_back(client_of, co_applicant, stranger, admin, invited):
    people = (co_applicant, stranger, admin)
    assert [client_of(person).post(f"/kutsut/{invited.pk}/peru/").status_code for person in people] == [403, 404, 404]
    invited.refresh_from_db()
    assert invited.state == "open"


def test_ones_own_page_shows_what_waits_so_that_the_letter_need_not_be_found(client_of, stranger, applicant, invited):
    browser = client_of(stranger)
    make_invitation(make_group(applicant, name="Vanha ry"), applicant, email=stranger.email, at=clock.now() - Invitation.LIVES)
    waiting = found(browser.get("/oma/"), "//main//a[starts-with(@href, '/kutsut/')]")
    assert [link.get("href") for link in waiting] == [f"/kutsut/{invited.pk}/"]
    browser.post(f"/kutsut/{invited.pk}/jata/")
    assert found(browser.get("/oma/"), "//main//a[starts-with(@href, '/kutsut/')]") == []


def test_who_is_about_to_name_a_new_group_is_reminded_of_the_invitation(client_of, stranger, applicant, invited):
    link = f"//main//a[@href='/kutsut/{invited.pk}/']"
    assert [len(found(client_of(person).get("/ryhmat/uusi/"), link)) for person in (stranger, applicant)] == [1, 0]


def test_two_people_from_the_invitation_to_a_part_that_the_second_fills_in_and_can_not_send(
    client_of, visitor, applicant, group, draft
):
    """Somebody nobody knows is invited, signs in with a code, joins, edits; sending stays with the owner."""
    client_of(applicant).post(f"/ryhmat/{group.pk}/jasenet/kutsu/", {"email": "Uusi@example.org", "role": "editor"})
    there = f"/kutsut/{Invitation.objects.get().pk}/"
    assert f"http://127.0.0.1:8000{there}" in Letter.objects.get(kind="accounts/invited_to_group").body_text
    assert visitor.get(there).url == f"/kirjaudu/?next={there}"
    ask(visitor, "uusi@example.org", next=there)
    assert enter(visitor, newest_code(), next=there).url == there
    assert visitor.post(f"{there}hyvaksy/", {"person_name": "Uuno Uusi"}).status_code == 303
    part = f"/hakemukset/{draft.reference}/osat/idea/"
    seen = found(visitor.get(part), "//main//form//input[@type='hidden'][not(@name='csrfmiddlewaretoken')]")
    typed = {it.get("name"): it.get("value") for it in seen} | {"title": "Uunon nimi", "summary": "Uunon teksti"}
    assert visitor.post(part, typed).status_code == 303
    assert draft.answers.get(name="title").text == "Uunon nimi"
    check = visitor.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert "Only an owner of the group can send the application: Aino Esimerkki." in main(check)
    assert visitor.post(f"/hakemukset/{draft.reference}/laheta/").status_code == 403
    assert "Uuno Uusi – fills in" in main(client_of(applicant).get(f"/hakemukset/{draft.reference}/osat/"))


def test_a_code_and_an_invitation_of_one_address_are_nothing_to_another(client_of, visitor, group, applicant):
    """A forwarded letter: the receiver signs in with her own address and gets nothing."""
    offered = make_invitation(group, applicant, at=clock.now() - timedelta(minutes=5))
    ask(visitor, "toinen@example.org", next=f"/kutsut/{offered.pk}/")
    enter(visitor, newest_code(), next=f"/kutsut/{offered.pk}/")
    assert visitor.get(f"/kutsut/{offered.pk}/").status_code == 404
    assert visitor.post(f"/kutsut/{offered.pk}/hyvaksy/", {"person_name": "Toinen"}).status_code == 404
    assert not group.memberships.filter(person__email="toinen@example.org").exists()
