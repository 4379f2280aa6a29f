"""Texts for people: finds them in the sources, and keeps their Finnish in the catalogue. Used by translate.py and the tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "fi" / "LC_MESSAGES" / "django.po"
METADATA = {
    "Project-Id-Version": "Pikku KAKE",
    "Language": "fi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# How gettext names context and text in one key.
CONTEXT_ENDS = "\u0004"

_SHAPES = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FUNCTIONS = _SHAPES | {f"{name}_lazy": shape for name, shape in _SHAPES.items() if name not in {"_", "gettext_noop"}}


@dataclass(frozen=True)
class Message:
    """One text in English; `plural` and `context` are '' where it has none."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT_ENDS}{self.id}" if self.context else self.id


def in_python(source: str) -> Iterator[Message]:
    for _line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=FUNCTIONS):
        one, many = text if isinstance(text, tuple) else (text, "")
        yield Message(one, many, context or "")


def in_template(source: str) -> Iterator[Message]:
    # Django turns a template into calls of gettext among blanks, whose indentation means nothing.
    return in_python("\n".join(line.lstrip() for line in templatize(source).splitlines()))


def in_sources(root: Path = ROOT) -> dict[Message, list[str]]:
    """Every text, with the files it stands in. An app is a folder with an apps.py."""
    found: dict[Message, set[str]] = {}
    for path in _source_files(root):
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(path.relative_to(root).as_posix())
    return {message: sorted(found[message]) for message in sorted(found, key=lambda message: (message.id, message.context))}


def _source_files(root: Path) -> Iterator[Path]:
    for app in sorted(path.parent for path in root.glob("*/apps.py")):
        yield from sorted(app.rglob("*.py"))
    yield from sorted(path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt"})


Translation = str | list[str]


@dataclass
class Merged:
    """The new catalogue, and what a translator must know."""

    catalogue: polib.POFile
    missing: list[Message] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def merge(before: Iterable[polib.POEntry], messages: Mapping[Message, list[str]], new: Mapping[str, Translation]) -> Merged:
    """A catalogue of exactly `messages`: new translations first, then those of before. What is in no source is left out."""
    known = {folded(entry_key(entry)): _translation(entry) for entry in before if not entry.obsolete}
    offered = {folded(key): text for key, text in new.items()}
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = dict(METADATA)
    merged = Merged(catalogue)
    for message, places in messages.items():
        translation = _fitting(message, offered.get(folded(message.key))) or _fitting(message, known.get(folded(message.key)))
        if not translation:
            merged.missing.append(message)
        catalogue.append(_entry(message, places, translation))
    wanted = {folded(message.key) for message in messages}
    merged.unknown = sorted(key for key in new if folded(key) not in wanted)
    return merged


def folded(key: str) -> str:
    """White space and doubled per cent signs are easily copied wrong; they make no other text."""
    return re.sub(r"\s+", " ", key.replace("%%", "%")).strip()


def entry_key(entry: polib.POEntry) -> str:
    return Message(entry.msgid, context=entry.msgctxt or "").key


def _translation(entry: polib.POEntry) -> Translation:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr


def _fitting(message: Message, translation: Translation | None) -> Translation | None:
    """The translation if it has the forms that the message needs, with the signs mended that are easily typed wrong."""
    if not translation or isinstance(translation, list) != bool(message.plural):
        return None
    if isinstance(translation, list):
        return [_mended(message, form) for form in translation] if len(translation) == 2 and all(translation) else None
    return _mended(message, translation)


def _mended(message: Message, text: str) -> str:
    """No-break spaces inside a sum, and per cent signs doubled where the message's are."""
    text = re.sub(r"(?<=\d) (?=[€%]|\d{3}\s?[€,])", "\u00a0", text)
    return re.sub(r"%%|%(?![(sd])", "%%", text) if "%%" in message.id else text


def _entry(message: Message, places: list[str], translation: Translation | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.id,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        # Files without lines: a catalogue that changes with every edit of a page can't be reviewed.
        occurrences=[(place, "") for place in places],
        flags=["python-format"] if re.search(r"%[(sd]", message.id + message.plural) else [],
    )
    if message.plural:
        entry.msgstr_plural = dict(enumerate(translation or ["", ""]))
    else:
        entry.msgstr = translation or ""
    return entry
