"""The page where an application begins."""

import time_machine

from applications.models import Application
from core.dates import moment
from rounds.models import Round
from tests.applications.views.reading import errors, found, heading, title, words
from tests.factories import AT, make_group, make_round

PAGE = "/hakemukset/uusi/"


def checked(response) -> list[tuple[str, str]]:
    return [(it.get("name"), it.get("value")) for it in found(response, "//input[@type='radio' and @checked]")]


def test_an_application_of_the_chosen_kind_begins_and_its_list_opens(client_of, applicant, group, open_round):
    answer = client_of(applicant).post(PAGE, {"group": group.pk, "round": open_round.pk, "kind": "event"})
    draft = Application.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    assert (draft.group, draft.round, draft.kind, draft.status) == (group, open_round, "event", "draft")


def test_an_editor_begins_too(client_of, co_applicant, group, open_round):
    answer = client_of(co_applicant).post(PAGE, {"group": group.pk, "round": open_round.pk, "kind": "development"})
    assert (answer.status_code, Application.objects.get().kind) == (303, "development")


def test_the_ceilings_are_said_in_words_and_the_only_group_is_chosen(client_of, applicant, group, open_round):
    page = client_of(applicant).get(PAGE)
    labels = [words(it) for it in found(page, "//fieldset//label")]
    assert labels == ["Esimerkkikylän yhdistys ry", "Event, below 8 000 euros", "Development project, below 70 000 euros"]
    assert checked(page) == [("group", str(group.pk))]


def test_a_link_chooses_the_round_and_the_kind(client_of, applicant, group, open_round):
    second = make_round(open_round.programme)
    page = client_of(applicant).get(PAGE, {"kierros": second.number, "laji": "tapahtuma"})
    assert checked(page) == [("group", str(group.pk)), ("round", str(second.pk)), ("kind", "event")]


def test_who_has_no_group_names_one_first_and_comes_back(client_of, stranger, open_round):
    answer = client_of(stranger).get(PAGE, {"laji": "tapahtuma"})
    assert (answer.status_code, answer.url) == (303, "/ryhmat/uusi/?next=%2Fhakemukset%2Fuusi%2F%3Flaji%3Dtapahtuma")


def test_nothing_chosen_is_asked_for_and_nothing_begins(client_of, applicant, group, open_round):
    make_group(applicant, name="Toinen ry", business_id="9100002-1")
    page = client_of(applicant).post(PAGE, {})
    assert (page.status_code, title(page)) == (422, "Error: Start an application")
    assert errors(page)[-1] == ("#id_kind_0", "Choose an event or a development project.")
    assert errors(page)[0] == ("#id_group_0", "Choose which group applies.")
    assert Application.objects.count() == 0


def test_a_foreign_group_can_not_be_used(client_of, applicant, group, other_group, open_round):
    page = client_of(applicant).post(PAGE, {"group": other_group.pk, "round": open_round.pk, "kind": "event"})
    assert errors(page) == [("#id_group_0", "Choose one of your own groups.")]


def test_without_an_open_round_the_page_tells_when_the_next_one_opens(client_of, applicant, group, programme):
    with time_machine.travel(AT.replace(month=3, day=15), tick=True):
        page = client_of(applicant).get(PAGE)
    assert (page.status_code, heading(page)) == (200, "You can't apply just now")
    coming = [words(it) for it in found(page, "//main//li[@class='task']")]
    opens = [moment(it.opens_at) for it in Round.objects.filter(number__gt=1)]
    assert [day in row for day, row in zip(opens, coming, strict=True)] == [True, True]
    assert words(found(page, "//main")[0]).count("The dates are tentative") == 2


def test_a_post_after_the_last_round_gets_the_same_page(client_of, applicant, group, programme):
    page = client_of(applicant).post(PAGE, {"group": group.pk, "kind": "event"})
    assert heading(page) == "You can't apply just now"
    assert Application.objects.count() == 0


def test_the_page_needs_few_queries(client_of, applicant, group, open_round, django_assert_max_num_queries):
    browser = client_of(applicant)
    with django_assert_max_num_queries(12):
        browser.get(PAGE)
    for number in range(2):
        make_group(applicant, name=f"Ryhmä {number}")
    with django_assert_max_num_queries(12):
        browser.get(PAGE)
