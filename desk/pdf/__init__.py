"""Documents of the desk."""

from desk.pdf.dossier import dossier_document

__all__ = ["dossier_document"]
