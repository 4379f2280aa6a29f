"""A small clamd: speaks the real protocol on a real socket, and knows one piece of malware, the one made for testing."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.files import EICAR

NAME = "Eicar-Test-Signature"


class _Talk(socketserver.BaseRequestHandler):
    """One connection: a command, pieces with their length, an answer."""

    def handle(self) -> None:
        if self._read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack(">I", self._read(4))[0]:
            content += self._read(length)
            if len(content) > self.server.most:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(len(content))
        found = f"stream: {NAME} FOUND" if EICAR in content else "stream: OK"
        self.request.sendall((self.server.says or found).encode() + b"\0")

    def _read(self, length: int) -> bytes:
        content = b""
        while len(content) < length:
            part = self.request.recv(length - len(content))
            if not part:
                raise ConnectionError
            content += part
        return content


class _Tcp(socketserver.ThreadingTCPServer):
    most, says = 26_000_000, ""
    daemon_threads = True
    allow_reuse_address = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    most, says = 26_000_000, ""
    daemon_threads = True


@contextmanager
def clamd(path: Path | None = None, *, says: str = "", most: int = 26_000_000) -> Iterator[_Tcp | _Unix]:
    """Listens at `path`, or at a free port of 127.0.0.1; `says` is its answer to everything, `most` its limit in bytes."""
    server = _Unix(str(path), _Talk) if path else _Tcp(("127.0.0.1", 0), _Talk)
    server.says, server.most, server.seen = says, most, []
    server.address = str(path) if path else f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
