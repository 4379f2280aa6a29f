"""Files on this machine's disk that are either whole or not there, also when the power goes or the disk is full."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages

# What a write that was cut off leaves behind; `applications.sweep` takes it away.
UNFINISHED = ".part"


class DurableStorage(FileSystemStorage):
    """Writes to a temporary name, waits until the disk has it, and only then gives it its name. Names are the caller's: random."""

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        self._make_folder(target.parent)
        unfinished = target.with_name(target.name + UNFINISHED)
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_permissions_mode or 0o600)
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
            _sync_folder(target.parent)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return name

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(mode=self.directory_permissions_mode or 0o700, exist_ok=True)
            _sync_folder(folder.parent)

    def get_alternative_name(self, file_root: str, file_ext: str) -> str:
        """A name that is taken is a fault of the caller: two files never share one."""
        raise FileExistsError(f"{file_root}{file_ext}")


def fault_of(storage: str, path: str, sha256: str) -> str:
    """What is wrong with a stored file, as the end of a sentence; nothing where its bytes are those that were counted."""
    try:
        with storages[storage].open(path) as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return f"its file {path} can't be read."
    return "" if is_same else f"its file {path} is not the one that was added."


def _sync_folder(folder: Path) -> None:
    """The name is safe only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
