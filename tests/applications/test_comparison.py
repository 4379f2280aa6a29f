"""What changed between two versions: all of it, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import translation

from applications import actions, queries
from applications.models import Application, Version
from applications.sections import Cost
from core.differences import ADDED, REMOVED, SAME
from tests.factories import acting, send


def form_of(application: Application) -> queries.Filled:
    return queries.filled(queries.for_form(Application.objects.all()).get(pk=application.pk))


@pytest.fixture
def change(sent, applicant):
    """`change(texts)` or `change(costs=…)` edits the sent application and gives what the form says then."""

    def edit(costs: list[Cost] | None = None, **texts: str) -> Version:
        at = sent.submitted_at + timedelta(hours=1)
        form = form_of(sent)
        for section in form.sections:
            if texts.keys() & {question.name for question in section.questions} or (section.has_costs and costs is not None):
                number = queries.newest_revision(sent.reference, section.slug).number
                kept = {"texts": {**form.texts, **texts}, "costs": costs or []}
                actions.save(sent, by=acting(applicant, "owner"), at=at, slug=section.slug, seen=number, **kept)
        return queries.unsent_version(form_of(sent))

    return edit


def changed(older: Version, newer: Version) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (str(part.title), label, [(piece.kind, piece.text) for piece in pieces])
        for part in queries.comparison(older, newer).parts
        for label, pieces in part.answers
    ]


def rows(some) -> list[tuple[str, str, str, str]]:
    return [(row.label, row.before.replace("\xa0", " "), row.now.replace("\xa0", " "), row.kind) for row in some]


def test_nothing_differs_from_what_was_just_sent(sent):
    found = queries.comparison(sent.versions.get(), queries.unsent_version(form_of(sent)))
    assert (found.parts, found.lines, found.sums, found.is_empty) == ([], [], [], True)


def test_only_answers_that_differ_are_told_word_by_word(sent, change):
    newer = change(summary="Avaamme pajan, jossa ompelemme yhdessä.", place="Kauppatori ")
    assert changed(sent.versions.get(), newer) == [
        (
            "Tell about your idea",
            "What do you want to do?",
            [
                (SAME, "Avaamme pajan, jossa "),
                (REMOVED, "korjataan pyöriä"),
                (ADDED, "ompelemme"),
                (SAME, " yhdessä."),
            ],
        )
    ]


def test_choices_are_compared_by_their_names(sent, change):
    [(_title, _label, pieces)] = changed(sent.versions.get(), change(target_groups="1 3"))
    assert [kind for kind, _text in pieces] == [SAME, REMOVED, ADDED]


def test_cost_lines_and_sums_are_compared(sent, change):
    newer = change(costs=[Cost("venue_rent", "Salin vuokra", "1000"), Cost("other", "Kahvit", "150")])
    found = queries.comparison(sent.versions.get(), newer)
    assert rows(found.lines) == [
        ("Salin vuokra", "1 200,00 €", "1 000,00 €", "changed"),
        ("Kahvit", "", "150,00 €", "added"),
        ("Esiintyjä", "800,50 €", "", "removed"),
    ]
    assert rows(found.sums) == [
        ("Venue rents", "1 200,00 €", "1 000,00 €", "changed"),
        ("Other costs", "", "150,00 €", "added"),
        ("Purchased services", "800,50 €", "", "removed"),
    ]


def test_two_lines_of_the_same_name_are_two(sent, change):
    newer = change(costs=[Cost("other", "Kahvi", "10"), Cost("other", "Kahvi", "10"), Cost("other", "Kahvi", "")])
    older = queries.unsent_version(form_of(sent))
    again = change(costs=[Cost("other", "Kahvi", "10"), Cost("other", "Kahvi", "20")])
    assert rows(queries.comparison(newer, again).lines) == [
        ("Kahvi", "10,00 €", "20,00 €", "changed"),
        ("Kahvi", "–", "", "removed"),
    ]
    assert queries.comparison(newer, older).is_empty


def test_a_version_sent_in_another_language_differs_only_by_what_was_typed(draft, applicant):
    with translation.override("fi"):
        send(draft, applicant)
    send(draft, applicant, at=draft.created_at + timedelta(hours=2))
    newer, older = draft.versions.all()
    assert (older.content["language"], newer.content["language"]) == ("fi", "en")
    assert queries.comparison(older, newer).is_empty


def test_the_name_of_the_group_is_compared_too(sent):
    older, newer = sent.versions.get(), queries.unsent_version(form_of(sent))
    newer.content["group"] |= dict.fromkeys(("name", "responsible_body"), "Esimerkkikylän uusi yhdistys ry")
    assert changed(older, newer) == [
        ("Details of the group", "Group", [(SAME, "Esimerkkikylän "), (ADDED, "uusi "), (SAME, "yhdistys ry")])
    ]


def test_a_question_that_only_one_of_them_asked_is_told_last(sent):
    older, newer = sent.versions.get(), queries.unsent_version(form_of(sent))
    older.content["sections"].append(
        {"slug": "ennen", "title": "Mitä ennen kysyttiin", "answers": [{"name": "vanha", "label": "Vanha", "text": "Vastaus"}]}
    )
    assert changed(older, newer) == [("Mitä ennen kysyttiin", "Vanha", [(REMOVED, "Vastaus")])]
    assert changed(newer, older) == [("Mitä ennen kysyttiin", "Vanha", [(ADDED, "Vastaus")])]


def test_files_are_compared_by_what_they_show(sent):
    older, newer = sent.versions.get(), queries.unsent_version(form_of(sent))
    file = {"id": 7, "shows": "other", "name": "suunnitelma.pdf", "type": "pdf", "size": 9, "sha256": ""}
    newer.content["attachments"] = [*newer.content["attachments"], file]
    [(title, _label, pieces)] = changed(older, newer)
    assert (title, pieces) == ("Attachments", [(ADDED, "suunnitelma.pdf")])
