"""The recurring stock: two sellers and what they sell, published through the services.

Wei's tea house in Wuzhou writes Chinese, Sophea's pepper garden in Kampot writes Khmer.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization, publish_storefront
from catalog.products.document import (
    LeadTime,
    PriceDocument,
    ProductDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
)
from catalog.products.models import Category, Product
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from tests.kept import Larder

MakeProduct = Callable[..., Product]


@pytest.fixture
def food(larder: Larder) -> Category:
    """The category of everything to eat and drink."""
    return larder.take("food", plant_food)


def plant_food() -> Category:
    return save_category(slug="food", names={"en": "Food", "zh-hans": "食品", "th": "อาหาร"})


@pytest.fixture
def tea(larder: Larder, food: Category) -> Category:
    """Tea, with the properties tea is sold by."""
    return larder.take("tea", lambda: plant_tea(food))


def plant_tea(food: Category) -> Category:
    grades = [
        {"key": "first", "concept": "", "names": {"en": "First grade", "zh-hans": "一级"}},
        {"key": "second", "concept": "", "names": {"en": "Second grade", "zh-hans": "二级"}},
    ]
    return save_category(
        slug="tea",
        parent=food,
        names={"en": "Tea", "zh-hans": "茶叶", "th": "ชา"},
        attributes=[
            AttributeDeclaration(key="grade", kind="choice", names={"en": "Grade"}, choices=grades),
            AttributeDeclaration(key="year", kind="year", names={"en": "Vintage"}),
        ],
    )


@pytest.fixture
def pepper(larder: Larder, food: Category) -> Category:
    """Pepper, sold by moisture."""
    return larder.take("pepper", lambda: plant_pepper(food))


def plant_pepper(food: Category) -> Category:
    return save_category(
        slug="pepper",
        parent=food,
        names={"en": "Pepper", "zh-hans": "胡椒", "th": "พริกไทย", "km": "ម្រេច"},
        attributes=[AttributeDeclaration(key="moisture", kind="number", unit="%", names={"en": "Moisture"})],
    )


@pytest.fixture
def tea_house(larder: Larder) -> Organization:
    """Wei's tea house, with an open storefront."""
    return larder.take("tea house", open_tea_house)


def open_tea_house() -> Organization:
    house = create_organization(
        kind="brand-owner",
        country="CN",
        city_id="wuzhou",
        source_language="zh-hans",
        name={"zh-hans": "青榕树茶坊", "en": "Green Banyan Tea House"},
    )
    publish_storefront(
        storefront=house.storefront,
        document=StorefrontDocument(
            source_language="zh-hans",
            tagline={"zh-hans": "只做六堡茶", "en": "Liubao tea and nothing else"},
            about={"zh-hans": "三代人做茶。"},
            answering_languages=("zh-hans", "en"),
            markets=("MY", "TH"),
        ),
    )
    return house


@pytest.fixture
def pepper_garden(larder: Larder) -> Organization:
    """Sophea's pepper garden, with an open storefront."""
    return larder.take("pepper garden", open_pepper_garden)


def open_pepper_garden() -> Organization:
    garden = create_organization(
        kind="merchant",
        country="KH",
        source_language="km",
        name={"km": "សួនម្រេចមេគង្គ", "en": "Mekong Pepper Garden"},
    )
    publish_storefront(
        storefront=garden.storefront,
        document=StorefrontDocument(
            source_language="km", tagline={"km": "ម្រេចកំពត"}, about={}, answering_languages=("km", "en")
        ),
    )
    return garden


LIUBAO = ProductDocument(
    source_language="zh-hans",
    title={"zh-hans": "六堡茶 2019 篓装", "en": "Liubao dark tea, 2019, basket", "th": "ชาลิ่วเป่า 2019"},
    states={"title": {"en": "reviewed"}},
    summary={"zh-hans": "陈化七年。", "en": "Aged for seven years."},
    category="tea",
    country="CN",
    city="wuzhou",
    hs6="090240",
    unit="kg",
    moq=20,
    order_multiple=5,
    price=PriceDocument(
        kind="tiers",
        currency="CNY",
        tiers=(
            TierDocument(quantity_from=20, minor=16_800),
            TierDocument(quantity_from=100, minor=15_200),
            TierDocument(quantity_from=500, minor=13_900),
        ),
    ),
    lead_times=(LeadTime(days=7, up_to=200), LeadTime(days=12)),
    terms=(TradeTerm(incoterm="FCA", place="Wuzhou"),),
    attributes={"grade": "first", "year": 2019},
    variants=(VariantDocument(sku="LB-5", names={"en": "5 kg basket", "zh-hans": "5公斤篓"}),),
)
KAMPOT = ProductDocument(
    source_language="km",
    title={"km": "ម្រេចកំពត", "en": "Kampot black pepper"},
    category="pepper",
    country="KH",
    hs6="090411",
    unit="kg",
    moq=50,
    price=PriceDocument(kind="tiers", currency="USD", tiers=(TierDocument(quantity_from=50, minor=1450),)),
    attributes={"moisture": 11.5},
)


@pytest.fixture
def liubao(larder: Larder, tea: Category, tea_house: Organization) -> Product:
    """Wei's tea, published."""
    return larder.take("liubao", lambda: publish_product(organization=tea_house, document=LIUBAO))


def at_price(document: ProductDocument, minor: int) -> ProductDocument:
    """Return the document with one price for every quantity, in its currency's minor units."""
    tier = TierDocument(quantity_from=document.moq, minor=minor)
    return replace(document, price=replace(document.price, tiers=(tier,)))


@pytest.fixture
def kampot(larder: Larder, pepper: Category, pepper_garden: Organization) -> Product:
    """Sophea's pepper, published."""
    return larder.take("kampot", lambda: publish_product(organization=pepper_garden, document=KAMPOT))


@pytest.fixture
def more_tea(tea: Category, tea_house: Organization) -> MakeProduct:
    """Return a maker of further teas; fields of the document may be given."""

    def make(number: int, **fields: object) -> Product:
        title = {"zh-hans": f"六堡茶 {number} 号", "en": f"Liubao number {number}"}
        return publish_product(
            organization=tea_house,
            document=replace(LIUBAO, title=title, variants=(), **fields),  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def much_tea(liubao: Product) -> Callable[[int], list[Product]]:
    """Return a maker of as many teas as are wanted: copies of Wei's row, for counting queries."""

    def make(count: int) -> list[Product]:
        columns = [field.attname for field in Product._meta.concrete_fields if not field.primary_key]
        values = Product.objects.rewrite(False).values(*columns).get(pk=liubao.pk)
        return Product.objects.bulk_create(
            Product(**{**values, "slug": f"{liubao.slug}-{number}"}) for number in range(count)
        )

    return make
