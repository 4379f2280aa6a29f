"""A page of PDF with some lines on it: what the demo's groups attach."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf


@contextmanager
def paper(*lines: str) -> Iterator[Path]:
    """A file that is there for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper"
        path.write_bytes(_page(lines))
        yield path


def _page(lines: tuple[str, ...]) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    page.Contents = made.make_stream(b"BT /F1 13 Tf 20 TL 70 760 Td\n" + shown + b"ET")
    file = io.BytesIO()
    made.save(file, deterministic_id=True)
    return file.getvalue()


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
