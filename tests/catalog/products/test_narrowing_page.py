"""The search page over real goods: what buyers narrow by, in whose currency, and nothing lost on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument, PriceDocument
from catalog.products.models import Category, Product
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from catalog.reference.services import QuotedRate, import_rates
from catalog.search import services
from tests.stock import KAMPOT, LIUBAO, MakeProduct

pytestmark = pytest.mark.django_db
Read = Callable[..., BeautifulSoup]
TODAY = timezone.now() - timedelta(days=1)


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, settings: Settings) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    rates = [QuotedRate("USD", "CNY", Decimal(7)), QuotedRate("USD", "VND", Decimal(25_200))]
    import_rates(rates=rates, as_of=TODAY, source_title="Bank of Nanning")


@pytest.fixture
def read(client: Client) -> Read:
    """Make the index of what there is, then read the page at an address."""

    def read(address: str, currency: str = "", language: str = "en") -> BeautifulSoup:
        services.rebuild()
        if currency:
            client.cookies["currency"] = currency
        response = client.get(f"/{language}/search/{address}")
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read


def hits(soup: BeautifulSoup) -> list[str]:
    return [str(hit["data-hit"]) for hit in soup.select("[data-hit]")]


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def choices(soup: BeautifulSoup, name: str) -> dict[str, str]:
    """Return what may be chosen of a facet, with its count."""
    found = {}
    for field in soup.select(f".facets input[name='{name}']"):
        label = one(soup, f"label[for='{field['id']}']")
        found[str(field["value"])] = words(label)
    return found


def test_what_buyers_narrow_by_is_offered_with_counts(
    read: Read, liubao: Product, kampot: Product, tea_house: Organization
) -> None:
    halal = CertificateDocument(kind="halal", number="H-1")
    publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(halal,)), product=liubao)
    soup = read("?kind=product")
    assert choices(soup, "country") == {"CN": "China 1", "KH": "Cambodia 1"}
    assert choices(soup, "city") == {"wuzhou": "Wuzhou 1"}
    assert choices(soup, "certificate") == {"halal": "Halal 1"}
    assert choices(soup, "market") == {"MY": "Malaysia 1", "TH": "Thailand 1"}
    assert choices(soup, "answers") == {"en": "English 2", "km": "Khmer 1", "zh-hans": "Simplified Chinese 1"}
    assert choices(soup, "unit") == {"kg": "kg 2"}
    assert choices(soup, "lead") == {"": "Any", "7": "Up to 7 days 1", "15": "Up to 15 days 1"} | {
        "30": "Up to 30 days 1",
        "60": "Up to 60 days 1",
    }


@pytest.mark.parametrize(
    "address", ["certificate=halal", "market=TH", "answers=zh-hans", "lead=7", "moq=20", "city=wuzhou"]
)
def test_each_choice_narrows_to_what_fits_and_can_be_taken_back(
    read: Read, liubao: Product, kampot: Product, tea_house: Organization, address: str
) -> None:
    halal = CertificateDocument(kind="halal", number="H-1")
    publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(halal,)), product=liubao)
    soup = read(f"?kind=product&{address}")
    assert hits(soup) == [f"product:{liubao.pk}"]
    (chip,) = soup.select("a.chip.on")
    back = read(f"?{urlsplit(str(chip['href'])).query}")
    assert set(hits(back)) == {f"product:{liubao.pk}", f"product:{kampot.pk}"}


def test_the_tree_is_walked_by_links_and_brings_its_properties(
    read: Read, liubao: Product, kampot: Product
) -> None:
    links = {words(link): str(link["href"]) for link in read("?kind=product").select(".facet-links a")}
    assert list(links) == ["Food"]
    food = read(f"?{urlsplit(links['Food']).query}")
    below = {words(link): str(link["href"]) for link in food.select(".facet-links a")}
    assert list(below) == ["All", "Food", "Tea", "Pepper"]
    assert not choices(food, "tea.grade")
    tea = read(f"?{urlsplit(below['Tea']).query}")
    assert hits(tea) == [f"product:{liubao.pk}"]
    assert choices(tea, "tea.grade") == {"first": "First grade 1"}
    assert choices(tea, "tea.year") == {"2019": "2019 1"}
    assert one(tea, ".facet-links [aria-current]").text == "Tea"
    narrowed = read("?category=tea&tea.grade=first&tea.grade=third")
    assert hits(narrowed) == [f"product:{liubao.pk}"]
    assert "was left out: third" in words(one(narrowed, ".notice"))
    up = {words(link): str(link["href"]) for link in narrowed.select(".facet-links a")}
    assert parse_qs(urlsplit(up["Food"]).query) == {"category": ["food"]}, "tea's grade goes with tea"


def test_a_property_without_its_category_means_nothing(read: Read, liubao: Product) -> None:
    assert hits(read("?kind=product&tea.grade=second")) == [f"product:{liubao.pk}"]


def test_a_band_is_asked_for_in_the_readers_currency(read: Read, liubao: Product, kampot: Product) -> None:
    soup = read("?kind=product", currency="VND")
    assert one(soup, "select[name=currency] option[selected]").text == "VND"
    # Liubao from CNY 139.00 is VND 500,400 a kilogram, Kampot's pepper at USD 14.50 is 365,400.
    cheap = read("?kind=product&price_to=365400&currency=VND")
    assert hits(cheap) == [f"product:{kampot.pk}"]
    assert words(one(cheap, "a.chip.on")).startswith("VND ≤ 365,400 / kg")
    assert "compared per kg by the rates of" in words(one(cheap, "main"))
    assert one(cheap, "input[name=price_to]")["value"] == "365400"
    assert hits(read("?kind=product&price_from=365401&price_to=500400&currency=VND")) == [
        f"product:{liubao.pk}"
    ]


def test_what_has_no_price_or_another_unit_is_counted_apart_with_a_way_to_it(
    read: Read, liubao: Product, kampot: Product, more_tea: MakeProduct
) -> None:
    asked = more_tea(1, price=PriceDocument())
    bag = more_tea(2, unit="bag", price=PriceDocument(kind="range", currency="CNY", low=100, high=200))
    soup = read("?kind=product&price_to=1000&currency=VND")
    ways = {words(link): str(link["href"]) for link in soup.select(".apart a")}
    assert list(ways) == ["Price per bag 1", "No price to compare 1"]
    assert hits(read(f"?{urlsplit(ways['Price per bag 1']).query}")) == [f"product:{bag.pk}"]
    assert hits(read(f"?{urlsplit(ways['No price to compare 1']).query}")) == [f"product:{asked.pk}"]


def test_no_product_is_lost_by_the_order_by_price_in_dong(
    read: Read, liubao: Product, kampot: Product, more_tea: MakeProduct, pepper_garden: Organization
) -> None:
    prices = [
        PriceDocument(),
        PriceDocument(kind="range", currency="CNY", low=100, high=200),
        PriceDocument(kind="range", currency="USD", low=100, high=200),
        PriceDocument(kind="range", currency="VND", low=36_000, high=40_000),
        PriceDocument(kind="range", currency="MMK", low=100, high=200),
    ]
    units = ("kg", "t", "bag", "piece")
    made = [more_tea(number, price=prices[number % 5], unit=units[number % 4]) for number in range(60)]
    everything = {f"product:{product.pk}" for product in [*made, liubao, kampot]}
    for sort in ("cheapest", "dearest"):
        seen: list[str] = []
        page = 1
        while True:
            soup = read(f"?kind=product&sort={sort}&page={page}", currency="VND")
            seen += hits(soup)
            if soup.select_one("a[rel=next]") is None:
                break
            page += 1
        assert page == 3
        assert sorted(seen) == sorted(everything)
    compared = [product for product in made if product.price_low and product.unit in {"kg", "t"}]
    assert any(product.price_currency == "VND" for product in compared)


def test_the_shared_address_means_the_same_to_everybody(read: Read, liubao: Product, kampot: Product) -> None:
    address = "?kind=product&price_to=14.5&currency=USD"
    assert hits(read(address)) == hits(read(address, currency="VND")) == [f"product:{kampot.pk}"]


def test_a_grid_holds_the_same_hits_in_the_same_order(read: Read, liubao: Product, kampot: Product) -> None:
    plain = read("?kind=product&sort=cheapest")
    grid = read("?kind=product&sort=cheapest&view=grid")
    assert hits(plain) == hits(grid) == [f"product:{kampot.pk}", f"product:{liubao.pk}"]
    assert grid.select("ol.hits.grid")
    assert one(grid, f"[data-hit='product:{liubao.pk}'] .original").text == "六堡茶 2019 篓装"
    nav = one(grid, "nav.tabs a[aria-current]:-soup-contains('Grid')")
    assert "view=grid" in str(nav["href"])
    kept = [str(link["href"]) for link in grid.select(".facet-links a, .tabs a") if "List" not in link.text]
    assert all("view=grid" in address for address in kept)


@pytest.mark.parametrize("count", [1, 24, 60])
@pytest.mark.parametrize("address", ["?kind=product", "?category=tea&tea.grade=first&sort=cheapest&moq=100"])
def test_the_page_asks_the_database_as_often_however_many_there_are(
    client: Client,
    liubao: Product,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
    address: str,
) -> None:
    much_tea(count)
    services.rebuild()
    client.get("/en/search/")
    cache.clear()
    with django_assert_max_num_queries(12):
        assert client.get(f"/en/search/{address}").status_code == 200


def test_a_reader_in_thai_is_told_in_thai(read: Read, liubao: Product, tea: Category) -> None:
    soup = read("?kind=product&category=tea", language="th")
    assert choices(soup, "country") == {"CN": "จีน 1"}
    assert [words(link) for link in soup.select(".facet-links a")][1:] == ["อาหาร", "ชา"]


def test_pepper_has_no_grades_of_tea(read: Read, liubao: Product, kampot: Product) -> None:
    soup = read("?category=pepper")
    assert hits(soup) == [f"product:{kampot.pk}"]
    assert not soup.select("[name^='pepper.moisture']"), "one value is nothing to choose from"
    assert not choices(soup, "tea.grade")
    assert KAMPOT.attributes == {"moisture": 11.5}


@pytest.fixture
def dry_teas(tea: Category, tea_house: Organization, more_tea: MakeProduct) -> list[Product]:
    """Teas of 6, 8.5 and 12 percent moisture, and one that states none."""
    moisture = AttributeDeclaration(key="moisture", kind="number", unit="%", names={"en": "Moisture"})
    save_category(slug="dry-tea", parent=tea, names={"en": "Dry tea"}, attributes=[moisture])
    stated: list[dict[str, Any]] = [{"moisture": 6}, {"moisture": 8.5}, {"moisture": 12}, {}]
    return [
        more_tea(number, category="dry-tea", attributes=attributes)
        for number, attributes in enumerate(stated)
    ]


def test_a_number_is_narrowed_by_bounds_and_not_by_a_list_of_values(
    read: Read, dry_teas: list[Product]
) -> None:
    soup = read("?category=dry-tea")
    assert "6–12\u00a0%" in one(soup, "fieldset:has([name='dry-tea.moisture_from']) legend").text
    assert one(soup, "[name='dry-tea.moisture_to']")["placeholder"] == "12"
    assert not soup.select("[name='dry-tea.moisture']")
    narrowed = read("?category=dry-tea&dry-tea.moisture_from=6,5&dry-tea.moisture_to=12")
    assert set(hits(narrowed)) == {f"product:{product.pk}" for product in dry_teas[1:3]}
    assert one(narrowed, "[name='dry-tea.moisture_from']")["value"] == "6.5"
    assert "6–12" in one(narrowed, "fieldset:has([name='dry-tea.moisture_from']) legend").text
    chip = next(chip for chip in narrowed.select("a.chip.on") if "Moisture" in chip.text)
    assert "Moisture: 6.5–12\u00a0%" in chip.text
    assert len(hits(read(f"?{urlsplit(str(chip['href'])).query}"))) == 4


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("dry-tea.moisture_from=9&dry-tea.moisture_to=7", {1}),
        ("dry-tea.moisture_to=6", {0}),
        ("dry-tea.moisture_from=١٢", {2}),
        ("dry-tea.moisture_from=damp", {0, 1, 2, 3}),
        ("dry-tea.moisture_from=-3", {0, 1, 2, 3}),
        ("dry-tea.moisture_from=99999999999999", set()),
    ],
)
def test_bounds_are_read_as_people_type_them(
    read: Read, dry_teas: list[Product], asked: str, left: set[int]
) -> None:
    found = hits(read(f"?category=dry-tea&{asked}"))
    assert found == [] if not left else set(found) == {f"product:{dry_teas[place].pk}" for place in left}


def test_bounds_of_a_property_go_with_its_category(read: Read, dry_teas: list[Product]) -> None:
    soup = read("?category=dry-tea&dry-tea.moisture_to=7")
    up = {words(link): str(link["href"]) for link in soup.select(".facet-links a")}
    assert parse_qs(urlsplit(up["Tea"]).query) == {"category": ["tea"]}


def test_least_quantities_are_offered_in_steps_with_how_many_keep_below(
    read: Read, liubao: Product, kampot: Product, more_tea: MakeProduct
) -> None:
    more_tea(1, moq=5)
    steps = {words(step): one(step, "a") for step in read("?kind=product").select(".moq-steps li")}
    assert list(steps) == ["MOQ up to 10 kg 1", "MOQ up to 100 kg 3"]
    for text, link in steps.items():
        found = read(f"?{urlsplit(str(link['href'])).query}")
        assert len(hits(found)) == int(text.split()[-1])
        assert one(found, ".moq-steps a[aria-current]")["href"] == link["href"]
