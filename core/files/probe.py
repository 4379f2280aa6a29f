"""The program that looks into one file, in a process of its own: `python -m core.files.probe FILE NAME COPY`.

Decoders of pictures and PDF are written in C, and files made to break out of them are passed around. Here such a file finds a
process with little memory, little time, no secrets in its environment, and nothing to do but print one line.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from core.files.kinds import RefusedError, family, named

SECONDS = 8
# Beyond what Python and its libraries take. A picture of the most pixels needs up to ten bytes for each while it is decoded.
ROOM = {"zip": 60_000_000, "pdf": 60_000_000, "jpg": 300_000_000, "png": 300_000_000, "heic": 450_000_000}
LARGEST_COPY = 8_000_000


def main(path: str, name: str, copy: str) -> str:
    """One line of JSON: `{"refused": code}` or `{"kind", "name", "marks", "has_copy"}`."""
    try:
        with Path(path).open("rb") as file:
            found = family(file, name)
            finding = _inspect(file, found, Path(copy))
        return json.dumps(
            {
                "kind": finding.kind.code,
                "name": named(name, finding.kind),
                "marks": finding.marks,
                "has_copy": finding.has_copy,
            }
        )
    except RefusedError as refusal:
        return json.dumps({"refused": refusal.code})
    except MemoryError:
        return json.dumps({"refused": "bomb"})


def _inspect(file, found: str, copy: Path):
    # Only what this kind of file needs is loaded, and then the door is shut.
    if found == "zip":
        from core.files import archives

        _limit(found)
        return archives.inspect(file)
    if found == "pdf":
        from core.files import pdfs

        _limit(found)
        return pdfs.inspect(file)
    from core.files import pictures

    _limit(found)
    return pictures.inspect(file, found, copy)


def _limit(found: str) -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + ROOM[found]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_COPY, LARGEST_COPY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:]))
