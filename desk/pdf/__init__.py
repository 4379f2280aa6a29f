"""Documents of the desk."""

from core.pdf import BusyError
from desk.pdf.dossier import dossier_document
from desk.pdf.letters import Letter, fingerprint, is_off, letters_to_publish
from desk.pdf.round_book import round_book
from desk.pdf.serving import address_pages, letters_to_post

__all__ = [
    "BusyError",
    "Letter",
    "address_pages",
    "dossier_document",
    "fingerprint",
    "is_off",
    "letters_to_post",
    "letters_to_publish",
    "round_book",
]
