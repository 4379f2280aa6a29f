"""Columns of what is downloaded from the desk."""

from desk.exports.advice import advice_headings, advice_sheet

__all__ = [
    "advice_headings",
    "advice_sheet",
]
