"""Browsers in which somebody of the cast is signed in at the server of a test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.accounts.models import User

PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)
Opener = Callable[..., Page]
# A ring around what has the focus; a stand of a plan has it as a thicker edge, a radio around its label.
RING = """() => {
    const focused = document.activeElement;
    const label = focused.matches("[type=radio]") && focused.nextElementSibling;
    const stand = focused.querySelector(":scope > rect");
    return [focused, label].some((one) => one && getComputedStyle(one).outlineStyle !== "none")
        || (stand !== null && getComputedStyle(stand).strokeWidth === "4px");
}"""


@contextmanager
def opened_by(
    running: Browser, server: str, person: User | None, *, width: int = 1280, scripts: bool = True
) -> Iterator[Page]:
    """Open a page as somebody who is signed in already, or as a stranger."""
    context = running.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        base_url=server,
        # One without a window calls itself a program, and programs are not counted as visitors.
        user_agent=f"Mozilla/5.0 (X11; Linux x86_64) Chrome/{running.version} Safari/537.36",
    )
    if person is not None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.fixture
def page_of(chromium: Browser, live_server: LiveServer) -> Iterator[Opener]:
    """Return what opens a page for somebody (or for a stranger, without a name); all close in the end."""
    with ExitStack() as open_pages:

        def enter(person: User | None = None, *, width: int = 1280, scripts: bool = True) -> Page:
            return open_pages.enter_context(
                opened_by(chromium, live_server.url, person, width=width, scripts=scripts)
            )

        yield enter


def tab_to(page: Page, selector: str, *, most: int = 80) -> None:
    """Press Tab until what the selector names has the focus, and see that its ring can be seen."""
    for _key in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
            assert page.evaluate(RING), f"{selector} shows no focus"
            return
    raise AssertionError(f"{selector} is not reached by {most} keys on {page.url}")
