"""A visitor whose connection is gone reads what she visited, and is told how old it is.

What is hers alone is kept only where she asked for it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import portal
from tests.browser.tours import book_cruise, give_back
from tests.harness.fault import Installation

KEPT = "async (address) => Boolean(await caches.match(address, { ignoreVary: true }))"
MAKE_OLDER = """async (hours) => {
  const cache = await caches.open("pages");
  for (const request of await cache.keys()) {
    const response = await cache.match(request, { ignoreVary: true });
    const headers = new Headers(response.headers);
    headers.set("X-Stored-At", String(Date.now() - hours * 3600000));
    await cache.put(request, new Response(await response.blob(), { headers }));
  }
}"""


@pytest.fixture(scope="module")
def installation(common_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with portal(tmp_path_factory.mktemp("offline") / "data", common=common_folder) as made:
        yield made


@contextmanager
def visitor(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def wait_until_kept(page: Page, address: str, *, gone: bool = False) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _ in range(100):
        if page.evaluate(KEPT, address) != gone:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{address} is {'still' if gone else 'not'} kept")


@pytest.mark.parametrize(
    ("language", "tag", "age"), [("th", "th", "3 ชั่วโมงที่ผ่านมา"), ("zh-hans", "zh-Hans", "3小时前")]
)
def test_a_visited_page_stays_readable_and_says_its_age(
    chromium: Browser, installation: Installation, language: str, tag: str, age: str
) -> None:
    site = installation.start_web()
    address = f"{site}/{language}/storefronts/"
    with visitor(chromium) as page:
        page.goto(address)
        wait_until_kept(page, address)
        heading = page.locator("h1").inner_text()
        page.goto(f"{site}/{language}/goods/")
        wait_until_kept(page, f"{site}/{language}/goods/")
        page.evaluate(MAKE_OLDER, 3)
        installation.kill("web")
        page.goto(address)
        assert page.locator("h1").inner_text() == heading
        notice = page.locator("[data-stored]")
        assert age in notice.inner_text()
        assert notice.get_attribute("lang") == tag
        # The sheet came with it: the page looks as it did.
        assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") != (
            "rgba(0, 0, 0, 0)"
        )


def test_a_page_never_visited_says_there_is_no_connection(
    chromium: Browser, installation: Installation
) -> None:
    site = installation.start_web()
    with visitor(chromium) as page:
        page.goto(f"{site}/my/goods/")
        wait_until_kept(page, f"{site}/my/goods/")
        wait_until_kept(page, f"{site}/my/offline/")  # fetched beside the page, not before it
        page.goto(f"{site}/my/search/?q=tea")
        assert not page.evaluate(KEPT, f"{site}/my/search/?q=tea")
        page.goto(f"{site}/my/account/login/")
        assert not page.evaluate(KEPT, f"{site}/my/account/login/")
        installation.kill("web")
        for path in ("storefronts/", "search/?q=tea", "account/login/"):
            page.goto(f"{site}/my/{path}")
            assert page.locator("html").get_attribute("lang") == "my"
            assert page.locator("main a.button").get_attribute("href") == "/my/"
            assert page.locator("[data-stored]").count() == 0


def test_a_page_read_with_a_connection_is_the_newest(chromium: Browser, installation: Installation) -> None:
    site = installation.start_web()
    with visitor(chromium) as page:
        for _ in range(2):
            page.goto(f"{site}/lo/goods/")
            wait_until_kept(page, f"{site}/lo/goods/")
            assert page.locator("[data-stored]").count() == 0
    installation.kill("web")


BOTH = re.compile(r"7:30[^\n]* · [^\n]*6:30")  # by the clock in Nanning, and by that in Viet Nam


def shown_of(page: Page) -> str:
    """Return what a page of a booking says, in the traveller's language and in that of the country ahead."""
    return "\n".join(page.locator("main .form-row section[lang]").all_inner_texts())


def test_a_confirmed_booking_is_read_on_the_way_where_its_reader_had_it_kept(
    chromium: Browser, installation: Installation
) -> None:
    booked = installation.call(book_cruise)
    site = installation.start_web()
    address = f"{site}/th/booking/by-link/{booked['token']}/"
    with visitor(chromium) as page:
        page.goto(address)
        wait_until_kept(page, f"{site}/th/offline/")
        page.goto(address)
        keeps = page.locator("[data-keeps] button")
        expect(keeps).to_have_attribute("value", "keep")
        assert not page.evaluate(KEPT, address), "others may use this device: nobody asked to keep it"
        keeps.click()
        expect(keeps).to_have_attribute("value", "forget")
        wait_until_kept(page, address)
        told = shown_of(page)

        installation.kill("web")
        page.goto(f"{site}/th/goods/")
        page.goto(address)
        assert page.locator("[data-stored]").is_visible()
        assert page.locator("html").get_attribute("lang") == "th"
        assert shown_of(page) == told
        assert told.count(booked["code"]) == 2, "in Thai and in Vietnamese"
        assert told.count("+00 000 0000") == 2, "whom to call"
        assert len(BOTH.findall(told)) == 2
        for said in ("โรงแรม", "khách sạn", "หนังสือเดินทาง", "Hộ chiếu"):
            assert said.casefold() in told.casefold()


def test_a_kept_booking_goes_when_its_reader_says_so_and_when_it_is_no_longer_confirmed(
    chromium: Browser, installation: Installation
) -> None:
    booked = installation.call(book_cruise)
    site = installation.start_web()
    address = f"{site}/th/booking/by-link/{booked['token']}/"
    with visitor(chromium) as page:
        page.goto(address)
        keeps = page.locator("[data-keeps] button")
        keeps.click()
        expect(keeps).to_have_attribute("value", "forget")
        wait_until_kept(page, address)
        keeps.click()
        expect(keeps).to_have_attribute("value", "keep")
        wait_until_kept(page, address, gone=True)

        keeps.click()
        wait_until_kept(page, address)
        installation.call(give_back, token=booked["token"])
        page.reload()
        wait_until_kept(page, address, gone=True)
    installation.kill("web")
