"""What people say of applying, at the desk."""

from applications.actions import count_errors, give_feedback
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main
from tests.factories import acting

PAGE = "/tyopoyta/palaute/"


def test_it_counts_and_quotes_without_names(client_of, coordinator, applicant, co_applicant, sent):
    give_feedback(sent, by=acting(applicant, "owner"), at=sent.submitted_at, ease="easy", text="Selkeä")
    give_feedback(sent, by=acting(co_applicant, "editor"), at=sent.submitted_at, ease="easy", text="")
    page = client_of(coordinator).get(PAGE)
    assert [words(it) for it in found(page, "//dd[@class='number']")] == ["2", "0", "0"]
    assert "Selkeä" in main(page)
    for hidden in (applicant.name, sent.reference, sent.title, sent.group.name):
        assert hidden not in main(page)


def test_it_tells_which_questions_are_hard(client_of, coordinator, draft):
    count_errors(draft, shown=[("event_day", "day"), ("place", "missing")])
    count_errors(draft, shown=[("place", "missing")])
    cells = [words(it) for it in found(client_of(coordinator).get(PAGE), "//tbody//td")]
    assert cells == ["Place", "No answer", "2", "Date of the event", "Not understood as a day", "1"]


def test_when_there_is_none_it_says_where_it_is_asked(client_of, coordinator):
    assert "No feedback yet." in main(client_of(coordinator).get(PAGE))


def test_the_page_of_rounds_leads_to_it_for_those_who_may_read_it(client_of, coordinator, reviewer, programme):
    links = [
        len(found(client_of(person).get("/tyopoyta/kierrokset/"), f"//a[@href='{PAGE}']")) for person in (coordinator, reviewer)
    ]
    assert links == [1, 0]
