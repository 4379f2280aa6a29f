"""Asks the program that looks into files, and takes no answer for a no."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from core.files.kinds import KINDS, Kind, RefusedError, tidy_name

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 15
# Each may take the memory of a large picture; the third upload waits its turn.
_turns = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Examined:
    """A file that is taken: its kind, the name it is kept under, what is active in it, and its smaller copy if it has one."""

    kind: Kind
    name: str
    marks: tuple[str, ...]
    copy: Path | None


def examine(path: Path, name: str, *, copy: Path) -> Examined:
    """What the file at `path` really is; a JPEG for reading is written to `copy` where one is needed.

    Raises RefusedError with a code that `core.files.words.sentence` puts into words.
    """
    name = tidy_name(name)
    answer = _ask(path, name, copy)
    if refused := answer.get("refused"):
        raise RefusedError(refused)
    return Examined(KINDS[answer["kind"]], answer["name"], tuple(answer["marks"]), copy if answer["has_copy"] else None)


def _ask(path: Path, name: str, copy: Path) -> dict:
    command = [sys.executable, "-m", "core.files.probe", str(path), name, str(copy)]
    environment = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603 -- the portal's own program, and the name is an argument, not a command
                command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
            )
    except subprocess.TimeoutExpired:
        return {"refused": "bomb"}
    if done.returncode != 0:
        # It was stopped by one of its limits, or a decoder broke: either way nobody has seen the file whole.
        log.warning(
            "A file could not be looked into: status %s. %s", done.returncode, done.stderr[-300:].decode(errors="replace")
        )
        return {"refused": "bomb" if done.returncode < 0 else "broken"}
    return json.loads(done.stdout)
