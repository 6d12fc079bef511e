"""Suggestions below the search box, by keyboard alone, in three scripts; and the box without scripts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.site import Site, opened
from tests.browser.test_axe import AXE, violations

TYPED = [("th", "ทุเ"), ("zh-hans", "芒果"), ("my", "သရက်"), ("vi", "sau rieng"), ("en", "dur")]
OPTIONS = "[role=listbox] [role=option]"


def typed(page: Page, text: str) -> None:
    """Put the cursor into the box as a keyboard does, and type."""
    page.locator("input[name=q]").focus()
    page.keyboard.type(text)
    # The first question of a fresh server reads the whole glossary.
    expect(page.locator(OPTIONS).first).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("path", ["", "goods/", "search/"])
@pytest.mark.parametrize(("language", "text"), TYPED)
def test_a_suggestion_is_chosen_with_the_keyboard(
    chromium: Browser, demonstration: Site, language: str, text: str, path: str
) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(f"{demonstration.url}/{language}/{path}")
        box, status = page.locator("input[name=q]"), page.locator("form.searchbar [role=status]")
        typed(page, text)
        expect(box).to_have_attribute("aria-expanded", "true")
        list_id = page.locator("[role=listbox]").get_attribute("id")
        expect(box).to_have_attribute("aria-controls", str(list_id))
        count = page.locator(OPTIONS).count()
        assert str(count) in status.inner_text()
        assert all(page.locator(f"{OPTIONS} small").all_inner_texts()), "each says its kind"

        page.keyboard.press("ArrowDown")
        chosen = page.locator("[role=option][aria-selected=true]")
        expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
        expect(box).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(chosen).to_have_count(0)
        assert box.get_attribute("aria-activedescendant") is None
        page.keyboard.press("ArrowUp")
        assert chosen.get_attribute("id") == page.locator(OPTIONS).last.get_attribute("id")

        page.keyboard.press("Escape")
        expect(page.locator("[role=listbox]")).to_be_hidden()
        expect(box).to_have_attribute("aria-expanded", "false")
        assert box.input_value() == text
        page.keyboard.press("ArrowDown")
        wanted = str(chosen.get_attribute("data-url"))
        page.keyboard.press("Enter")
        page.wait_for_url(f"{demonstration.url}{wanted}")
        assert wanted.startswith(f"/{language}/")
        assert page.locator("h1").first.is_visible()


def test_enter_without_a_choice_searches_for_what_was_typed(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360) as page:
        page.goto(f"{demonstration.url}/th/goods/")
        typed(page, "ทุเ")
        page.keyboard.press("Enter")
        page.wait_for_url("**/th/search/?**")
        assert parse_qs(urlsplit(page.url).query)["q"] == ["ทุเ"]


def test_a_suggestion_is_chosen_by_a_finger(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=360) as page:
        page.goto(f"{demonstration.url}/zh-hans/")
        typed(page, "芒果")
        wanted = page.locator(OPTIONS).first.get_attribute("data-url")
        page.locator(OPTIONS).first.click()
        page.wait_for_url(f"{demonstration.url}{wanted}")


def test_the_list_goes_when_the_box_is_left_or_emptied(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(f"{demonstration.url}/en/goods/")
        typed(page, "dur")
        page.keyboard.press("Tab")
        expect(page.locator("[role=listbox]")).to_be_hidden()
        typed(page, "i")
        page.locator("input[name=q]").fill("")
        expect(page.locator("[role=listbox]")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (320, "my")])
def test_axe_finds_nothing_in_an_open_list(
    chromium: Browser, demonstration: Site, scheme: str, width: int, language: str
) -> None:
    with opened(chromium, scheme=scheme, width=width) as page:
        page.goto(f"{demonstration.url}/{language}/goods/")
        typed(page, "dur")
        page.keyboard.press("ArrowDown")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []


def asked_while_typing(page: Page, address: str, *, pause: float) -> list[str]:
    """Return the questions sent while six letters are typed, so many milliseconds apart."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/search/suggest/" in request.url:
            asked.append(request.url)

    page.on("request", note)
    page.goto(address)
    page.locator("input[name=q]").focus()
    page.keyboard.type("durian", delay=pause)
    # The first question of a fresh server reads the whole glossary.
    expect(page.locator(OPTIONS).first).to_be_visible(timeout=60_000)
    return asked


def test_who_saves_data_asks_once_for_a_word(chromium: Browser, demonstration: Site) -> None:
    """Letters a third of a second apart: slow enough to be asked for one by one without saving."""
    address = f"{demonstration.url}/en/goods/"
    with opened(chromium, scheme="light", width=360) as page:
        usual = asked_while_typing(page, address, pause=320)
    with opened(chromium, scheme="light", width=360) as page:
        page.context.add_cookies([{"name": "low_data", "value": "1", "url": demonstration.url}])
        saving = asked_while_typing(page, address, pause=320)
    assert len(saving) == 1
    assert len(usual) > 1


def test_what_suggests_is_loaded_only_for_those_who_come_to_the_box(
    chromium: Browser, demonstration: Site
) -> None:
    loaded: list[str] = []
    with opened(chromium, scheme="light", width=1280) as page:
        page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
        page.goto(f"{demonstration.url}/en/goods/")
        page.wait_for_load_state("networkidle")
        assert not any("suggest" in path for path in loaded)
        page.locator("input[name=q]").focus()
        expect(page.locator("input[name=q]")).to_have_attribute("role", "combobox")
    assert any(path.startswith("/static/js/suggest") for path in loaded)


def test_without_a_connection_the_box_is_a_form(chromium: Browser, demonstration: Site) -> None:
    with opened(chromium, scheme="light", width=1280) as page:
        page.goto(f"{demonstration.url}/en/goods/")
        page.context.set_offline(True)  # the service worker's requests too, once it has taken over
        page.locator("input[name=q]").focus()
        page.keyboard.type("tea")
        page.wait_for_timeout(500)
        assert page.locator(OPTIONS).count() == 0
        page.context.set_offline(False)
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/search/?**")


@pytest.mark.parametrize(("language", "text"), [("th", "ทุเรียน"), ("zh-hans", "芒果"), ("my", "သရက်သီး")])
def test_without_scripts_the_box_is_a_form(
    chromium: Browser, demonstration: Site, language: str, text: str
) -> None:
    with opened(chromium, scheme="light", width=360, scripts=False) as page:
        page.goto(f"{demonstration.url}/{language}/")
        box = page.locator("input[name=q]")
        box.focus()
        assert box.get_attribute("role") is None
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{language}/search/?**")
        assert page.locator("[data-hit]").count() > 0
