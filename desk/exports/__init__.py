"""Columns and piles of what is downloaded from the desk."""

from desk.exports.advice import advice_headings, advice_sheet
from desk.exports.dossier import content_of_versions, dossier_zip
from desk.exports.worklist import worklist_headings, worklist_sheet

__all__ = [
    "advice_headings",
    "advice_sheet",
    "content_of_versions",
    "dossier_zip",
    "worklist_headings",
    "worklist_sheet",
]
