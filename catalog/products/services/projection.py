"""What the published version of a document makes of a product: the row's columns and the rows beside it."""

from collections.abc import Sequence
from typing import Any

from catalog.files.services.pictures import describe_pictures
from catalog.products.checks import Resolved
from catalog.products.document import TRANSLATED, ProductDocument, to_json
from catalog.products.models import Certificate, PriceTier, Product, ProductPicture, Variant
from catalog.products.named_parts import made_by_machine, shown_parts

FACTS = (
    "number",
    "lead_times",
    "terms",
    "harvest_months",
    "shelf_life_days",
    "storage",
    "storage_low",
    "storage_high",
    "carton",
    "documents",
    "plant_registration",
    "private_label",
    "sample",
)


def slug_source(document: ProductDocument) -> str:
    """Return the words a product's first address is made from."""
    return document.title.get("en") or document.title[document.source_language]


def shown_texts(document: ProductDocument) -> dict[str, dict[str, str]]:
    """Return the texts readers get, by field and language: those of languages held back are left out."""
    return {
        field: {code: text for code, text in getattr(document, field).items() if code not in document.held}
        for field in TRANSLATED
    }


def _shown_words(document: ProductDocument) -> dict[str, dict[str, dict[str, str]]]:
    """Return, by place and language, the translated words readers get, each with its state."""
    return {
        place: {
            code: {"text": text, "state": document.states.get(place, {}).get(code, "machine")}
            for code, text in texts.items()
            if text and code not in document.held
        }
        for place, texts in document.words.items()
    }


def columns_of(document: ProductDocument, resolved: Resolved) -> dict[str, Any]:
    """Return the row's own columns, everything but texts and parts."""
    price = document.price
    amounts = [tier.minor for tier in price.tiers] if price.kind == "tiers" else [price.low, price.high]
    known = [amount for amount in amounts if amount is not None]
    stated = to_json(document)
    return {
        "category_id": resolved.category.pk,
        "source_language": document.source_language,
        "country_id": document.country,
        "city_id": document.city or None,
        "hs6": document.hs6,
        "gi_id": resolved.gi_id,
        "brand_id": resolved.brand_id,
        "picture_id": document.pictures[0] if document.pictures else None,
        "price_kind": price.kind,
        "price_currency": price.currency,
        "price_low": min(known, default=None),
        "price_high": max(known, default=None),
        "price_per": price.per,
        "unit": document.unit,
        "moq": document.moq,
        "order_multiple": document.order_multiple,
        "lead_days": min((lead.days for lead in document.lead_times), default=None),
        "attributes": stated["attributes"],
        "facts": facts_of(document),
    }


def facts_of(document: ProductDocument) -> dict[str, Any]:
    """Return what a product's page says beside its columns: terms, care, further words."""
    stated = to_json(shown_parts(document))
    return {key: stated[key] for key in FACTS} | {
        "other_prices": _ranges(document),
        "language": document.source_language,
        "words": _shown_words(document),
        "by_machine": made_by_machine(document),
    }


def _ranges(document: ProductDocument) -> list[dict[str, Any]]:
    """Return a range in the further currencies it is stated in; tiers have rows."""
    if document.price.kind != "range":
        return []
    return [{"currency": one.currency, "low": one.low, "high": one.high} for one in document.price.others]


def write_parts(published: Sequence[tuple[Product, ProductDocument]]) -> None:
    """Write variants, prices, certificates and pictures as documents say, of products that have none."""
    published = [(product, shown_parts(document)) for product, document in published]
    variants = Variant.objects.bulk_create(
        Variant(
            product=product,
            sku=variant.sku,
            gtin=variant.gtin,
            names=variant.names,
            options=variant.options,
            position=position,
        )
        for product, document in published
        for position, variant in enumerate(document.variants)
    )
    by_sku = {(variant.product_id, variant.sku): variant for variant in variants if variant.sku}
    PriceTier.objects.bulk_create(
        PriceTier(
            product=product,
            variant=by_sku.get((product.pk, tier.sku)),
            currency=price.currency,
            quantity_from=tier.quantity_from,
            minor=tier.minor,
        )
        for product, document in published
        for price in document.price.in_each_currency
        for tier in price.tiers
    )
    Certificate.objects.bulk_create(
        Certificate(
            organization_id=product.organization_id,
            product=product,
            kind=certificate.kind,
            number=certificate.number,
            issuer=certificate.issuer,
            issued_on=certificate.issued_on,
            expires_on=certificate.expires_on,
            file_id=certificate.file or None,
        )
        for product, document in published
        for certificate in document.certificates
    )
    for product, document in published:
        if document.alt or document.focus:
            describe_pictures(
                owner_id=product.organization_id,
                ids=document.pictures,
                alt=document.alt,
                focus=document.focus,
            )
    ProductPicture.objects.bulk_create(
        ProductPicture(product=product, picture_id=picture, position=position)
        for product, document in published
        for position, picture in enumerate(dict.fromkeys(document.pictures))
    )
