"""What is counted and gathered of applications."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.actions import edit_group
from applications import queries
from applications.models import Application, Version
from applications.sections import COSTS, Cost, Funding, section_of
from core import dates
from tests.factories import AT, IBAN, acting, make_application, make_draft, make_person, send, use_flat_rate


def filled(application: Application) -> queries.Filled:
    return queries.filled(queries.for_form(Application.objects.all()).get(pk=application.pk))


def test_a_full_application_has_every_part_ready(draft):
    form = filled(draft)
    assert [section.slug for section in form.sections if not form.is_complete(section)] == []
    assert form.left_open == []


def test_a_part_is_not_ready_while_something_is_missing_or_not_understood(applicant, group, open_round):
    form = filled(
        make_application(applicant, group, open_round, summary="", event_day="pian", costs=[Cost("other", "x", "paljon")])
    )
    left = [section.slug for section in form.sections if not form.is_complete(section)]
    assert left == ["idea", "tapahtuma", "kustannukset"]
    assert [section.slug for section in form.left_open] == ["idea", "kustannukset"]
    assert form.snapshot().not_understood == ("Date of the event", "x")


def test_marks_name_the_control_where_they_are_mended(applicant, group, open_round):
    form = filled(make_application(applicant, group, open_round, people="monta", costs=[Cost("other", "Kahvi", "paljon")]))
    assert form.marks(section_of("event", "kohderyhma")) == [
        ("id_people", "How many people take part: Write the number in digits, for example 25.")
    ]
    assert [name for name, _sentence in form.marks(section_of("event", "kustannukset"))] == ["id_kulu-1-amount"]


def test_the_next_unfinished_part_comes_after_this_one(applicant, group, open_round):
    form = filled(make_application(applicant, group, open_round, title="", place=""))
    after = {slug: form.next_unfinished(section_of("event", slug)) for slug in ("yhteyshenkilo", "idea", "tapahtuma")}
    assert [section and section.slug for section in after.values()] == ["idea", "tapahtuma", None]


def test_what_was_chosen_is_shown_in_words(draft):
    form = filled(draft)
    shown = {question.name: form.shown(question) for section in form.sections for question in section.questions}
    assert shown["target_groups"].split("\n") == [
        "people who need support in taking part and in finding work",
        "above all those furthest from work",
    ]
    assert shown["aims"].split("\n") == [
        "social inclusion and readiness for work of the target group",
        "finding work and staying in work",
    ]
    assert (shown["free_entry"], shown["ties"], shown["place"]) == ("Yes", "No", "Kauppatori")


def test_an_event_is_judged_by_its_first_and_its_last_day(applicant, group, open_round):
    first, last = open_round.earliest_start, open_round.latest_end
    for texts, days in (
        ({"event_day": dates.day(first), "event_last_day": ""}, (first, first)),
        ({"event_day": dates.day(first), "event_last_day": dates.day(last)}, (first, last)),
        ({"event_day": "En tiedä vielä.", "event_last_day": dates.day(last)}, (None, last)),
    ):
        snapshot = filled(make_application(applicant, group, open_round, **texts)).snapshot()
        assert ((snapshot.starts, snapshot.ends), snapshot.incomplete, snapshot.not_understood) == (days, (), ())


def test_a_day_that_nobody_knows_asks_for_the_last_one_that_is_possible(applicant, group, open_round):
    form = filled(make_application(applicant, group, open_round, event_day="I don’t know yet", event_last_day=""))
    assert form.snapshot().incomplete == ("Plan the event",)


def test_the_rules_get_days_and_sums_as_they_are_understood(applicant, group, open_round):
    draft = make_application(applicant, group, open_round, kind="development")
    snapshot = filled(draft).snapshot()
    assert (snapshot.starts, snapshot.ends) == (open_round.earliest_start, open_round.latest_end)
    assert (snapshot.applied, snapshot.ceiling) == (Decimal("20000.50"), Decimal("70000.00"))


def test_drafts_of_a_round_come_with_those_who_can_finish_them(draft, group, applicant, co_applicant, django_assert_num_queries):
    group.memberships.create(person=make_person(), role="reader", joined_at=draft.created_at)
    send(make_application(applicant, group, draft.round, kind="development"), applicant)
    with django_assert_num_queries(7):
        [found] = list(queries.drafts_of_round(draft.round_id))
        assert [place.person for place in found.group.memberships.all()] == [applicant, co_applicant]


def test_sums_by_fund_and_round_count_what_was_sent_and_not_withdrawn(sent, applicant, group):
    make_application(applicant, group, sent.round, kind="development")
    assert queries.applied_by_fund_and_round() == {("event", sent.round_id): (1, Decimal("2000.50"))}
    Application.objects.filter(pk=sent.pk).update(status="withdrawn", waiting_since=None)
    assert queries.applied_by_fund_and_round() == {}


def test_people_apply_with_the_groups_that_they_fill_in_for(applicant, co_applicant, group, other_group, stranger):
    other_group.memberships.create(person=applicant, role="reader", joined_at=group.created_at)
    chosen = {person: list(queries.groups_to_apply_with(person)) for person in (applicant, co_applicant, stranger)}
    assert chosen == {applicant: [group], co_applicant: [group], stranger: [other_group]}


def test_a_draft_is_untouched_until_something_is_written(applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    assert queries.untouched_draft(group, open_round, "event") == draft
    assert queries.untouched_draft(group, open_round, "development") is None
    draft.cost_lines.create(position=1, what="Kahvi")
    assert queries.untouched_draft(group, open_round, "event") is None


def test_letters_go_to_owners_and_editors_with_open_accounts(draft, applicant, co_applicant, group):
    group.memberships.create(person=make_person(), role="reader", joined_at=draft.created_at)
    assert queries.people_to_tell(draft) == [applicant, co_applicant]
    co_applicant.closed_at = draft.created_at + timedelta(days=1)
    co_applicant.save()
    assert queries.people_to_tell(draft) == [applicant]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_applications_costs_the_same_for_one_and_for_three(
    applicant, group, open_round, count, django_assert_num_queries
):
    for _number in range(count):
        make_application(applicant, group, open_round)
    with django_assert_num_queries(5):
        assert [queries.filled(it).snapshot().kind for it in queries.for_form(Application.objects.all())] == ["event"] * count


def test_what_was_sent_in_one_language_is_read_in_another(sent):
    version = sent.versions.get()
    with translation.override("fi"):
        finnish = queries.as_sent(version)
    english = queries.as_sent(version)
    typed = [text for _title, answers in english.sections for _label, text in answers]
    assert [text for _title, answers in finnish.sections for _label, text in answers if text not in typed] == [
        "kohderyhmän sosiaalinen osallisuus ja työelämävalmiudet\ntyöllistyminen ja työssäpysyminen",
        "osallisuudessa ja työllistymisessä tukea tarvitsevat henkilöt\nerityisesti vaikeimmin työllistyvät henkilöt",
        "Kyllä",
        "Ei",
        "Ei",
    ]
    assert dict(english.sections[1][1])["Name of the project or event"] == "Pyöräpaja keskustaan"
    assert dict(finnish.sections[1][1])["Hankkeen tai tapahtuman nimi"] == "Pyöräpaja keskustaan"
    assert sum(amount for _label, amount in english.costs) == version.applied


def test_what_was_chosen_before_codes_were_kept_is_read_as_it_was_sent(sent):
    version = sent.versions.get()
    for section in version.content["sections"]:
        for answer in section["answers"]:
            answer.pop("codes", None)
    with translation.override("fi"):
        assert dict(queries.as_sent(version).sections[3][1])["Onko tapahtumaan vapaa pääsy?"] == "Yes"


def test_a_question_that_does_not_arise_is_left_out_of_what_is_sent(sent):
    [names] = [
        [answer["name"] for answer in section["answers"]]
        for section in sent.versions.get().content["sections"]
        if section["slug"] == "muut"
    ]
    assert names == ["communication", "everyone", "sells", "ties", "advice"]


def test_a_question_that_the_form_no_longer_has_keeps_its_words(sent):
    version = sent.versions.get()
    version.content["sections"].append(
        {"slug": "old", "title": "Old part", "answers": [{"name": "old", "label": "Old question", "text": "Yes"}]}
    )
    assert queries.as_sent(version).sections[-1] == ("Old part", [("Old question", "Yes")])


def test_what_would_be_sent_now_is_what_is_sent(draft, applicant):
    before = queries.content_of(filled(draft))
    assert send(draft, applicant).versions.get().content == before


def test_a_draft_can_be_told_whatever_it_says(applicant, group, open_round):
    costs = [Cost("", "", "paljon"), Cost("other", "Kahvi", "")]
    content = queries.content_of(filled(make_application(applicant, group, open_round, title="", costs=costs)))
    assert (content["title"], content["applied"], content["estimate"]) == ("", "0.00", [])
    assert [(line["label"], line["what"], line["amount"]) for line in content["costs"]] == [
        ("", "", "paljon"),
        ("Other costs", "Kahvi", ""),
    ]
    empty = queries.content_of(filled(make_draft(applicant, group, open_round)))
    assert {answer["text"] for section in empty["sections"][1:] for answer in section["answers"]} == {""}


def test_what_was_sent_keeps_the_group_and_its_account_as_they_were(sent, group, applicant):
    edit_group(group, by=acting(applicant), at=AT, iban="FI9490000000000027", city="Kontiolahti")
    version = Version.objects.select_related("application__group").get()
    assert (version.content["group"]["iban"], version.content["group"]["city"]) == (IBAN, "Joensuu")
    read = {str(label): text for label, text in queries.as_sent(version).group}
    assert (read["Account number (IBAN)"], read["Town"]) == ("FI19 •••• •••• •••• 19", "Joensuu")


def test_a_version_from_before_the_profile_is_read_as_it_was(sent):
    version = Version.objects.get()
    version.content["group"] = {
        name: version.content["group"][name] for name in ("name", "type", "responsible_body", "business_id")
    }
    assert [str(label) for label, _text in queries.as_sent(version).group] == ["Group", "What kind of group", "Business ID"]


def test_old_versions_without_years_and_other_money_are_still_read(applicant, group, open_round):
    use_flat_rate(open_round, Decimal("40"))
    project = make_application(applicant, group, open_round, kind="development", costs=[Cost("wages", "Ohjaaja", "1000")])
    version = send(project, applicant).versions.get()
    version.content["costs"] = [{"head": "wages", "what": "Ohjaaja", "amount": "1000.00"}]
    for name in ("cost_model", "flat_rate_percent", "funding", "by_year", "applied_sum"):
        del version.content[name]
    sent = queries.as_sent(version)
    assert sent.costs == [("Wages", Decimal("1000.00")), ("Flat-rate costs (40\u00a0% of wages)", Decimal("400.00"))]
    assert (sent.estimate.applied, sent.estimate.by_year, sent.estimate.funding) == (version.applied, None, [])


def test_the_sums_of_a_version_stay_when_the_terms_of_the_round_change(applicant, group, open_round):
    use_flat_rate(open_round, Decimal("17"))
    funding = [Funding("income", "Liput", "70"), Funding("other", "Säätiö", "100", "granted")]
    costs = [Cost("wages", "Ohjaaja", "1000", open_round.earliest_start.year)]
    project = make_application(applicant, group, open_round, kind="development", costs=costs, funding=funding)
    version = send(project, applicant).versions.get()
    use_flat_rate(open_round, Decimal("40"))
    sent = queries.as_sent(version)
    assert [str(amount) for _label, amount in sent.costs] == ["1000.00", "170.00", "-70.00", "-100.00"]
    assert sum(amount for _label, amount in sent.costs) == version.applied == Decimal("1000.00")
    assert version.content["by_year"]["totals"] == ["1170.00"]
    assert version.content["funding"][1] == {
        "source": "other",
        "state": "granted",
        "label": "Other funding (granted)",
        "what": "Säätiö",
        "amount": "100.00",
    }


def test_a_version_holds_the_smallest_sum_that_is_of_use(draft, applicant):
    with_sum = make_application(applicant, draft.group, draft.round, smallest_sum="1 500")
    content = [send(it, applicant).versions.get().content for it in (with_sum, draft)]
    money = [[answer["text"] for part in it["sections"] if part["slug"] == COSTS for answer in part["answers"]] for it in content]
    assert [(it["smallest_sum"], texts) for it, texts in zip(content, money, strict=True)] == [("1500.00", ["1 500"]), ("", [])]
