"""Lan buys pepper for a shop in Hà Nội: she finds it, compares three, and shows her list to her partner.

All of it in Vietnamese, on a phone, once with JavaScript and once without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site

NOTE = "Hỏi giá 200 kg, giao Hải Phòng"


@contextmanager
def visitor(chromium: Browser, *, scripts: bool) -> Iterator[Page]:
    """Open a browser that was never here before: no cookies, nobody signed in."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=scripts, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def goods_on(page: Page, links: str) -> list[str]:
    """Return the paths of the products these links lead to."""
    found = page.locator(links).evaluate_all("links => links.map(link => link.pathname)")
    return [str(path) for path in found]


def search_for_pepper(page: Page, site: Site) -> None:
    """Ask the home page for pepper in Vietnamese, with prices shown in đồng."""
    page.goto(f"{site.url}/")
    assert urlsplit(page.url).path == "/vi/"
    assert page.locator("html").get_attribute("lang") == "vi"
    page.locator(".strip summary").nth(1).click()
    page.locator(".strip button[name=currency][value=VND]").click()
    page.locator("main [name=q]").fill("hồ tiêu")
    page.locator("main form[role=search] button").click()
    assert page.locator(".hit").count() >= 3


def compare_three(page: Page) -> list[str]:
    """Take the first three products found into a comparison and return their paths."""
    boxes = page.locator(".hit input[name=p]")
    chosen = [f"/vi/product/{boxes.nth(number).get_attribute('value')}/" for number in range(3)]
    for number in range(3):
        boxes.nth(number).check()
    page.locator(".compare-bar button").click()
    assert goods_on(page, ".compare thead th > a") == chosen
    # Prices in riel, rupiah or ringgit are brought to one currency and one unit, and the lowest is marked.
    assert "VND" in page.locator(".compare .total th").inner_text()
    assert page.locator(".compare .total .best").count() >= 1
    assert page.locator(".compare tr.differs").count() >= 1
    return chosen


def keep(page: Page, site: Site, paths: list[str]) -> None:
    """Put the products on the favourites, each from its own page."""
    for path in paths:
        page.goto(f"{site.url}{path}")
        page.locator("form[action='/vi/lists/add/'] button").click()
        assert urlsplit(page.url).path == path
        expect(page.locator(".page-messages")).to_be_visible()


def share(page: Page) -> str:
    """Note something on the list, make its link, and return the path it opens."""
    page.locator("a[href='/vi/lists/']").first.click()
    page.locator(".lists h2 a").click()
    page.locator(".hit [name=note]").first.fill(NOTE)
    page.locator(".hit .note-form button").first.click()
    page.locator("button[name=do][value=share]").click()
    return urlsplit(page.locator("a.share-link").inner_text()).path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_home_to_three_peppers_and_a_list_her_partner_opens(
    chromium: Browser, demonstration: Site, scripts: bool
) -> None:
    with visitor(chromium, scripts=scripts) as lan:
        search_for_pepper(lan, demonstration)
        chosen = compare_three(lan)
        keep(lan, demonstration, chosen)
        link = share(lan)
        kept = goods_on(lan, ".hit .name a")
        assert sorted(kept) == sorted(chosen)

    with visitor(chromium, scripts=scripts) as partner:
        partner.goto(f"{demonstration.url}{link}")
        assert goods_on(partner, ".hit .name a") == kept
        assert NOTE in partner.locator(".list-note").inner_text()
        assert partner.locator("main form[method=post]").count() == 0
        for number in range(3):
            partner.locator(".hit input[name=p]").nth(number).check()
        partner.locator(".compare-bar button").click()
        assert goods_on(partner, ".compare thead th > a") == kept
        # Lan's lists stay hers: the link opened one of them for reading, and made none her partner's.
        partner.goto(f"{demonstration.url}/vi/lists/")
        assert partner.locator(".lists").count() == 0
