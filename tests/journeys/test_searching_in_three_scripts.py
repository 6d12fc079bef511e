"""Buyers in Bangkok, Beijing and Yangon each find goods that somebody described in another language.

With a mouse, with the keyboard alone, and without scripts.
"""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Site, opened

# Language of the page, what is typed, where the goods are from, the language their maker wrote in.
JOURNEYS = [
    ("th", "มะม่วงอบแห้ง", "CN", "zh-Hans"),
    ("zh-hans", "榴莲", "TH", "th"),
    ("my", "သရက်သီးခြောက်", "CN", "zh-Hans"),
]
MOST_TABS = 200


def country(page: Page, code: str) -> Locator:
    return page.locator(f"aside.facets input[name=country][value={code}]")


def foreign(page: Page, language: str) -> Locator:
    """Return the hits whose maker wrote in that language."""
    return page.locator("[data-hit]").filter(has=page.locator(f".original[lang={language}]"))


def narrowed(page: Page, code: str) -> None:
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("country") == [code])
    expect(page.locator("#answer a.chip.on")).to_have_count(1)


def opens(page: Page, hit: Locator, language: str) -> None:
    """Follow a hit to the page of the product, which is in the reader's language."""
    title = hit.locator("h3 a").inner_text()
    hit.locator("h3 a").click()
    page.wait_for_url(f"**/{language}/product/**")
    expect(page.locator("h1").first).to_contain_text(title)


@pytest.mark.parametrize(("language", "text", "code", "maker"), JOURNEYS)
def test_found_understood_narrowed_and_opened(
    chromium: Browser, demonstration: Site, language: str, text: str, code: str, maker: str
) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(f"{demonstration.url}/{language}/")
        page.locator("input[name=q]").first.fill(text)
        page.locator("form[role=search] button").first.click()
        page.wait_for_url(f"**/{language}/search/?**")

        hit = foreign(page, maker).first
        expect(hit.locator(".why mark").first).to_be_visible()
        expect(page.locator("[role=status] h1")).to_contain_text(text)
        before = page.locator("[data-hit]").count()

        country(page, code).check()
        if parse_qs(urlsplit(page.url).query).get("country") != [code]:
            page.locator("aside.facets form button").last.click()
        narrowed(page, code)
        assert 0 < page.locator("[data-hit]").count() < before
        opens(page, foreign(page, maker).first, language)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Nobody gets to {selector} with the keyboard.")


def test_the_same_with_the_keyboard_alone(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(f"{demonstration.url}/zh-hans/")
        tab_to(page, "input[name=q]")
        page.keyboard.type("榴莲")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zh-hans/search/?**")

        tab_to(page, "aside.facets input[name=country][value=TH]")
        page.keyboard.press("Space")
        if parse_qs(urlsplit(page.url).query).get("country") != ["TH"]:
            tab_to(page, "aside.facets form button:not([type=button])")
            page.keyboard.press("Enter")
        narrowed(page, "TH")

        tab_to(page, "[data-hit] h3 a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/zh-hans/product/**")
        expect(page.locator("h1").first).to_contain_text("榴莲")


@pytest.mark.parametrize(("language", "text", "code", "maker"), JOURNEYS)
def test_the_same_without_scripts_on_a_phone(
    chromium: Browser, demonstration: Site, language: str, text: str, code: str, maker: str
) -> None:
    with opened(chromium, scheme="dark", width=360, scripts=False) as page:
        page.goto(f"{demonstration.url}/{language}/search/")
        page.locator("input[name=q]").first.fill(text)
        page.locator("input[name=q]").first.press("Enter")
        page.wait_for_url("**/search/?**q=**")
        expect(foreign(page, maker).first.locator(".why")).to_be_visible()

        if not country(page, code).is_visible():
            page.locator("aside.facets summary").first.click()
        country(page, code).check()
        page.locator("aside.facets form button").last.click()
        narrowed(page, code)
        opens(page, foreign(page, maker).first, language)
