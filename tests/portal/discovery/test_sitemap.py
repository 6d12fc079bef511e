"""Search engines are told every public address, by kind and language, and when it changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.reference.languages import codes, html_tag
from catalog.tourism.models import Tour
from portal.discovery import sitemaps
from portal.pages.models import ArticlePage, SectionPage
from tests.portal.discovery.conftest import MuchTea, files_of, listed_in

KINDS = {"entrances", "product", "storefront", "brand", "place", "tour", "gi", "country", "category", "pages"}
PART = f"{settings.SITE_ADDRESS}/sitemaps"


def paths(client: Client, kind: str, language: str = "en") -> list[str]:
    start = f"{settings.SITE_ADDRESS}/{language}"
    return [one.address.removeprefix(start) for one in listed_in(client, f"{PART}/{kind}/{language}.xml")]


def test_the_index_names_a_file_for_each_kind_and_language(client: Client, whole_site: None) -> None:
    expected = {f"{PART}/{kind}/{code}.xml" for kind in KINDS - {"pages"} for code in codes()}
    expected |= {f"{PART}/pages/{code}.xml" for code in ("en", "zh-hans")}
    assert set(files_of(client)) == expected


def test_the_index_says_when_each_file_changed(client: Client, whole_site: None, liubao: Product) -> None:
    day = Product.objects.get(pk=liubao.pk).updated_at.date().isoformat()
    assert files_of(client)[f"{PART}/product/my.xml"].startswith(day)
    assert all(files_of(client).values())


def test_an_empty_kind_has_no_file(client: Client, liubao: Product) -> None:
    assert f"{PART}/brand/en.xml" not in files_of(client)
    assert listed_in(client, "/sitemaps/brand/en.xml") == []


def test_every_kind_lists_its_addresses(client: Client, whole_site: None, liubao: Product) -> None:
    assert paths(client, "entrances") == [
        "/",
        "/goods/",
        "/storefronts/",
        "/gi/",
        "/journeys/",
        "/entry-rules/",
    ]
    assert f"/product/{liubao.slug}/" in paths(client, "product")
    assert len(paths(client, "storefront")) == 2
    assert len(paths(client, "brand")) == 1
    assert paths(client, "gi") == ["/gi/liubao-tea/"]
    assert paths(client, "place") == ["/place/wuzhou/"]
    assert paths(client, "tour") == ["/tour/tea-mountains/"]
    assert paths(client, "category") == ["/goods/food/", "/goods/pepper/", "/goods/tea/"]
    assert len(paths(client, "country")) == 12
    assert "/country/kh/" in paths(client, "country")


@pytest.mark.parametrize("kind", sorted(KINDS - {"pages"}))
@pytest.mark.parametrize("language", ["zh-hans", "en", "my"])
def test_an_address_comes_with_all_its_alternates(
    client: Client, whole_site: None, kind: str, language: str
) -> None:
    found = listed_in(client, f"/sitemaps/{kind}/{language}.xml")
    assert found
    for one in found:
        path = one.address.removeprefix(f"{settings.SITE_ADDRESS}/{language}/")
        expected = {html_tag(code): f"{settings.SITE_ADDRESS}/{code}/{path}" for code in codes()}
        assert one.alternates == expected | {"x-default": expected["en"]}


def test_a_page_is_listed_only_where_it_can_be_read(client: Client, stories: SectionPage) -> None:
    assert paths(client, "pages", "zh-hans") == ["/stories/", "/stories/tea/"]
    assert paths(client, "pages", "en") == ["/stories/"]
    assert paths(client, "pages", "th") == []
    section, article = listed_in(client, "/sitemaps/pages/zh-hans.xml")
    assert set(section.alternates) == {"zh-Hans", "en", "x-default"}
    assert section.alternates["x-default"].endswith("/en/stories/")
    assert set(article.alternates) == {"zh-Hans", "x-default"}
    assert article.alternates["x-default"].endswith("/zh-hans/stories/tea/")


def test_a_page_taken_down_leaves_the_sitemap(client: Client, stories: SectionPage) -> None:
    ArticlePage.objects.live().get(slug="tea").unpublish()
    assert paths(client, "pages", "zh-hans") == ["/stories/"]


def test_goods_that_are_paused_leave_the_sitemap(client: Client, liubao: Product, kampot: Product) -> None:
    Product.objects.filter(pk=kampot.pk).update(status=Product.Status.PAUSED)
    assert paths(client, "product") == [f"/product/{liubao.slug}/"]


def test_a_category_and_a_country_change_with_their_goods(
    client: Client, liubao: Product, kampot: Product
) -> None:
    Product.objects.filter(pk=kampot.pk).update(updated_at=F("updated_at") - timedelta(days=90))
    liubao.refresh_from_db()
    kampot.refresh_from_db()
    tea, pepper = (row.updated_at.date().isoformat() for row in (liubao, kampot))
    food, peppers, teas = listed_in(client, "/sitemaps/category/th.xml")
    assert (food.changed, peppers.changed, teas.changed) == (tea, pepper, tea)
    changed = {one.address[-4:-1]: one.changed for one in listed_in(client, "/sitemaps/country/th.xml")}
    assert (changed["/kh"], changed["/cn"], changed["/la"]) == (pepper, tea, "")


def test_a_long_list_comes_in_parts(
    client: Client, monkeypatch: pytest.MonkeyPatch, much_tea: MuchTea
) -> None:
    monkeypatch.setattr(sitemaps.Goods, "limit", 2)
    much_tea(4)
    parts = [address for address in files_of(client) if "/product/lo.xml" in address]
    assert parts == [f"{PART}/product/lo.xml", f"{PART}/product/lo.xml?p=2", f"{PART}/product/lo.xml?p=3"]
    found = [one.address for part in parts for one in listed_in(client, part)]
    assert len(found) == len(set(found)) == 5
    assert client.get("/sitemaps/product/lo.xml?p=4").status_code == 404


@pytest.mark.parametrize("address", ["no-such-kind/en", "product/xx", "product/zh", "product/en?p=x"])
def test_what_is_no_part_of_it_is_not_found(client: Client, db: None, address: str) -> None:
    name, _, query = address.partition("?")
    assert client.get(f"/sitemaps/{name}.xml?{query}").status_code == 404


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_costs_the_same_queries_however_long(
    client: Client,
    whole_site: None,
    much_tea: MuchTea,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    kind: str,
) -> None:
    for count in (0, 30):
        much_tea(count)
        with django_assert_max_num_queries(6):
            client.get(f"/sitemaps/{kind}/zh-hans.xml")


def test_the_index_costs_the_same_queries_however_many_goods(
    client: Client, whole_site: None, much_tea: MuchTea, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as before:
        client.get("/sitemap.xml")
    much_tea(30)
    with django_assert_num_queries(len(before)):
        client.get("/sitemap.xml")


def test_the_fictional_is_found_only_where_the_operator_says_so(
    client: Client, settings: Settings, liubao: Product, kampot: Product, tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    assert len(paths(client, "product")) == 2
    settings.INDEX_DEMO = False
    assert paths(client, "product") == [f"/product/{kampot.slug}/"]
    assert paths(client, "storefront") == [f"/storefront/{kampot.organization.storefront.slug}/"]


def test_tours_are_found_while_they_are_shown(
    client: Client, settings: Settings, whole_site: None, tea_house: Organization
) -> None:
    changed = datetime(2026, 11, 20, 12, tzinfo=UTC)
    Tour.objects.update(updated_at=changed)
    (listed,) = listed_in(client, "/sitemaps/tour/km.xml")
    assert listed.changed.startswith("2026-11-20")
    settings.INDEX_DEMO = False
    assert len(paths(client, "tour")) == 1
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    assert paths(client, "tour") == []
    settings.INDEX_DEMO = True
    Tour.objects.update(status=Tour.Status.PAUSED)
    assert paths(client, "tour") == []


def test_robots_name_the_sitemap_in_production_alone(client: Client, settings: Settings) -> None:
    assert "Sitemap" not in client.get("/robots.txt").content.decode()
    settings.MODE = "production"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[-1] == f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml"
