"""The real portal for the journeys: `manage.py portal` (web server, worker and beat) on a folder and a port of its own, once a run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
START_WITHIN = 90
# Seconds. A busy machine sets a PDF or looks into a file slowly; what does answer costs no time.
ANSWERS_WITHIN = 60
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, and Django's command line on its data."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> str:
        """Run a few lines in the portal's own Django: for what a browser can't do, such as letting weeks pass."""
        return self.manage("shell", "--no-imports", "-c", code)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    port = _free_port()
    var = tmp_path_factory.mktemp("portal")
    environment = {
        **os.environ,
        "DEBUG": "1",
        "VAR_DIR": str(var),
        "PORT": str(port),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "kake.settings",
    }
    portal = Portal(f"http://127.0.0.1:{port}", environment)
    for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["load_programme", "data/kake2.json"], ["load_demo"]):
        portal.manage(*command)
    log = (var / "portal.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "portal"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        _wait_until_up(portal.url, process, var / "portal.log")
        yield portal
        assert process.poll() is None, f"The portal ended by itself:\n{(var / 'portal.log').read_text()[-4000:]}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        log.close()


def _wait_until_up(url: str, process: subprocess.Popen, log: Path) -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"The portal did not start within {START_WITHIN} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ]
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-gpu", *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, portal):
    # An English browser, so that a page that follows the browser instead of the reader is found out.
    return {**browser_context_args, "base_url": portal.url, "locale": "en-US"}


def fi(text: str) -> str:
    """The Finnish of a text of the sources: journeys are written in English and walk the Finnish pages."""
    with translation.override("fi"):
        return gettext(text) if text else text


class Reader:
    """A person at a browser who notices what is wrong with a page: errors, sideways scroll, what axe finds."""

    def __init__(self, page: Page, portal: Portal, *, has_script: bool = True):
        self.page, self.portal, self.has_script, self.troubles = page, portal, has_script, []
        page.on("console", self._notes)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "response", lambda answer: self.troubles.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        )

    def _notes(self, message) -> None:
        # Browsers write every answer of 400 or more to the console; a refusal with a page of its own (404, 422) is no trouble.
        is_refusal = re.search(r"status of 4\d\d", message.text)
        if message.type == "error" and not is_refusal:
            self.troubles.append(message.text)

    def goes_to(self, path: str) -> None:
        self.page.goto(path)
        self.looks()

    def looks(self) -> None:
        """Check the page that is open now."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        # axe itself waits for timers, which a page without scripts does not have; the same pages are met in other journeys.
        found = Axe().run(self.page).response["violations"] if self.has_script else []
        assert [(it["id"], it["nodes"][0]["target"]) for it in found] == [], self.page.url
        assert self.troubles == []

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(fi(label), exact=True).fill(text)

    def chooses(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(fi(label)).first.check()

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=fi(name), exact=True).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=fi(name)).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def sees(self, *texts: str) -> None:
        """Every one of these stands on the page."""
        missing = [text for text in texts if " ".join(fi(text).split()) not in self.reads()]
        assert missing == [], f"{self.page.url} does not say {missing}:\n{self.reads()}"

    def does_not_see(self, *texts: str) -> None:
        shown = [text for text in texts if " ".join(fi(text).split()) in self.reads()]
        assert shown == [], f"{self.page.url} says {shown}"

    def reads(self) -> str:
        """The words of the page, with ordinary spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def signs_in(self, email: str) -> None:
        """By the code that the development mail page shows, as a developer would."""
        self.goes_to("/kirjaudu/")
        self.tells_who_she_is(email)

    def tells_who_she_is(self, email: str) -> None:
        """On the page for signing in, which is open."""
        self.fills("E-mail address", email)
        self.presses("Send me the code")
        self.fills("Code", self._code_sent_to(email))
        self.presses("Sign in")

    def _code_sent_to(self, email: str) -> str:
        mail = self.page.context.new_page()
        mail.goto("/kehitys/posti/")
        words = mail.locator("article", has_text=email).first.inner_text()
        mail.close()
        return re.search(r"\b(\d{3} ?\d{3})\b", words)[1].replace(" ", "")


@pytest.fixture
def reader(new_context, portal) -> Callable[..., Reader]:
    """`reader()` is a person at a phone; `reader(DESKTOP)` one at a desk."""

    def sit_down(viewport: dict = PHONE, **options) -> Reader:
        context: BrowserContext = new_context(viewport=viewport, **options)
        context.set_default_timeout(ANSWERS_WITHIN * 1000)
        return Reader(context.new_page(), portal, has_script=options.get("java_script_enabled", True))

    return sit_down
