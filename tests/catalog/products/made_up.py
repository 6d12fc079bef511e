"""Goods as selectors would return them, made up in memory for what is said of them: no database is asked."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from catalog.files.manifest import Manifest, Size
from catalog.products.presenting import Reader
from catalog.products.pricing import Tier
from catalog.products.selectors.cards import ProductCard
from catalog.products.selectors.compare import Compared
from catalog.products.selectors.page import AttributeLine, ProductPage
from catalog.products.selectors.tree import CategoryNode, CategoryTree
from catalog.reference.rates import RateTable
from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText

RATES = RateTable(
    pairs={("USD", "CNY"): Decimal("7"), ("USD", "VND"): Decimal("26000")},
    as_of=datetime(2026, 11, 1, tzinfo=UTC),
    source="A bank",
    demonstration=False,
)
NOTHING = LocalText("", "")


def reader(language: str = "en", currency: str = "", rates: RateTable | None = None) -> Reader:
    return Reader(Preferences(language=language, currency=currency), rates)


def card(**changes: Any) -> ProductCard:
    """Return a tea sold from 20 kg on, at CNY 139.00 to 168.00 a kilogram."""
    values: dict[str, Any] = {
        "id": 1,
        "slug": "liubao",
        "title": LocalText("Liubao tea", "en"),
        "original": LocalText("六堡茶", "zh-hans", "source"),
        "organization": LocalText("Green Banyan", "en"),
        "organization_id": 7,
        "storefront": "green-banyan",
        "country": "CN",
        "city": "Wuzhou",
        "category_id": 2,
        "hs6": "090240",
        "price_kind": "tiers",
        "currency": "CNY",
        "low": 13_900,
        "high": 16_800,
        "per": 1,
        "unit": "kg",
        "moq": 20,
        "is_gi": False,
        "picture": None,
    }
    return ProductCard(**{**values, **changes})


TIERS = (Tier(20, 16_800, "CNY"), Tier(100, 15_200, "CNY"), Tier(500, 13_900, "CNY"))
FOOD = CategoryNode(1, "food", "food/", None, LocalText("Food", "en"), "food")
TEA = CategoryNode(2, "tea", "food/tea/", 1, LocalText("Tea", "en"), "tea")
DARK_TEA = CategoryNode(3, "dark-tea", "food/tea/dark-tea/", 2, LocalText("黑茶", "zh-hans"), "")
SPICES = CategoryNode(4, "spices", "food/spices/", 1, LocalText("Spices", "en"), "")
TOYS = CategoryNode(5, "toys", "toys/", None, LocalText("Toys", "en"), "")
TREE = CategoryTree((FOOD, TOYS, TEA, SPICES, DARK_TEA))


def page(**changes: Any) -> ProductPage:
    """Return the page of that tea, with nothing hanging on it but its prices."""
    values: dict[str, Any] = {
        "card": card(),
        "texts": dict.fromkeys(("title", "summary", "description", "packing"), NOTHING),
        "source_language": "zh-hans",
        "line": (FOOD, TEA),
        "tiers": TIERS,
        "variants": (),
        "attributes": (),
        "certificates": (),
        "pictures": (),
        "order_multiple": 5,
        "facts": {},
        "updated_on": date(2026, 11, 1),
        "gi": None,
        "brand": None,
        "country_has_page": True,
        "is_demo": False,
        "similar": (),
    }
    return ProductPage(**{**values, **changes})


def compared(**changes: Any) -> Compared:
    """Return the tea as one column of a comparison; fields of its card may be given too."""
    values: dict[str, Any] = {
        "packing": NOTHING,
        "order_multiple": 1,
        "facts": {},
        "tiers": (),
        "attributes": {},
        "certificates": (),
        "indication": None,
        "brand": None,
    }
    own = {name: changes.pop(name) for name in list(changes) if name in values}
    return Compared(card=card(**changes), **{**values, **own})


def stated(value: Any, kind: str = "text", **changes: Any) -> AttributeLine:
    """Return a property with its value."""
    values: dict[str, Any] = {"name": LocalText("Grade", "en"), "unit": "", "choices": ()}
    return AttributeLine(kind=kind, value=value, **{**values, **changes})


def picture(name: str = "tea") -> Manifest:
    """Return the sizes of a picture nobody took."""
    sizes = tuple(Size(width, width // 2, f"/media/{name}-{width}.jpeg", width * 10) for width in (200, 400))
    return Manifest(webp=sizes, jpeg=sizes, width=800, height=400, bytes=4000)
