"""What editors say of the whole site: in ten languages, on every page, at once, and asked for only once."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.files.models import Picture
from catalog.seams import freshness
from portal.context import bare_frame
from portal.pages.models import ArticlePage, HomePage, SiteSettings
from portal.pages.selectors.site import Site, kept_site, site
from tests.portal.pages.conftest import MakeArticle

pytestmark = pytest.mark.django_db


def link(words: dict[str, str], *, page: int | None = None, address: str = "") -> dict[str, Any]:
    return {"words": words, "target": {"page": page, "address": address}}


def listed(kind: str, *values: Any) -> str:
    return json.dumps([{"type": kind, "value": value, "id": f"id-{at}"} for at, value in enumerate(values)])


def items(*values: Any) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value, "id": f"item-{at}"} for at, value in enumerate(values)]


def say(**fields: Any) -> SiteSettings:
    row = SiteSettings.objects.first() or SiteSettings()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def read(client: Client, address: str = "/th/") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def test_with_nothing_said_the_portal_shows_its_own_words(client: Client, home: HomePage) -> None:
    page = read(client, "/en/")
    assert one(page, ".brand b").get_text() == "China–ASEAN Expo Online"
    assert [entry.get_text() for entry in page.select(".nav a")][:2] == ["Goods", "Storefronts"]
    assert one(page, ".brand svg")
    assert not page.select(".footer-legal")
    assert site("en") == Site()


def test_the_name_stands_in_the_readers_language_or_says_that_it_does_not(
    client: Client, home: HomePage
) -> None:
    say(name={"zh-hans": "网上东博会", "th": "งานแสดงสินค้าออนไลน์"}, tagline={"en": "A fair without an end"})
    thai = read(client, "/th/")
    assert one(thai, ".brand b").get_text() == "งานแสดงสินค้าออนไลน์"
    assert "lang" not in one(thai, ".brand b").attrs
    assert one(thai, "title").get_text() == "งานแสดงสินค้าออนไลน์"
    lao = read(client, "/lo/")
    assert (one(lao, ".brand b").get_text(), one(lao, ".brand b")["lang"]) == ("网上东博会", "zh-Hans")
    assert one(lao, ".brand > span > span")["lang"] == "en"


def test_the_logo_takes_the_place_of_the_mark(client: Client, home: HomePage, tea_leaf: Picture) -> None:
    say(logo=tea_leaf)
    brand = one(read(client), ".brand")
    assert not brand.select("svg")
    assert one(brand, "img")["alt"] == ""


def test_navigation_leads_to_pages_and_addresses_in_the_readers_language(
    client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    say(
        navigation=listed(
            "link",
            link({"th": "ชา", "zh_hans": "茶"}, page=article.pk),
            link({"zh_hans": "商品"}, address="/goods/"),
            link({}, page=article.pk),
            link({"en": "Ministry"}, address="https://trade.example/"),
        )
    )
    entries = read(client, "/th/goods/").select(".nav a")
    assert [(entry["href"], entry.get_text(), entry.get("lang")) for entry in entries] == [
        ("/th/stories/tea/", "ชา", None),
        ("/th/goods/", "商品", "zh-Hans"),
        ("/th/stories/tea/", "茶", "zh-Hans"),
        ("https://trade.example/", "Ministry", "en"),
    ]
    assert [entry.get_text() for entry in entries if entry.get("aria-current")] == ["商品"]


def test_a_link_to_a_page_that_is_withdrawn_is_gone_from_kept_pages(
    client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    say(
        navigation=listed(
            "link", link({"en": "Tea"}, page=article.pk), link({"en": "All"}, address="/goods/")
        )
    )
    assert [entry.get_text() for entry in read(client, "/en/goods/").select(".nav a")] == ["Tea", "All"]
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert [entry.get_text() for entry in read(client, "/en/goods/").select(".nav a")] == ["All"]


def test_the_footer_has_columns_legal_pages_contacts_and_filings(client: Client, home: HomePage) -> None:
    column = {
        "heading": {"en": "About", "th": "เกี่ยวกับ"},
        "links": items(link({"th": "สินค้า"}, address="/goods/")),
    }
    say(
        columns=listed("column", column),
        legal=listed("link", link({"th": "ความเป็นส่วนตัว"}, address="/privacy/")),
        email="office@fair.example",
        telephone="+86 771 000 0000",
        seat={"zh-hans": "南宁"},
        icp_number="桂ICP备00000000号",
        police_number="桂公网安备 00000000000000号",
        police_address="",
    )
    footer = one(read(client), ".footer")
    assert one(footer, "h2").get_text() == "เกี่ยวกับ"
    assert "Find" not in footer.get_text()
    assert one(footer, "a[href='/th/goods/']").get_text() == "สินค้า"
    assert one(footer, ".footer-legal a[href='/th/privacy/']").get_text() == "ความเป็นส่วนตัว"
    assert one(footer, "a[href='mailto:office@fair.example']")
    assert one(footer, "a[href='tel:+867710000000']")
    assert one(footer, "[lang=zh-Hans]:-soup-contains('南宁')")
    filings = footer.select(".footer-legal li[lang=zh-Hans]")
    assert [filing.get_text() for filing in filings] == ["桂ICP备00000000号", "桂公网安备 00000000000000号"]
    assert one(filings[0], "a")["href"] == "https://beian.miit.gov.cn/"
    assert not filings[1].select("a")


def test_saving_reaches_kept_pages_at_once(client: Client, home: HomePage) -> None:
    say(name={"en": "First name"})
    assert one(read(client, "/en/storefronts/"), ".brand b").get_text() == "First name"
    say(name={"en": "Second name"})
    assert one(read(client, "/en/storefronts/"), ".brand b").get_text() == "Second name"


def test_saving_renews_the_area_of_the_settings(home: HomePage) -> None:
    before = freshness.generation("settings")
    say(name={"en": "A name"})
    assert freshness.generation("settings") != before


def test_the_settings_are_asked_for_once_per_change(home: HomePage) -> None:
    say(name={"en": "A name"})
    # Whoever follows the settings may have asked already.
    caches["frame"].clear()
    with CaptureQueriesContext(connection) as first:
        site("en")
    with CaptureQueriesContext(connection) as second:
        site("en")
    assert (len(first), len(second)) == (2, 0)


def test_a_page_that_must_not_ask_the_database_shows_what_is_kept(home: HomePage) -> None:
    say(name={"en": "A name"})
    caches["frame"].clear()
    request = RequestFactory().get("/en/nowhere/")
    with translation.override("en"), CaptureQueriesContext(connection) as asked:
        assert kept_site("en") is None
        assert bare_frame(request)["site_name"] == "China–ASEAN Expo Online"
    assert not asked.captured_queries
    site("en")
    with translation.override("en"), CaptureQueriesContext(connection) as asked:
        assert bare_frame(request)["site_name"] == "A name"
    assert not asked.captured_queries


def test_the_contact_page_says_how_to_reach_those_who_run_the_portal(client: Client, home: HomePage) -> None:
    from portal.pages.models import ContactPage

    contact = ContactPage(title="联系我们", slug="contact", locale=home.locale)
    HomePage.objects.get(pk=home.pk).add_child(instance=contact)
    say(email="office@fair.example", seat={"zh-hans": "南宁\n青秀区", "en": "Nanning"})
    panel = one(read(client, "/zh-hans/contact/"), "aside.panel")
    assert one(panel, "a")["href"] == "mailto:office@fair.example"
    assert "青秀区" in panel.get_text()


def test_a_landing_page_has_its_head_in_the_pages_language(
    client: Client, home: HomePage, tea_leaf: Picture
) -> None:
    from portal.pages.models import LandingPage

    landing = LandingPage(
        title="广西茶", slug="tea-land", lead="一片叶子", picture=tea_leaf, locale=home.locale
    )
    HomePage.objects.get(pk=home.pk).add_child(instance=landing)
    page = read(client, "/my/tea-land/")
    hero = one(page, "main .hero")
    assert one(hero, "h1").get_text() == "广西茶"
    assert one(hero, "img")["alt"] == "一片茶叶"
    assert one(page, "main")["lang"] == "zh-Hans"
    assert "本站绘制" in page.get_text()
