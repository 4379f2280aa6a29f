"""How the tests read documents, and what hostile text tries from inside one."""

import io
import socket
import threading
import zipfile
from pathlib import Path

import pikepdf
import pypdf

CANARY = "kanarianlintu-7f3a"


def pages_of(content: bytes) -> list[str]:
    """The words of each page in reading order, with single spaces."""
    # pypdf reads a font that has a sign beyond its own alphabet byte by byte; every second byte is then nothing.
    texts = [page.extract_text().replace("\0", "") for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    return [" ".join(text.split()) for text in texts]


def text_of(content: bytes) -> str:
    """Every word in reading order, with single spaces."""
    return " ".join(pages_of(content))


def words_in(content: bytes) -> str:
    """What can be read of a page, a PDF, a table, or of everything in an archive and the names there."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(f"{name} {words_in(packed.read(name))}" for name in packed.namelist())
    return text_of(content) if content.startswith(b"%PDF") else content.decode(errors="replace")


def everything_in(content: bytes) -> bytes:
    """The bytes, what is packed in them, and the words."""
    with pikepdf.open(io.BytesIO(content)) as document:
        streams = [thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)]
    return content + b"".join(streams) + text_of(content).encode()


class Listener:
    """Counts who knocks on a port of this machine."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.knocks = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            while True:
                connection, _address = self.socket.accept()
                self.knocks += 1
                connection.close()
        except OSError:
            return


def vectors(canary: Path, port: int) -> list[str]:
    file, web = canary.as_uri(), f"http://127.0.0.1:{port}/x"
    return [
        f'<img src="{web}"><img src="{file}">',
        f'<link rel="attachment" href="{file}"><link rel="stylesheet" href="{web}">',
        f'<a rel="attachment" href="{file}">liite</a>',
        f"<style>@import url({web}); body {{ background: url({file}) }}</style>",
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{web}" width="9" height="9"/></svg>',
        f'<object data="{file}"></object><embed src="{web}">',
        f'<iframe src="{web}"></iframe>',
        f"<style>@font-face {{ font-family: paha; src: url({web}) }} p {{ font-family: paha }}</style>",
        f'<base href="http://127.0.0.1:{port}/"><img src="suhteellinen.png">',
        "<p style=\"content: url(data:image/svg+xml,%3Csvg/%3E); list-style-image: url('" + web + "')\">x</p>",
    ]
