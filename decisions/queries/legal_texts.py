"""Texts that have legal effect, each with its days in force: conditions, provisions, how to claim, and the EU's publicity."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

LEGAL_TEXTS = Path(__file__).resolve().parent.parent.parent / "data" / "decision_letter.json"


def legal_text(day: date, language: str | None = "fi") -> Mapping[str, Any]:
    """The texts as they stood on that day. In English the unofficial translation lies over the Finnish, which alone is in force."""
    on = f"{day:%Y-%m-%d}"
    in_force = [text for text in _texts()["texts"] if text["in_force_from"] <= on <= (text["in_force_to"] or "9999")]
    return _in(language, max(in_force, key=lambda text: text["in_force_from"]))


def publicity(starts: date, language: str | None = "fi") -> Mapping[str, Any]:
    """What the funder's emblem says, by the period of the EU's programmes in which this one began."""
    day = f"{starts:%Y-%m-%d}"
    periods = _texts()["publicity"]
    return _in(language, next((it for it in periods if it["starts"] <= day <= it["ends"]), periods[-1]))


def _in(language: str | None, text: dict[str, Any]) -> Mapping[str, Any]:
    return {**text, **text["en"]} if language == "en" else text


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return json.loads(LEGAL_TEXTS.read_text(encoding="utf-8"))
