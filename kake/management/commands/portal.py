"""Run the web server and the worker with its beat together; one Ctrl-C stops both."""

import ctypes
import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STOP_WITHIN = 15
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Linux stops the child when this process is gone, however it went; elsewhere only a clean end does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Command(BaseCommand):
    help = "Serves the portal on 127.0.0.1 at PORT (8000 unless set), with one Celery worker that also keeps time."
    requires_system_checks = ()

    def handle(self, **options):
        for folder in ("queue", "queue-control", "mail", "documents"):
            (settings.VAR / folder).mkdir(parents=True, exist_ok=True)
        children = {"web server": self._web(), "worker": self._worker()}
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.stdout.write(f"The portal is at {settings.PORTAL_BASE_URL}/ – stop it with Ctrl-C.")
        try:
            ended = self._wait(children)
        except KeyboardInterrupt:
            ended = ""
        finally:
            self._stop(children)
        if ended:
            raise CommandError(f"The {ended} stopped by itself, so the rest was stopped too.")

    def _web(self) -> subprocess.Popen:
        waitress = ["-m", "waitress", f"--listen=127.0.0.1:{settings.PORT}", "--threads=8", "kake.wsgi:application"]
        return self._start(sys.executable, *waitress)

    def _worker(self) -> subprocess.Popen:
        # The schedule file remembers when beat last ticked; every tick finds what is due, so nothing is lost with it.
        celery = [
            "-m",
            "celery",
            "-A",
            "kake",
            "worker",
            "-B",
            "--concurrency=1",
            "--loglevel=warning",
            "--without-gossip",
            "--without-mingle",
        ]
        return self._start(sys.executable, "-W", "ignore::celery.platforms.SecurityWarning", *celery)

    def _start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(  # noqa: S603 -- the portal's own programs
            command,
            cwd=settings.ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "kake.settings"},
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- called before any thread is started here
            process_group=0,
        )

    def _wait(self, children: dict[str, subprocess.Popen]) -> str:
        """Return the name of the first child that ends."""
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            time.sleep(0.2)

    def _stop(self, children: dict[str, subprocess.Popen]) -> None:
        for child in children.values():
            if child.poll() is None:
                child.terminate()
        for child in children.values():
            try:
                child.wait(timeout=STOP_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
