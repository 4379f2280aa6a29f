"""The broker of development: kombu's folder of messages, where nobody reads what another is still writing."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from kombu.transport import filesystem

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """A channel on which one process at a time touches the folder.

    kombu gives a file its name before it writes into it, so a worker that looked at that moment found an empty message,
    could not read it, and stopped, and the portal with it. Nor does a message that a full disk or a power cut left damaged
    stop the worker: it is let go. A message is but a nudge, and the tables know what is due.
    """

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def get_table(self, exchange):
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        with self._alone():
            super()._queue_bind(exchange, routing_key, pattern, queue)

    def _delete(self, queue, exchange, *arguments, **kwargs):
        with self._alone():
            super()._delete(queue, exchange, *arguments, **kwargs)

    def _put(self, queue, payload, **kwargs):
        with self._alone():
            super()._put(queue, payload, **kwargs)

    def _get(self, queue):
        while True:
            try:
                with self._alone():
                    return super()._get(queue)
            except ValueError:
                log.warning("A message in the queue %s was damaged and is let go.", queue)


class Transport(filesystem.Transport):
    Channel = Channel
