"""Columns and piles of what is downloaded from the desk."""

from desk.exports.advice import advice_headings, advice_sheet
from desk.exports.dossier import content_of_versions, dossier_zip

__all__ = ["advice_headings", "advice_sheet", "content_of_versions", "dossier_zip"]
