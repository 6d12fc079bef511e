"""Products as lists show them: plain values in one query, however many."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from catalog.files.manifest import Manifest
from catalog.merchants.models import Organization, Storefront
from catalog.products.models import Product
from catalog.reference.languages import pick
from catalog.seams.kept_reads import kept_each
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class ProductCard:
    """A product as a list shows it.

    Prices are minor units of ``currency`` per ``per`` of ``unit``; both are None when on request.
    ``original`` is the seller's own title where the reader sees another; ``storefront`` is the slug of
    the seller's storefront while it is shown.
    """

    id: int
    slug: str
    title: LocalText
    original: LocalText | None
    organization: LocalText
    organization_id: int
    storefront: str
    country: str
    city: str
    category_id: int
    hs6: str
    price_kind: str
    currency: str
    low: int | None
    high: int | None
    per: int
    unit: str
    moq: int
    is_gi: bool
    picture: Manifest | None


def shown() -> QuerySet[Product]:
    """Return the products a visitor may see: published ones of organizations that are not suspended."""
    found: QuerySet[Product] = Product.objects.rewrite(False).filter(
        status=Product.Status.PUBLISHED, organization__status=Organization.Status.ACTIVE
    )
    return found


def cards(products: QuerySet[Product], *, language: str) -> list[ProductCard]:
    """Return products as cards in their order: one query."""
    annotated: QuerySet[Any, Any] = products.annotate(
        **localized(Product, "title", language, with_state=True),
        **own_words(Product, "title"),
        **localized(Product, "organization__name", language),
        is_gi=F("gi_id"),
    )
    rows = annotated.values(
        "pk",
        "slug",
        "title_text",
        "title_lang",
        "title_state",
        "title_own",
        "title_own_lang",
        "organization_name_text",
        "organization_name_lang",
        "organization_id",
        "organization__storefront__slug",
        "organization__storefront__status",
        "country_id",
        "city__names",
        "category_id",
        "hs6",
        "price_kind",
        "price_currency",
        "price_low",
        "price_high",
        "price_per",
        "unit",
        "moq",
        "is_gi",
        "picture__manifest",
    )
    return [_card(row, language) for row in rows]


@kept_each("goods", "storefronts", "reference")
def cards_by_id(ids: Collection[int], *, language: str) -> dict[int, ProductCard]:
    """Return those of the products that a visitor may see, by id: at most one query."""
    return {card.id: card for card in cards(shown().filter(pk__in=list(ids)), language=language)}


def _card(row: dict[str, Any], language: str) -> ProductCard:
    return ProductCard(
        id=row["pk"],
        slug=row["slug"],
        title=LocalText(row["title_text"], row["title_lang"], row["title_state"]),
        original=original(row, "title"),
        organization=LocalText(row["organization_name_text"], row["organization_name_lang"]),
        organization_id=row["organization_id"],
        storefront=_shown_storefront(row),
        country=row["country_id"],
        city=pick(row["city__names"] or {}, language)[0],
        category_id=row["category_id"],
        hs6=row["hs6"],
        price_kind=row["price_kind"],
        currency=row["price_currency"],
        low=row["price_low"],
        high=row["price_high"],
        per=row["price_per"],
        unit=row["unit"],
        moq=row["moq"],
        is_gi=row["is_gi"] is not None,
        picture=Manifest.read(row["picture__manifest"]),
    )


def _shown_storefront(row: dict[str, Any]) -> str:
    shown_now = row["organization__storefront__status"] == Storefront.Status.PUBLISHED
    return row["organization__storefront__slug"] if shown_now else ""
