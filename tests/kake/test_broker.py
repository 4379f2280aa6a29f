"""The folder of messages between the portal and its worker: what is being written is not read, and what is damaged stops nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from celery import current_app
from kombu import Connection
from kombu.transport import filesystem

from kake.broker import Channel


@pytest.fixture
def queue(tmp_path) -> Path:
    return tmp_path


def channel_on(queue: Path) -> Channel:
    options = {"data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(queue / "control")}
    return Connection("filesystem://localhost", transport="kake.broker:Transport", transport_options=options).default_channel


@pytest.fixture
def channel(queue) -> Channel:
    return channel_on(queue)


def waiting(queue: Path) -> list[Path]:
    return list(queue.glob("*.msg"))


def test_a_reader_waits_until_a_message_is_written(channel, queue, monkeypatch):
    read: list[dict] = []
    reader = Thread(target=lambda: read.append(channel_on(queue)._get("celery")))
    seen: list[int] = []

    def while_it_is_empty(*_) -> None:
        # kombu calls this between naming the file and writing into it: the reader has half a second to do harm.
        seen.extend(file.stat().st_size for file in waiting(queue))
        reader.start()
        reader.join(0.5)

    monkeypatch.setattr(filesystem, "lock", while_it_is_empty)
    channel._put("celery", {"number": 1})
    reader.join()
    assert (seen, read) == ([0], [{"number": 1}])


@pytest.mark.parametrize("left", [b"", b'{"body": "half a', b"\xff\xfe"])
def test_a_damaged_message_is_let_go_and_the_next_one_read(channel, queue, caplog, left):
    (queue / "1_first.celery.msg").write_bytes(left)
    channel._put("celery", {"number": 2})
    assert channel._get("celery") == {"number": 2}
    assert [record.getMessage() for record in caplog.records] == ["A message in the queue celery was damaged and is let go."]
    assert waiting(queue) == []


def test_it_is_the_broker_where_no_redis_is_named():
    with current_app.connection_for_write() as connection:
        assert isinstance(connection.default_channel, Channel)
