"""Settings, docker-compose.yml and docs/operations.md speak of the same variables, and production refuses to start half set."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DEBUG": "0",
    "SECRET_KEY": "a-secret-of-the-tests-that-is-long-enough-to-be-one",
    "PORTAL_BASE_URL": "https://portal.example",
}
# Of the image or of the machine it is started on, not of a service.
NOT_OF_SERVICES = {"PORT", "VAR_DIR", "STATIC_ROOT", "DEBUG_PAGES"}
ONLY_OF_COMPOSE = {"PUBLISH"}


def names_in_settings(source: str) -> set[str]:
    """The first argument of every `flag(…)` and `os.environ.get(…)`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in {"flag", "os.environ.get"} and isinstance(call.args[0], ast.Constant)
    }


def names_in_docs(text: str) -> set[str]:
    table = text.partition("## Variables")[2].partition("\n## ")[0]
    return {name for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE) for name in re.findall(r"`([A-Z_]+)`", row)}


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def settings_names() -> set[str]:
    return names_in_settings((ROOT / "kake/settings.py").read_text(encoding="utf-8"))


def test_the_docs_list_every_variable_and_no_other(settings_names):
    documented = names_in_docs((ROOT / "docs/operations.md").read_text(encoding="utf-8"))
    assert documented == settings_names | ONLY_OF_COMPOSE


@pytest.mark.parametrize("service", ["prepare", "web", "worker", "beat"])
def test_compose_sets_every_variable_of_the_settings(service, compose, settings_names):
    assert set(compose["services"][service]["environment"]) == settings_names - NOT_OF_SERVICES


def test_a_variable_that_is_nowhere_written_down_is_noticed():
    assert names_in_settings('A = flag("A")\nB = os.environ.get("B", "")\nC = other("C")') == {"A", "B"}
    assert names_in_docs("## Variables\n| `A`, `B` | off |\n## Next\n| `C` | |") == {"A", "B"}


def test_no_secret_has_a_default_in_compose():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in ("SECRET_KEY", "PORTAL_BASE_URL", "POSTGRES_PASSWORD", "MAIL_FROM", "EMAIL_HOST"):
        assert re.findall(rf"\$\{{{name}(:.)", text)[0] == ":?", name


def test_every_lasting_service_is_watched(compose):
    unwatched = {name for name, service in compose["services"].items() if "healthcheck" not in service}
    assert unwatched == {"prepare", "beat"}


@pytest.mark.parametrize("name", [".env", ".env.production"])
@pytest.mark.parametrize("ignored", [".gitignore", ".dockerignore"])
def test_secrets_reach_neither_the_repository_nor_the_image(name, ignored):
    lines = (ROOT / ignored).read_text(encoding="utf-8").splitlines()
    assert any(fnmatch(name, line) for line in lines)


@pytest.mark.parametrize("password", ["ab/cd+ef=", "ab#cd", "ab%41cd", "a@b:c"])
def test_any_character_may_stand_in_the_databases_password(password):
    show = "from kake.settings import DATABASES; print(DATABASES['default']['PASSWORD'])"
    server = {"DATABASE_URL": "postgres://portal@database:5432/portal", "POSTGRES_PASSWORD": password}
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env={**os.environ, **GOOD, **server}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == password


def started_with(**environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if name not in {*GOOD, "DJANGO_SETTINGS_MODULE"}}
    return subprocess.run(
        [sys.executable, "-c", "import kake.settings"],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_a_secret_and_an_address():
    assert started_with(**GOOD).returncode == 0


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set to a secret of at least 40 characters."),
        ({"SECRET_KEY": "development-only-secret-that-production-refuses"}, "SECRET_KEY must be set"),
        ({"PORTAL_BASE_URL": ""}, "PORTAL_BASE_URL must be set, and start with https://"),
        ({"PORTAL_BASE_URL": "http://portal.example"}, "PORTAL_BASE_URL must be set, and start with https://"),
    ],
)
def test_production_refuses_to_start_half_set(missing, sentence):
    refused = started_with(**{**GOOD, **missing})
    assert refused.returncode != 0
    assert sentence in refused.stderr
