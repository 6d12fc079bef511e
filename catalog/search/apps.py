"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"
