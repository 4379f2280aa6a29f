"""Whatever is typed into a part of the form is saved and comes back the same, and no page breaks of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from applications import actions
from applications.queries import newest_revision
from applications.sections import COUNT, DAY, EMAIL, LINE, PHONE, TEXT, sections_of
from rounds.models import KINDS
from tests.factories import acting, make_draft

TYPED = {LINE, TEXT, DAY, COUNT, EMAIL, PHONE}
PARTS = [(kind, part.slug) for kind in KINDS for part in sections_of(kind) if part.questions]
# What people paste, what numbers and dates look like, and what breaks careless programs.
AWKWARD = [
    "\ufeffAlku",
    "a\u0000b",
    "A\u030angstro\u0308m",
    "rivi\r\nrivi\rrivi\n",
    "\u202egnol\u202c",
    "👩🏽‍🚒🇫🇮",
    "<script>alert(1)</script>&amp;{{ x }}{% now %}",
    "'; DROP TABLE applications_answer; --",
    "1e999",
    "٣٤",
    "31.2.2018",
    "-0,00",
    "  \u00a0 ",
    "x" * 20_000,
]
ANYTHING = st.sampled_from(AWKWARD) | st.text(max_size=60)
# A browser can't send half a character.
POSTABLE = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FORM = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def kept(text: str) -> str:
    """What is promised to be kept: NFC, one kind of line break, and no characters that are no text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(it for it in text if it in "\n\t" or (it >= " " and it != "\x7f" and not is_lone_surrogate(it)))
    return unicodedata.normalize("NFC", text)


def is_lone_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def names(kind: str, slug: str) -> list[str]:
    [part] = [part for part in sections_of(kind) if part.slug == slug]
    return [question.name for question in part.questions if question.answer in TYPED]


@pytest.mark.parametrize(("kind", "slug"), PARTS)
@FORM
@given(data=st.data())
def test_any_text_in_any_field_comes_back_from_the_page(data, kind, slug, client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round, kind=kind)
    typed = {name: data.draw(POSTABLE) for name in names(kind, slug)}
    browser, address = client_of(applicant), f"/hakemukset/{draft.reference}/osat/{slug}/"
    newest = newest_revision(draft.reference, slug)
    answer = browser.post(address, {**typed, "seen": newest.number if newest else 0, "next": "list"})
    assert answer.status_code == 303
    stored = dict(draft.answers.values_list("name", "text"))
    expected = {name: kept(text) for name, text in typed.items()}
    assert {name: stored[name] for name in typed} == expected
    for page in (browser.get(address), browser.get(f"{address}?tarkista=1")):
        assert page.status_code == 200
        assert {name: page.context["form"][name].value() or "" for name in typed} == expected
    for path in ("osat/", "tarkista/"):
        assert browser.get(f"/hakemukset/{draft.reference}/{path}").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
@FORM
@given(data=st.data())
def test_any_text_is_kept_by_the_act_itself(data, kind, applicant, group, open_round):
    draft, by = make_draft(applicant, group, open_round, kind=kind), acting(applicant, "owner")
    for part in sections_of(kind):
        typed = {name: data.draw(ANYTHING) for name in names(kind, part.slug)}
        newest = newest_revision(draft.reference, part.slug)
        seen = newest.number if newest else 0
        actions.save(draft, by=by, at=draft.changed_at, slug=part.slug, texts=typed, seen=seen)
        stored = dict(draft.answers.values_list("name", "text"))
        assert {name: stored[name] for name in typed} == {name: kept(text) for name, text in typed.items()}
