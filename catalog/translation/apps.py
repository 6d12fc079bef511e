"""Registers the room with Django."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "catalog.translation"
    label = "translation"
