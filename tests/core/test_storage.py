import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.storage import DurableStorage


@pytest.fixture
def storage(tmp_path) -> DurableStorage:
    return DurableStorage(tmp_path / "kept", file_permissions_mode=0o600, directory_permissions_mode=0o700)


def test_a_file_gets_its_name_when_the_disk_has_it(storage, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(sorted(path.name for path in Path(storage.location).rglob("*"))))
    assert storage.save("2018/a", ContentFile(b"content")) == "2018/a"
    assert storage.open("2018/a").read() == b"content"
    # The folders, the file under another name, and then its folder once it has its own.
    assert seen == [["2018"], ["2018", "a.part"], ["2018", "a"]] or seen[-2:] == [["2018", "a.part"], ["2018", "a"]]


def test_nobody_else_may_read_it(storage):
    storage.save("2018/a", ContentFile(b"content"))
    path = Path(storage.path("2018/a"))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_write_that_fails_leaves_nothing(storage, monkeypatch):
    def fail(_handle: int) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="gone"):
        storage.save("a", ContentFile(b"content"))
    assert [path for path in Path(storage.location).rglob("*") if path.is_file()] == []


def test_a_name_that_is_taken_is_refused_and_not_changed(storage):
    storage.save("a", ContentFile(b"one"))
    with pytest.raises(FileExistsError):
        storage.save("a", ContentFile(b"two"))
    assert storage.open("a").read() == b"one"
