"""Registers the room with Django."""

from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "catalog.tourism"
    label = "tourism"
