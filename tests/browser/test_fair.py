"""The fair in a real browser: for everyone who visits or runs it, and its plan by every means."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import LOOKED_AT, Site, opened
from tests.browser.test_axe import AXE, faults
from tests.browser.test_desk import sign_in

BUYER = {
    "meetings": "meetings/",
    "meeting": "meetings/{meeting}/",
    "ask": "meetings/with/{booth}/",
    "calendar": "calendar/",
    "cards": "account/cards/",
    "offer": "fair/{edition}/booth/{booth}/card/",
}
ORGANIZER = {
    "exhibitors": "exhibitors/",
    "table": "exhibitors/file/{table}/",
    "letter": "exhibitors/letter/",
    "funnel": "funnel/",
    "edition": "edition/",
    "hall": "halls/{hall}/",
    "layout": "halls/{hall}/stands/",
}


def looked_at(chromium: Browser, site: Site, who: str, language: str, paths: dict[str, str]) -> list[str]:
    """Sign somebody in, and return what is wrong with the pages they see."""
    found = []
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.set_default_timeout(20_000)
    sign_in(page, site, language, who)
    for name, path in paths.items():
        found += [f"{name}: {line}" for line in faults(page, site.url + path.format(**site.slugs))]
    context.close()
    return found


@pytest.mark.parametrize("language", LOOKED_AT)
def test_axe_finds_nothing_where_a_buyer_meets(chromium: Browser, demonstration: Site, language: str) -> None:
    pages = {name: f"/{language}/{path}" for name, path in BUYER.items()}
    assert looked_at(chromium, demonstration, "buyer", language, pages) == []


def test_axe_finds_nothing_where_the_organizer_works(chromium: Browser, demonstration: Site) -> None:
    pages = {name: f"/editors/fair/{{edition}}/{path}" for name, path in ORGANIZER.items()}
    assert looked_at(chromium, demonstration, "editor", "en", pages) == []


def scrolled(page: Page) -> tuple[float, float]:
    left, top = page.locator(".plan-view").evaluate("view => [view.scrollLeft, view.scrollTop]")
    return left, top


def test_the_plan_grows_and_moves_by_its_buttons_and_keys(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360) as page:
        page.goto(demonstration.address("hall", "en"))
        tools, plan = page.locator(".plan-tools"), page.locator("svg.plan")
        usual = plan.evaluate("plan => plan.clientWidth")
        smaller = tools.locator("[data-zoom=out]")
        tools.locator("[data-zoom=in]").click()
        assert plan.evaluate("plan => plan.clientWidth") == pytest.approx(usual * 1.5, abs=2)
        before = scrolled(page)
        tools.locator("[data-pan='1 0']").click()
        assert scrolled(page)[0] > before[0]
        tools.locator("[data-pan='-1 0']").click()
        assert scrolled(page)[0] == pytest.approx(before[0], abs=1)
        smaller.click()
        expect(smaller).to_have_attribute("aria-disabled", "true")
        assert plan.evaluate("plan => plan.clientWidth") == usual

        # From the stand that has the focus: to its neighbours, and larger and back without leaving it.
        begun = demonstration.slugs["taken_stand"]
        page.locator(f"svg.plan a[data-code={begun}]").focus()
        walked = [begun]
        for key in ("ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
            page.keyboard.press(key)
            walked.append(page.evaluate("document.activeElement.dataset.code"))
        assert len(set(walked)) == 3, walked
        assert walked[4] == begun, "there and back"
        for key, zoom in (("+", "1.5"), ("+", "2"), ("-", "1.5"), ("0", "1")):
            page.keyboard.press(key)
            view = page.locator(".plan-view")
            assert view.evaluate("view => view.style.getPropertyValue('--zoom')") == zoom
        assert page.evaluate("document.activeElement.dataset.code") == begun


def test_without_scripts_the_list_beside_the_plan_does_it_all(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=320, scripts=False) as page:
        page.goto(demonstration.address("hall", "en"))
        assert not page.locator(".plan-tools").is_visible(), "no button is there that does nothing"
        rows = page.locator("#list tbody tr")
        there = rows.count()
        page.select_option("#show", "taken")
        page.click(".plan-filter button")
        assert 0 < rows.count() < there
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        row = page.locator("#list tbody tr", has_text=demonstration.slugs["taken_stand"])
        row.locator("a").first.click()
        assert page.url == demonstration.address("booth", "en")
