"""Documents of Word, Excel and LibreOffice: archives, whose directory is judged before anything in them is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from core.files.kinds import KINDS, Finding, Kind, RefusedError

MOST_ENTRIES, MOST_DIRECTORY, MOST_BYTES = 2_000, 1_000_000, 200_000_000
# A sheet of zeros is small; only beyond this size does a high ratio mean a bomb.
MOST_RATIO, RATIO_FROM = 100, 10_000_000
CHUNK = 64 * 1024
_END = struct.Struct("<4s4H2LH")

_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": KINDS["docx"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": KINDS["xlsx"],
}
_OPEN = {kind.type: kind for kind in (KINDS["odt"], KINDS["ods"])}
# LibreOffice writes these two lists for a library without a single macro.
_EMPTY_LIBRARY = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")


def inspect(file: BinaryIO) -> Finding:
    """What an archive is. Raises RefusedError for bombs, macros, DTDs, passwords, and archives that are no document of ours."""
    _judge_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _judge_directory(entries)
            finding = _kind_of(archive)
            for entry in entries:
                _read_through(archive, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, KeyError, UnicodeDecodeError, struct.error) as error:
        raise RefusedError("broken") from error
    return finding


def _judge_end(file: BinaryIO) -> None:
    """The directory's size, as the last bytes tell it: a hostile one would fill the memory before its entries are counted."""
    size = file.seek(0, 2)
    window = min(size, _END.size + 0xFFFF)
    file.seek(size - window)
    tail = file.read(window)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise RefusedError("broken")
    _mark, _disk, _first, _here, entries, directory, start, comment = _END.unpack_from(tail, at)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise RefusedError("bomb")
    end = size - window + at
    if start + directory != end or end + _END.size + comment != size:
        # Something stands before or behind the archive that the archive knows nothing of.
        raise RefusedError("two_kinds")


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    declared = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or declared > MOST_BYTES or (declared > RATIO_FROM and declared > MOST_RATIO * max(packed, 1)):
        raise RefusedError("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("password")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_leads_out(entry) for entry in entries):
        raise RefusedError("broken")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise RefusedError("broken")


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    path = entry.filename.replace("\\", "/")
    return path.startswith("/") or ":" in path[:2] or ".." in path.split("/") or stat.S_ISLNK(entry.external_attr >> 16)


def _kind_of(archive: zipfile.ZipFile) -> Finding:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return _office(archive, names)
    if "mimetype" in names:
        return _open_document(archive, names)
    raise RefusedError("archive")


def _office(archive: zipfile.ZipFile, names: set[str]) -> Finding:
    types = set(_attributes(_small(archive, "[Content_Types].xml"), "ContentType"))
    lower = {name.lower() for name in names}
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types) or any(
        name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower
    ):
        raise RefusedError("macros")
    return Finding(_only([_MAIN[one] for one in types if one in _MAIN]), tuple(sorted(_office_marks(archive, lower))))


def _office_marks(archive: zipfile.ZipFile, lower: set[str]) -> Iterator[str]:
    if any("/activex/" in name or "oleobject" in name for name in lower):
        yield "embedded"
    settings = "word/_rels/settings.xml.rels"
    if settings in archive.namelist():
        targets = _attributes(_small(archive, settings), "Target")
        if any(target.lower().startswith(("http:", "https:", "\\\\", "file://///")) for target in targets):
            yield "remote_template"


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Finding:
    kind = _OPEN.get(_small(archive, "mimetype").decode("ascii", "replace").strip())
    if kind is None:
        raise RefusedError("archive")
    if any(_is_macro(name) for name in names):
        raise RefusedError("macros")
    if "META-INF/manifest.xml" not in names or "content.xml" not in names:
        raise RefusedError("broken")
    if b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
        raise RefusedError("password")
    return Finding(kind, ("embedded",) if any(name.startswith("Object ") and name.endswith(".bin") for name in names) else ())


def _is_macro(name: str) -> bool:
    folder, _slash, rest = name.partition("/")
    return bool(rest) and not name.endswith((*_EMPTY_LIBRARY, "/")) and folder in {"Basic", "Scripts", "Dialogs"}


def _only(kinds: list[Kind]) -> Kind:
    if len(kinds) != 1:
        raise RefusedError("archive")
    return kinds[0]


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that says what the others are; none is larger than a page of text."""
    with archive.open(name) as part:
        content = part.read(1_000_001)
    if len(content) > 1_000_000:
        raise RefusedError("bomb")
    return content


def _attributes(content: bytes, name: str) -> list[str]:
    found: list[str] = []
    parser = _parser()
    parser.StartElementHandler = lambda _tag, attributes: found.append(attributes.get(name, ""))
    _feed(parser, content, is_final=True)
    return [value for value in found if value]


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Every byte is unpacked once, in small pieces, and counted: `zipfile` gives no more than declared and checks the sum."""
    prolog = _Prolog() if entry.filename.lower().endswith((".xml", ".rels")) else None
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            if prolog:
                prolog.feed(chunk)


class _Prolog:
    """Watches the beginning of an XML part: a DTD stands before the first element, and nowhere else."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType | None = _parser()
        self.parser.StartElementHandler = self._stop
        self.has_begun = False

    def feed(self, chunk: bytes) -> None:
        if not self.has_begun:
            _feed(self.parser, chunk)

    def _stop(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.has_begun = True


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_dtd
    return parser


def _refuse_dtd(*_declaration: object) -> None:
    # Nothing that Word or LibreOffice writes has one, and entities are how small files become large.
    raise RefusedError("broken")


def _feed(parser: expat.XMLParserType, content: bytes, *, is_final: bool = False) -> None:
    try:
        parser.Parse(content, is_final)
    except expat.ExpatError as error:
        raise RefusedError("broken") from error
