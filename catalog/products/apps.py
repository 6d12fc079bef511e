"""Registers the room with Django, with search, and with the slots of storefronts and brands."""

from datetime import timedelta

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "catalog.products"
    label = "products"

    def ready(self) -> None:
        from catalog.conversations import subjects
        from catalog.files import permissions
        from catalog.merchants.events import BrandChanged, StorefrontChanged
        from catalog.moderation import kinds
        from catalog.notices import registry as notices
        from catalog.products import (
            conversing,
            documents,
            found_goods,
            listing_files,
            moderating,
            reviewing,
            seller_slots,
        )
        from catalog.products.bulk import registering
        from catalog.products.desk import menu
        from catalog.products.documents.countries import follow_reference
        from catalog.products.services import telling
        from catalog.products.services.following import CALENDAR, follow_brand, follow_storefront
        from catalog.products.services.lists import prune_lists
        from catalog.products.services.papers import SWEEP
        from catalog.reference.models import Source
        from catalog.reference.signals import reference_changed
        from catalog.seams import events, review, schedules, slots
        from catalog.search import contributors

        schedules.register(
            schedules.Schedule("products.prune-lists", every=timedelta(days=1), run=prune_lists)
        )
        schedules.register(SWEEP)
        review.register(reviewing.LISTINGS)
        for kind in telling.KINDS:
            notices.register(kind)
        menu.register()
        permissions.register(listing_files.PRIVATE_KIND)
        registering.register()
        for contributor in documents.CONTRIBUTORS:
            contributors.register(contributor)
        for naming in documents.NAMINGS:
            contributors.NAMINGS.register(naming)
        reference_changed.connect(follow_reference, sender=Source, dispatch_uid="products.countries")
        events.subscribe(BrandChanged, follow_brand)
        events.subscribe(StorefrontChanged, follow_storefront)
        schedules.register(CALENDAR)

        slots.register(
            slots.Slot(
                name="products.compare",
                place="search.answers",
                selector=found_goods.compare_forms,
                template="products/compare_form.html",
            )
        )
        slots.register(
            slots.Slot(
                name="products.count",
                place="storefront.card",
                selector=seller_slots.goods_counts,
                template="products/storefront_count.html",
            )
        )
        slots.register(
            slots.Slot(
                name="products.goods",
                place="storefront.sections",
                selector=seller_slots.goods_of,
                template="products/storefront_goods.html",
            )
        )
        slots.register(
            slots.Slot(
                name="products.brand-goods",
                place="brand.sections",
                selector=seller_slots.goods_of_brands,
                template="products/storefront_goods.html",
            )
        )
        slots.register(
            slots.Slot(
                name="products.certificates",
                place="storefront.aside",
                selector=seller_slots.certificates_of,
                template="products/storefront_certificates.html",
            )
        )
        subjects.register(conversing.SUBJECT)
        kinds.register(moderating.KIND)
        slots.register(
            slots.Slot(
                name="products.write",
                place="product.actions",
                selector=conversing.on_products,
                template="conversations/slots/action.html",
            )
        )
