from django.apps import AppConfig
from django.urls import register_converter


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "core"

    def ready(self) -> None:
        """Before any app's addresses are read: `<key:pk>` is the only number in them."""
        from core.http import KeyConverter

        register_converter(KeyConverter, "key")
