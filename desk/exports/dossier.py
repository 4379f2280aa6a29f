"""The whole of one case as a ZIP: its papers, the files of its people, and what each of them adds up to."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from advice.models import MessageFile
from applications.models import Attachment
from applications.queries import open_attachment
from core.numbers import masked_iban
from core.text import clean_line
from decisions.models import ClaimFile
from desk.queries.dossier import Dossier
from registry.queries import open_document

CHUNK = 64 * 1024
# Up to so many bytes a ZIP is made in memory, and beyond that on disk.
IN_MEMORY = 2 * 1024 * 1024
# The same case makes the same members: a ZIP can't say that it does not know when.
NO_TIME = (1980, 1, 1, 0, 0, 0)
SUMS = "tiivisteet.txt"
FOLDERS = {Attachment: "liitteet", MessageFile: "viestit", ClaimFile: "oikaisuvaatimukset"}
_UNSAFE = re.compile(r'[\\/:*?"<>|]')

Paper = tuple[str, bytes]


def dossier_zip(dossier: Dossier, papers: Iterable[Paper]) -> IO[bytes]:
    """Papers made for it (name and bytes), then stored letters and files as they are, chunk by chunk; last the SHA-256 of each.

    What is missing on the disk is named there, so that nobody takes the pile for whole.
    """
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it when it has been sent
    sums = []
    with ZipFile(made, "w", ZIP_DEFLATED) as pile:
        for name, content in papers:
            sums.append(f"{_add(pile, name, [content])}  {name}")
        for name, stored in _stored(dossier):
            try:
                with stored() as file:
                    sums.append(f"{_add(pile, name, iter(lambda: file.read(CHUNK), b''))}  {name}")
            except FileNotFoundError:
                sums.append(f"{'-' * 64}  {name}")
        pile.writestr(ZipInfo(SUMS, NO_TIME), "\n".join(sums) + "\n")
    made.seek(0)
    return made


def content_of_versions(dossier: Dossier) -> Iterator[Paper]:
    """The frozen answers as their SHA-256 was counted, but for the account number: here as everywhere it is masked."""
    for version in dossier.versions:
        group = version.content["group"]
        content = {**version.content, "group": {**group, "iban": masked_iban(group.get("iban", ""))}}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        yield f"hakemus/{dossier.case.reference}-versio-{version.number}.json", text.encode()


def _stored(dossier: Dossier) -> Iterator[tuple[str, object]]:
    for document in dossier.documents:
        yield f"paatos/{_safe(document.name)}", lambda document=document: open_document(document)
    for document in dossier.papers:
        yield f"rahoittaja/{document.pk}-{_safe(document.name)}", lambda document=document: open_document(document)
    for file in dossier.files:
        yield f"{FOLDERS[type(file)]}/{file.pk}-{_safe(file.name)}", lambda file=file: open_attachment(file)


def _safe(name: str) -> str:
    """A name that can be unpacked anywhere, and into no other folder."""
    return _UNSAFE.sub("_", clean_line(name)).strip(". ")[:100] or "_"


def _add(pile: ZipFile, name: str, chunks: Iterable[bytes]) -> str:
    digest, info = hashlib.sha256(), ZipInfo(name, NO_TIME)
    info.compress_type = ZIP_DEFLATED
    with pile.open(info, "w") as member:
        for chunk in chunks:
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()
