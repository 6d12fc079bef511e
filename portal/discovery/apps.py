"""Registers the room with Django."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "portal.discovery"
    label = "discovery"
