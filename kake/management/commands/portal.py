"""Run the web server and the worker with its beat together; one Ctrl-C stops both."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STOP_WITHIN = 15
_PR_SET_PDEATHSIG = 1
# The worker of a developer's machine often runs as root; the warning is for production, where the image has a user for it.
_NO_WARNING = "ignore:You're running the worker with superuser privileges"
_WEB = ["-m", "waitress", f"--listen=127.0.0.1:{settings.PORT}", "--threads=8", "kake.wsgi:application"]
_WORKER = ["-W", _NO_WARNING, "-m", "celery", "--quiet", "-A", "kake", "worker", "-B", "--concurrency=1", "--loglevel=warning"]


class Command(BaseCommand):
    help = "Serves the portal on 127.0.0.1 at PORT (8000 unless set), with one Celery worker that also keeps time."
    requires_system_checks = ()

    def handle(self, **options):
        for folder in ("queue", "queue-control", "mail", "documents"):
            (settings.VAR / folder).mkdir(parents=True, exist_ok=True)
        if _answers():
            raise CommandError(f"Port {settings.PORT} is in use by another program.")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)
        children: dict[str, subprocess.Popen] = {}
        ended = ""
        try:
            children["web server"] = _start(*_WEB)
            children["worker"] = _start(*_WORKER)
            ended = self._wait(children)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            _stop(children)
        if ended:
            raise CommandError(f"The {ended} stopped by itself, so the rest was stopped too.")

    def _wait(self, children: dict[str, subprocess.Popen]) -> str:
        """Say when the first page can be asked for; return the name of the first child that ends."""
        is_up = False
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            if not is_up and _answers():
                is_up = True
                self.stdout.write(f"The portal is at {settings.PORTAL_BASE_URL}/ – stop it with Ctrl-C.")
                self.stdout.flush()
            time.sleep(0.1)


def _answers() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", settings.PORT)) == 0


def _start(*arguments: str) -> subprocess.Popen:
    """A child in a process group of its own, so that Ctrl-C in the terminal reaches only the parent, which stops it in order."""
    return subprocess.Popen(  # noqa: S603 -- the portal's own programs
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kake.settings"},
        preexec_fn=_die_with_parent,  # noqa: PLW1509 -- called before any thread is started here
        process_group=0,
    )


def _die_with_parent() -> None:
    """Linux stops the child when this process is gone, however it went; elsewhere only a clean end does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(children: dict[str, subprocess.Popen]) -> None:
    # From here on nothing interrupts: a second Ctrl-C would leave a child behind.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(timeout=STOP_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
