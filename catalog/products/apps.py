"""Registers the room with Django, with search, and with the slots of storefronts."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "catalog.products"
    label = "products"

    def ready(self) -> None:
        from catalog.products import documents, storefront_slots
        from catalog.search import contributors
        from catalog.seams import slots

        contributors.register(documents.CONTRIBUTOR)

        slots.register(
            slots.Slot(
                name="products.count",
                place="storefront.card",
                selector=storefront_slots.goods_counts,
                template="products/storefront_count.html",
            )
        )
        slots.register(
            slots.Slot(
                name="products.goods",
                place="storefront.sections",
                selector=storefront_slots.goods_of,
                template="products/storefront_goods.html",
            )
        )
