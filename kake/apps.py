from django.apps import AppConfig


class KakeConfig(AppConfig):
    name = "kake"
    verbose_name = "the project"
