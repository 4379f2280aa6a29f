"""Asks ClamAV whether a file holds malware, where there is a ClamAV to ask. Without an answer a file counts as not checked."""

from __future__ import annotations

import socket
import struct
from typing import Protocol

from django.conf import settings

SECONDS = 60
CHUNK = 64 * 1024
MOST_ANSWER = 4096


class Readable(Protocol):
    """A file of the disk or of a storage."""

    def read(self, size: int, /) -> bytes: ...


class NoAnswerError(Exception):
    """ClamAV is away, refused the file, or said something that is neither yes nor no."""


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def malware_in(file: Readable) -> str:
    """The name of the malware that ClamAV finds in the file, or an empty string where it says that there is none.

    Only the very words of a clean answer count as clean. Raises NoAnswerError for every other.
    """
    try:
        answer = _ask(file)
    except OSError as error:
        raise NoAnswerError(str(error)) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoAnswerError(answer or "no answer")


def _ask(file: Readable) -> str:
    """The command INSTREAM: pieces with their length before them, and a piece of none at the end."""
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack(">I", len(chunk)) + chunk)
        clamd.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < MOST_ANSWER and (part := clamd.recv(MOST_ANSWER)):
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected() -> socket.socket:
    """`host:port`, or the path of a socket on this machine."""
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(SECONDS)
        clamd.connect(address)
        return clamd
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
