"""Migrations have spoken names, and the models have no change that is in none."""

from __future__ import annotations

import re

from django.apps import apps as django_apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.architecture.house import APPS
from tests.architecture.reading import Sources, apps, place, tell


def violations(sources: Sources) -> list[str]:
    return [
        f"{path} does not say what it does: NNNN_what_it_does.py"
        for path in sources
        if place(path)[1] == "migrations" and not path.endswith("__init__.py") and not _is_spoken(path)
    ]


def _is_spoken(path: str) -> bool:
    name = path.rsplit("/", maxsplit=1)[-1].removesuffix(".py")
    return bool(re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name)) and not re.match(r"\d{4}_(auto_|initial$|alter_|merge_)", name)


def test_migrations_say_what_they_do():
    tell(violations(apps()))


def test_no_migration_is_missing():
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(django_apps)).changes(graph=loader.graph)
    tell(
        [
            f"{app} needs a migration: {operation.describe()}"
            for app, missing in changes.items()
            if app in APPS
            for migration in missing
            for operation in migration.operations
        ]
    )


def test_a_name_that_says_nothing_is_noticed():
    names = ["0002_auto_20260101_1200", "0001_initial", "0003_alter_round_number", "0004_rounds_may_be_cancelled"]
    assert violations({f"rounds/migrations/{name}.py": "" for name in names}) == [
        f"rounds/migrations/{name}.py does not say what it does: NNNN_what_it_does.py" for name in names[:3]
    ]
