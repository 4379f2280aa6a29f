"""The kinds of files that are taken, how each is known by its first bytes, and what its name may say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from core.text import clean_line

LONGEST_NAME = 150
HEAD = 1024


@dataclass(frozen=True)
class Kind:
    """`suffixes` are the names that agree with it, the usual one first; `type` is what it is served as."""

    code: str
    type: str
    suffixes: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", (".pdf",)),
        Kind("jpg", "image/jpeg", (".jpg", ".jpeg", ".jfif", ".jpe")),
        Kind("png", "image/png", (".png",)),
        Kind("heic", "image/heic", (".heic", ".heif")),
        Kind("docx", f"{_OFFICE}wordprocessingml.document", (".docx",)),
        Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
        Kind("odt", f"{_OPEN}text", (".odt",)),
        Kind("ods", f"{_OPEN}spreadsheet", (".ods",)),
    )
}
SUFFIXES = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}

# In a name like `lasku.exe.pdf` somebody is to be fooled; `talousarvio.xlsx.pdf` is only how a printer names its files.
_RUNS = frozenset(
    (
        ".app", ".bat", ".chm", ".cmd", ".com", ".cpl", ".dll", ".docm", ".dotm", ".exe", ".hta", ".htm", ".html", ".iso", ".jar",
        ".js", ".jse", ".lnk", ".msi", ".php", ".pif", ".ps1", ".scr", ".sh", ".svg", ".svgz", ".vb", ".vbe", ".vbs", ".wsf",
        ".xhtml", ".xlsm", ".xltm",
    )
)  # fmt: skip
# Brands of the ISO box `ftyp` that mean pictures in HEVC; the same box opens films, and pictures of other codecs.
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1"))
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype html", b"<iframe")


class RefusedError(Exception):
    """The file is not taken; `code` is a key of `core.files.words.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Finding:
    """What a file was found to be. `marks` name what is active in it and `has_copy` says that a smaller JPEG was made of it."""

    kind: Kind
    marks: tuple[str, ...] = ()
    has_copy: bool = False


def tidy_name(name: str) -> str:
    """A name as people may read it: one line of letters in NFC, no folders, its end kept where it is too long."""
    line = "".join(letter for letter in clean_line(name) if letter.isprintable())
    line = line.replace("\\", "/").rsplit("/", 1)[-1].strip(". ") or "liite"
    suffix = PurePosixPath(line).suffix[:10]
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - len(suffix)].rstrip() + suffix


def named(name: str, kind: Kind) -> str:
    """The name under which a file of this kind is kept; a picture that calls itself another kind of picture is set right.

    Telephones and messengers send JPEG under every picture's name, and on a telephone nobody can mend it.
    """
    path = PurePosixPath(name)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if _RUNS & set(suffixes):
        raise RefusedError("dangerous_name")
    claimed = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if claimed == kind:
        return name
    if kind.is_picture and (claimed is None or claimed.is_picture):
        stem = path.stem if claimed else name
        return stem[: LONGEST_NAME - len(kind.suffixes[0])] + kind.suffixes[0]
    raise RefusedError("another_type" if claimed else "wrong_type")


def family(file: BinaryIO, name: str) -> str:
    """`pdf`, `jpg`, `png`, `heic` or `zip`, by the first bytes. Everything else is refused, each in its own words."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise RefusedError("empty")
    if head.startswith(_COMPOUND):
        raise RefusedError(_compound(file, name))
    found = _by_signature(head)
    if not found:
        suffix = PurePosixPath(name).suffix.lower()
        raise RefusedError("another_type" if suffix in SUFFIXES else "wrong_type")
    if _is_two(file, head, found):
        raise RefusedError("two_kinds")
    return found


def _by_signature(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heic"
    return "zip" if head.startswith(b"PK\x03\x04") else ""


def _is_two(file: BinaryIO, head: bytes, found: str) -> bool:
    """Whether another program would open it as something else: readers look for PDF, markup and archives beyond byte 0."""
    size = file.seek(0, 2)
    file.seek(max(0, size - HEAD))
    ends = (head.lower(), file.read(HEAD).lower())
    if found != "pdf" and b"%pdf-" in ends[0]:
        return True
    if any(markup in end for end in ends for markup in _MARKUP):
        return True
    return found != "zip" and b"pk\x05\x06" in ends[1]


def _compound(file: BinaryIO, name: str) -> str:
    """Old Word and Excel files are of this family, and so is a new one under a password."""
    file.seek(0)
    while chunk := file.read(1_000_000):
        if "EncryptedPackage".encode("utf-16-le") in chunk:
            return "password"
    return "old_office"
