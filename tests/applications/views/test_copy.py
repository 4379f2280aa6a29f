"""The page where an earlier application's answers are used again."""

from applications.models import Application
from tests.applications.views.reading import buttons, found, heading, sentences, words
from tests.factories import make_person, make_round


def address(application) -> str:
    return f"/hakemukset/{application.reference}/kopioi/"


def test_it_says_what_is_copied_and_asks(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert (heading(page), buttons(page)) == ("Use these answers again", ["Make the new application"])
    assert Application.objects.count() == 1


def test_the_new_application_opens(client_of, applicant, sent, open_round):
    browser = client_of(applicant)
    answer = browser.post(address(sent), {"round": open_round.pk})
    draft = Application.objects.get(status="draft")
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")
    page = browser.get(answer.url)
    assert sentences(page) == ["This is the new application. Check the answers, and add the dates."]
    assert heading(page) == sent.title


def test_of_several_rounds_one_is_chosen(client_of, applicant, sent, programme):
    make_round(programme)
    browser = client_of(applicant)
    assert len(found(browser.get(address(sent)), "//input[@type='radio']")) == 2
    refused = browser.post(address(sent))
    assert (refused.status_code, words(found(refused, "//*[@id='virheet']//a")[0])) == (422, "Choose the round.")
    assert Application.objects.count() == 1


def test_without_an_open_round_it_says_when_the_next_one_is(client_of, applicant, sent, open_round):
    type(open_round).objects.filter(pk=open_round.pk).update(cancelled_at=sent.created_at)
    assert heading(client_of(applicant).get(address(sent))) == "You can't apply just now"


def test_readers_may_not_and_strangers_do_not_find_it(client_of, stranger, sent):
    reader = make_person()
    sent.group.memberships.create(person=reader, role="reader", joined_at=sent.created_at)
    for person, status in ((reader, 403), (stranger, 404)):
        browser = client_of(person)
        assert (browser.get(address(sent)).status_code, browser.post(address(sent)).status_code) == (status, status)
    assert Application.objects.count() == 1


def test_one_s_own_page_of_the_application_leads_there(client_of, applicant, sent):
    page = client_of(applicant).get(f"/hakemukset/{sent.reference}/")
    assert [words(link) for link in found(page, f"//a[@href='{address(sent)}']")] == ["Use these answers in a new application"]
