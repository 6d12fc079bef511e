"""On the search page only the answer is swapped; address, focus, count and history stay right."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.site import Site, opened
from tests.browser.test_axe import AXE, violations

NEWEST = "#answer a[href*='sort=newest']"
SEARCHES = [("th", "ทุเรียน"), ("zh-hans", "芒果"), ("my", "သရက်သီး")]


def hits(page: Page) -> list[str | None]:
    return [hit.get_attribute("data-hit") for hit in page.locator("[data-hit]").all()]


def stay(page: Page, address: str) -> None:
    """Open a page and leave a mark that only a new page wipes out."""
    page.goto(address)
    page.wait_for_function("window.htmx !== undefined")
    page.evaluate("window.mark = 'the same page'")


def is_same(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 'the same page'"))


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(("language", "text"), SEARCHES)
def test_another_order_is_swapped_in_and_back_again(
    chromium: Browser, demonstration: Site, language: str, text: str
) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        stay(page, f"{demonstration.url}/{language}/search/?q={text}")
        before = hits(page)
        page.locator(NEWEST).first.focus()
        with page.expect_response(lambda response: "sort=newest" in response.url) as answered:
            page.keyboard.press("Enter")
        fragment: Response = answered.value
        assert "<html" not in fragment.text()
        page.wait_for_url("**sort=newest**")
        heading = page.locator("#answer h1")
        expect(heading).to_be_focused()
        assert is_same(page)
        assert asked(page)["q"] == [text]
        assert sorted(map(str, hits(page))) == sorted(map(str, before))
        status = page.locator("#answer [role=status]").first.inner_text()
        assert heading.inner_text() in status
        assert text in page.title()
        for link in page.locator("a[hreflang]").all():
            assert "sort=newest" in str(link.get_attribute("href"))
        for hidden in page.locator("input[name=next]").all():
            assert "sort=newest" in hidden.input_value()

        page.go_back()
        page.wait_for_url(lambda url: "sort=" not in url)
        expect(page.locator("#answer h1")).to_be_visible()
        expect(page.locator(".masthead")).to_have_count(1)
        assert hits(page) == before
        page.go_forward()
        page.wait_for_url("**sort=newest**")
        expect(page.locator("#answer h1")).to_be_visible()
        expect(page.locator(".masthead")).to_have_count(1)


def test_a_facet_is_chosen_and_taken_back(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        stay(page, f"{demonstration.url}/en/search/?q=rice")
        everything, heading = hits(page), page.locator("#answer h1").inner_text()
        page.locator("#answer .facets input[name=country]").first.check()
        page.locator("#answer .facets form button").last.click()
        page.wait_for_url("**country=**")
        expect(page.locator("#answer h1")).to_be_focused()
        assert is_same(page)
        assert page.locator("#answer h1").inner_text() != heading
        page.locator("#answer a.chip.on").first.click()
        page.wait_for_url(lambda url: "country=" not in url)
        expect(page.locator("#answer a.chip.on")).to_have_count(0)
        assert is_same(page)
        assert (hits(page), page.locator("#answer h1").inner_text()) == (everything, heading)


def test_the_next_page_is_swapped_in(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360) as page:
        stay(page, f"{demonstration.url}/en/search/")
        first = hits(page)
        page.locator("#answer a[rel=next]").click()
        page.wait_for_url("**page=2**")
        expect(page.locator("#answer h1")).to_be_focused()
        assert is_same(page)
        assert not set(first) & set(hits(page))
        assert page.evaluate("document.querySelector('#answer h1').getBoundingClientRect().top") < 800


def test_a_hit_is_a_page_of_its_own(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        stay(page, f"{demonstration.url}/en/search/?q=rice&kind=product")
        page.locator("[data-hit] a").first.click()
        page.wait_for_url("**/en/product/**")
        assert not is_same(page)
        expect(page.locator("#answer")).to_have_count(0)


def test_when_the_swap_fails_the_page_is_opened(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        stay(page, f"{demonstration.url}/en/search/?q=rice")
        page.route(
            "**/search/**",
            lambda route: route.abort() if route.request.headers.get("hx-request") else route.continue_(),
        )
        page.locator(NEWEST).first.click()
        page.wait_for_url("**sort=newest**")
        expect(page.locator("[data-hit]").first).to_be_visible()
        assert not is_same(page)


def test_axe_finds_nothing_after_a_swap(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360) as page:
        stay(page, f"{demonstration.url}/my/search/?q=သရက်သီး")
        page.locator(NEWEST).first.click()
        expect(page.locator("#answer h1")).to_be_focused()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = violations(page)
    assert found == []


def test_who_saves_data_loads_no_script_for_it(chromium: Browser, demonstration: Site) -> None:
    loaded: list[str] = []
    with opened(chromium, scheme="light", width=360) as page:
        page.on("request", lambda request: loaded.append(request.url))
        page.context.add_cookies([{"name": "low_data", "value": "1", "url": demonstration.url}])
        page.goto(f"{demonstration.url}/en/search/?q=rice")
        page.locator(NEWEST).first.click()
        page.wait_for_url("**sort=newest**")
        assert page.locator("[data-hit]").count()
    assert not any("htmx" in address or "answer" in address for address in loaded)


@pytest.mark.parametrize(("language", "text"), SEARCHES)
def test_without_scripts_every_step_is_a_page(
    chromium: Browser, demonstration: Site, language: str, text: str
) -> None:
    with opened(chromium, scheme="light", width=1280, scripts=False) as page:
        page.goto(f"{demonstration.url}/{language}/search/?q={text}")
        page.locator(NEWEST).first.click()
        page.wait_for_url("**sort=newest**")
        box = page.locator("#answer .facets input[name=country]").first
        box.check()
        page.locator("#answer .facets form button").last.click()
        page.wait_for_url("**country=**")
        assert asked(page)["sort"] == ["newest"]
        assert hits(page)
        page.locator("#answer a.chip.on").first.click()
        page.wait_for_url(lambda url: "country=" not in url)
        assert page.locator("html").get_attribute("lang") is not None
