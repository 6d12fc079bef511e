"""As many goods on offer as wanted, the same each time, brought in by their sellers through the services."""

import random
from collections.abc import Iterator

from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization, publish_storefront
from catalog.products.document import PriceDocument, ProductDocument, TierDocument
from catalog.products.services import publish_products, save_category
from catalog.reference.models import City
from catalog.reference.selectors import portal_countries

SEED = 7
BATCH = 500
SELLERS = 60
ROOTS = 8
LEAVES = 6  # of each root
LANGUAGES = ("en", "zh-hans", "th", "vi", "my", "id", "km", "lo")


class Market:
    """Sellers in every country of the portal, a tree of categories, and what they offer."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.offered = 0
        self.categories = list(_plant())
        self.sellers = [_open(number, code) for number, code in enumerate(_countries(SELLERS))]
        self.cities: dict[str, list[str]] = {}
        for slug, country in City.objects.order_by("slug").values_list("slug", "country"):
            self.cities.setdefault(country, []).append(slug)

    def grow(self, goods: int) -> None:
        """Have sellers bring in goods, a few hundred at a time, until so many are offered."""
        while self.offered < goods:
            seller = self.sellers[self.offered // BATCH % len(self.sellers)]
            count = min(BATCH, goods - self.offered)
            publish_products(
                organization=seller,
                documents=[self._document(self.offered + number, seller) for number in range(count)],
            )
            self.offered += count

    def _document(self, number: int, seller: Organization) -> ProductDocument:
        chance = self.chance
        spoken = {"en", seller.source_language, chance.choice(LANGUAGES)}
        moq = chance.choice((1, 10, 20, 50, 100))
        country = seller.country_id
        return ProductDocument(
            source_language=seller.source_language,
            title={language: f"Goods {number} ({language})" for language in spoken},
            summary=dict.fromkeys(spoken, f"What number {number} is good for. " * 4),
            description={seller.source_language: "Ripe, sorted by hand and packed on the day. " * 20},
            category=chance.choice(self.categories),
            country=country,
            city=chance.choice(["", *self.cities.get(country, [])]),
            unit="kg",
            moq=moq,
            price=self._price(moq),
        )

    def _price(self, moq: int) -> PriceDocument:
        if self.chance.random() < 0.2:
            return PriceDocument()
        dear = self.chance.randint(200, 90_000)
        tiers = tuple(TierDocument(quantity_from=moq * step, minor=dear - step) for step in (1, 5, 25))
        return PriceDocument(kind="tiers", currency="USD", tiers=tiers)


def _countries(count: int) -> Iterator[str]:
    """Name the countries of the portal in turn, China every other time."""
    others = [code for code in portal_countries().values_list("code", flat=True) if code != "CN"]
    for number in range(count):
        yield "CN" if number % 2 else others[number // 2 % len(others)]


def _plant() -> Iterator[str]:
    for root in range(ROOTS):
        above = save_category(slug=f"kind-{root}", names={"en": f"Kind {root}"})
        for leaf in range(LEAVES):
            slug = f"kind-{root}-{leaf}"
            save_category(slug=slug, parent=above, names={"en": f"Kind {root}.{leaf}"}, position=leaf)
            yield slug


def _open(number: int, country: str) -> Organization:
    language = "zh-hans" if country == "CN" else "en"
    seller = create_organization(
        kind="merchant", country=country, source_language=language, name={language: f"Seller {number}"}
    )
    publish_storefront(
        storefront=seller.storefront,
        document=StorefrontDocument(source_language=language, tagline={}, about={}),
    )
    return seller
