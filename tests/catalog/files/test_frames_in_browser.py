"""A reader who saves data asks for one picture and gets that one, on the page where they are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from playwright.sync_api import Browser, Page, Route

from catalog.seams.preferences import Preferences
from tests.catalog.files.test_picture_frames import request
from tests.catalog.files.test_picture_manifest import STORED
from tests.catalog.files.uploads import encoded, scene

CARD = (
    "{% load pictures %}<article class='card'>{% picture manifest alt='' %}"
    "<h3><a href='/product/'>Liubao tea</a></h3></article>"
)
SHEETS = ("tokens", "base", "layouts", "content", "portal")
Opened = Callable[..., tuple[Page, list[str]]]


def html() -> str:
    page_request = request(low_data=True)
    assert isinstance(page_request.preferences, Preferences)  # type: ignore[attr-defined]
    card = Template(CARD).render(Context({"request": page_request, "manifest": STORED}))
    sheets = "".join((settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text() for name in SHEETS)
    script = (settings.BASE_DIR / "catalog/files/static/files/pictures.js").read_text()
    style = f"<style>@layer tokens, base, layouts, components;{sheets}</style>"
    main = f"<main style='inline-size:18rem'>{card}</main>"
    return f"<!doctype html><html lang=en><title>Goods</title>{style}{main}<script>{script}</script></html>"


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Open the page of one card and say what it asked for."""
    contexts = []

    def open_page(**options: Any) -> tuple[Page, list[str]]:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix("http://portal.test")
            asked.append(path)
            if path.startswith("/media/"):
                route.fulfill(body=encoded(scene(400, 300), "WEBP"), content_type="image/webp")
            else:
                route.fulfill(body=html() if path == "/goods/" else "another page", content_type="text/html")

        page.route("**/*", answer)
        page.goto("http://portal.test/goods/")
        return page, asked

    yield open_page
    for context in contexts:
        context.close()


def test_nothing_is_loaded_until_it_is_asked_for(opened: Opened) -> None:
    _page, asked = opened()
    assert asked == ["/goods/"]


def test_the_frame_becomes_its_picture_and_the_reader_stays(opened: Opened) -> None:
    page, asked = opened()
    before = page.locator(".picture").bounding_box()
    page.get_by_role("link", name="Show picture, 14 KB").click()
    page.wait_for_function("document.querySelector('.picture img')?.naturalWidth === 400")
    assert page.url == "http://portal.test/goods/"
    assert asked == ["/goods/", "/media/pictures/t/400.webp"]
    assert page.locator(".picture").bounding_box() == before, "nothing moves"
    assert page.evaluate("document.activeElement.className") == "picture", "the keyboard goes on from there"


def test_without_scripts_the_link_opens_the_file(opened: Opened) -> None:
    page, _asked = opened(java_script_enabled=False)
    page.get_by_role("link", name="Show picture, 14 KB").click()
    page.wait_for_url("**/media/pictures/t/400.webp")


def test_the_rest_of_the_card_still_leads_to_the_product(opened: Opened) -> None:
    page, _asked = opened()
    page.get_by_role("link", name="Liubao tea").click()
    page.wait_for_url("**/product/")
