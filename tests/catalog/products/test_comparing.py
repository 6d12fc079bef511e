"""Comparing: up to four goods side by side, differences marked, nothing left out without a word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.products.document import CertificateDocument, PriceDocument, TierDocument
from catalog.products.models import Category, Product
from catalog.products.services import move_product, publish_product, rename_product
from catalog.reference.services import QuotedRate, import_rates
from tests.reading import the, words
from tests.stock import KAMPOT, LIUBAO, MakeProduct

pytestmark = pytest.mark.django_db


def read(client: Client, *slugs: str, language: str = "en", status: int = 200) -> BeautifulSoup:
    response = client.get(f"/{language}/compare/", {"p": slugs})
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def row(page: BeautifulSoup, label: str) -> list[str]:
    """Return the cells of the row whose head begins with the label."""
    for line in page.select("table.compare tbody tr"):
        if words(the(line, "th")).startswith(label):
            return [words(cell) for cell in line.select("td")]
    raise AssertionError(label)


def differing(page: BeautifulSoup) -> set[str]:
    heads = (words(the(line, "th")) for line in page.select("table.compare tbody tr"))
    return {head.removesuffix(" (differs)") for head in heads if head.endswith("(differs)")}


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("table.compare thead th > a")]


def notices(page: BeautifulSoup) -> str:
    return " ".join(words(one) for one in page.select("#main .notice"))


@pytest.fixture
def rates(db: None) -> None:
    import_rates(
        rates=[QuotedRate("USD", "CNY", Decimal(7))],
        source_title="A bank",
        as_of=datetime(2026, 11, 1, tzinfo=UTC),
    )


def test_two_goods_stand_side_by_side_in_the_order_asked(
    client: Client, liubao: Product, kampot: Product
) -> None:
    page = read(client, kampot.slug, liubao.slug)
    assert titles(page) == ["Kampot black pepper", "Liubao dark tea, 2019, basket"]
    assert row(page, "Price, as the seller says") == [
        "USD 14.50 / kg 50 kg and more",
        "CNY 168.00 / kg 20–99 kg CNY 152.00 / kg 100–499 kg CNY 139.00 / kg 500 kg and more",
    ]
    assert row(page, "Trade terms") == ["not stated", "FCA Wuzhou"]
    assert row(page, "Moisture") == ["11.5 %", "not stated"]
    assert row(page, "Vintage") == ["not stated", "2019"]


def test_what_differs_is_marked_and_what_is_the_same_is_not(client: Client, more_tea: MakeProduct) -> None:
    page = read(client, more_tea(1).slug, more_tea(2, hs6="090230", moq=40).slug)
    assert {"HS code (indicative)", "Minimum order"} <= differing(page)
    assert not {"Origin", "Grade", "Lead time", "CNY for one kg"} & differing(page)
    assert "marks what differs" in words(the(page, "#main"))


def test_prices_are_brought_to_one_unit_and_currency(
    client: Client, rates: None, tea: Category, tea_house: Organization, liubao: Product
) -> None:
    price = PriceDocument(
        kind="tiers", currency="USD", tiers=(TierDocument(quantity_from=1, minor=1_900_000),)
    )
    by_ton = publish_product(
        organization=tea_house, document=replace(LIUBAO, unit="t", moq=1, order_multiple=1, price=price)
    )
    page = read(client, liubao.slug, by_ton.slug)
    assert row(page, "CNY for one kg") == ["CNY 139.00–168.00", "CNY 133.00 lowest"]
    assert row(page, "Minimum order") == ["20 kg, in multiples of 5 kg", "1 t = 1,000 kg"]
    note = "Converted by rates of Nov 1, 2026 (A bank); not what you will pay."
    assert note in words(the(page, "#main"))
    assert len(page.select("td.best")) == 1


def test_the_readers_currency_is_the_common_one(client: Client, rates: None, liubao: Product) -> None:
    client.cookies["currency"] = "USD"
    assert row(read(client, liubao.slug), "USD for one kg") == ["USD 19.86–24.00"]


def test_units_that_do_not_convert_are_told_in_a_sentence(
    client: Client, liubao: Product, tea: Category, tea_house: Organization
) -> None:
    boxes = publish_product(organization=tea_house, document=replace(LIUBAO, unit="box"))
    page = read(client, liubao.slug, boxes.slug)
    stated = row(page, "CNY for one kg")[1]
    assert stated == "Sold by another measure (box); that cannot be stated in kg."
    assert not page.select("td.best")


def test_a_currency_without_rate_is_told_in_a_sentence(
    client: Client, liubao: Product, kampot: Product
) -> None:
    assert row(read(client, liubao.slug, kampot.slug), "CNY for one kg")[1] == (
        "There is no exchange rate from USD to CNY here."
    )


def test_a_price_on_request_stays_one(
    client: Client, liubao: Product, tea: Category, tea_house: Organization
) -> None:
    asked = publish_product(organization=tea_house, document=replace(LIUBAO, price=PriceDocument()))
    page = read(client, asked.slug, liubao.slug)
    assert row(page, "Price, as")[0] == row(page, "CNY for one kg")[0] == "Price on request"
    assert titles(read(client, asked.slug)) == ["Liubao dark tea, 2019, basket"]


def test_only_certificates_in_force_are_compared(
    client: Client, liubao: Product, tea: Category, tea_house: Organization
) -> None:
    papers = (
        CertificateDocument(kind="halal", number="demo 1"),
        CertificateDocument(
            kind="organic", number="demo 2", expires_on=datetime(2020, 1, 1, tzinfo=UTC).date()
        ),
    )
    certified = publish_product(organization=tea_house, document=replace(LIUBAO, certificates=papers))
    assert row(read(client, certified.slug, liubao.slug), "Certificates in force") == [
        "Halal demo 1",
        "not stated",
    ]


def test_a_fifth_product_is_refused_by_name(client: Client, more_tea: MakeProduct) -> None:
    slugs = [more_tea(number).slug for number in range(6)]
    page = read(client, *slugs)
    assert len(titles(page)) == 4
    assert "Up to 4 goods can be compared at once." in notices(page)
    assert "Liubao number 4, Liubao number 5" in notices(page)
    assert not page.select("a[href^='/en/goods/?p=']")


def test_what_is_unknown_or_withdrawn_is_named(client: Client, liubao: Product, kampot: Product) -> None:
    move_product(product=kampot, to="paused")
    page = read(client, liubao.slug, kampot.slug, "no-such-tea")
    assert titles(page) == ["Liubao dark tea, 2019, basket"]
    assert f"not any more: {kampot.slug}, no-such-tea" in notices(page)


def test_a_paused_product_goes_from_a_kept_comparison_at_once(
    client: Client, liubao: Product, kampot: Product
) -> None:
    assert len(titles(read(client, liubao.slug, kampot.slug))) == 2
    move_product(product=kampot, to="paused")
    assert len(titles(read(client, liubao.slug, kampot.slug))) == 1


def test_one_product_named_twice_or_by_its_former_slug_stands_once(client: Client, liubao: Product) -> None:
    former = liubao.slug
    renamed = rename_product(product=liubao, slug_from="Basket tea")
    page = read(client, former, renamed.slug, former)
    assert len(titles(page)) == 1
    assert not page.select("#main .notice.warm")


@pytest.mark.parametrize("query", ["", "p=", "p=%00", "p=%CC%81", "q=tea"])
def test_nothing_chosen_says_how_to_choose(client: Client, liubao: Product, query: str) -> None:
    page = BeautifulSoup(client.get(f"/en/compare/?{query}").content, "html.parser")
    assert the(page, ".empty a")["href"] == "/en/goods/"
    assert not page.select("table")


def test_a_slug_in_another_script_or_with_loose_accents_is_understood(
    client: Client, liubao: Product
) -> None:
    assert len(titles(read(client, liubao.slug.replace("a", "a\u0301").upper()))) == 1


def test_a_very_long_question_still_answers(client: Client, liubao: Product) -> None:
    page = read(client, liubao.slug, *(f"nothing-{number}" for number in range(300)))
    assert titles(page) == ["Liubao dark tea, 2019, basket"]


def test_each_can_be_taken_out_and_more_be_chosen(client: Client, liubao: Product, kampot: Product) -> None:
    page = read(client, liubao.slug, kampot.slug)
    out = [link["href"] for link in page.select("table.compare tbody a.button")]
    assert out == [f"/en/compare/?p={kampot.slug}", f"/en/compare/?p={liubao.slug}"]
    more = the(page, "a[href^='/en/goods/?p=']")["href"]
    goods = BeautifulSoup(client.get(str(more)).content, "html.parser")
    ticked = {box["value"] for box in goods.select(".compare-choice input[checked]")}
    assert ticked == {liubao.slug, kampot.slug}


def test_a_choice_is_kept_over_pages_and_filters_of_the_list(
    client: Client, liubao: Product, kampot: Product
) -> None:
    address = f"/en/goods/?country=KH&p={liubao.slug}"
    goods = BeautifulSoup(client.get(address).content, "html.parser")
    form = the(goods, "form.choosing")
    assert form["action"] == "/en/compare/"
    assert [field["value"] for field in form.select("input[type=hidden][name=p]")] == [liubao.slug]
    assert "1 is chosen already." in words(form)
    assert the(goods, "form:not(.choosing) input[type=hidden][name=p]")["value"] == liubao.slug
    assert the(goods, "a.chip")["href"] == f"/en/goods/?p={liubao.slug}"


def test_every_card_of_the_list_has_a_box_of_its_own(
    client: Client, liubao: Product, kampot: Product
) -> None:
    goods = BeautifulSoup(client.get("/en/goods/").content, "html.parser")
    for card in goods.select(".choosing .card"):
        box = the(card, "input[name=p]")
        label = the(card, f"label[for='{box['id']}']")
        assert words(label).startswith("Compare ")
        assert words(the(card, "h3 a")) in words(label)
    assert not BeautifulSoup(client.get(f"/en/product/{liubao.slug}/").content, "html.parser").select(
        ".compare-choice"
    )


def test_a_product_leads_to_itself_beside_similar_ones(client: Client, more_tea: MakeProduct) -> None:
    slugs = [more_tea(number).slug for number in range(6)]
    page = BeautifulSoup(client.get(f"/en/product/{slugs[0]}/").content, "html.parser")
    address = the(page, "a[href^='/en/compare/']")["href"]
    compared = BeautifulSoup(client.get(str(address)).content, "html.parser")
    assert titles(compared)[0] == "Liubao number 0"
    assert len(titles(compared)) == 4


def test_a_product_without_similar_ones_offers_no_comparison(client: Client, liubao: Product) -> None:
    assert "/en/compare/" not in client.get(f"/en/product/{liubao.slug}/").content.decode()


def test_search_engines_do_not_keep_comparisons(client: Client, liubao: Product) -> None:
    page = read(client, liubao.slug)
    assert the(page, "meta[name=robots]")["content"] == "noindex"
    assert not page.select("link[rel=canonical]")


def test_texts_of_another_language_say_so(client: Client, kampot: Product) -> None:
    page = read(client, kampot.slug, language="vi")
    assert the(page, "table.compare thead th > a")["lang"] == "en"
    assert the(page, "table.compare thead .original")["lang"] == "km"


@pytest.mark.parametrize("count", [1, 4])
def test_it_takes_the_same_queries_however_many_goods(
    client: Client,
    liubao: Product,
    much_tea: Callable[[int], list[Product]],
    pepper_garden: Organization,
    pepper: Category,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    publish_product(organization=pepper_garden, document=KAMPOT)
    slugs = [product.slug for product in much_tea(count)]
    read(client, *slugs)
    caches["pages"].clear()
    with django_assert_max_num_queries(11):
        page = read(client, *slugs)
    assert len(titles(page)) == count
