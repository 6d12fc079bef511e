"""Every page can be used by everyone: no violation that axe-core knows, nothing pushed sideways."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
BOTH: Mapping[int, Sequence[Scheme]] = {1280: SCHEMES, 360: SCHEMES}
NARROW = 320
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


def faults(page: Page, address: str, schemes: Mapping[int, Sequence[Scheme]] = BOTH) -> list[str]:
    """Open an address on the narrowest screen; return what is wrong there, and in these themes and widths.

    The sheet alone decides over themes and widths, so the page that is there is looked at and not loaded
    again. It only grows: a browser that shrinks a window keeps what lies in closed menus as wide as it was.
    """
    page.set_viewport_size({"width": NARROW, "height": 800})
    answer = page.goto(address)
    found = (
        [] if answer and (answer.ok or address.endswith(PAGES["missing"])) else [f"{address} is not there"]
    )
    # A draft in a frame brings a second of every landmark; it is looked at by itself.
    page.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
    for width in (NARROW, *sorted(schemes)):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{wide} px wide on a screen of {width}"] if wide > width else []
        for scheme in schemes.get(width, ()):
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {line}" for line in violations(page)]
    return found


@pytest.mark.parametrize("language", LOOKED_AT)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(reader: Reader, demonstration: Site, name: str, language: str) -> None:
    assert faults(reader(language), demonstration.address(name, language)) == []
