"""An editor gives the home page another row of goods and the site another navigation; a visitor sees both.

The editor works in the admin as everybody there does: with the preview beside the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser import site

PATIENCE = 30_000  # milliseconds
EMAIL, PASSWORD = "editor@example.com", "old wood, new tea leaves"
HEADING, FEATURE, ENTRY = "欢迎光临", "今日推荐", "ชาทั้งหมด"


def stock() -> None:
    """Bring one tea to sell, and an editor; runs inside the installation."""
    from catalog.products.services import publish_product
    from portal.accounts.services import create_person
    from portal.pages.services import ensure_editors
    from tests.stock import LIUBAO, open_tea_house, plant_food, plant_tea

    plant_tea(plant_food())
    publish_product(organization=open_tea_house(), document=LIUBAO)
    editor = create_person(email=EMAIL, password=PASSWORD, name="Editor", language="en", currency="")
    editor.groups.add(ensure_editors())


@dataclass
class Portal:
    """A portal of its own, for it is changed; and two people who look at it."""

    url: str
    editor: Page
    visitor: Page


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def portal(
    chromium: Browser, common_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    with site.portal(tmp_path_factory.mktemp("editor") / "data", common=common_folder) as installation:
        installation.call(stock)
        contexts = [chromium.new_context(viewport={"width": 1700, "height": 1000}) for _ in range(2)]
        pages = [context.new_page() for context in contexts]
        for page in pages:
            page.set_default_timeout(PATIENCE)
        yield Portal(installation.start_web(), *pages)
        for context in contexts:
            context.close()


def sign_in(portal: Portal) -> None:
    portal.editor.goto(f"{portal.url}/editors/")
    portal.editor.fill("[name=login]", EMAIL)
    portal.editor.fill("[name=password]", PASSWORD)
    portal.editor.press("[name=password]", "Enter")
    portal.editor.wait_for_url("**/editors/")


def change_home(page: Page) -> None:
    """Give the home page a heading and its row of goods another name and category."""
    page.fill("[name=heading]", HEADING)
    page.fill("[name=body-0-value-heading]", FEATURE)
    page.select_option("[name=body-0-value-category]", "tea")


def open_preview(page: Page) -> None:
    """Open the preview beside the form and wait for the draft to be shown there."""
    page.get_by_role("button", name="Toggle preview").click()
    expect(page.frame_locator("#w-preview-iframe").locator("h1")).to_have_text(HEADING)


def preview(page: Page, *, language: str, width: int) -> FrameLocator:
    """Return the preview in a language, drawn as a screen of this width shows it."""
    frame = page.frame_locator("#w-preview-iframe")
    page.select_option("[name=preview_mode]", language)
    page.locator(f"label:has([data-device-width='{width}'])").click()
    expect(frame.locator("html")).to_have_attribute("lang", language)
    # Each new draft comes in a new frame, which for a moment has no window: its width is waited for.
    page.wait_for_function(
        "width => document.querySelector('#w-preview-iframe')?.contentWindow?.innerWidth === width", arg=width
    )
    return frame


def put_in_navigation(portal: Portal) -> None:
    """Make the main navigation one entry, named in Thai."""
    page = portal.editor
    page.goto(f"{portal.url}/editors/settings/pages/sitesettings/")
    page.get_by_role("tab", name="Navigation").click()
    page.locator("button[title='Insert a block']:visible").first.click()
    page.get_by_text("Words", exact=True).click()
    page.fill("[name=navigation-0-value-words-th]", ENTRY)
    page.fill("[name=navigation-0-value-target-address]", "/goods/tea/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_what_an_editor_publishes_a_visitor_sees_on_reload(portal: Portal) -> None:
    page, visitor = portal.editor, portal.visitor
    visitor.goto(f"{portal.url}/th/")
    before = visitor.locator("h1").inner_text()
    assert visitor.locator(".nav a").count() == 5

    sign_in(portal)
    page.goto(f"{portal.url}/editors/pages/")
    page.locator("main").get_by_role("link", name="网上东博会").first.click()
    change_home(page)
    open_preview(page)
    for width in (360, 1280):
        shown = preview(page, language="th", width=width)
        expect(shown.locator("h1")).to_have_text(HEADING)
        expect(shown.locator(".section-head h2").first).to_have_text(FEATURE)
        expect(shown.locator(".card h3 a").first).to_have_text("ชาลิ่วเป่า 2019")
        assert shown.locator("html").evaluate("html => html.scrollWidth") <= width
    visitor.reload()
    assert visitor.locator("h1").inner_text() == before

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()
    visitor.reload()
    assert visitor.locator("h1").inner_text() == HEADING
    assert visitor.locator(".section-head h2").first.inner_text() == FEATURE
    assert visitor.locator(".nav a").count() == 5

    put_in_navigation(portal)
    visitor.reload()
    assert visitor.locator(".nav a").all_inner_texts() == [ENTRY]
    visitor.locator(".nav a").click()
    assert visitor.url == f"{portal.url}/th/goods/tea/"
    assert visitor.locator(".card h3 a").inner_text() == "ชาลิ่วเป่า 2019"
