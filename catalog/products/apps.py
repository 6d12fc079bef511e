"""Registers the room with Django."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "catalog.products"
    label = "products"
