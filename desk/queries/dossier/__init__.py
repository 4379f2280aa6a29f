"""The whole of one case in one pile (asiakirjakooste): for auditors and the archive, and only what its reader may see anyway."""

from __future__ import annotations

from desk.queries.dossier.whole import Dossier, dossier

__all__ = ["Dossier", "dossier"]
