"""What must hold of a published answer: nobody can tell from it who asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A part of a name this short is a word in too many sentences.
SHORTEST_NAME = 3
# The longest ending that Finnish hangs on a name: Ainollekin.
LONGEST_ENDING = 7

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\+?\d[\d\s()–-]{5,}\d")


def tells_who_asked(text: str, *, name: str, email: str, phone: str, groups: Iterable[str] = ()) -> list[str]:
    """The words of `text` that name the asker, her address, her number or her group; names also with their endings.

    A name that begins like an ordinary word at the head of a sentence is found too: another word is quickly chosen.
    """
    folded = text.casefold()
    parts = [_stem(part) for part in _WORD.findall(name) if len(part) >= SHORTEST_NAME]
    found = [word for word in _WORD.findall(text) if word[0].isupper() and any(_is_form_of(word, part) for part in parts)]
    found += [whole for whole in (name, *groups) if whole and whole.casefold() in folded and whole not in found]
    found += [address for address in _ADDRESS.findall(text) if address.casefold() == email.casefold()]
    found += [number.strip() for number in _NUMBER.findall(text) if phone and _digits(number) == _digits(phone)]
    return list(dict.fromkeys(found))


def tells_how_to_reach(text: str) -> list[str]:
    """Any e-mail address and telephone number: whosever it is, it has no place in a published question."""
    return [*_ADDRESS.findall(text), *(number.strip() for number in _NUMBER.findall(text))]


def _stem(part: str) -> str:
    """Meikäläinen bends to Meikäläisen: what both have in common."""
    folded = part.casefold()
    return folded.removesuffix("nen") if len(folded) > SHORTEST_NAME + 3 else folded


def _is_form_of(word: str, stem: str) -> bool:
    folded = word.casefold()
    return any(one.startswith(stem) and len(one) - len(stem) <= LONGEST_ENDING for one in (folded, *folded.split("-")))


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits.removeprefix("358") if digits.startswith("358") else digits
