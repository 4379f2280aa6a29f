"""The questions on paper, for everybody."""

import pytest
import time_machine

from applications.sections import sections_of
from tests.applications.views.reading import found, heading, words
from tests.factories import AT

EVENT, PROJECT = "/hakulomake/tapahtuma/", "/hakulomake/kehittamishanke/"


def main(response) -> str:
    return words(found(response, "//main")[0])


@pytest.mark.parametrize(("page", "kind"), [(EVENT, "event"), (PROJECT, "development")])
def test_everybody_reads_every_question_with_its_reason_and_its_example(visitor, programme, page, kind):
    text = main(visitor.get(page))
    for section in sections_of(kind):
        for question in section.questions:
            assert [str(part) in text for part in (question.label, question.why, question.hint, question.example)] == [True] * 4


def test_there_is_room_for_writing_and_boxes_to_tick(visitor, programme):
    page = visitor.get(EVENT)
    assert len(found(page, "//*[contains(@class, 'writing-space')]")) == 21
    boxes = [words(it) for it in found(page, "//ul[@class='boxes']/li")]
    assert (len(boxes), boxes[4]) == (13, "☐ people who need support in taking part and in finding work")
    assert boxes[-2:] == ["☐ Yes", "☐ No"]
    assert [len(table.xpath(".//tbody/tr")) for table in found(page, "//table")] == [8, 4]


def test_the_criteria_stand_there_with_their_guides_and_weights(visitor, programme):
    page = visitor.get(PROJECT)
    assert "Fits the target group" in main(page)
    assert "Does it reach people who need support in taking part and in finding work?" in main(page)
    assert len(found(page, "//dl/div")) == 6


def test_the_terms_are_those_of_the_open_round_else_of_the_next(visitor, programme):
    for moment, closes in ((AT, "28.2.2018"), (AT.replace(month=3, day=15), "31.5.2018"), (AT.replace(year=2030), "31.10.2018")):
        with time_machine.travel(moment, tick=True):
            assert f"{closes} at 16.00" in main(visitor.get(EVENT))


def test_each_form_leads_to_the_other(visitor, programme):
    assert len(found(visitor.get(EVENT), f"//main//a[@href='{PROJECT}']")) == 1
    assert heading(visitor.get(PROJECT)) == "All questions: Development project"


def test_it_can_be_read_before_a_programme_is_loaded(visitor, db):
    assert visitor.get(EVENT).status_code == 200


def test_another_word_is_not_found_and_the_page_takes_no_post(visitor, programme):
    assert visitor.get("/hakulomake/event/").status_code == 404
    assert visitor.post(EVENT).status_code == 405


def test_the_page_needs_few_queries(visitor, programme, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        visitor.get(EVENT)
