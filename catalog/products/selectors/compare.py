"""Reads: up to four products side by side, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from catalog.merchants.selectors import BrandCard, brand_cards, shown_brands
from catalog.products.models import Attribute, Certificate, FormerSlug, PriceTier, Product
from catalog.products.pricing import Tier
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.certificates import CertificateLine, certificate_line, in_force
from catalog.products.selectors.page import AttributeLine, stated_value
from catalog.products.selectors.tree import CategoryTree
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText

MOST_COMPARED = 4
# An address may name any number of goods; beyond these they are not even looked up.
MOST_NAMED = 12


@dataclass(frozen=True)
class Compared:
    """A product as a comparison shows it: ``tiers`` hold for all its variants, ``attributes`` are by key."""

    card: ProductCard
    packing: LocalText
    order_multiple: int
    facts: Mapping[str, Any]
    tiers: Sequence[Tier]
    attributes: Mapping[str, AttributeLine]
    certificates: Sequence[CertificateLine]
    indication: LocalText | None
    brand: BrandCard | None


@dataclass(frozen=True)
class Comparison:
    """Goods side by side in the order asked for; who found no room, and which slugs name nothing shown."""

    goods: Sequence[Compared]
    left_out: Sequence[ProductCard]
    unknown: Sequence[str]


def comparison(*, slugs: Sequence[str], language: str, tree: CategoryTree) -> Comparison:
    """Return the goods of these slugs, or of the slugs they have now, side by side."""
    wanted = list(dict.fromkeys(slugs))[:MOST_NAMED]
    former = dict(FormerSlug.objects.filter(slug__in=wanted).values_list("slug", "product__slug"))
    current = {slug: former.get(slug, slug) for slug in wanted}
    found = {card.slug: card for card in cards(shown().filter(slug__in=current.values()), language=language)}
    listed = list({found[slug].id: found[slug] for slug in current.values() if slug in found}.values())
    return Comparison(
        goods=_side_by_side(listed[:MOST_COMPARED], tree, language),
        left_out=listed[MOST_COMPARED:],
        unknown=[slug for slug in wanted if current[slug] not in found],
    )


def _side_by_side(listed: Sequence[ProductCard], tree: CategoryTree, language: str) -> list[Compared]:
    ids = [card.id for card in listed]
    rows = _rows(ids, language)
    tiers = _tiers(ids, {row["pk"]: row["price_per"] for row in rows.values()})
    declared = _declared({row["category_id"] for row in rows.values()}, tree, language)
    certificates: dict[int | None, list[CertificateLine]] = {}
    for certificate in in_force(Certificate.objects.filter(product__in=ids)):
        certificates.setdefault(certificate.product_id, []).append(certificate_line(certificate))
    brand_ids = {row["brand_id"] for row in rows.values() if row["brand_id"]}
    shown_now = brand_cards(shown_brands().filter(pk__in=brand_ids), language=language)
    brands = {card.id: card for card in shown_now}
    return [
        Compared(
            card=card,
            packing=LocalText(rows[card.id]["packing_text"], rows[card.id]["packing_lang"]),
            order_multiple=rows[card.id]["order_multiple"],
            facts=rows[card.id]["facts"],
            tiers=tiers.get(card.id, []),
            attributes=_attributes(rows[card.id], declared, language),
            certificates=certificates.get(card.id, []),
            indication=LocalText(rows[card.id]["gi_name_text"], rows[card.id]["gi_name_lang"]),
            brand=brands.get(rows[card.id]["brand_id"]),
        )
        for card in listed
        if card.id in rows
    ]


def _rows(ids: Sequence[int], language: str) -> dict[int, dict[str, Any]]:
    annotated: Any = (
        Product.objects.rewrite(False)
        .filter(pk__in=ids)
        .annotate(**localized(Product, "packing", language), **localized(Product, "gi__name", language))
    )
    columns = ("pk", "packing_text", "packing_lang", "gi_name_text", "gi_name_lang", "order_multiple")
    more = ("facts", "attributes", "category_id", "brand_id", "price_per")
    return {row["pk"]: row for row in annotated.values(*columns, *more)}


def _tiers(ids: Sequence[int], per: Mapping[int, int]) -> dict[int, list[Tier]]:
    found: dict[int, list[Tier]] = {}
    stated = PriceTier.objects.filter(product__in=ids, variant__isnull=True)
    for row in stated.filter(currency=F("product__price_currency")):
        tier = Tier(row.quantity_from, row.minor, row.currency, per.get(row.product_id, 1))
        found.setdefault(row.product_id, []).append(tier)
    return found


def _declared(
    categories: Iterable[int], tree: CategoryTree, language: str
) -> dict[int, list[dict[str, Any]]]:
    """Return what the goods of each category may state, its own and what stands above it: one query."""
    nodes = {pk: tree.by_id(pk) for pk in categories}
    lines = {pk: [step.id for step in tree.line(node)] if node else [] for pk, node in nodes.items()}
    rows: Any = (
        Attribute.objects.rewrite(False)
        .filter(category_id__in={step for line in lines.values() for step in line})
        .annotate(**localized(Attribute, "name", language))
        .order_by("position", "pk")
        .values("category_id", "key", "kind", "unit", "choices", "name_text", "name_lang")
    )
    stated = list(rows)
    return {pk: [row for row in stated if row["category_id"] in line] for pk, line in lines.items()}


def _attributes(
    row: Mapping[str, Any], declared: Mapping[int, list[dict[str, Any]]], language: str
) -> dict[str, AttributeLine]:
    stated = row["attributes"]
    return {
        one["key"]: AttributeLine(
            name=LocalText(one["name_text"], one["name_lang"]),
            kind=one["kind"],
            unit=one["unit"],
            choices=one["choices"],
            value=stated_value(row["facts"], one, stated[one["key"]], language),
        )
        for one in declared[row["category_id"]]
        if one["key"] in stated
    }
