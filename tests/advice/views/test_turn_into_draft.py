"""From an idea to a draft: one press where nothing has to be chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advice import actions
from applications.models import Application
from tests.applications.views.reading import buttons, errors, found, words
from tests.factories import AT, acting, make_group, make_idea, make_round

pytestmark = pytest.mark.django_db
APPLY = "//section[@id='hakemus']"


def page_of(idea, act: str = "") -> str:
    return f"/ideat/{idea.reference}/{act}"


def posted(page) -> dict[str, str]:
    """What the form sends by itself, before a button is pressed."""
    hidden = found(page, f"{APPLY}//input[@type='hidden' or @checked]")
    return {it.name: it.value for it in hidden if it.name != "csrfmiddlewaretoken"}


def choices(page) -> list[str]:
    return [words(it) for it in found(page, f"{APPLY}//label[input or @for]")]


def test_with_one_group_and_one_round_it_is_one_press(client_of, applicant, group, open_round):
    idea, browser = make_idea(applicant, title="Puistopaja"), client_of(applicant)
    page = browser.get(page_of(idea))
    assert found(page, f"{APPLY}//button/@value") == ["event", "development"]
    assert posted(page) == {"group": str(group.pk), "round": str(open_round.pk)}
    answer = browser.post(page_of(idea, "hakemus/"), {**posted(page), "kind": "event"})
    draft = Application.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    assert (draft.title, draft.kind, draft.answers.get(name="summary").text) == ("Puistopaja", "event", idea.text)


def test_pressing_again_leads_to_the_same_draft_and_the_page_leads_there(client_of, applicant, group, open_round):
    idea, browser = make_idea(applicant), client_of(applicant)
    facts = {"group": group.pk, "round": open_round.pk}
    first = browser.post(page_of(idea, "hakemus/"), {**facts, "kind": "event"})
    assert browser.post(page_of(idea, "hakemus/"), {**facts, "kind": "development"}).url == first.url
    reference = Application.objects.get().reference
    page = browser.get(page_of(idea))
    assert found(page, "//main//div[contains(@class, 'notice')]//a/@href") == [f"/hakemukset/{reference}/"]
    assert buttons(page) == ["Send the message"]


def test_the_suggested_kind_is_the_first_and_the_only_primary_button(client_of, applicant, group, open_round, coordinator):
    idea = make_idea(applicant)
    by = acting(coordinator, "coordinator")
    actions.answer_idea(idea, by=by, at=AT, text="Hanke sopii.", suggested_kind="development")
    page = client_of(applicant).get(page_of(idea))
    shown = [(it.get("value"), it.get("class")) for it in found(page, f"{APPLY}//button")]
    assert shown == [("development", "button"), ("event", "button button--secondary")]
    assert "The adviser suggests: Development project." in words(found(page, APPLY)[0])


def test_with_several_groups_and_rounds_she_chooses_in_the_same_form(client_of, applicant, group, programme, open_round):
    make_group(applicant, name="Toinen Esimerkki ry", business_id="9100003-5")
    make_round(programme)
    idea, browser = make_idea(applicant), client_of(applicant)
    page = browser.get(page_of(idea))
    assert [len(found(page, f"{APPLY}//input[@type='radio'][@name='{name}']")) for name in ("group", "round")] == [2, 2]
    page = browser.post(page_of(idea, "hakemus/"), {"kind": "event"})
    assert (page.status_code, [sentence for _to, sentence in errors(page)]) == (
        422,
        ["Choose which group applies.", "Choose the round."],
    )
    assert (
        browser.post(page_of(idea, "hakemus/"), {"kind": "event", "group": group.pk, "round": open_round.pk}).status_code == 303
    )


def test_who_has_no_group_names_one_and_comes_back(client_of, stranger, open_round):
    idea = make_idea(stranger)
    stranger.memberships.all().delete()
    browser = client_of(stranger)
    [link] = found(browser.get(page_of(idea)), f"{APPLY}//a[@class='button']/@href")
    assert link == f"/ryhmat/uusi/?next=%2Fideat%2F{idea.reference}%2F%23hakemus"
    facts = {"name": "Esimerkkikeittiö ry", "type": "association", "business_id": "9100001-3", "person_phone": "040 000 0000"}
    answer = browser.post(link, {**facts, "next": f"/ideat/{idea.reference}/#hakemus"})
    assert (answer.status_code, answer.url) == (303, f"/ideat/{idea.reference}/#hakemus")
    assert found(browser.get(page_of(idea)), f"{APPLY}//button/@value") == ["event", "development"]


def test_a_group_or_a_kind_that_is_not_hers_to_choose_is_refused(client_of, applicant, group, other_group, open_round):
    idea, browser = make_idea(applicant), client_of(applicant)
    facts = {"group": group.pk, "round": open_round.pk, "kind": "event"}
    for change, sentence in (
        ({"group": other_group.pk}, "Choose one of your own groups."),
        ({"kind": "loan"}, "Choose an event or a development project."),
        ({"kind": ""}, "Choose an event or a development project."),
        ({"round": 0}, "This round is not open. Choose an open round."),
    ):
        page = browser.post(page_of(idea, "hakemus/"), {**facts, **change})
        assert (page.status_code, [words(it) for it in found(page, "//*[@id='virheet']//li")]) == (422, [sentence])
    assert Application.objects.count() == 0


def test_between_rounds_nothing_can_be_begun(client_of, applicant, group, programme):
    idea, browser = make_idea(applicant), client_of(applicant)
    assert found(browser.get(page_of(idea)), f"{APPLY}//button") == []
    round_ = programme.rounds.first()
    assert browser.post(page_of(idea, "hakemus/"), {"group": group.pk, "round": round_.pk, "kind": "event"}).status_code == 422


def test_a_draft_of_a_group_she_has_left_is_not_shown_to_her(client_of, applicant, co_applicant, group, open_round):
    idea = make_idea(co_applicant)
    by = acting(co_applicant, "editor")
    draft = actions.turn_into_draft(idea, by=by, at=open_round.opens_at, group=group, round=open_round, kind="event")
    group.memberships.filter(person=co_applicant).delete()
    page = client_of(co_applicant).get(page_of(idea))
    assert (page.status_code, draft.reference in page.content.decode()) == (200, False)
    assert "An application has been made of this idea." in words(found(page, "//main")[0])


def test_it_asks_the_database_moderately(client_of, applicant, group, open_round):
    idea, browser = make_idea(applicant), client_of(applicant)
    with CaptureQueriesContext(connection) as asked:
        browser.post(page_of(idea, "hakemus/"), {"group": group.pk, "round": open_round.pk, "kind": "event"})
    statements = [query for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 35
