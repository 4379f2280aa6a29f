"""Documents of the desk."""

from core.pdf import BusyError
from desk.pdf.dossier import dossier_document
from desk.pdf.round_book import round_book
from desk.pdf.serving import address_pages, letters_to_post

__all__ = ["BusyError", "address_pages", "dossier_document", "letters_to_post", "round_book"]
