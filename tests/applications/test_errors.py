"""Counting what the form had to say, without a word of whose form it was."""

import pytest

from applications import actions, queries
from applications.models import ShownError
from applications.rules import RULES
from tests.applications.views.test_submit import TICKED, TOKEN
from tests.factories import make_application, make_draft, make_paper, make_paper_group


def counted() -> dict[tuple[str, str], int]:
    return {(it.question, it.code): it.times for it in ShownError.objects.all()}


def save(browser, application, slug: str, **typed: str):
    seen = queries.newest_revision(application.reference, slug)
    typed = {"seen": str(seen.number if seen else 0), "next": "continue", **typed}
    return browser.post(f"/hakemukset/{application.reference}/osat/{slug}/", typed)


def test_what_the_page_of_a_part_marks_after_saving_is_counted_once_for_each_press(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    browser = client_of(applicant)
    typed = {"event_day": "ensi kesänä", "place": "Ilosaari", "programme": "Soittoa", "free_entry": "yes", "partners": "-"}
    assert "tarkista=1" in save(browser, draft, "tapahtuma", **typed).url
    assert counted() == {("event_day", "day"): 1, ("safety", "missing"): 1}
    save(browser, draft, "tapahtuma", **typed, safety="Ensiapu on.")
    assert counted() == {("event_day", "day"): 2, ("safety", "missing"): 1}


def test_where_the_page_marks_nothing_nothing_is_counted(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    browser = client_of(applicant)
    save(browser, draft, "tapahtuma", place="Ilosaari")
    save(browser, draft, "tapahtuma", event_day="ensi kesänä", next="list")
    where = f"/hakemukset/{draft.reference}/osat/tapahtuma/"
    browser.post(where, {"seen": "1", "event_day": "talvella"}, headers={"X-Autosave": "1"})
    assert counted() == {}


def test_the_lines_of_costs_are_counted_by_column(client_of, applicant, draft):
    typed = {"kulu-1-head": "", "kulu-1-what": "Kahvi", "kulu-1-amount": "sata", "kulu-7-head": "other", "kulu-7-amount": "x"}
    save(client_of(applicant), draft, "kustannukset", **typed)
    assert counted() == {("kulu-amount", "unclear"): 1, ("kulu-head", "unclear"): 1}


def test_a_sum_that_does_not_add_up_is_counted_at_its_part(client_of, applicant, draft):
    typed = {"kulu-1-head": "other", "kulu-1-what": "Lava", "kulu-1-amount": "100", "applied_sum": "50"}
    save(client_of(applicant), draft, "kustannukset", **typed)
    assert counted() == {("kustannukset", "money_covers_the_costs"): 1}


def test_a_refused_sending_counts_the_questions_and_rules_that_stood_in_the_way(client_of, applicant, group, open_round):
    draft = make_application(applicant, group, open_round)
    draft.answers.filter(name="event_day").update(text="kesällä", day=None)
    draft.answers.filter(name="safety").update(text="")
    browser, where = client_of(applicant), f"/hakemukset/{draft.reference}/laheta/"
    assert browser.post(where, {**TICKED, "form_token": TOKEN}).status_code == 422
    assert counted() == {("event_day", "day"): 1, ("safety", "missing"): 1}
    browser.post(where, {"form_token": TOKEN})
    assert counted()["", "declarations"] == 1


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("tapahtuma", {"event_day": "kesällä"}),
        ("kustannukset", {"kulu-1-amount": "x", "kulu-1-what": "Lava", "applied_sum": "y", "tulo-1-what": "Liput"}),
    ],
)
def test_counting_keeps_a_save_within_its_budget(client_of, applicant, draft, slug, typed, django_assert_max_num_queries):
    browser = client_of(applicant)
    with django_assert_max_num_queries(25):
        assert "tarkista=1" in save(browser, draft, slug, **typed).url
    assert len(counted()) >= 3


def test_what_the_desk_copies_from_paper_is_not_counted(client_of, coordinator, open_round):
    paper = make_paper(coordinator, make_paper_group(coordinator), open_round)
    assert "tarkista=1" in save(client_of(coordinator), paper, "tapahtuma", event_day="ensi kesänä").url
    assert counted() == {}


def test_the_same_twice_in_one_showing_counts_once_and_none_is_no_query(draft, django_assert_num_queries):
    actions.count_errors(draft, shown=[("place", "missing"), ("place", "missing")])
    assert counted() == {("place", "missing"): 1}
    with django_assert_num_queries(2):  # the transaction's own
        actions.count_errors(draft, shown=[])


def test_the_questions_are_named_in_words_the_most_frequent_first(applicant, group, draft):
    project = make_draft(applicant, group, draft.round, kind="development")
    for _time in range(3):
        actions.count_errors(draft, shown=[("event_day", "day"), ("kustannukset", "money_covers_the_costs")])
    actions.count_errors(project, shown=[("kulu-year", "unclear"), ("", "declarations"), ("was_asked_once", "was_said_once")])
    [(round_, hard)] = queries.hard_questions()
    assert round_ == draft.round
    assert [(it.question, it.said, it.times) for it in hard] == [
        ("Date of the event", "Not understood as a day", 3),
        ("Estimate the costs", "The costs are …, but the money is …: … is missing.", 3),
        ("Sending", "Not all was confirmed", 1),
        ("Costs: Year", "Not understood, or not there", 1),
        ("was_asked_once", "was_said_once", 1),
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_words_without_anybodys_sums(rule, draft):
    actions.count_errors(draft, shown=[(rule.section, rule.code)])
    [(_round, [hard])] = queries.hard_questions()
    assert ("%(" in hard.said, hard.said == rule.code) == (False, False)
