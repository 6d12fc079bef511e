"""Structured data has what its readers ask for, says nothing the seller has not said, and breaks no page.

Required properties: schema.org (Product, Offer, AggregateOffer, UnitPriceSpecification, Organization,
Article, BreadcrumbList, WebSite) and Google Search Central, "Structured data markup that Google Search
supports" and "Article structured data".
"""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from PIL import Image

from catalog.files.services import save_picture
from catalog.merchants.models import Brand, Organization
from catalog.products.document import PriceDocument, TierDocument
from catalog.products.models import Product
from catalog.products.services import publish_product
from portal.discovery.structured import trail, website, written
from portal.pages.models import ArticlePage, HomePage, SectionPage
from tests.portal.discovery.conftest import Read
from tests.stock import LIUBAO, MakeProduct

SITE = settings.SITE_ADDRESS
REQUIRED = {
    "Product": {"name", "offers", "url"},
    "Offer": {"seller", "eligibleQuantity"},
    "AggregateOffer": {"lowPrice", "highPrice", "priceCurrency", "offerCount"},
    "UnitPriceSpecification": {"price", "priceCurrency", "referenceQuantity"},
    "QuantitativeValue": {"unitText"},
    "Organization": {"name"},
    "PostalAddress": {"addressCountry"},
    "Brand": {"name"},
    "Country": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Article": {
        "headline",
        "datePublished",
        "dateModified",
        "inLanguage",
        "author",
        "publisher",
        "mainEntityOfPage",
        "citation",
    },
    "CreativeWork": {"name"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
}


def graph_of(page: BeautifulSoup) -> dict[str, Any]:
    """Return a page's records by type, each checked for what it must have."""
    (script,) = page.select("script[type='application/ld+json']")
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    check(data["@graph"])
    return {record["@type"]: record for record in data["@graph"]}


def check(value: Any) -> None:
    """Hold a record, and those within it, to the required properties; nothing may be empty."""
    if isinstance(value, list):
        for one in value:
            check(one)
    elif isinstance(value, dict):
        kind = value.get("@type")
        if kind is not None:
            assert REQUIRED[kind] <= value.keys(), (kind, value)
        for name, inner in value.items():
            assert inner not in ("", None, [], {}), (kind, name)
            check(inner)


def test_a_product_offers_what_its_seller_asks(read: Read, liubao: Product, tea_house: Organization) -> None:
    product = graph_of(read(f"/en/product/{liubao.slug}/"))["Product"]
    assert product["name"] == "Liubao dark tea, 2019, basket"
    assert product["alternateName"] == "六堡茶 2019 篓装"
    assert product["description"] == "Aged for seven years."
    assert product["category"] == "Food > Tea"
    offer = product["offers"]
    assert (offer["@type"], offer["priceCurrency"]) == ("AggregateOffer", "CNY")
    assert (offer["lowPrice"], offer["highPrice"], offer["offerCount"]) == ("139.00", "168.00", 3)
    first, _second, last = offer["priceSpecification"]
    assert first["price"] == "168.00"
    assert first["referenceQuantity"] == {"@type": "QuantitativeValue", "value": 1, "unitText": "kg"}
    assert (first["eligibleQuantity"]["minValue"], first["eligibleQuantity"]["maxValue"]) == (20, 99)
    assert "maxValue" not in last["eligibleQuantity"]
    assert offer["seller"] == {
        "@type": "Organization",
        "name": "Green Banyan Tea House",
        "url": f"{SITE}/en/storefront/{tea_house.storefront.slug}/",
    }


def test_one_price_is_a_plain_offer(read: Read, kampot: Product) -> None:
    offer = graph_of(read(f"/km/product/{kampot.slug}/"))["Product"]["offers"]
    assert (offer["@type"], offer["price"], offer["priceCurrency"]) == ("Offer", "14.50", "USD")
    assert offer["eligibleQuantity"]["minValue"] == 50


def test_a_price_is_for_a_quantity_and_in_the_smallest_units_that_exist(
    read: Read, more_tea: MakeProduct
) -> None:
    price = PriceDocument(kind="range", currency="VND", low=90_000, high=120_000, per=10)
    tea = more_tea(1, price=price)
    offer = graph_of(read(f"/vi/product/{tea.slug}/"))["Product"]["offers"]
    assert (offer["lowPrice"], offer["highPrice"], offer["offerCount"]) == ("90000", "120000", 1)
    fixed = PriceDocument(
        kind="tiers", currency="VND", per=10, tiers=(TierDocument(quantity_from=20, minor=90_000),)
    )
    offer = graph_of(read(f"/vi/product/{more_tea(2, price=fixed).slug}/"))["Product"]["offers"]
    (stated,) = offer["priceSpecification"]
    assert (stated["price"], stated["referenceQuantity"]["value"]) == ("90000", 10)


def test_a_price_on_request_is_an_offer_without_a_price(read: Read, more_tea: MakeProduct) -> None:
    tea = more_tea(1, price=PriceDocument(kind="on-request", currency="", tiers=()))
    offer = graph_of(read(f"/en/product/{tea.slug}/"))["Product"]["offers"]
    assert offer["@type"] == "Offer"
    assert not {"price", "lowPrice", "highPrice", "priceCurrency", "priceSpecification"} & offer.keys()


def test_a_storefront_is_an_organization(read: Read, liubao: Product, banyan: Brand) -> None:
    front = banyan.organization.storefront
    said = graph_of(read(f"/zh-hans/storefront/{front.slug}/"))["Organization"]
    assert said["name"] == "青榕树茶坊"
    assert said["url"] == f"{SITE}/zh-hans/storefront/{front.slug}/"
    assert said["description"] == "只做六堡茶"
    assert said["address"] == {"@type": "PostalAddress", "addressCountry": "CN", "addressLocality": "梧州"}
    assert said["areaServed"] == ["MY", "TH"]
    assert said["knowsLanguage"] == ["zh-Hans", "en"]
    assert said["brand"] == [{"@type": "Brand", "name": "青榕"}]
    assert "alternateName" not in said
    assert "foundingDate" not in said


def test_a_brand_says_what_it_is_called(read: Read, banyan: Brand) -> None:
    said = graph_of(read(f"/en/brand/{banyan.slug}/"))["Brand"]
    assert (said["name"], said["url"]) == ("Green Banyan", f"{SITE}/en/brand/{banyan.slug}/")


def test_an_article_says_when_by_whom_and_from_what(read: Read, stories: SectionPage) -> None:
    said = graph_of(read("/zh-hans/stories/tea/"))["Article"]
    assert said["headline"] == "茶"
    assert said["description"] == "关于茶"
    assert said["datePublished"] == "2026-11-20"
    assert said["dateModified"] >= said["datePublished"]
    assert said["url"] == said["mainEntityOfPage"] == f"{SITE}/zh-hans/stories/tea/"
    assert said["inLanguage"] == "zh-Hans"
    assert said["author"] == {"@type": "Organization", "name": "编辑部"}
    assert said["publisher"] == {"@type": "Organization", "name": "网上东博会", "url": f"{SITE}/zh-hans/"}
    (source,) = said["citation"]
    assert source == {
        "@type": "CreativeWork",
        "name": "A page about tea",
        "url": "https://tea.example.org/",
    }
    assert "image" not in said


def test_an_article_shown_in_another_language_speaks_of_itself(read: Read, stories: SectionPage) -> None:
    shown, own = (graph_of(read(f"/{code}/stories/tea/"))["Article"] for code in ("th", "zh-hans"))
    assert shown == own


def test_an_article_with_a_picture_shows_its_widest(read: Read, stories: SectionPage) -> None:
    canvas = BytesIO()
    Image.new("RGB", (1000, 750), "green").save(canvas, "PNG")
    picture = save_picture(data=canvas.getvalue(), title="leaf", alt={"en": "A leaf"})
    page = ArticlePage.objects.get(slug="tea", locale__language_code="zh-hans")
    page.picture = picture
    page.title = "长" * 200
    page.save_revision().publish()
    said = graph_of(read("/zh-hans/stories/tea/"))["Article"]
    sizes = picture.sizes
    assert sizes is not None
    assert said["image"] == [f"{SITE}{sizes.jpeg[-1].url}"]
    assert said["headline"] == "长" * 110


@pytest.mark.parametrize(
    ("path", "kind"), [("/zh-hans/stories/tea/", "article"), ("/en/stories/", "website")]
)
def test_an_article_is_shared_as_one(read: Read, stories: SectionPage, path: str, kind: str) -> None:
    page = read(path)
    tags = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}
    assert tags["og:type"] == kind
    assert (tags.get("article:published_time") == "2026-11-20") is (kind == "article")
    assert ("article:modified_time" in tags) is (kind == "article")


def test_crumbs_are_a_trail_that_ends_at_the_page(read: Read, liubao: Product) -> None:
    steps = graph_of(read(f"/th/product/{liubao.slug}/"))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5]
    assert [step["name"] for step in steps[2:]] == ["อาหาร", "ชา", "ชาลิ่วเป่า 2019"]
    assert steps[0]["item"] == f"{SITE}/th/"
    assert steps[3]["item"] == f"{SITE}/th/goods/tea/"
    assert "item" not in steps[-1]


@pytest.mark.parametrize("place", ["goods/", "goods/tea/", "storefronts/", "gi/", "country/kh/"])
def test_every_page_with_crumbs_has_its_trail(read: Read, liubao: Product, place: str) -> None:
    page = read(f"/lo/{place}")
    steps = graph_of(page)["BreadcrumbList"]["itemListElement"]
    shown = [" ".join(step.get_text().split()) for step in page.select(".crumbs li")]
    assert [step["name"] for step in steps] == [text.strip("›/ ") for text in shown]


def test_the_home_page_says_how_to_search_it(read: Read, home: HomePage) -> None:
    said = graph_of(read("/my/"))["WebSite"]
    assert (said["url"], said["inLanguage"]) == (f"{SITE}/my/", "my")
    action = said["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}/my/search/?q={{search_term_string}}"


@pytest.mark.parametrize("place", ["account/login/", "lists/", "no-such-page/"])
def test_pages_for_nobody_else_say_nothing(client: Client, db: None, place: str) -> None:
    page = BeautifulSoup(client.get(f"/en/{place}").content, "html.parser")
    assert not page.select("script[type='application/ld+json']")
    assert not page.select("meta[property^='og:']")


ATTACK = "</script><script>alert(1)</script><!-- & \u2028"


def test_no_text_ends_the_script_it_stands_in() -> None:
    text = written([trail([{"text": ATTACK, "url": "/en/"}])])
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text)["@graph"][0]["itemListElement"][0]["name"] == ATTACK


def test_a_title_that_closes_scripts_stays_a_title(read: Read, tea: object, tea_house: Organization) -> None:
    title = {"zh-hans": "茶", "en": "Tea </script><script>alert(1)</script>"}
    made = publish_product(organization=tea_house, document=replace(LIUBAO, title=title, states={}))
    page = read(f"/en/product/{made.slug}/")
    assert graph_of(page)["Product"]["name"] == title["en"]
    assert "alert" not in "".join(script.get_text() for script in page.select("script:not([type])"))


def test_the_site_is_named_in_the_language_of_the_page() -> None:
    said = website(name="Trang", home="/vi/", tag="vi")
    assert said["@id"] == f"{SITE}/vi/#website"
    check(said)
