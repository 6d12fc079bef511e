"""From a search in vain to a saved search and back: by keyboard, without scripts, without an account."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import site
from tests.browser.site import opened
from tests.browser.test_axe import AXE, violations
from tests.harness.fault import Installation

TEXTS = {"th": "ทุเรียน", "zh-hans": "芒果", "my": "သရက်သီး"}


def signed_in() -> str:
    """Begin a session of somebody; runs inside the installation."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from portal.accounts.services import create_person

    person = create_person(email="nok@example.com", password="old wood, new tea leaves", language="th")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def send_mails() -> int:
    """Work the outbox off; runs inside the installation."""
    from catalog.jobs.draining import drain
    from catalog.notices.services import MAIL_DRAIN

    return drain(MAIL_DRAIN)


@pytest.fixture(scope="module")
def installation(common_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("saved") / "data"
    with site.portal(folder, common=common_folder, MAIL_FOLDER=str(folder / "mail")) as made:
        yield made


@pytest.fixture(scope="module")
def portal(installation: Installation) -> tuple[str, str]:
    """The portal's address and the session of somebody signed in."""
    session = installation.call(signed_in)
    return installation.start_web(), str(session)


def sign_in(page: Page, url: str, session: str) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def assert_clean(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = violations(page)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", TEXTS)
def test_a_search_in_vain_is_saved_paused_and_removed(
    chromium: Browser, portal: tuple[str, str], language: str, scripts: bool
) -> None:
    url, session = portal
    text = f"{TEXTS[language]} {scripts}"
    with opened(chromium, scheme="light", width=320, scripts=scripts) as page:
        sign_in(page, url, session)
        page.goto(f"{url}/{language}/search/?q={text}")
        page.locator("main a[href*='/search/alerts/']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/alerts/**")
        assert page.locator("input[name=name]").input_value() == text
        if scripts:
            assert_clean(page)
        page.locator("main form button.primary").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{language}/account/searches/")
        line = page.locator("main li.panel", has_text=text)
        expect(line).to_have_count(1)
        if scripts:
            assert_clean(page)
        line.locator("button[value=pause]").click()
        expect(line.locator("button[value=resume]")).to_be_visible()
        line.locator("input[name=name]").fill(f"{text}!")
        line.locator("button[value=rename]").click()
        expect(page.locator("main li.panel h2", has_text=f"{text}!")).to_be_visible()
        line.locator("a[href$='/remove/']").click()
        page.locator("main form button.primary").click()
        expect(page.locator("main li.panel", has_text=text)).to_have_count(0)


def letters(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.eml")]


def test_an_address_confirms_and_ends_it_without_an_account(
    chromium: Browser, portal: tuple[str, str], installation: Installation
) -> None:
    url, _ = portal
    with opened(chromium, scheme="dark", width=360, scripts=False) as page:
        page.goto(f"{url}/vi/search/alerts/?q=durian")
        page.wait_for_timeout(2500)  # the check of persons does not believe in faster ones
        page.locator("input[name=address]").fill("stranger@example.com")
        page.locator("main form button.primary").click()
        page.wait_for_url("**/search/alerts/asked/")
        installation.call(send_mails)
        (letter,) = letters(installation.folder / "mail")
        link = re.search(r"/vi/search/alerts/confirm/[^\s\"<]+", letter.replace("=\n", ""))
        assert link
        page.goto(f"{url}{link.group()}")
        page.locator("main form button.primary").click()
        assert page.locator("main [role=status]").is_visible()
        assert urlsplit(page.url).path.startswith("/vi/search/alerts/confirm/")
        assert (
            installation.number("SELECT count(*) FROM search_savedsearch WHERE confirmed_at IS NOT NULL") >= 1
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", TEXTS)
def test_axe_finds_nothing_on_the_form_of_strangers(
    chromium: Browser, portal: tuple[str, str], scheme: str, language: str
) -> None:
    url, _ = portal
    with opened(chromium, scheme=scheme, width=360) as page:
        for path in (f"search/alerts/?q={TEXTS[language]}", "search/alerts/asked/", "search/alerts/stop/x/"):
            page.goto(f"{url}/{language}/{path}")
            assert_clean(page)
