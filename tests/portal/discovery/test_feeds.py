"""Whoever follows a feed hears of new goods and articles in their language."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.reference.languages import codes, html_tag
from catalog.tourism.models import Tour
from portal.pages.models import HomePage, SectionPage
from tests.portal.discovery.conftest import MuchTea, Read

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = settings.SITE_ADDRESS


def feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    return root


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    return feed(client, address).findall(f"{ATOM}entry")


def said(entry: ElementTree.Element, name: str) -> tuple[str, str]:
    """Return what an element says, and in which language."""
    found = entry.find(f"{ATOM}{name}")
    assert found is not None, name
    return found.text or "", found.get(LANG, "")


def test_new_goods_come_first_in_the_readers_language(
    client: Client, liubao: Product, kampot: Product
) -> None:
    Product.objects.filter(pk=kampot.pk).update(published_at=F("published_at") - timedelta(days=1))
    first, second = entries(client, "/th/feeds/goods.atom")
    assert said(first, "title") == ("ชาลิ่วเป่า 2019", "th")
    assert said(second, "title") == ("Kampot black pepper", "en")
    assert said(first, "summary") == ("Aged for seven years.", "en")
    assert second.find(f"{ATOM}summary") is None
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == said(first, "id")[0] == f"{SITE}/th/product/{liubao.slug}/"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Green Banyan Tea House"


@pytest.mark.parametrize("language", codes())
@pytest.mark.parametrize("name", ["goods", "articles"])
def test_every_language_has_its_feed_with_what_the_form_asks_for(
    client: Client, liubao: Product, stories: SectionPage, language: str, name: str
) -> None:
    root = feed(client, f"/{language}/feeds/{name}.atom")
    assert root.get(LANG) == html_tag(language)
    own = {link.attrib["rel"]: link.attrib["href"] for link in root.findall(f"{ATOM}link")}
    assert own["self"] == root.findtext(f"{ATOM}id") == f"{SITE}/{language}/feeds/{name}.atom"
    assert client.get(own["alternate"].removeprefix(SITE)).status_code == 200
    (entry,) = root.findall(f"{ATOM}entry")
    # Section 4.1.2 of RFC 4287: an entry has an id, a title and the moment of its last change.
    assert all(entry.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated", "published"))
    assert str(entry.findtext(f"{ATOM}updated")) <= str(root.findtext(f"{ATOM}updated"))


def test_an_article_is_dated_by_its_day(client: Client, stories: SectionPage) -> None:
    (entry,) = entries(client, "/my/feeds/articles.atom")
    assert said(entry, "title") == ("茶", "zh-Hans")
    assert said(entry, "summary") == ("关于茶", "zh-Hans")
    assert said(entry, "published")[0].startswith("2026-11-20")
    assert said(entry, "id")[0] == f"{SITE}/my/stories/tea/"


def test_what_is_paused_or_fictional_is_no_news(
    client: Client, settings: Settings, liubao: Product, kampot: Product, tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    settings.INDEX_DEMO = False
    assert len(entries(client, "/en/feeds/goods.atom")) == 1
    Product.objects.filter(pk=kampot.pk).update(status=Product.Status.PAUSED)
    assert entries(client, "/en/feeds/goods.atom") == []


def test_new_tours_come_first_in_the_readers_language(
    client: Client,
    settings: Settings,
    whole_site: None,
    tea_house: Organization,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    (entry,) = entries(client, "/en/feeds/tours.atom")
    assert said(entry, "title") == ("A day in the tea mountains", "en")
    assert said(entry, "summary") == ("看茶，喝茶。", "zh-Hans")
    assert said(entry, "id")[0] == f"{SITE}/en/tour/tea-mountains/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Green Banyan Tea House"
    older = Tour.objects.get()
    newer = Tour.objects.create(
        **{field.attname: getattr(older, field.attname) for field in Tour._meta.concrete_fields}
        | {"id": None, "slug": "newer", "published_at": timezone.now() + timedelta(days=1)}
    )
    with django_assert_num_queries(1):
        found = entries(client, "/en/feeds/tours.atom")
    paths = [said(one, "id")[0].removeprefix(SITE) for one in found]
    assert paths == ["/en/tour/newer/", "/en/tour/tea-mountains/"]
    Tour.objects.filter(pk=newer.pk).update(published_at=None)
    Organization.objects.filter(pk=tea_house.pk).update(is_demo=True)
    assert len(entries(client, "/en/feeds/tours.atom")) == 1
    settings.INDEX_DEMO = False
    assert entries(client, "/en/feeds/tours.atom") == []


def test_an_empty_feed_is_still_a_feed(client: Client, db: None) -> None:
    for name in ("goods", "tours", "articles"):
        root = feed(client, f"/lo/feeds/{name}.atom")
        assert str(root.findtext(f"{ATOM}updated")).startswith("2026-01-01")
    assert client.get("/en/feeds/orders.atom").status_code == 404


def test_a_feed_is_short_and_costs_the_same_queries(
    client: Client, much_tea: MuchTea, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/feeds/goods.atom")
    much_tea(40)
    with django_assert_num_queries(1):
        assert len(entries(client, "/en/feeds/goods.atom")) == 30


def test_a_title_with_marks_of_xml_is_a_title(client: Client, liubao: Product) -> None:
    Product.objects.rewrite(False).filter(pk=liubao.pk).update(title_en="Tea <b>&amp;</b> ]]>")
    (entry,) = entries(client, "/en/feeds/goods.atom")
    assert said(entry, "title")[0] == "Tea <b>&amp;</b> ]]>"


def test_pages_lead_to_the_feeds_of_their_language(client: Client, read: Read, home: HomePage) -> None:
    links = read("/km/").select("link[type='application/atom+xml']")
    names = [str(link["href"]).removeprefix("/km/feeds/") for link in links]
    assert names == ["goods.atom", "tours.atom", "articles.atom"]
    assert len({link["title"] for link in links}) == 3
    for link in links:
        assert client.get(str(link["href"])).status_code == 200
