"""Search that forgives: letters without their dots and accents, all small, the same in Python and in the database."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func

# What people leave out on a phone or a foreign keyboard. The columns of `Folded` are made with this table: after a change here
# a migration makes them anew. SQLite's parser takes no more than 28 replacements inside each other.
_PLAIN = {"a": "äåáàÄÅÁÀ", "o": "öøóÖØÓ", "e": "éèÉÈ", "u": "üÜ", "s": "šŠ", "z": "žŽ"}
_TABLE = {ord(letter): plain for plain, letters in _PLAIN.items() for letter in letters}


def fold(text: str) -> str:
    """`text` as `Folded` columns have it: `Älä Hätäile` is `ala hataile`."""
    return text.translate(_TABLE).lower()


class Folded(Func):
    """The folded form of a text column, which the database keeps by itself in a generated column.

    Replaces letter by letter, since SQLite knows neither `translate` nor small letters beyond a–z.
    """

    arity = 1
    output_field = CharField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:  # type: ignore[override]  # takes no template
        sql, params = compiler.compile(self.source_expressions[0])
        for plain, letters in _PLAIN.items():
            for letter in letters:
                sql = f"REPLACE({sql}, '{letter}', '{plain}')"
        return f"LOWER({sql})", params
