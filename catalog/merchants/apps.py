"""Registers the room with Django, with search, with notices and with the desk."""

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "catalog.merchants"
    label = "merchants"

    def ready(self) -> None:
        from catalog.merchants import brand_documents, documents
        from catalog.merchants.desk import menu
        from catalog.merchants.kinds import NOTICES
        from catalog.notices import registry as notices
        from catalog.search import contributors

        contributors.register(documents.CONTRIBUTOR)
        contributors.register(brand_documents.CONTRIBUTOR)
        for kind in NOTICES:
            notices.register(kind)
        menu.register()
