"""The masthead on a phone, by keyboard alone: the menus open, close and lead on, and nothing is hidden."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import LOOKED_AT, Site, opened

WIDTH = 360
FOCUSED = "document.activeElement"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, scheme="light", width=WIDTH) as page:
        yield page


def test_the_first_key_offers_the_content_and_takes_one_there(phone: Page, demonstration: Site) -> None:
    phone.goto(demonstration.address("goods", "my"))
    phone.keyboard.press("Tab")
    assert phone.evaluate(f"{FOCUSED}.matches('a.skip')")
    assert phone.evaluate(f"{FOCUSED}.getBoundingClientRect().top") >= 0
    phone.keyboard.press("Enter")
    assert phone.evaluate(f"{FOCUSED}.id") == "main"


def test_a_menu_opens_is_walked_through_and_closes_where_it_was_opened(
    phone: Page, demonstration: Site
) -> None:
    phone.goto(demonstration.address("goods", "en"))
    menu = phone.locator("details.menu").first
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    assert phone.evaluate(f"{FOCUSED}.matches('.strip summary')")
    phone.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    walked = []
    for _ in range(menu.locator("a").count()):
        phone.keyboard.press("Tab")
        walked.append(phone.evaluate(f"{FOCUSED}.hreflang"))
        box = phone.evaluate(f"{FOCUSED}.getBoundingClientRect().toJSON()")
        assert box["left"] >= 0
        assert box["right"] <= WIDTH
        assert box["height"] >= 24
    assert walked == menu.locator("a").evaluate_all("links => links.map(link => link.hreflang)")
    phone.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert phone.evaluate(f"{FOCUSED}.matches('.strip summary')")


def test_enter_on_a_language_stays_on_the_page(phone: Page, demonstration: Site) -> None:
    phone.goto(demonstration.address("goods", "en"))
    phone.locator(".strip summary").first.focus()
    phone.keyboard.press("Enter")
    phone.locator(".strip a[hreflang=th]").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url(demonstration.address("goods", "th"))


@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_way_in_comes_into_sight_with_its_ring(phone: Page, demonstration: Site, language: str) -> None:
    phone.goto(demonstration.address("goods", language))
    ways = phone.locator(".nav a")
    ways.first.focus()
    for number in range(ways.count()):
        if number:
            phone.keyboard.press("Tab")
        here = phone.evaluate(f"""(() => {{
            const box = {FOCUSED}.getBoundingClientRect(), ring = getComputedStyle({FOCUSED});
            return {{ left: box.left, right: box.right, ring: ring.outlineStyle, href: {FOCUSED}.href }};
        }})()""")
        assert here["href"] == ways.nth(number).evaluate("link => link.href")
        assert here["ring"] == "solid"
        assert here["left"] >= 0
        assert here["right"] <= WIDTH
