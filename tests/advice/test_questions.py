"""Questions in public: asked once, answered once, published without names."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice.actions import answer_question, ask, edit_answer, withdraw_answer
from advice.actions.questions import MOST_A_DAY
from advice.models import AdviceGiven, Question
from advice.queries.questions import days_since_asked, published_answers, questions_of
from registry.models import Letter
from registry.queries import events_about
from tests.factories import AT, acting, make_round
from tests.questions import ASKED, make_answer, make_question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Write your question|cannot be blank"),
        ({"answer": "Voi."}, "its words, its writer and its time"),
        ({"answered_at": AT}, "its words, its writer and its time"),
        ({"published_at": AT}, "Only an answered question is published"),
        ({"withdrawn_at": AT}, "Only what was published can be withdrawn"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_the_database(applicant, changes, sentence):
    question = Question(**{"asked_by": applicant, "text": "Saako?", "asked_at": AT, **changes})
    with pytest.raises(ValidationError, match=sentence):
        question.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()


def test_a_question_is_about_the_round_that_is_open(applicant, open_round):
    assert make_question(applicant).round == open_round


def test_before_any_round_a_question_is_about_none(applicant):
    assert make_question(applicant).round is None


def test_pressing_twice_asks_once_and_asking_again_after_an_answer_is_another(applicant, coordinator):
    first = make_question(applicant)
    assert make_question(applicant, text=f" {ASKED}\r\n") == first
    make_answer(first, coordinator)
    assert make_question(applicant) != first


def test_an_empty_question_is_refused_in_words(applicant):
    with pytest.raises(ValidationError, match="Write your question"):
        ask(by=acting(applicant), at=AT, text=" \n")


def test_nobody_buries_the_questions_of_others(applicant):
    for number in range(MOST_A_DAY):
        make_question(applicant, text=f"Kysymys {number}")
    with pytest.raises(ValidationError, match="Ask the rest tomorrow"):
        make_question(applicant)


def test_an_answer_is_told_without_its_words_and_stands_in_the_record_of_advice(applicant, coordinator):
    make_answer(make_question(applicant, text="Salainen kysymys"), coordinator, answer="Salainen vastaus")
    letter = Letter.objects.get(kind="advice/question_answered")
    assert letter.to == applicant.email
    assert [secret for secret in ("Salainen",) if secret in letter.subject + letter.body_text + letter.body_html] == []
    advice = AdviceGiven.objects.get()
    assert (advice.adviser, advice.channel, advice.application, advice.idea) == (coordinator, "message", None, None)


def test_the_record_office_knows_neither_question_nor_answer(applicant, coordinator):
    question = make_answer(make_question(applicant), coordinator, public_text="Saako ostaa kahvia?")
    assert [(event.act, event.details) for event in events_about(question.about)] == [
        ("answer_question", {"published": True}),
        ("ask", {}),
    ]


def test_two_coordinators_do_not_answer_the_same_question(applicant, coordinator):
    question = make_question(applicant)
    make_answer(question, coordinator)
    with pytest.raises(ValidationError, match="Somebody else has answered"):
        make_answer(question, coordinator, answer="Ei.")
    assert Question.objects.get().answer == "Voi, jos kahvi on tarjottavaa."


def test_an_empty_answer_is_refused_in_words(applicant, coordinator):
    with pytest.raises(ValidationError, match="Write the answer"):
        make_answer(make_question(applicant), coordinator, answer=" ")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("public_text", "Aino kysyy"),
        ("public_text", "Soita 040 123 4567"),
        ("public_text", "Kuka on jokumuu@example.org?"),
        ("public_text", "Saako Esimerkkikylän yhdistys ry tukea?"),
        ("answer", "Hei Aino, kyllä saa."),
    ],
)
def test_what_tells_who_asked_is_not_published(applicant, group, coordinator, field, words):
    question = make_question(applicant)
    with pytest.raises(ValidationError) as refusal:
        make_answer(question, coordinator, **{"public_text": "Saako ryhmä tukea?", field: words})
    assert set(refusal.value.error_dict) == {field}
    assert "it must not tell who asked" in refusal.value.messages[0]
    assert not Question.objects.get().is_answered


def test_a_private_answer_may_name_the_asker(applicant, coordinator):
    assert make_answer(make_question(applicant), coordinator, answer="Hei Aino, kyllä saa.").is_published is False


def test_a_published_answer_is_mended_withdrawn_and_published_again(applicant, coordinator):
    question = make_answer(make_question(applicant), coordinator, public_text="Saako?")
    by = acting(coordinator, "coordinator")
    for act, published in [
        (lambda: withdraw_answer(question, by=by, at=AT), False),
        (lambda: edit_answer(question, by=by, at=AT, answer="Saa aina.", public_text="Saako aina?"), True),
    ]:
        act()
        assert Question.objects.get().is_published is published
    assert [it.answer for it in published_answers()[0].questions] == ["Saa aina."]
    assert Letter.objects.filter(kind="advice/question_answered").count() == 1


def test_what_is_not_answered_can_not_be_mended(applicant, coordinator):
    with pytest.raises(ValidationError, match="not answered yet"):
        edit_answer(make_question(applicant), by=acting(coordinator, "coordinator"), at=AT, answer="Saa.")


def test_published_answers_stand_by_round_the_newest_first(applicant, coordinator, programme):
    make_answer(make_question(applicant, text="Vanha", at=AT), coordinator, public_text="Vanha kysymys?")
    newest = make_round(programme)
    for text in ("Eka", "Toka"):
        make_answer(make_question(applicant, text=text), coordinator, public_text=f"{text} kysymys?")
    shown = [(answers.round.number, [it.public_text for it in answers.questions]) for answers in published_answers()]
    assert shown == [(newest.number, ["Toka kysymys?", "Eka kysymys?"]), (1, ["Vanha kysymys?"])]


@pytest.mark.parametrize(("words", "count"), [("ÄÄNENTOISTO", 1), ("vuokrata äänen", 1), ("saa aina", 0), ("auto", 0), ("", 1)])
def test_the_search_forgives_capitals_and_wants_every_word(applicant, coordinator, words, count):
    make_answer(make_question(applicant), coordinator, public_text="Voiko äänentoiston vuokrata?", answer="Saa.")
    assert sum(len(answers.questions) for answers in published_answers(words)) == count


def test_a_person_finds_her_own_and_nobody_elses(applicant, stranger, coordinator, reviewer):
    question = make_question(applicant)
    assert [list(questions_of(person)) for person in (applicant, stranger)] == [[question], []]
    handled = [list(Question.objects.handled_by(person).unanswered()) for person in (coordinator, reviewer, applicant)]
    assert handled == [[question], [], []]


def test_a_question_waits_in_days_of_the_calendar(applicant):
    question = make_question(applicant, at=AT)
    assert days_since_asked(question, AT) == 0
    assert days_since_asked(question, AT.replace(day=AT.day + 3, hour=1)) == 3


def test_answering_at_the_same_time_needs_the_row(applicant, coordinator):
    question = make_question(applicant)
    answer_question(question, by=acting(coordinator, "coordinator"), at=AT, answer="Saa.")
    assert Question.objects.get().answered_by == coordinator
