"""A picture of every page of the access table, in every role that may see it, at 360 and 1280 px, and every PDF as images.

Writes var/shots/ with an index page. Fails on a console error, an answer of 400 or more, or sideways scroll. Runs on a
portal of its own, with the world of the access table, on a free port of 127.0.0.1.
"""

from __future__ import annotations

import argparse
import html
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WIDTHS = (360, 1280)


def prepare() -> Path:
    """A temporary folder for the database, named to the settings before Django reads them."""
    var = Path(tempfile.mkdtemp(prefix="kake-shots-"))
    # Where a worker would be nudged; there is none, and nobody waits for its letters.
    (var / "queue").mkdir()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    os.environ |= {
        "VAR_DIR": str(var),
        "PORT": str(port),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "kake.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    os.environ.pop("DATABASE_URL", None)
    return var


def serve() -> str:
    """The portal's WSGI application in a thread; returns its address."""
    import waitress

    from kake.wsgi import application

    port = os.environ["PORT"]
    logging.getLogger("kake").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(application, host="127.0.0.1", port=int(port))
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{port}"


def make_people() -> dict:
    """One person a role, as in the tests."""
    from tests.architecture.access import ROLES
    from tests.factories import make_person

    citizens = {"applicant", "co_applicant", "stranger"}
    return {
        role: make_person(
            f"{role}@example.org", name=f"{role.replace('_', ' ').title()} Esimerkki", roles=[] if role in citizens else [role]
        )
        for role in ROLES[1:]
    }


def session_of(person) -> str:
    """The key of a session in which the person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


class Album:
    """Takes the pictures and remembers what was wrong."""

    def __init__(self, folder: Path, base: str):
        self.folder, self.base = folder, base
        self.pictures: list[tuple[str, str]] = []
        self.faults: list[str] = []

    def photograph(self, browser, role: str, session: str | None, pages: list[tuple[str, str, int]]) -> None:
        """Every page that `role` may see; a page is (name, path, status to expect)."""
        context = browser.new_context(base_url=self.base, locale="fi-FI", reduced_motion="reduce")
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])
        page = context.new_page()
        for name, path, status in pages:
            self._one(page, role, name, path, status)
        context.close()

    def _one(self, page, role: str, name: str, path: str, status: int) -> None:
        asked = page.request.get(path)
        if not asked.headers["content-type"].startswith("text/html"):
            self._file(asked, role, name)
            return
        console: list[str] = []
        page.once("pageerror", lambda error: console.append(str(error)))
        listen = lambda message: console.append(message.text) if message.type == "error" else None  # noqa: E731 -- removed below
        page.on("console", listen)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            answer = page.goto(path)
            if answer.status != status:
                self.faults.append(f"{role} {name} {path}: answered {answer.status}, not {status}")
            if answer.status >= 400 and status < 400:
                self.faults.append(f"{role} {name} {path}: {answer.status}")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                self.faults.append(f"{role} {name} at {width} px scrolls sideways by {over} px")
            self._save(page.screenshot(full_page=True), f"{name} as {role}, {width} px".replace(":", " "))
        page.remove_listener("console", listen)
        if status >= 400:
            # Every browser writes the page's own answer to its console.
            console = [text for text in console if f"status of {status}" not in text]
        self.faults += [f"{role} {name}: console: {text}" for text in console]

    def _file(self, answer, role: str, name: str) -> None:
        if answer.status >= 400:
            self.faults.append(f"{role} {name}: {answer.status}")
        if answer.headers["content-type"] == "application/pdf" and answer.status == 200:
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "it.pdf").write_bytes(answer.body())
                subprocess.run(["pdftoppm", "-r", "80", "-png", "it.pdf", "page"], cwd=folder, check=True)
                for number, image in enumerate(sorted(Path(folder).glob("page*.png")), start=1):
                    self._save(image.read_bytes(), f"{name} as {role}, PDF page {number}".replace(":", " "))

    def _save(self, image: bytes, title: str) -> None:
        file = title.replace(" ", "-").replace(",", "") + ".png"
        (self.folder / file).write_bytes(image)
        self.pictures.append((title, file))

    def write_index(self) -> None:
        figures = "\n".join(
            f'<figure><figcaption>{html.escape(title)}</figcaption><a href="{file}"><img src="{file}" loading="lazy" '
            f'alt="{html.escape(title)}" height="360"></a></figure>'
            for title, file in self.pictures
        )
        (self.folder / "index.html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><h1>Every page</h1>{figures}',
            encoding="utf-8",
        )


def pages_by_role(world) -> dict[str, list[tuple[str, str, int]]]:
    """What each role may look at, from the access table."""
    from django.urls import reverse

    from tests.architecture.access import ROLES, ROWS
    from tests.architecture.world import arguments

    pages: dict[str, list[tuple[str, str, int]]] = {role: [] for role in ROLES}
    for row in ROWS:
        for role, status in row.answers.items():
            if row.method == "GET" and status == 200 and not row.name.startswith(("healthz", "readyz")):
                path = reverse(row.name, kwargs=arguments(row.name, row.thing, world))
                pages[role].append((f"{row.name} {row.thing}".strip(), path, status))
    pages["anonymous"].append(("not found", "/ei-ole/", 404))
    return pages


def take(folder: Path, only: str) -> list[str]:
    import django
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    django.setup()
    from tests.architecture.world import make_world

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    people = make_people()
    world = make_world(people)
    album = Album(folder, serve())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
            ],
        )
        for role, pages in pages_by_role(world).items():
            wanted = [page for page in pages if only in f"{page[0]} {role}"]
            album.photograph(browser, role, session_of(people[role]) if role in people else None, wanted)
        browser.close()
    album.write_index()
    print(f"{len(album.pictures)} pictures: {folder / 'index.html'}")  # noqa: T201 -- a tool for the terminal
    return album.faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only pages whose name and role contain this")
    parser.add_argument("--to", type=Path, default=ROOT / "var" / "shots")
    options = parser.parse_args()
    shutil.rmtree(options.to, ignore_errors=True)
    options.to.mkdir(parents=True)
    var = prepare()
    try:
        faults = take(options.to, options.only)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 -- a tool for the terminal
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
