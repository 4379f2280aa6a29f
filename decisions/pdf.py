"""The decision letter as a PDF."""

from __future__ import annotations

from decisions.models import Decision


def decision_letter(decision: Decision) -> bytes:
    raise NotImplementedError
