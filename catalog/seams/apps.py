"""Registers the room with Django."""

from django.apps import AppConfig


class SeamsConfig(AppConfig):
    name = "catalog.seams"
    label = "seams"
