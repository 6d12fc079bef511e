"""Registers the room with Django."""

from django.apps import AppConfig
from django.core import checks


class TranslationConfig(AppConfig):
    name = "catalog.translation"
    label = "translation"

    def ready(self) -> None:
        from catalog.translation.checks import check_columns

        checks.register(check_columns, checks.Tags.models)
