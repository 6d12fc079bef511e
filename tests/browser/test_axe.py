"""Every page can be used by everyone: no violation that axe-core knows."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

from tests.browser.site import LOOKED_AT, PAGES, SCHEMES, WIDTHS, Site, opened

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def told(violations: list[dict[str, Any]]) -> str:
    """Return each violation in one line with the first places it was found at."""
    return "\n".join(
        f"{found['id']}: {found['help']} at {', '.join(str(node['target']) for node in found['nodes'][:3])}"
        for found in violations
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LOOKED_AT)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    chromium: Browser, demonstration: Site, name: str, language: str, scheme: str, width: int
) -> None:
    with opened(chromium, scheme=scheme, width=width) as page:
        page.goto(demonstration.address(name, language))
        # Through the debugger, past our own content security policy.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    assert not violations, told(violations)
