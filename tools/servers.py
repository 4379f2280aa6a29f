"""Servers of our own for tests and rehearsals: on free ports of 127.0.0.1, in temporary folders, gone when they are done with."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL of our own, in a temporary folder, that need not survive a power cut."""
    programs = Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    folder = Path(tempfile.mkdtemp(prefix="kake-pg-"))
    # PostgreSQL refuses to run as root; Debian's package makes this user.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(folder, "postgres")
    port = free_port()
    careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    server = f"{careless} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c max_connections=120"

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_owner, programs / program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "-D", f"{folder}/data", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    run("pg_ctl", "-D", f"{folder}/data", "-o", server, "-l", f"{folder}/log", "-w", "start")
    try:
        yield f"postgres://portal@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis of our own, in memory alone."""
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)
