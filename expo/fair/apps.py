"""Registers the room with Django."""

from django.apps import AppConfig


class FairConfig(AppConfig):
    name = "expo.fair"
    label = "fair"
