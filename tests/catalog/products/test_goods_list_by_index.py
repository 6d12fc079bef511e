"""The goods list narrowed by what the index knows: prices compared, quantities, properties, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache, caches
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.jobs.draining import drain
from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument, PriceDocument
from catalog.products.models import Category, Product
from catalog.products.services import AttributeDeclaration, move_product, publish_product, save_category
from catalog.products.services.following import follow_calendar
from catalog.reference.services import QuotedRate, import_rates
from catalog.search import services
from tests.reading import page_of, the
from tests.stock import LIUBAO, MakeProduct

pytestmark = pytest.mark.django_db
Read = Callable[..., BeautifulSoup]


@pytest.fixture(autouse=True)
def _rates(tmp_path: Path, settings: Settings) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    cache.clear()
    rates = [QuotedRate("USD", "CNY", Decimal(7)), QuotedRate("USD", "VND", Decimal(25_200))]
    day = timezone.now() - timedelta(days=1)
    import_rates(rates=rates, as_of=day, source_title="Bank of Nanning")


@pytest.fixture
def read(client: Client) -> Read:
    """Make the index of what there is, then read the list at an address."""

    def read(address: str, currency: str = "", status: int = 200, rebuild: bool = True) -> BeautifulSoup:
        if rebuild:
            services.rebuild()
        if currency:
            client.cookies["currency"] = currency
        response = client.get(address)
        assert response.status_code == status, address
        return page_of(response)

    return read


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".tiles h3 a")]


def at(link: Any) -> str:
    return f"/en/goods/?{urlsplit(str(link['href'])).query}"


def yuan(amount: int) -> PriceDocument:
    return PriceDocument(kind="range", currency="CNY", low=amount * 100, high=amount * 100)


@pytest.fixture
def mixed(liubao: Product, kampot: Product, more_tea: MakeProduct) -> dict[str, str]:
    """Goods at 100 and 139 CNY, at 14.50 USD, by the bag, and on request; by what they are told apart."""
    prices: dict[str, Any] = {
        "hundred": {"price": yuan(100)},
        "bag": {"price": yuan(5), "unit": "bag"},
        "asked": {"price": PriceDocument()},
    }
    made = {name: more_tea(number, **changes) for number, (name, changes) in enumerate(prices.items())}
    named = {name: str(product.title) for name, product in made.items()}
    return {**named, "liubao": str(liubao.title), "kampot": "Kampot black pepper"}


@pytest.mark.parametrize(
    ("sort", "first"),
    [("cheapest", ["hundred", "kampot", "liubao"]), ("dearest", ["liubao", "kampot", "hundred"])],
)
def test_an_order_by_price_in_dong_keeps_every_product(
    read: Read, mixed: dict[str, str], sort: str, first: list[str]
) -> None:
    page = read(f"/en/goods/?sort={sort}", currency="VND")
    found = titles(page)
    assert found[:3] == [mixed[name] for name in first]
    assert sorted(found) == sorted(mixed.values())
    assert the(page, "h1 small").get_text() == "5"
    assert "by the rates of" in the(page, "main").get_text()
    apart = [" ".join(link.get_text(" ").split()) for link in page.select(".apart a")]
    assert apart == ["Price per bag 1", "No price to compare 1"]
    for link, name in zip(page.select(".apart a"), ("bag", "asked"), strict=True):
        assert titles(read(at(link))) == [mixed[name]]


def test_a_band_is_in_the_readers_currency_and_counts_apart_what_it_cannot_compare(
    read: Read, mixed: dict[str, str]
) -> None:
    plain = read("/en/goods/", currency="VND")
    assert the(plain, "select[name=currency] option[selected]").get_text() == "VND"
    # 100 CNY are 360,000 dong, 14.50 USD 365,400, 139 CNY 500,400.
    page = read("/en/goods/?price_from=360001&price_to=400000&currency=VND")
    assert titles(page) == [mixed["kampot"]]
    assert the(page, "input[name=price_from]")["value"] == "360001"
    (chip,) = page.select("a.chip.on")
    assert "VND 360,001–400,000 / kg" in chip.get_text()
    assert len(titles(read(at(chip)))) == 5
    assert len(page.select(".apart a")) == 2


def test_least_quantities_lead_times_and_certificates_narrow_beside_the_lists_own_choices(
    read: Read, liubao: Product, kampot: Product, more_tea: MakeProduct, tea_house: Organization
) -> None:
    halal = CertificateDocument(kind="halal", number="H-1")
    publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(halal,)), product=liubao)
    small = str(more_tea(1, moq=5).title)
    page = read("/en/goods/")
    steps = [" ".join(step.get_text(" ").split()) for step in page.select(".moq-steps li")]
    assert steps == ["MOQ up to 10 kg 1", "MOQ up to 100 kg 3"]
    assert titles(read(at(page.select(".moq-steps a")[0]))) == [small]
    assert titles(read("/en/goods/?certificate=halal")) == [str(liubao.title)]
    assert titles(read("/en/goods/?moq=100&country=KH")) == ["Kampot black pepper"]
    fast = read("/en/goods/?lead=7")
    assert str(liubao.title) in titles(fast)
    assert "Kampot black pepper" not in titles(fast)
    countries = {box["value"] for box in read("/en/goods/?moq=100&country=KH").select("input[name=country]")}
    assert countries == {"CN", "KH"}, "a choice keeps its alternatives"


def test_a_category_offers_what_its_goods_state_and_numbers_by_bounds(
    read: Read, tea: Category, tea_house: Organization, more_tea: MakeProduct
) -> None:
    moisture = AttributeDeclaration(key="moisture", kind="number", unit="%", names={"en": "Moisture"})
    save_category(slug="dry-tea", parent=tea, names={"en": "Dry tea"}, attributes=[moisture])
    made = [more_tea(n, category="dry-tea", attributes={"moisture": n + 6}) for n in range(3)]
    page = read("/en/goods/dry-tea/")
    assert "6–8\u00a0%" in the(page, "fieldset:has([name='dry-tea.moisture_from']) legend").get_text()
    narrowed = read("/en/goods/dry-tea/?dry-tea.moisture_from=7&sort=moq")
    assert set(titles(narrowed)) == {str(product.title) for product in made[1:]}
    assert "Moisture: ≥ 7" in the(narrowed, "a.chip.on").get_text()
    assert "dry-tea.moisture" not in str(read("/en/goods/"))


def test_going_down_keeps_what_every_category_knows(read: Read, liubao: Product, kampot: Product) -> None:
    page = read("/en/goods/food/?moq=100&sort=cheapest&p=kampot")
    links = {link.get_text(): str(link["href"]) for link in page.select(".facet-links a")}
    assert links["Tea"] == "/en/goods/tea/?sort=cheapest&p=kampot&moq=100"
    assert titles(read(links["Tea"])) == [str(liubao.title)]


def test_what_is_paused_is_gone_from_a_narrowed_list_though_the_index_lags(
    read: Read, liubao: Product, kampot: Product
) -> None:
    address = "/en/goods/?sort=cheapest"
    assert len(titles(read(address))) == 2
    move_product(product=liubao, to="paused")
    page = read(address, rebuild=False)
    assert (titles(page), the(page, "h1 small").get_text()) == (["Kampot black pepper"], "1")


def test_without_an_index_the_goods_are_there_and_what_waits_is_said(
    read: Read, liubao: Product, kampot: Product
) -> None:
    plain = read("/en/goods/", rebuild=False)
    assert len(titles(plain)) == 2
    assert not plain.select("[name=price_from]")
    assert not plain.select(".notice")
    page = read("/en/goods/?sort=cheapest&certificate=halal&country=KH", rebuild=False)
    assert titles(page) == ["Kampot black pepper"]
    assert "being made anew" in the(page, ".notice").get_text()


@pytest.mark.parametrize(
    "query",
    ["price_from=cheap", "moq=lots", "moq=-1", "lead=soon", "certificate=gold", "per=ell", "currency=XXX"],
)
def test_what_is_not_known_is_left_out_and_named(read: Read, liubao: Product, query: str) -> None:
    page = read(f"/en/goods/?{query}")
    assert titles(page) == [str(liubao.title)]
    assert query.partition("=")[2] in the(page, ".notice").get_text()


@pytest.mark.parametrize("number", ["0", "-1", "2", "9" * 30, "x"])
def test_a_page_that_is_not_there_is_answered_with_the_last(read: Read, liubao: Product, number: str) -> None:
    page = read(f"/en/goods/?sort=cheapest&page={number}", status=404)
    assert titles(page) == [str(liubao.title)]


def test_pages_by_price_follow_each_other_without_gap_or_repeat(
    read: Read, much_tea: Callable[[int], list[Product]]
) -> None:
    much_tea(29)
    seen = [*titles(read("/en/goods/?sort=cheapest")), *titles(read("/en/goods/?sort=cheapest&page=2"))]
    assert len(seen) == 30


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_a_narrowed_list_takes_the_same_queries_however_many_rows(
    read: Read,
    client: Client,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows - 1)
    read("/th/goods/tea/?sort=cheapest&price_to=1000000&currency=CNY")
    caches["pages"].clear()
    caches["default"].clear()
    with django_assert_max_num_queries(12):
        page = read("/th/goods/tea/?sort=cheapest&price_to=1000000&currency=CNY", rebuild=False)
    assert len(titles(page)) == min(rows, 24)
    caches["default"].clear()
    with django_assert_max_num_queries(12):
        assert len(titles(read("/th/goods/tea/", rebuild=False))) == min(rows, 24)


def test_a_narrowed_list_is_kept_by_nobody(read: Read, client: Client, liubao: Product) -> None:
    services.rebuild()
    assert "no-cache" in client.get("/en/goods/?moq=100")["Cache-Control"]
    first, again = (client.get("/en/goods/?moq=100") for _ in range(2))
    assert not first.has_header("ETag") or first["ETag"] == again["ETag"]


@pytest.mark.parametrize("address", ["/en/goods/?certificate=halal", "/en/search/?certificate=halal"])
def test_an_expired_certificate_is_off_the_filter_the_day_after(
    read: Read,
    liubao: Product,
    tea_house: Organization,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
) -> None:
    """The seller is in China, whose day ends at 16:00 UTC; the clock looks, the worker follows."""
    last = date(2099, 11, 26)
    halal = CertificateDocument(kind="halal", number="H-1", expires_on=last)
    document = replace(LIUBAO, certificates=(halal,))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2099, 11, 26, 15, 59, tzinfo=UTC))
    publish_product(organization=tea_house, document=document, product=liubao)
    there = read(address)
    assert "Halal" in the(there, "a.chip.on").get_text()
    assert str(liubao.title) in the(there, "main").get_text()
    drain(services.DRAIN)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2099, 11, 26, 16, 1, tzinfo=UTC))
    follow_calendar()
    drain(services.DRAIN)
    cache.clear()
    gone = read(address, rebuild=False)
    assert str(liubao.title) not in [link.get_text() for link in gone.select(".hit a, .tiles h3 a")]
    assert "halal" not in {box["value"] for box in gone.select("input[name=certificate]:not([checked])")}
