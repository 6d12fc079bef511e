"""Every page can be used by everyone: no violation that axe-core knows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import LOOKED_AT, PAGES, Site

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of what is in order, only its name
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, 360)
Reader = Callable[[str], Page]


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Reader]:
    """Return the page of a reader of each language: one for all that she reads, opened once."""
    pages: dict[str, Page] = {}

    def read(language: str) -> Page:
        if language not in pages:
            context = chromium.new_context(reduced_motion="reduce")
            # Through the debugger, past our own content security policy.
            context.add_init_script(path=AXE)
            pages[language] = context.new_page()
            pages[language].set_default_timeout(20_000)
        return pages[language]

    yield read
    for page in pages.values():
        page.context.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands: a line each, with the first places it stands at."""
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {...rules, resultTypes: ['violations']}).then(all => all.violations)",
        RULES,
    )
    return [
        f"{one['id']}: {one['help']} at {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found
    ]


@pytest.mark.parametrize("language", LOOKED_AT)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(reader: Reader, demonstration: Site, name: str, language: str) -> None:
    """In both themes and at both widths, which the sheet alone decides: the page is loaded once."""
    page = reader(language)
    page.goto(demonstration.address(name, language))
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[scheme, width] = violations(page)
    assert found == {(scheme, width): [] for scheme in SCHEMES for width in WIDTHS}
