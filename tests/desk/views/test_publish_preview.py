"""Looking through every letter as it will be, and then publishing at once or at a set time."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from applications.models import Application
from core import clock, dates
from decisions import actions, pdf
from decisions.models import Decision, Publication
from tests.applications.views.reading import buttons, errors, found, sentences, words
from tests.desk.views.reading import main
from tests.factories import SYSTEM, make_case_in_review, make_decision, make_person

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/1/julkaisu/"
PAGE, SET, TAKE_BACK = f"{LIST}esikatselu/", f"{LIST}aika/", f"{LIST}aika/peru/"


def in_days(days: int) -> dict[str, str]:
    """What is typed to publish at noon so many days from today."""
    return {"day": dates.day(dates.local_day(clock.now()) + timedelta(days=days)), "clock": "12"}


def fingerprint(page) -> str:
    return found(page, "//input[@name='fingerprint']")[0].get("value")


def set_a_time(browser, **typed: str):
    return browser.post(SET, {"fingerprint": fingerprint(browser.get(PAGE)), **in_days(2), **typed})


def without_spaces(text: str) -> str:
    return "".join(text.split())


def warnings(page) -> list[str]:
    return [words(it) for it in found(page, "//article//div[contains(@class, 'notice')]//li")]


def test_each_letter_is_there_word_for_word(client_of, decider, case, prepared):
    page = client_of(decider).get(PAGE)
    [shown] = found(page, "//article//div[@class='letter flow']")
    decision = Decision.objects.select_related("application__round__programme", "decided_by").get()
    [letter] = pdf.drafts([decision], clock.now())
    body = re.search(r"<body[^>]*>(.*)</body>", letter, re.DOTALL)[1]
    assert without_spaces(words(shown)) == without_spaces(re.sub(r"<[^>]*>", "", unescape(body)))
    assert shown.get("lang") == "fi"


def test_each_is_reached_from_the_list_on_top(client_of, decider, applicant, group, first_round, coordinator, case, prepared):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    make_decision(other, coordinator, decider, outcome="rejected")
    page = client_of(decider).get(PAGE)
    targets = [link.get("href")[1:] for link in found(page, "//nav[@aria-labelledby='letters']//li/a")]
    assert targets == [case.reference, other.reference]
    assert [it.get("id") for it in found(page, "//article/h2")] == targets
    assert buttons(page) == ["Publish 2 decisions now", "Publish at this time"]


def test_headings_of_the_letter_stand_below_those_of_the_page(client_of, decider, prepared):
    page = client_of(decider).get(PAGE)
    assert (len(found(page, "//h1")), len(found(page, "//main//main")), len(found(page, "//article//header"))) == (1, 0, 0)
    assert [words(it) for it in found(page, "//article//h3")] == ["Pyöräpaja keskustaan"]


def test_what_people_typed_is_shown_as_they_typed_it(client_of, decider, prepared):
    Decision.objects.update(reasons="<script>alert(1)</script> </body><main>")
    page = client_of(decider).get(PAGE)
    assert ("<script>alert" in page.content.decode(), len(found(page, "//article"))) == (False, 1)
    assert "<script>alert(1)</script> </body><main>" in main(page)


def test_it_says_what_to_look_at_before_publishing(client_of, decider, case, prepared):
    assert warnings(client_of(decider).get(PAGE)) == [f"No register number is typed. Open the case: {case.reference}"]
    Application.objects.update(register_number="514/02.05.01/2018")
    assert warnings(client_of(decider).get(PAGE)) == []
    Decision.objects.update(reasons=" ")
    Membership.objects.filter(group=case.group).update(role="reader")
    assert warnings(client_of(decider).get(PAGE)) == [
        f"The reasons are empty. Open the case: {case.reference}",
        "Nobody in the group gets e-mail: the letter is printed and posted.",
    ]


def test_without_decisions_there_are_no_letters(client_of, decider, case):
    answer = client_of(decider).get(PAGE, follow=True)
    assert answer.redirect_chain == [(LIST, 303)]
    assert "There is nothing to publish in this round." in main(answer)


def test_a_time_is_set_and_the_list_says_so(client_of, decider, prepared):
    browser = client_of(decider)
    answer = set_a_time(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    publication = Publication.objects.get()
    assert (dates.clock(publication.due_at), publication.scheduled_by) == ("12.00", decider)
    page = browser.get(LIST)
    moment = dates.moment(publication.due_at)
    assert sentences(page) == [f"The decisions are published on {moment}."]
    assert words(found(page, "//*[@id='set-time']")[0]) == f"The decisions are set to be published on {moment}"
    assert buttons(page) == ["Take the set time back"]
    assert buttons(browser.get(PAGE)) == ["Take the set time back", "Publish 1 decision now"]
    assert Decision.objects.get().state == "prepared"


def test_the_page_of_the_case_says_the_set_time(client_of, decider, coordinator, case, prepared):
    page = f"/tyopoyta/hakemukset/{case.reference}/"
    assert "Set for" not in main(client_of(coordinator).get(page))
    set_a_time(client_of(decider))
    said = f"Set for {dates.moment(Publication.objects.get().due_at)}."
    assert said in main(client_of(coordinator).get(page))
    client_of(decider).post(TAKE_BACK)
    assert "Set for" not in main(client_of(coordinator).get(page))


def test_a_change_after_that_is_said_at_once(client_of, decider, prepared):
    browser = client_of(decider)
    set_a_time(browser)
    said = "The letters have changed since Paula Päättäjä looked through them"
    assert said not in main(browser.get(LIST))
    Decision.objects.update(reasons="Toiset perustelut.")
    assert [said in main(browser.get(page)) for page in (LIST, PAGE)] == [True, True]


def test_a_day_on_which_offices_are_closed_is_pointed_out(client_of, decider, prepared):
    browser = client_of(decider)
    set_a_time(browser)
    said = "The offices are closed on that day"
    for day, is_said in ((date(2028, 1, 7), False), (date(2028, 1, 8), True), (date(2028, 1, 6), True)):
        # A Friday, a Saturday and Epiphany.
        Publication.objects.update(due_at=dates.local(day, time(9)))
        assert (said in main(browser.get(LIST))) == is_said


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"day": ""}, "day", "Write the day of publication."),
        ({"day": "huomenna"}, "day", "Write the date like this: 28.2.2018."),
        ({"day": "1.3.2018"}, "day", "Choose a time that is still to come."),
        ({"day": "1.3.2090"}, "day", "Choose a time within 60 days."),
        ({"clock": ""}, "clock", "Write the time of day."),
        ({"clock": "aamulla"}, "clock", "Write the time like this: 14.05."),
        ({"day": "28.3.2027", "clock": "3.30"}, "clock", "The clocks are changed in that hour. Choose another time."),
        ({"day": "31.10.2027", "clock": "3.30"}, "clock", "The clocks are changed in that hour. Choose another time."),
    ],
)
def test_a_time_that_can_not_be_is_refused_and_stays_as_it_was_typed(client_of, decider, prepared, typed, field, sentence):
    page = set_a_time(client_of(decider), **typed)
    assert (page.status_code, errors(page)) == (422, [(f"#id_{field}", sentence)])
    kept = {**in_days(2), **typed}
    assert {name: found(page, f"//input[@name='{name}']")[0].get("value") or "" for name in kept} == kept
    assert Publication.objects.count() == 0


def test_letters_that_changed_meanwhile_are_shown_again_with_what_was_typed(client_of, decider, prepared):
    browser = client_of(decider)
    before = fingerprint(browser.get(PAGE))
    Decision.objects.update(reasons="Toiset perustelut.")
    page = browser.post(SET, {"fingerprint": before, **in_days(2)})
    assert page.status_code == 422
    assert "The letters have changed since you looked them through. Look at them again." in main(page)
    assert "Toiset perustelut." in main(page)
    assert (fingerprint(page) != before, found(page, "//input[@name='day']")[0].get("value")) == (True, in_days(2)["day"])
    assert browser.post(SET, {"fingerprint": fingerprint(page), **in_days(2)}).status_code == 303


def test_a_time_is_taken_back(client_of, decider, prepared):
    browser = client_of(decider)
    set_a_time(browser)
    assert browser.post(TAKE_BACK).status_code == 303
    said = "The set time is taken back. Nothing is published before you publish it or set a new time."
    page = browser.get(LIST)
    assert (sentences(page)[-1], found(page, "//*[@id='set-time']")) == (said, [])
    browser.post(TAKE_BACK)
    assert sentences(browser.get(LIST)) == ["No time is set for the decisions of this round."]


def test_what_was_stopped_is_said_on_the_list_the_worklist_and_among_the_rounds(client_of, decider, coordinator, prepared):
    browser = client_of(decider)
    set_a_time(browser)
    due_at = Publication.objects.get().due_at
    said = f"1 decision waits to be published. Set for {dates.moment(due_at)}."
    pages = ["/tyopoyta/?all=1", "/tyopoyta/kierrokset/"]
    assert [said in main(browser.get(page)) for page in pages] == [True, True]
    assert [said in main(client_of(coordinator).get(page)) for page in pages] == [False, False]
    Decision.objects.update(reasons="Toiset perustelut.")
    actions.publish_due(by=SYSTEM, at=due_at)
    stopped = f"Nothing was published at the set time, {dates.moment(due_at)}"
    assert [stopped in main(browser.get(page)) for page in (LIST, PAGE, *pages)] == [True] * 4
    why = "The letters were not the same any more as when they were looked through."
    assert why in main(browser.get(LIST))
    assert set_a_time(browser).status_code == 303
    assert stopped not in main(browser.get(LIST))


def test_another_decider_sees_the_time_and_what_it_counts_on(client_of, decider, prepared):
    set_a_time(client_of(decider))
    other = make_person("toinen@joensuu.example", name="Toinen Päättäjä", roles=["decider"])
    page = client_of(other).get(LIST)
    assert "Paula Päättäjä looked through the letters and set the time" in main(page)
    assert "There is nothing to publish in this round." in main(page)


@pytest.mark.parametrize("role", ["applicant", "coordinator", "reviewer", "auditor", "finance", "admin"])
def test_only_the_decider_looks_and_sets(client_of, request, prepared, role):
    browser = client_of(request.getfixturevalue(role))
    answers = [browser.get(PAGE), browser.post(SET, in_days(2)), browser.post(TAKE_BACK)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_it_asks_few_questions_however_many_letters_there_are(
    client_of, decider, coordinator, applicant, group, first_round, prepared
):
    browser, numbers = client_of(decider), []
    for _ in range(3):
        set_a_time(browser)
        for page in (LIST, PAGE):
            with CaptureQueriesContext(connection) as asked:
                browser.get(page)
            numbers.append(len(asked))
        browser.post(TAKE_BACK)
        make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider)
    assert numbers[:2] == numbers[4:]
    assert max(numbers) <= 20
