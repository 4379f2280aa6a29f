from importlib import import_module

from django.apps import AppConfig


class KakeConfig(AppConfig):
    name = "kake"
    verbose_name = "the project"

    def ready(self):
        import_module("kake.checks")
