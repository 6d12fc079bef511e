"""Registers the room with Django."""

from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    name = "catalog.glossary"
    label = "glossary"
