"""Documents of the desk."""

from core.pdf import BusyError
from desk.pdf.dossier import dossier_document
from desk.pdf.round_book import round_book

__all__ = ["BusyError", "dossier_document", "round_book"]
