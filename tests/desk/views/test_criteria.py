"""The criteria of a round at the desk: changed until it opens, then only read."""

from datetime import timedelta

import pytest
import time_machine

from rounds.models import Round
from tests.applications.views.reading import errors, found, sentences, words
from tests.desk.views.reading import main, typed
from tests.factories import AT

pytestmark = pytest.mark.django_db
LIST = "/tyopoyta/kierrokset/"


def page_of(number: int) -> str:
    return f"{LIST}{number}/valintaperusteet/"


def one(place: int = 0, **changes: str) -> dict[str, str]:
    """What stands in the boxes of one criterion."""
    parts = {"code": "", "name_fi": f"Peruste {place}", "name_en": f"Ground {place}", "weight": "2", "minimum": "", **changes}
    return {f"{part}-{place}": text for part, text in parts.items()}


def typing(*criteria: dict[str, str], act: str = "save", **changes: str) -> dict[str, str]:
    settings = {"edition": "0", "count": str(len(criteria)), "reviews_wanted": "3", "threshold_percent": "60"}
    return {**settings, **{name: text for criterion in criteria for name, text in criterion.items()}, "act": act, **changes}


def names(round_: Round | int) -> list[str]:
    number = round_ if isinstance(round_, int) else round_.number
    return [criterion.name_fi for criterion in Round.objects.get(number=number).criteria.all()]


def in_boxes(page) -> list[str]:
    return [typed(page, f"name_fi-{place}") for place in range(int(typed(page, "count")))]


@time_machine.travel(AT)
def test_what_is_kept_stands_in_the_boxes(client_of, coordinator, programme):
    page = client_of(coordinator).get(page_of(2))
    assert in_boxes(page) == names(2)
    assert (typed(page, "threshold_percent"), typed(page, "level_fi_1-0")) == ("50", "Asia on vain mainittu.")
    assert found(page, "//select[@name='weight-0']/option[@selected]/@value") == ["3"]
    assert found(page, "//select[@name='minimum-0']/option[@selected]/@value") == ["1"]
    assert found(page, "//select[@name='reviews_wanted']/option[@selected]/@value") == ["2"]
    assert "These are a proposal. When you save them, they are the City's own." in main(page)


@time_machine.travel(AT)
def test_the_coordinator_saves_them(client_of, coordinator, programme):
    browser = client_of(coordinator)
    levels = {f"level_fi_{points}": f"Taso {points}" for points in range(6)}
    answer = browser.post(page_of(2), typing(one(0, minimum="2", **levels), one(1, weight="10"), threshold_percent="55 %"))
    assert (answer.status_code, answer.url) == (303, page_of(2))
    page = browser.get(answer.url)
    assert sentences(page) == ["The criteria are saved. Applicants see them at once."]
    first, second = Round.objects.get(number=2).criteria.all()
    assert (first.name_fi, first.minimum, first.levels[5]) == ("Peruste 0", 2, {"fi": "Taso 5", "en": ""})
    assert (second.name_en, second.weight, second.levels) == ("Ground 1", 10, [])
    assert list(Round.objects.filter(number=2).values_list("reviews_wanted", "threshold_percent")) == [(3, 55)]
    assert "These are a proposal." not in main(page)


@time_machine.travel(AT)
def test_applicants_read_them_before_they_apply(client_of, coordinator, applicant, programme):
    Round.objects.filter(number=1).update(cancelled_at=AT)
    client_of(coordinator).post(page_of(2), typing(one(0, guide_fi="Kenelle?", guide_en="For whom?")))
    page = client_of(applicant).get("/ohjeet/")
    rows = [words(it) for it in found(page, "//table[.//caption[@id='criteria']]/tbody/tr")]
    assert rows == ["Ground 0For whom? 2"]
    assert "The criteria and limits are a proposal until the City confirms them." not in main(page)


@time_machine.travel(AT)
@pytest.mark.parametrize(
    ("act", "left"),
    [
        ("add", ["Peruste 0", "Peruste 1", "Peruste 2", ""]),
        ("up-1", ["Peruste 1", "Peruste 0", "Peruste 2"]),
        ("up-0", ["Peruste 0", "Peruste 1", "Peruste 2"]),
        ("down-1", ["Peruste 0", "Peruste 2", "Peruste 1"]),
        ("remove-1", ["Peruste 0", "Peruste 2"]),
        ("remove-7", ["Peruste 0", "Peruste 1", "Peruste 2"]),
        ("count", ["Peruste 0", "Peruste 1", "Peruste 2"]),
        ("dance", ["Peruste 0", "Peruste 1", "Peruste 2"]),
    ],
)
def test_buttons_change_the_page_and_keep_nothing(client_of, coordinator, programme, act, left):
    kept = names(2)
    page = client_of(coordinator).post(page_of(2), typing(one(0), one(1), one(2), act=act, threshold_percent="viisi"))
    assert (page.status_code, in_boxes(page), typed(page, "threshold_percent")) == (200, left, "viisi")
    assert "Changed on this page, and not saved yet." in main(page)
    weights = sum(2 if name else 1 for name in left)
    assert f"Weights together {weights}, points at most {5 * weights}." in main(page)
    assert names(2) == kept


@time_machine.travel(AT)
def test_what_another_round_has_is_copied_to_the_page(client_of, coordinator, programme):
    browser = client_of(coordinator)
    browser.post(page_of(3), typing(one(0), one(1, weight="7")))
    page = browser.post(page_of(2), typing(one(0, name_fi="Jää pois"), act="copy", source="3"))
    assert (page.status_code, in_boxes(page), typed(page, "threshold_percent")) == (200, ["Peruste 0", "Peruste 1"], "60")
    assert "These are the criteria of Round 3/2018. They are not saved yet." in main(page)
    assert (typed(page, "code-1"), typed(page, "edition"), len(names(2))) == ("ground-1", "0", 6)


@time_machine.travel(AT)
@pytest.mark.parametrize("source", ["", "2", "99", "x", "²", "9" * 25])
def test_copying_asks_from_which_round(client_of, coordinator, programme, source):
    page = client_of(coordinator).post(page_of(2), typing(one(0), act="copy", source=source))
    assert (page.status_code, in_boxes(page)) == (422, ["Peruste 0"])
    assert words(found(page, "//*[@id='source_error']")[0]) == "Choose the round."


@time_machine.travel(AT)
@pytest.mark.parametrize(
    ("given", "where", "sentence"),
    [
        (typing(one(0), one(1, name_fi=" ")), "#id_name_fi-1", "Give the criterion a name in Finnish."),
        (typing(one(0, name_en="")), "#id_name_en-0", "Give the criterion a name in English."),
        (typing(one(0, name_fi="A" * 121)), "#id_name_fi-0", "Write this in at most 120 characters."),
        (
            typing(one(0), threshold_percent="puolet"),
            "#id_threshold_percent",
            "Write the percentage as a whole number, for example 50.",
        ),
        (typing(one(0), reviews_wanted="9"), "#id_reviews_wanted", "Choose how many people score."),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(client_of, coordinator, programme, given, where, sentence):
    kept = names(2)
    page = client_of(coordinator).post(page_of(2), given)
    assert (page.status_code, errors(page)) == (422, [(where, sentence)])
    assert (typed(page, "name_en-0"), names(2)) == (given["name_en-0"], kept)


@time_machine.travel(AT)
def test_levels_are_written_for_every_number_or_for_none(client_of, coordinator, programme):
    levels = {f"level_fi_{points}": "Taso" for points in (0, 1, 2, 4, 5)}
    page = client_of(coordinator).post(page_of(2), typing(one(0, **levels)))
    assert errors(page) == [("#id_level_fi_3-0", "Write what 3 points mean, or leave all of them empty.")]
    assert len(found(page, "//main//section//details[@open]")) == 1


@time_machine.travel(AT)
def test_a_threshold_beyond_all_points_is_refused(client_of, coordinator, programme):
    page = client_of(coordinator).post(page_of(2), typing(one(0), threshold_percent="101"))
    assert page.status_code == 422
    assert [words(it) for it in found(page, "//*[@id='virheet']//li")] == ["The threshold is at most 100 percent."]


@time_machine.travel(AT)
def test_who_saves_later_sees_what_the_other_saved_first(client_of, coordinator, programme):
    browser = client_of(coordinator)
    browser.post(page_of(2), typing(one(0, name_fi="Ensin tallennettu", name_en="Saved first")))
    page = browser.post(page_of(2), typing(one(0)))
    assert (page.status_code, in_boxes(page), names(2)) == (409, ["Peruste 0"], ["Ensin tallennettu"])
    assert "Saved first" in words(found(page, "//details[contains(@class, 'notice')]")[0])
    assert browser.post(page_of(2), typing(one(0), edition=typed(page, "edition"))).status_code == 303
    assert names(2) == ["Peruste 0"]


def test_from_the_opening_on_they_are_only_read(client_of, coordinator, programme):
    round_, kept = programme.rounds.get(number=2), names(2)
    with time_machine.travel(round_.opens_at - timedelta(minutes=1), tick=False):
        assert found(client_of(coordinator).get(page_of(2)), "//main//form") != []
    with time_machine.travel(round_.opens_at, tick=False):
        browser = client_of(coordinator)
        page = browser.get(page_of(2))
        assert (found(page, "//main//form"), "The highest points are 70." in main(page)) == ([], True)
        refused = browser.post(page_of(2), typing(one(0)))
        assert refused.status_code == 422
        sentence = "The round has opened, so its criteria can't change any more."
        assert [words(it) for it in found(refused, "//*[@id='virheet']//li")] == [sentence]
        added = browser.post(page_of(2), typing(one(0), act="add"))
        assert found(added, "//main//form") == []
    assert names(2) == kept


@time_machine.travel(AT)
@pytest.mark.parametrize("role", ["reviewer", "decider", "auditor"])
def test_others_at_the_desk_only_read(client_of, request, programme, role):
    browser = client_of(request.getfixturevalue(role))
    page = browser.get(page_of(2))
    assert (found(page, "//main//form"), "Fits the target group" in main(page)) == ([], True)
    assert browser.post(page_of(2), typing(one(0))).status_code == 403


@time_machine.travel(AT)
def test_the_list_of_rounds_leads_here(client_of, coordinator, reviewer, programme):
    def links(page) -> list[tuple[str, str]]:
        return [(words(it).split(":")[0], it.get("href")) for it in found(page, "//a[contains(@href, 'valintaperusteet')]")]

    wording = [("Change", page_of(3)), ("Change", page_of(2)), ("Look", page_of(1))]
    page = client_of(coordinator).get(LIST)
    assert links(page) == wording
    assert main(page).count("2 reviews a case · threshold 50 %") == 3
    assert main(page).count("threshold 50 % · A proposal.") == 2
    assert links(client_of(reviewer).get(LIST)) == [("Look", page) for _word, page in wording]


def test_only_a_round_that_there_is_can_be_asked_for(client_of, coordinator, programme):
    assert client_of(coordinator).get(page_of(99)).status_code == 404
