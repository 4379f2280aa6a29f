"""An application on paper, from finding its group to the receipt."""

from datetime import timedelta

import pytest

from accounts.models import Group
from applications.models import Application
from core import clock, dates
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary, typed
from tests.factories import acting, make_group, make_paper, make_paper_group, make_round, register, send

pytestmark = pytest.mark.django_db
DESK = "/tyopoyta/apu/"


@pytest.fixture
def paper_group(coordinator):
    return make_paper_group(coordinator)


@pytest.fixture
def paper(coordinator, paper_group, open_round):
    return make_paper(coordinator, paper_group, open_round)


def arrival(**changes: str) -> dict[str, str]:
    today = dates.day(clock.now())
    facts = {
        "channel": "desk",
        "day": today,
        "clock": "0.00",
        "given_by": "Elli Esimerkki",
        "way": "signature",
        "given_on": today,
    }
    return {**facts, "form_token": "0" * 32, **changes}


def press(browser, paper, **changes: str):
    return browser.post(f"{DESK}hakemukset/{paper.reference}/kirjaa/", arrival(**changes))


@pytest.mark.parametrize("day", ["14.2.2017", "1.1.0001"])
def test_a_slip_in_the_year_is_told_and_stays_in_its_box(client_of, coordinator, paper, day):
    page = press(client_of(coordinator), paper, day=day)
    opened = dates.moment(paper.round.opens_at)
    told = {
        "14.2.2017": f"The round opened {opened}. An application can't have arrived before that. Check the day and the time.",
        "1.1.0001": "Check the year.",
    }
    assert (page.status_code, summary(page), typed(page, "day")) == (422, [told[day]], day)
    paper.refresh_from_db()
    assert paper.status == "draft"


def test_a_known_group_is_found_by_its_name_or_a_business_id(client_of, coordinator, group, paper_group):
    browser = client_of(coordinator)

    def names(wanted):
        return [words(it) for it in found(browser.get(f"{DESK}ryhmat/", {"words": wanted}), "//main//*[@class='task__name']")]

    assert names("esimerkkikylän") == [group.name]
    assert names("9100001-3") == [group.name]
    assert names("9100004-8") == names("kortteli") == [paper_group.name]
    assert "No group is called “Zorro”" in main(browser.get(f"{DESK}ryhmat/", {"words": "Zorro"}))


def test_her_own_group_is_not_for_her_to_enter(client_of, coordinator):
    own = make_group(coordinator, name="Oma Esimerkki ry", business_id="9100005-6")
    browser = client_of(coordinator)
    assert "No group is called" in main(browser.get(f"{DESK}ryhmat/", {"words": "Oma"}))
    assert browser.get(f"{DESK}ryhmat/{own.pk}/paperihakemus/").status_code == 404


def test_a_new_group_needs_nobody_who_signs_in(client_of, coordinator):
    typed_in = {"name": "Esimerkkipihan väki", "type": "free_group"}
    carrier = {"carrier_name": "Esimerkkikantaja ry", "carrier_business_id": "91000048"}
    answer = client_of(coordinator).post(f"{DESK}ryhmat/uusi/", {**typed_in, **carrier})
    group = Group.objects.get(name="Esimerkkipihan väki")
    assert (answer.status_code, answer.url) == (303, f"{DESK}ryhmat/{group.pk}/paperihakemus/")
    assert (group.memberships.count(), group.carrier_business_id) == (0, "9100004-8")


def test_a_body_that_is_known_by_its_business_id_is_not_added_twice(client_of, coordinator, group):
    again = {"name": "Sama ry", "type": "association", "business_id": "9100001-3"}
    page = client_of(coordinator).post(f"{DESK}ryhmat/uusi/", again)
    assert (page.status_code, summary(page)) == (422, ["There is a group with this business ID already."])
    assert f"{DESK}ryhmat/{group.pk}/paperihakemus/" in found(page, "//main//a/@href")


def test_the_details_of_a_group_without_people_are_kept_at_the_desk(client_of, coordinator, paper_group, group):
    browser = client_of(coordinator)
    facts = {
        "name": paper_group.name,
        "type": "free_group",
        "carrier_name": "Esimerkkikantaja ry",
        "carrier_business_id": "9100004-8",
    }
    where = {"street_address": "Esimerkkikatu 1", "postal_code": "80100", "city": "Joensuu"}
    assert browser.post(f"{DESK}ryhmat/{paper_group.pk}/", {**facts, **where}).status_code == 303
    paper_group.refresh_from_db()
    assert paper_group.street_address == "Esimerkkikatu 1"
    assert browser.get(f"{DESK}ryhmat/{group.pk}/").status_code == 404


def test_rounds_that_have_closed_can_be_chosen_and_those_to_come_can_not(
    client_of, coordinator, programme, paper_group, open_round
):
    today = dates.local_day(clock.now())
    coming = make_round(programme, opens=today + timedelta(days=5), closes=today + timedelta(days=9))
    page = client_of(coordinator).get(f"{DESK}ryhmat/{paper_group.pk}/paperihakemus/")
    offered = found(page, "//input[@name='round']/@value")
    assert (offered[0], str(coming.pk) in offered, str(programme.rounds.get(number=1).pk) in offered) == (
        str(open_round.pk),
        False,
        True,
    )


def test_entering_leads_to_the_parts_of_the_form(client_of, coordinator, paper_group, open_round):
    browser = client_of(coordinator)
    answer = browser.post(f"{DESK}ryhmat/{paper_group.pk}/paperihakemus/", {"round": open_round.pk, "kind": "event"})
    paper = Application.objects.get()
    assert (answer.url, paper.entered_by) == (f"/hakemukset/{paper.reference}/osat/", coordinator)
    page = main(browser.get(answer.url))
    assert "You fill this in for Esimerkkikorttelin asukkaat" in page
    assert "What you write is kept in your name." in page


def test_the_coordinator_fills_in_the_same_pages_as_a_group(client_of, coordinator, paper_group, open_round):
    browser = client_of(coordinator)
    browser.post(f"{DESK}ryhmat/{paper_group.pk}/paperihakemus/", {"round": open_round.pk, "kind": "event"})
    paper = Application.objects.get()
    part = f"/hakemukset/{paper.reference}/osat/idea/"
    assert browser.post(part, {"seen": "0", "title": "Korttelijuhla", "next": "list"}).status_code == 303
    revision = paper.revisions.get()
    assert (paper.answers.get(name="title").text, revision.saved_by, revision.at_desk) == ("Korttelijuhla", coordinator, True)


def test_after_the_round_she_is_not_told_that_it_is_too_late(client_of, coordinator, paper_group, programme):
    late = make_paper(coordinator, paper_group, programme.rounds.get(number=1))
    browser = client_of(coordinator)
    answer = browser.post(f"/hakemukset/{late.reference}/osat/idea/", {"seen": "1", "title": "Uusi", "next": "list"}, follow=True)
    assert "round closed" not in main(answer)
    assert "Register the application" in main(answer)


def test_the_page_to_register_says_what_the_paper_lacks(client_of, coordinator, paper_group, open_round):
    paper = make_paper(coordinator, paper_group, open_round, place="")
    page = main(client_of(coordinator).get(f"{DESK}hakemukset/{paper.reference}/kirjaa/"))
    assert "These parts are not ready:" in page
    assert "You can register it all the same." in page


def test_without_a_sum_the_page_says_that_it_can_not_be_registered(client_of, coordinator, paper_group, open_round):
    paper = make_paper(coordinator, paper_group, open_round, costs=[])
    page = client_of(coordinator).get(f"{DESK}hakemukset/{paper.reference}/kirjaa/")
    sentence = "Write at least one cost: an application can't be registered without the sum applied for."
    assert sentence in main(page)
    assert "Add at least one cost" not in main(page)
    answer = press(client_of(coordinator), paper)
    assert (answer.status_code, summary(answer)) == (422, [sentence])


def test_registering_shows_the_receipt_to_print(client_of, coordinator, paper):
    browser = client_of(coordinator)
    answer = press(browser, paper)
    assert (answer.status_code, answer.url) == (303, f"{DESK}hakemukset/{paper.reference}/kuitti/")
    page = main(browser.get(answer.url))
    assert "The application is registered." in page
    assert "Nobody of the group signs in, so this receipt goes by post or by hand." in page
    assert f"Reference number{paper.reference}" in page
    assert "Registered byKaisa Koordinaattori" in page


def test_pressed_twice_it_leads_to_the_same_receipt(client_of, coordinator, paper):
    browser = client_of(coordinator)
    assert press(browser, paper).url == press(browser, paper).url
    assert paper.versions.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"channel": "fax"}, "Choose how it came."),
        ({"channel": "portal"}, "Choose how it came."),
        ({"day": ""}, "Write the day of arrival."),
        ({"day": "31.2.2018"}, "There is no such day. Check the day and the month."),
        ({"clock": "25.00"}, "Write the time like this: 14.05."),
        ({"clock": "kahdelta"}, "Write the time like this: 14.05."),
        ({"day": "1.1.2099"}, "The time of arrival can't be later than now. Check the day and the time."),
        ({"given_by": " "}, "Write the name of the person who gave the consent."),
        ({"way": "portal"}, "Choose how the consent was given."),
        ({"given_on": "1.1.2099"}, "The consent can't be given later than today. Check the day."),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_all_else_stays(client_of, coordinator, paper, changes, sentence):
    page = press(client_of(coordinator), paper, **changes)
    assert (page.status_code, summary(page)) == (422, [sentence])
    assert typed(page, "form_token") == "0" * 32
    paper.refresh_from_db()
    assert paper.status == "draft"


@pytest.mark.parametrize("clock_typed", ["9", "9.05", "09:05"])
def test_the_time_of_arrival_is_read_as_people_write_it(client_of, coordinator, paper_group, programme, clock_typed):
    paper = make_paper(coordinator, paper_group, programme.rounds.get(number=1))
    press(client_of(coordinator), paper, day="27.2.2018", clock=clock_typed)
    paper.refresh_from_db()
    assert dates.stamp(paper.submitted_at).replace("\u00a0", " ") in {"27.2.2018 at 9.00", "27.2.2018 at 9.05"}


def test_the_receipt_of_a_late_one_says_so_kindly(client_of, coordinator, paper_group, programme):
    paper = make_paper(coordinator, paper_group, programme.rounds.get(number=1))
    press(client_of(coordinator), paper, channel="post", day="1.3.2018", clock="9.12")
    page = main(client_of(coordinator).get(f"{DESK}hakemukset/{paper.reference}/kuitti/"))
    assert "so the application came late. That is why we can't review it." in page
    assert "You can apply again in the next round with the same plan." in page


def test_a_receipt_that_went_by_e_mail_says_to_whom(client_of, coordinator, group, open_round):
    paper = register(make_paper(coordinator, group, open_round), coordinator)
    page = main(client_of(coordinator).get(f"{DESK}hakemukset/{paper.reference}/kuitti/"))
    assert "The receipt went by e-mail to: Aino Esimerkki, Lauri Esimerkki." in page


def test_the_group_reads_that_the_coordinator_registered_it_and_nothing_else_of_her(
    client_of, coordinator, applicant, group, open_round
):
    paper = register(make_paper(coordinator, group, open_round), coordinator)
    browser = client_of(applicant)
    assert "Registered byKaisa Koordinaattori" in main(browser.get(f"/hakemukset/{paper.reference}/kuitti/"))
    page = main(browser.get(f"/hakemukset/{paper.reference}/"))
    assert "The application arrived (On paper, to the desk) and was registered" in page
    assert "The application was begun" not in page


def test_what_the_portal_got_has_no_receipt_at_the_desk(client_of, coordinator, sent):
    assert client_of(coordinator).get(f"{DESK}hakemukset/{sent.reference}/kuitti/").status_code == 404


def test_a_paper_that_was_entered_by_mistake_can_be_thrown_away(client_of, coordinator, paper):
    answer = client_of(coordinator).post(f"/hakemukset/{paper.reference}/poista/")
    paper.refresh_from_db()
    assert (answer.url, paper.status) == (DESK, "discarded")


def test_the_preview_of_letters_says_which_one_is_posted(
    client_of, coordinator, decider, applicant, group, paper_group, programme
):
    from reviews.actions import declare
    from tests.factories import after_closing, make_application, make_decision

    round_ = programme.rounds.get(number=1)
    paper = register(make_paper(coordinator, paper_group, round_), coordinator)
    case = send(make_application(applicant, group, round_), applicant)
    for one in (paper, case):
        declare(one, by=acting(coordinator, "coordinator"), at=after_closing(one))
        one.refresh_from_db()
        make_decision(one, coordinator, decider)
    page = client_of(decider).get("/tyopoyta/kierrokset/1/julkaisu/esikatselu/")
    said = "Nobody in the group gets e-mail: the letter is printed and posted."
    warned = [it.get("aria-labelledby") for it in found(page, "//article") if said in words(it)]
    assert (warned, len(found(page, "//article"))) == ([paper.reference], 2)
