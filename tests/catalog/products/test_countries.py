"""Country pages: China and the members of ASEAN with dated, sourced facts and what they offer here."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.languages import get_territory_language_info
from babel.numbers import get_territory_currencies
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.products.country_page import clock
from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.reference.models import City, Country, Source
from catalog.reference.selectors import portal_countries
from tests.reading import the

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the table of facts: value and source by the fact's name."""
    return {
        " ".join(the(row, "th").get_text().split()): [
            " ".join(cell.get_text().split()) for cell in row.select("td")
        ]
        for row in page.select("#main table tbody tr")
    }


def test_each_fact_names_its_source_and_the_day_it_was_checked(client: Client) -> None:
    facts = rows_of(read(client, "/en/country/kh/"))
    assert {label: value for label, (value, _source) in facts.items()} == {
        "Capital": "Phnom Penh",
        "Currency": "KHR · Cambodian Riel",
        "Languages": "Khmer",
        "Time zones": "Phnom Penh (UTC+7)",
        "Member of ASEAN since": "1999",
    }
    assert all("checked on Nov 25, 2026" in source for _value, source in facts.values())


def test_a_fact_whose_source_is_gone_is_not_shown(client: Client) -> None:
    Source.objects.filter(pk="cldr").delete()
    facts = rows_of(read(client, "/en/country/kh/"))
    assert "Languages" not in facts
    assert "Capital" in facts


def test_a_source_nobody_checked_says_so(client: Client) -> None:
    Source.objects.filter(pk="cldr").update(checked_on=None)
    assert "not checked yet" in rows_of(read(client, "/en/country/kh/"))["Languages"][1]


def test_china_is_no_member(client: Client) -> None:
    assert "Member of ASEAN since" not in rows_of(read(client, "/en/country/cn/"))


def test_a_country_stands_under_its_own_name_too(client: Client) -> None:
    page = read(client, "/en/country/la/")
    assert the(page, "h1 .original")["lang"] == "lo"
    assert not read(client, "/lo/country/la/").select("h1 .original")


@pytest.mark.parametrize("code", ["us", "xx", "c", "cnn", "中国", "%20", "%00"])
def test_no_other_country_has_a_page(client: Client, code: str) -> None:
    read(client, f"/en/country/{code}/", 404)


def test_capitals_lead_to_the_small_letters(client: Client) -> None:
    response = client.get("/th/country/KH/")
    assert (response.status_code, response["Location"]) == (301, "/th/country/kh/")


def test_all_twelve_have_a_page(client: Client) -> None:
    codes = list(portal_countries().values_list("code", flat=True))
    assert len(codes) == 12
    for code in codes:
        facts = rows_of(read(client, f"/my/country/{code.lower()}/"))
        assert len(facts) == 5 - (code == "CN"), code


def test_the_clock_shows_the_time_there() -> None:
    now = datetime(2026, 11, 25, 20, 45, tzinfo=UTC)
    assert clock("Asia/Yangon", "en", now) == {
        "place": "Yangon",
        "time": "3:15\u202fAM",
        "moment": "2026-11-26T03:15+06:30",
        "distance": "UTC+6:30",
    }
    assert clock("Asia/Ho_Chi_Minh", "vi", now)["place"] == "TP Hồ Chí Minh"


def test_a_country_of_several_zones_shows_each(client: Client) -> None:
    distances = [clock.get_text() for clock in read(client, "/en/country/id/").select(".clock-row small")]
    assert distances == ["UTC+7", "UTC+8", "UTC+9"]


def test_it_shows_its_goods_sellers_and_cities(
    client: Client, liubao: Product, kampot: Product, tea_house: Organization
) -> None:
    page = read(client, "/en/country/cn/")
    assert [link.get_text() for link in page.select(".card h3 a")] == ["Liubao dark tea, 2019, basket"]
    assert [link.get_text() for link in page.select(".card-line h3 a")] == ["Green Banyan Tea House"]
    more = [link["href"] for link in page.select(".more")]
    assert more == ["/en/goods/?country=CN", "/en/storefronts/?country=CN"]
    wuzhou = the(page, "a.chip[href='/en/goods/?city=wuzhou']")
    assert " ".join(wuzhou.get_text().split()) == "Wuzhou 1"
    assert len(page.select("#cities ~ * li, section[aria-labelledby=cities] li")) == (
        City.objects.filter(country="CN").count()
    )


def test_a_country_without_goods_says_so(client: Client, liubao: Product) -> None:
    page = read(client, "/en/country/tl/")
    assert "Nobody from here has put goods on show yet." in page.get_text()
    assert "No storefront from here is open yet." in page.get_text()
    assert not page.select(".more")


def test_what_is_paused_goes_from_the_page_at_once(client: Client, liubao: Product) -> None:
    assert read(client, "/en/country/cn/").select(".card")
    move_product(product=liubao, to="paused")
    assert not read(client, "/en/country/cn/").select(".card")


def test_product_and_storefront_lead_to_it(client: Client, kampot: Product) -> None:
    assert read(client, f"/en/product/{kampot.slug}/").select("a[href='/en/country/kh/']")
    assert read(client, "/en/storefront/mekong-pepper-garden/").select("a.more[href='/en/country/kh/']")


def test_the_facts_agree_with_the_sources_they_name() -> None:
    for country in portal_countries():
        spoken = {tag.partition("_")[0] for tag in get_territory_language_info(country.code)}
        assert {tag.partition("-")[0] for tag in country.languages} <= spoken, country
        assert get_territory_currencies(country.code) == [country.currency_id], country
        assert set(country.time_zones) <= available_timezones(), country
        assert City.objects.filter(country=country, kind=City.Kind.CAPITAL).count() == 1, country
        assert datetime.now(ZoneInfo(country.time_zones[0])).utcoffset(), country


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_the_page_takes_the_same_queries_however_much_there_is(
    client: Client,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows)
    client.get("/lo/country/cn/")
    caches["pages"].clear()
    with django_assert_max_num_queries(16):
        page = read(client, "/lo/country/cn/")
    assert len(page.select(".card")) == min(rows + 1, 8)
    assert Country.objects.filter(rank__isnull=False).count() == 12
