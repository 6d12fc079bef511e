"""Registers the room with Django and with search."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "catalog.merchants"
    label = "merchants"

    def ready(self) -> None:
        from catalog.merchants import brand_documents, documents
        from catalog.search import contributors

        contributors.register(documents.CONTRIBUTOR)
        contributors.register(brand_documents.CONTRIBUTOR)
