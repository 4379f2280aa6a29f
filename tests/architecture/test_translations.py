"""Every text has its Finnish, which fits its English, and no Finnish is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from tests.architecture.reading import Sources, apps, called, calls, tell, tree
from tools.messages import CATALOGUE, FUNCTIONS, Message, entry_key, in_python, in_sources, in_template, merge

# Words that blame or that nobody says aloud. `ux.md` C07 of the design; docs/glossary.md tells what to write.
BANNED = re.compile(r"virheelli|epäkelpo|pakollinen kenttä|pakolliset kentät|\bsyöte|\boho\b|pahoittel|ole hyvä\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TAG = re.compile(r"</?[a-z][^>]*>")


def gaps(messages: Iterable[Message], catalogue: Iterable[polib.POEntry]) -> list[str]:
    """What is in the sources and not in the catalogue, or the other way round."""
    entries = {entry_key(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = {message.key: message for message in messages}
    found = [f"no Finnish for “{key}”" for key in wanted if key not in entries or not entries[key].translated()]
    found += [f"to be checked by a person (fuzzy): “{key}”" for key, entry in entries.items() if entry.fuzzy]
    found += [f"in the catalogue and in no source: “{key}”" for key in entries if key not in wanted]
    return found + [f"obsolete: “{entry.msgid}”" for entry in catalogue if entry.obsolete]


def misfits(catalogue: Iterable[polib.POEntry]) -> list[str]:
    """Finnish that lacks a placeholder or a tag, breaks a sum over two lines, or uses a word that we don't."""
    return [
        f"“{finnish}” {why}"
        for entry in catalogue
        for english, finnish in _pairs(entry)
        for why in _faults(english, finnish, may_omit=bool(entry.msgid_plural) and english == entry.msgid)
    ]


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if not entry.translated():
        return []
    if entry.msgid_plural:
        return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr)]


def _faults(english: str, finnish: str, *, may_omit: bool) -> list[str]:
    faults = []
    ours, theirs = (sorted(set(PLACEHOLDER.findall(text))) for text in (finnish, english))
    if ours != theirs and not may_omit:
        faults.append(f"has the placeholders {ours} where the English has {theirs}")
    if sorted(TAG.findall(english)) != sorted(TAG.findall(finnish)):
        faults.append("has other tags than the English")
    if re.search(r"\d [€%]|\d \d{3}\s?[€,]", finnish):
        faults.append("needs no-break spaces in its numbers")
    if word := BANNED.search(finnish):
        faults.append(f"says “{word[0]}”")
    return faults


def unreadable(sources: Sources) -> list[str]:
    """Texts put together at run time, which no translator ever sees."""
    return [
        f"{path}:{call.lineno} asks for the translation of something that is no literal text: {ast.unparse(call)}"
        for path, text in sources.items()
        for call in calls(tree(text))
        if called(call) in FUNCTIONS and call.args and not isinstance(call.args[0], ast.Constant)
    ]


def test_every_text_has_its_finnish_and_none_is_left_over():
    tell(gaps(in_sources(), polib.pofile(str(CATALOGUE))))


def test_the_finnish_fits():
    tell(misfits(polib.pofile(str(CATALOGUE))))


def test_every_text_can_be_found_by_a_translator():
    tell(unreadable(apps()))


def test_english_is_what_the_sources_say(tmp_path, settings):
    """Finnish is the default; English has no catalogue of its own and must not fall back to it."""
    messages = list(in_sources())
    finnish = merge([], {one: [] for one in messages}, {one.key: ["1", "2"] if one.plural else "suomeksi" for one in messages})
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    finnish.catalogue.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("fi"):
        assert [_told(one) for one in messages] == [["1", "2"] if one.plural else ["suomeksi"] for one in messages]
    with translation.override("en"):
        assert [_told(one) for one in messages] == [[one.id, one.plural] if one.plural else [one.id] for one in messages]


def _told(message: Message) -> list[str]:
    """The text as Django gives it in the language of the moment, for one and for two where it counts."""
    if message.plural:
        return [_counted(message, 1), _counted(message, 2)]
    return [pgettext(message.context, message.id) if message.context else gettext(message.id)]


def _counted(message: Message, number: int) -> str:
    if message.context:
        return npgettext(message.context, message.id, message.plural, number)
    return ngettext(message.id, message.plural, number)


def entry(english: str, finnish: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=english, msgstr=finnish, **more)


def test_what_is_missing_fuzzy_or_left_over_is_noticed():
    catalogue = [
        entry("Send", "Lähetä"),
        entry("Save", ""),
        entry("Close", "Sulje", flags=["fuzzy"]),
        entry("Old", "Vanha"),
        entry("Gone", "Mennyt", obsolete=True),
    ]
    messages = [Message(text) for text in ("Send", "Save", "Close", "New")]
    assert gaps(messages, catalogue) == [
        "no Finnish for “Save”",
        "no Finnish for “Close”",
        "no Finnish for “New”",
        "to be checked by a person (fuzzy): “Close”",
        "in the catalogue and in no source: “Old”",
        "obsolete: “Gone”",
    ]


@pytest.mark.parametrize(
    ("english", "finnish", "why"),
    [
        ("%(sum)s left", "jäljellä", "has the placeholders [] where the English has ['%(sum)s']"),
        ("<b>Now</b>", "Nyt", "has other tags than the English"),
        ("Below 8\u00a0000\u00a0€", "Alle 8 000 €", "needs no-break spaces in its numbers"),
        ("Check the day", "Virheellinen päivä", "says “Virheelli”"),
    ],
)
def test_finnish_that_does_not_fit_is_noticed(english, finnish, why):
    assert misfits([entry(english, finnish)]) == [f"“{finnish}” {why}"]


def test_one_may_be_said_without_a_digit_but_many_may_not():
    forms = {0: "Yksi hakemus", 1: "Hakemuksia"}
    counted = polib.POEntry(msgid="%(n)s application", msgid_plural="%(n)s applications", msgstr_plural=forms)
    assert misfits([counted]) == ["“Hakemuksia” has the placeholders [] where the English has ['%(n)s']"]


def test_a_text_put_together_at_run_time_is_noticed():
    assert unreadable({"rounds/views.py": '_(f"Round {number}")\n_("Round %(number)s")'}) == [
        "rounds/views.py:1 asks for the translation of something that is no literal text: _(f'Round {number}')"
    ]


def test_texts_are_found_in_python_and_in_templates():
    python = '_("Send")\npgettext_lazy("application", "Sent")\nngettext("%(n)s day", "%(n)s days", n)\n'
    template = (
        '  {% translate "Send" %}\n<p title="{% translate "Sent" context "application" %}">\n    '
        "{% blocktranslate trimmed count n=days %}\n      {{ n }} day\n    {% plural %}\n      {{ n }} days\n    {% endblocktranslate %}"
    )
    texts = [Message("Send"), Message("Sent", context="application"), Message("%(n)s day", "%(n)s days")]
    assert list(in_python(python)) == texts
    assert list(in_template(template)) == texts


def test_merging_keeps_adds_and_leaves_out():
    messages = {Message("Close"): ["a.py"], Message("Save"): ["a.py"], Message("%(n)s day", "%(n)s days"): ["b.html"]}
    before = [entry("Save", "Tallenna"), entry("Old", "Vanha")]
    merged = merge(before, messages, {"%(n)s day": ["%(n)s päivä", "%(n)s päivää"], "Old": "Vanha"})
    assert {one.msgid: one.msgstr_plural or one.msgstr for one in merged.catalogue} == {
        "Close": "",
        "Save": "Tallenna",
        "%(n)s day": {0: "%(n)s päivä", 1: "%(n)s päivää"},
    }
    assert merged.missing == [Message("Close")]
    assert merged.unknown == ["Old"]


def test_merging_mends_what_is_easily_typed_wrong():
    """The key has another space than the source, and the sum is typed with ordinary ones."""
    messages = {Message("Below 8\u00a0000\u00a0€, 10 %%"): ["a.html"]}
    [merged] = merge([], messages, {"Below 8 000 €, 10 %": "Alle 8 000 €, 10 %"}).catalogue
    assert merged.msgstr == "Alle 8\u00a0000\u00a0€, 10\u00a0%%"
