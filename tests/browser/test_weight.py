"""What a browser really loads for the first view of home, by the sizes that crossed the wire."""

from collections import Counter

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.site import Site

PAGE = 60_000  # bytes of HTML and CSS as sent
PICTURES = 150_000  # bytes of pictures before anything is scrolled, those a browser fetches ahead among them
SCREENS = {
    "desktop": (1280, 800, 1),
    "fine desktop": (1280, 800, 2),
    "phone": (360, 800, 2),
    "fine phone": (360, 800, 3),
}


def loaded(chromium: Browser, address: str, screen: str) -> Counter[str]:
    """Return the bytes an address loads by kind, for a visitor who was never here and scrolls nowhere."""
    width, height, density = SCREENS[screen]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=density, service_workers="block"
    )
    page = context.new_page()
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weights: Counter[str] = Counter()
    for request in finished:
        weights[request.resource_type] += request.sizes()["responseBodySize"]
    context.close()
    return weights


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_view_of_home_is_light(chromium: Browser, demonstration: Site, screen: str) -> None:
    weights = loaded(chromium, demonstration.address("home", "en"), screen)
    assert set(weights) >= {"document", "stylesheet", "image"}
    assert weights["document"] + weights["stylesheet"] <= PAGE
    assert weights["image"] <= PICTURES
    assert weights["font"] == 0
