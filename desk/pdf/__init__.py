"""Documents of the desk."""

from core.pdf import BusyError
from desk.pdf.dossier import dossier_document
from desk.pdf.letters import Letter, fingerprint, is_off, letters_to_publish
from desk.pdf.round_book import round_book

__all__ = ["BusyError", "Letter", "dossier_document", "fingerprint", "is_off", "letters_to_publish", "round_book"]
