"""A listing from an empty form to a buyer's page, in a real browser, with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import HOUSE, Site, opened
from tests.browser.test_desk import sign_in

GOODS = f"desk/{HOUSE}/products/"


def send_in(page: Page, site: Site, title: str) -> None:
    """Write a listing as the house's owner does, leave it, come back to it and send it in."""
    sign_in(page, site, "zh-hans")
    page.goto(f"{site.url}/zh-hans/{GOODS}new/")
    page.select_option("main select[name=category]", "dark-tea")
    page.click("main form button.primary")
    page.fill("#id_title", title)
    page.locator("main form button:not(.primary):not([tabindex])").last.click()
    page.wait_for_load_state()
    assert page.input_value("#id_title") == title
    page.select_option("#id_unit", "kg")
    page.select_option("#id_country", "CN")
    page.click("main form button[name=submit]")
    page.wait_for_load_state()
    assert page.locator("main .error-summary").count() == 0, page.inner_text("main .error-summary")


def decide(page: Page, site: Site, title: str) -> None:
    """Open the queue as the editor does, follow it to the listing, look at what it says and agree."""
    page.goto(f"{site.url}/editors/login/")
    page.fill("#id_login", "editor@demo.example")
    page.fill("#id_password", site.slugs["editor_password"])
    page.click("main form button.primary")
    page.wait_for_load_state()
    page.goto(f"{site.url}/editors/review/")
    page.click(f"a:has-text('{title}')")
    assert title in page.inner_text("table.listing")
    page.check("input[name=decision][value=accept]")
    page.click("main form:has(input[name=revision]) button.button")
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_listing_is_written_agreed_to_and_read(
    chromium: Browser, demonstration: Site, scripts: bool
) -> None:
    title = f"六堡茶 浏览器{int(scripts)}"
    with opened(chromium, scheme="light", width=1280, scripts=scripts) as page:
        send_in(page, demonstration, title)
        waiting = page.inner_text("main")
    with opened(chromium, scheme="dark", width=360, scripts=scripts) as page:
        page.goto(f"{demonstration.url}/th/storefront/{HOUSE}/")
        assert title not in page.inner_text("main"), "nobody has agreed to it yet"
    with opened(chromium, scheme="light", width=1280, scripts=scripts) as page:
        decide(page, demonstration, title)
    with opened(chromium, scheme="dark", width=360, scripts=scripts) as page:
        page.goto(f"{demonstration.url}/th/storefront/{HOUSE}/")
        page.click(f"main a:has-text('{title}')")
        heading = page.locator("main h1")
        assert title in heading.inner_text()
        assert page.locator(f"[lang=zh-Hans]:has-text('{title}')").count()
    assert "审核" in waiting
