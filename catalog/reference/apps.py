"""Registers the room with Django."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "catalog.reference"
    label = "reference"
