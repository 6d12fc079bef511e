"""Pages as a browser sees them: in every script, on the narrowest screen, from this host alone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.site import LANGUAGES, LOOKED_AT, PAGES, Site, opened
from tests.browser.test_axe import NARROW

# The others are measured where axe looks at them, on the page that is loaded there.
MEASURED_HERE = [language for language in LANGUAGES if language not in LOOKED_AT]


@pytest.mark.parametrize("language", MEASURED_HERE)
def test_nothing_is_wider_than_a_narrow_screen(chromium: Browser, demonstration: Site, language: str) -> None:
    too_wide = {}
    with opened(chromium, scheme="light", width=NARROW) as page:
        for name in PAGES:
            page.goto(demonstration.address(name, language))
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW:
                too_wide[name] = width
    assert not too_wide


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_and_complains_of_nothing(
    chromium: Browser, demonstration: Site, name: str
) -> None:
    hosts, complaints = set(), []
    with opened(chromium, scheme="light", width=1280) as page:
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(demonstration.address(name, "en"))
        page.wait_for_load_state("networkidle")
    expected = ["error: Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert complaints in ([], expected if name == "missing" else [])
    assert hosts - {""} == {urlsplit(demonstration.url).netloc}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_without_scripts(chromium: Browser, demonstration: Site, name: str) -> None:
    with opened(chromium, scheme="light", width=360, scripts=False) as page:
        page.goto(demonstration.address(name, "en"))
        assert page.locator("h1").first.is_visible()
        assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_language_it_is_in(chromium: Browser, demonstration: Site, language: str) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(demonstration.address("home", language))
        told = page.locator("html").get_attribute("lang")
    assert told is not None
    assert told.lower() == language
