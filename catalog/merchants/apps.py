"""Registers the room with Django."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "catalog.merchants"
    label = "merchants"
