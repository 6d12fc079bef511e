"""A product page: the reader's words with the maker's beside them, prices by quantity, facts with dates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.merchants.services import move_storefront
from catalog.products.document import CertificateDocument, PriceDocument, SampleDocument
from catalog.products.models import Category, Product
from catalog.products.selectors.certificates import valid_certificates
from catalog.products.services import publish_product, rename_product
from catalog.products.terms import months
from tests.stock import LIUBAO, MakeProduct

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


def test_the_title_is_in_the_readers_language_and_the_makers_own_stands_beside(
    client: Client, liubao: Product
) -> None:
    page = read(client, f"/th/product/{liubao.slug}/")
    assert page.html is not None
    assert page.html["lang"] == "th"
    assert text_of(page, "h1").startswith("ชาลิ่วเป่า 2019")
    original = page.select_one("h1 .original")
    assert original is not None
    assert (original["lang"], original.get_text()) == ("zh-Hans", "六堡茶 2019 篓装")


def test_a_text_in_another_language_than_the_page_says_so(client: Client, liubao: Product) -> None:
    page = read(client, f"/vi/product/{liubao.slug}/")
    heading = page.select_one("h1 span[lang]")
    assert heading is not None
    assert (heading["lang"], heading.get_text()) == ("en", "Liubao dark tea, 2019, basket")


def test_a_machines_words_are_marked_and_a_reviewed_text_is_not(client: Client, liubao: Product) -> None:
    marked = "Translated by machine"
    assert marked in client.get(f"/en/product/{liubao.slug}/").content.decode()  # the summary is not reviewed
    own = client.get(f"/zh-hans/product/{liubao.slug}/").content.decode()
    assert not BeautifulSoup(own, "html.parser").select("main .cluster .badge")


def test_a_quantity_is_answered_with_its_tier_and_total(client: Client, liubao: Product) -> None:
    page = read(client, f"/en/product/{liubao.slug}/?quantity=100")
    assert "15,200.00" in text_of(page, "#quantity-answer")
    assert text_of(page, ".tiers .now dt").startswith("100–499")
    assert page.select_one("#quantity")["value"] == "100"  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("3", "The smallest order is 20 kg"),
        ("101", "steps of 5 kg. The next that fits is 105 kg"),
        ("a lot", "whole number"),
        ("-5", "whole number"),
        ("9" * 50, "whole number"),
    ],
)
def test_a_quantity_that_cannot_be_ordered_says_what_can_and_keeps_what_was_typed(
    client: Client, liubao: Product, typed: str, answer: str
) -> None:
    page = read(client, f"/en/product/{liubao.slug}/?quantity={typed}")
    field = page.select_one("#quantity")
    assert answer in text_of(page, "#quantity-answer").replace("\u00a0", " ")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == (typed[:20], "true")


def test_thai_digits_are_a_quantity(client: Client, liubao: Product) -> None:
    assert "15,200.00" in text_of(
        read(client, f"/en/product/{liubao.slug}/?quantity=๑๐๐"), "#quantity-answer"
    )


def test_a_price_on_request_shows_no_table(client: Client, tea: Category, tea_house: Organization) -> None:
    product = publish_product(organization=tea_house, document=replace(LIUBAO, price=PriceDocument()))
    page = read(client, f"/en/product/{product.slug}/")
    assert text_of(page, ".product .price") == "Price on request"
    assert not page.select(".tiers")


def test_the_terms_of_trade_are_listed_as_the_seller_stated_them(
    client: Client, tea: Category, tea_house: Organization
) -> None:
    document = replace(
        LIUBAO,
        packing={"zh-hans": "竹篓", "en": "Bamboo basket"},
        sample=SampleDocument(quantity="100 g", minor=3000, credited=True),
        harvest_months=(11, 12, 1),
        shelf_life_days=1,
        private_label=True,
    )
    product = publish_product(organization=tea_house, document=document)
    facts = text_of(read(client, f"/en/product/{product.slug}/"), ".facts").replace("\u00a0", " ")
    for stated in (
        "20 kg, in multiples of 5 kg",
        "7 days up to 200 kg, above that 12 days",
        "Bamboo basket",
        "FCA Wuzhou",
        "100 g, CNY 30.00, credited to the first order",
        "Nov–Jan",
        "1 day",
        "Private label",
    ):
        assert stated in facts
    assert "Storage" not in facts


@pytest.mark.parametrize(
    ("numbers", "words"), [([6, 7, 8], "Jun–Aug"), ([12, 1, 2, 6], "Dec–Feb, Jun"), ([3], "Mar"), ([], "")]
)
def test_months_are_joined_into_seasons(numbers: list[int], words: str) -> None:
    assert months(numbers, "en") == words


def test_a_certificate_counts_on_its_last_day_and_not_on_the_day_after(
    tea: Category, tea_house: Organization
) -> None:
    halal = CertificateDocument(kind="halal", number="demo 0000", expires_on=date(2026, 9, 2))
    product = publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(halal,)))
    midnight = datetime(2026, 9, 2, 16, tzinfo=UTC)  # in Wuzhou, eight hours ahead
    before = valid_certificates(product=product, now=midnight - timedelta(seconds=1))
    assert [line.kind for line in before] == ["halal"]
    assert valid_certificates(product=product, now=midnight) == []


def test_a_lapsed_certificate_is_not_shown(client: Client, tea: Category, tea_house: Organization) -> None:
    today = timezone.now().date()
    certificates = (
        CertificateDocument(kind="organic", number="ORG demo 0000", expires_on=today + timedelta(days=30)),
        CertificateDocument(kind="halal", number="HAL demo 0000", expires_on=today - timedelta(days=1)),
    )
    product = publish_product(organization=tea_house, document=replace(LIUBAO, certificates=certificates))
    page = read(client, f"/en/product/{product.slug}/")
    assert "ORG demo 0000" in text_of(page, ".certs")
    assert "HAL demo 0000" not in page.get_text()


def test_an_old_address_leads_to_the_new_one(client: Client, liubao: Product) -> None:
    old = liubao.slug
    rename_product(product=liubao, slug_from="Old tree Liubao")
    response = client.get(f"/my/product/{old}/")
    assert (response.status_code, response["Location"]) == (301, "/my/product/old-tree-liubao/")
    assert client.get("/my/product/never-was/").status_code == 404


def test_the_seller_is_a_link_while_its_storefront_is_open(client: Client, liubao: Product) -> None:
    address = f"/en/product/{liubao.slug}/"
    link = read(client, address).select_one("#seller a")
    assert link is not None
    assert link["href"] == "/en/storefront/green-banyan-tea-house/"
    move_storefront(storefront=liubao.organization.storefront, to="paused")
    page = read(client, address)
    assert text_of(page, "#seller") == "Green Banyan Tea House"
    assert not page.select("#seller a")


def test_similar_goods_are_of_the_same_kind_first(
    client: Client, more_tea: MakeProduct, liubao: Product, kampot: Product
) -> None:
    for number in range(4):
        more_tea(number)
    page = read(client, f"/en/product/{liubao.slug}/")
    similar = [link.get_text() for link in page.select(".section .card h3 a")]
    assert len(similar) == 4
    assert all(title.startswith("Liubao number") for title in similar)


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_a_page_takes_the_same_queries_whatever_hangs_on_it(
    client: Client,
    liubao: Product,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows)
    client.get(f"/en/product/{liubao.slug}/")
    caches["pages"].clear()
    with django_assert_max_num_queries(19):
        client.get(f"/en/product/{liubao.slug}/")
