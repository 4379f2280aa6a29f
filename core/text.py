"""What people type, made safe to keep without changing what they meant."""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    # What gettext_lazy gives is a text only when somebody reads it.
    Words = str | _StrPromise
else:
    Words = str

# Explicit direction marks can make a name read as another; isolated display is the page's business.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# A bullet of a word processor at the beginning of a line; two are signs of its own symbol fonts, which nobody else can show.
_BULLET = re.compile("^([ \t]*)[•▪◦‣●·\uf0b7\uf0a7][ \t\u00a0]", re.MULTILINE)


def clean_text(text: str) -> str:
    """`text` in NFC with `\\n` newlines, without NUL, other control characters and lone surrogates; bullets become `- `.

    A bullet and its tab are as long as what stands for them, so that a page counts the same characters as the server.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BULLET.sub(r"\1- ", unicodedata.normalize("NFC", _CONTROLS.sub("", text)))


def clean_line(text: str) -> str:
    """One line of `clean_text` without direction controls, white space folded: for names and titles."""
    return " ".join(clean_text(_BIDI.sub("", text)).split())
