"""One product as its own page shows it: a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max, Min

from catalog.files.manifest import Manifest
from catalog.merchants.selectors import BrandCard, brand_cards, shown_brands
from catalog.products.languages import ATTRIBUTE, offered_in, word_of
from catalog.products.models import (
    Attribute,
    FormerSlug,
    PriceTier,
    Product,
    ProductPicture,
    Variant,
)
from catalog.products.pricing import Tier
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.certificates import CertificateLine, valid_certificates
from catalog.products.selectors.tree import CategoryNode, CategoryTree
from catalog.translation.selectors import local_texts, localized
from catalog.translation.texts import LocalText

SIMILAR = 4


@dataclass(frozen=True)
class AttributeLine:
    """A stated property: its name, and its value as stored, to be printed by its declaration.

    The value of a free text is what the reader gets of it, a ``LocalText``.
    """

    name: LocalText
    kind: str
    unit: str
    choices: Sequence[Mapping[str, Any]]
    value: Any


@dataclass(frozen=True)
class VariantLine:
    """A form in which the product is sold. ``tiers`` are its own prices, if it has some."""

    sku: str
    names: Mapping[str, str]
    options: Mapping[str, Any]
    tiers: Sequence[Tier]


@dataclass(frozen=True)
class GalleryPicture:
    """A picture of the product with its text alternative by language."""

    manifest: Manifest | None
    alt: Mapping[str, str]
    id: int = 0


@dataclass(frozen=True)
class ProductPage:
    """Everything a product page says. ``tiers`` are the prices that hold for all variants."""

    card: ProductCard
    texts: Mapping[str, LocalText]
    source_language: str
    line: Sequence[CategoryNode]
    tiers: Sequence[Tier]
    variants: Sequence[VariantLine]
    attributes: Sequence[AttributeLine]
    certificates: Sequence[CertificateLine]
    pictures: Sequence[GalleryPicture]
    order_multiple: int
    facts: Mapping[str, Any]
    updated_on: date
    gi: tuple[str, LocalText] | None
    brand: BrandCard | None
    country_has_page: bool
    is_demo: bool
    similar: Sequence[ProductCard]
    offered_in: Sequence[str] = ()


def former_address(slug: str) -> str | None:
    """Return the slug a product has now that was once found here, or None."""
    return FormerSlug.objects.filter(slug=slug).values_list("product__slug", flat=True).first()


def product_page(*, slug: str, language: str, tree: CategoryTree, currency: str = "") -> ProductPage | None:
    """Return a product a visitor may see, or None.

    Where its seller states the price in ``currency`` too, that is the one it is shown and charged in.
    """
    listed = cards(shown().filter(slug=slug), language=language)
    if not listed:
        return None
    card = listed[0]
    product = Product.objects.select_related("gi", "country", "organization").get(pk=card.id)
    category = tree.by_id(card.category_id)
    line = tree.line(category) if category else []
    card = _priced_in(card, product, currency)
    tiers, by_variant = _tiers(product, card.currency)
    attributes, written = _attributes(product, line, language)
    return ProductPage(
        card=card,
        texts=local_texts(product, language),
        source_language=product.source_language,
        line=line,
        tiers=tiers,
        variants=[
            VariantLine(variant.sku, variant.names, variant.options, by_variant.get(variant.pk, []))
            for variant in Variant.objects.filter(product=product)
        ],
        attributes=attributes,
        certificates=valid_certificates(product=product),
        pictures=_pictures(product),
        order_multiple=product.order_multiple,
        facts={**product.facts, "first_currency": product.price_currency},
        offered_in=offered_in(product, written),
        updated_on=product.updated_at.date(),
        gi=(product.gi.slug, local_texts(product.gi, language, ["name"])["name"]) if product.gi else None,
        brand=_brand(product, language),
        country_has_page=product.country.rank is not None,
        is_demo=product.organization.is_demo,
        similar=_similar(card, line, tree, language),
    )


def _brand(product: Product, language: str) -> BrandCard | None:
    if product.brand_id is None:
        return None
    return next(iter(brand_cards(shown_brands().filter(pk=product.brand_id), language=language)), None)


def _priced_in(card: ProductCard, product: Product, currency: str) -> ProductCard:
    """Return the card with the price as the seller states it in a currency, if they do: at most one query."""
    if not currency or currency == product.price_currency or card.low is None:
        return card
    if product.price_kind == Product.PriceKind.RANGE:
        ranges = product.facts.get("other_prices") or []
        stated = [(one["low"], one["high"]) for one in ranges if one["currency"] == currency]
        low, high = stated[0] if stated else (None, None)
    else:
        ends = PriceTier.objects.filter(product=product, currency=currency)
        low, high = ends.aggregate(low=Min("minor"), high=Max("minor")).values()
    return card if low is None else replace(card, currency=currency, low=low, high=high)


def _tiers(product: Product, currency: str) -> tuple[list[Tier], dict[int, list[Tier]]]:
    common: list[Tier] = []
    by_variant: dict[int, list[Tier]] = {}
    for row in PriceTier.objects.filter(product=product, currency=currency):
        tier = Tier(row.quantity_from, row.minor, row.currency, product.price_per)
        if row.variant_id is None:
            common.append(tier)
        else:
            by_variant.setdefault(row.variant_id, []).append(tier)
    return common, by_variant


def _attributes(
    product: Product, line: Sequence[CategoryNode], language: str
) -> tuple[list[AttributeLine], set[str]]:
    """Return what the product states, and the keys of the properties that are free text."""
    declared = list(
        Attribute.objects.rewrite(False)
        .filter(category_id__in=[node.id for node in line])
        .annotate(**localized(Attribute, "name", language))
        .order_by("position", "pk")
        .values("key", "kind", "unit", "choices", "name_text", "name_lang")
    )
    lines = [
        AttributeLine(
            name=LocalText(row["name_text"], row["name_lang"]),
            kind=row["kind"],
            unit=row["unit"],
            choices=row["choices"],
            value=stated_value(product.facts, row, product.attributes[row["key"]], language),
        )
        for row in declared
        if row["key"] in product.attributes
    ]
    return lines, {row["key"] for row in declared if row["kind"] == Attribute.Kind.TEXT}


def stated_value(facts: Mapping[str, Any], declared: Mapping[str, Any], value: Any, language: str) -> Any:
    """Return the value of a property as stored, of free text as a reader of ``language`` gets it."""
    if declared["kind"] != Attribute.Kind.TEXT or not isinstance(value, str):
        return value
    return word_of(facts, f"{ATTRIBUTE}{declared['key']}", value, language)


def _pictures(product: Product) -> list[GalleryPicture]:
    rows = ProductPicture.objects.filter(product=product).values_list(
        "picture__manifest", "picture__alt", "picture_id"
    )
    return [GalleryPicture(Manifest.read(sizes), alt or {}, picture) for sizes, alt, picture in rows]


def _similar(
    card: ProductCard, line: Sequence[CategoryNode], tree: CategoryTree, language: str
) -> list[ProductCard]:
    """Return goods of the same category; where it has few, of the one above."""
    if not line:
        return []
    above = line[-2] if len(line) > 1 else line[-1]
    nearby = shown().filter(category_id__in=[node.id for node in tree.below(above)]).exclude(pk=card.id)
    closest = [
        *nearby.filter(category_id=card.category_id)
        .order_by("-published_at", "-pk")[:SIMILAR]
        .values_list("pk", flat=True)
    ]
    further = [
        *nearby.exclude(category_id=card.category_id)
        .order_by("-published_at", "-pk")[:SIMILAR]
        .values_list("pk", flat=True)
    ]
    ids = (closest + further)[:SIMILAR]
    found = {one.id: one for one in cards(shown().filter(pk__in=ids), language=language)}
    return [found[pk] for pk in ids if pk in found]
