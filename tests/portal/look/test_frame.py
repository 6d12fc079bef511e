"""What stands around every page: names of languages, addresses for search engines, preferences, ways in."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client, RequestFactory

from catalog.seams.preferences import Preferences
from catalog.search.contributors import CONTRIBUTORS
from portal import context
from portal.languages import LANGUAGES
from tests.portal.look.conftest import Read

pytestmark = pytest.mark.django_db

TAGS = {code: code.replace("hans", "Hans") for code, _ in LANGUAGES}


def part(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, f"{selector} is not on the page"
    return found


@pytest.mark.parametrize("code", TAGS)
def test_the_page_names_its_language(read: Read, code: str) -> None:
    page = read(f"/{code}/goods/")
    assert part(page, "html")["lang"] == TAGS[code]
    assert part(page, "html")["dir"] == "ltr"


def test_the_title_ends_with_the_sites_name(read: Read) -> None:
    assert part(read("/en/goods/"), "title").text == "Tea · China–ASEAN Expo Online"


def alternates(page: BeautifulSoup) -> dict[str, str]:
    return {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate][hreflang]")}


def test_alternates_are_complete_and_mutual(read: Read) -> None:
    pages = {TAGS[code]: read(f"/{code}/goods/tea/") for code in TAGS}
    expected = {TAGS[code]: f"{settings.SITE_ADDRESS}/{code}/goods/tea/" for code in TAGS}
    expected["x-default"] = f"{settings.SITE_ADDRESS}/en/goods/tea/"
    for tag, page in pages.items():
        assert alternates(page) == expected
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [expected[tag]]


def test_the_canonical_address_forgets_choices_but_not_the_page(read: Read) -> None:
    plain = f"{settings.SITE_ADDRESS}/th/goods/"
    assert part(read("/th/goods/?country=vn"), "link[rel=canonical]")["href"] == plain
    second = read("/th/goods/?country=vn&page=2")
    assert part(second, "link[rel=canonical]")["href"] == f"{plain}?page=2"
    assert alternates(second)["lo"] == f"{settings.SITE_ADDRESS}/lo/goods/?page=2"


def test_the_host_the_visitor_sent_stands_nowhere(client: Client, framed: None) -> None:
    body = client.get("/en/goods/", headers={"host": "localhost"}).content.decode()
    assert "//localhost/" not in body.replace(settings.SITE_ADDRESS, "")


def test_the_language_menu_keeps_page_and_choices(read: Read) -> None:
    links = read("/th/goods/tea/?country=vn&page=3").select(".strip .menu a[hreflang]")
    assert [link["href"] for link in links] == [f"/{code}/goods/tea/?country=vn&page=3" for code in TAGS]
    assert [link["lang"] for link in links] == list(TAGS.values())
    assert [link.text for link in links if link.get("aria-current")] == ["ไทย"]


def test_an_address_in_another_script_stays_whole(read: Read) -> None:
    page = read("/en/search/?q=%E0%B8%97%E0%B8%B8%E0%B9%80%E0%B8%A3%E0%B8%B5%E0%B8%A2%E0%B8%99")
    link = part(page, ".strip .menu a[hreflang=km]")
    assert link["href"] == "/km/search/?q=%E0%B8%97%E0%B8%B8%E0%B9%80%E0%B8%A3%E0%B8%B5%E0%B8%A2%E0%B8%99"


def test_only_what_exists_is_offered_and_the_place_is_marked(read: Read) -> None:
    entries = read("/en/goods/tea/").select(".nav a")
    ways = ["/en/goods/", "/en/storefronts/", "/en/fair/", "/en/gi/", "/en/journeys/"]
    assert [entry["href"] for entry in entries] == ways
    assert [entry.text for entry in entries if entry.get("aria-current")] == ["Goods"]


def test_the_keyboard_may_skip_to_the_content(read: Read) -> None:
    page = read("/en/goods/")
    first = part(page, "body a")
    assert first["href"] == "#main"
    assert part(page, "main#main")["tabindex"] == "-1"


def test_search_works_as_a_plain_form(read: Read) -> None:
    form = part(read("/vi/goods/"), "form[role=search]")
    assert form["action"] == "/vi/search/"
    assert form.get("method", "get") == "get"
    assert part(form, "input")["name"] == "q"
    assert part(form, "button")


def test_search_may_be_limited_to_one_kind_and_remembers_it(read: Read) -> None:
    choices = part(read("/en/search/?kind=product&q=tea"), "form[role=search] select[name=kind]").select(
        "option"
    )
    assert (choices[0]["value"], choices[0].text) == ("", "Everything")
    names = {str(choice["value"]): choice.text for choice in choices[1:]}
    assert set(names) == {kind.name for kind in CONTRIBUTORS}
    assert (names["product"], names["storefront"]) == ("Goods", "Storefronts")
    assert [choice["value"] for choice in choices if choice.get("selected") is not None] == ["product"]


def test_preferences_are_plain_forms_without_a_token(read: Read) -> None:
    page = read("/ms/goods/?page=2")
    forms = page.select(".strip form")
    assert {form["action"] for form in forms} == {"/ms/account/preferences/"}
    assert {form["method"] for form in forms} == {"post"}
    assert {str(part(form, "input[name=next]")["value"]) for form in forms} == {"/ms/goods/?page=2"}
    assert not page.select("input[name=csrfmiddlewaretoken]")
    assert {button["name"] for button in page.select(".strip button")} == {"currency", "low_data"}


def test_the_chosen_currency_is_marked(client: Client, read: Read) -> None:
    assert part(read("/en/goods/"), ".strip button[name=currency][aria-current]")["value"] == ""
    client.cookies["currency"] = "THB"
    chosen = part(read("/en/goods/"), ".strip button[name=currency][aria-current]")
    assert chosen["value"] == "THB"
    assert "Thai Baht" in chosen.text


def test_currencies_are_named_in_the_readers_language(read: Read) -> None:
    assert "越南盾" in part(read("/zh-hans/goods/"), ".strip button[value=VND]").text


def test_low_data_marks_the_page_and_its_switch(client: Client, read: Read) -> None:
    page = read("/en/goods/")
    assert "data-low-data" not in part(page, "html").attrs
    assert part(page, "button[name=low_data]")["value"] == "1"
    client.cookies["low_data"] = "1"
    page = read("/en/goods/")
    assert "data-low-data" in part(page, "html").attrs
    assert part(page, "button[name=low_data]")["value"] == "0"
    assert part(page, "button[name=low_data]")["aria-pressed"] == "true"


def test_a_browser_that_saves_data_is_heard(read: Read) -> None:
    assert "data-low-data" in part(read("/en/goods/", **{"save-data": "on"}), "html").attrs


def test_an_anonymous_page_touches_neither_session_nor_cookies(client: Client, framed: None) -> None:
    # No database is open to this test: a session or a user would be asked for in vain.
    response = client.get("/en/goods/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Sign in" in response.content.decode()


@pytest.mark.django_db
def test_somebody_signed_in_is_named_and_may_leave(client: Client, read: Read, nok: object) -> None:
    client.force_login(nok)  # type: ignore[arg-type]
    page = read("/en/goods/")
    assert "นก" in part(page, ".strip").text
    assert part(page, ".strip a[href='/en/account/logout/']")
    assert not page.select(".strip a[href='/en/account/login/']")


def test_the_demonstration_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "fictional" not in part(read("/en/goods/"), ".strip").text
    monkeypatch.setattr(context, "demonstration_is_shown", lambda: True)
    assert "fictional" in part(read("/en/goods/?again"), ".strip").text


@pytest.mark.django_db
def test_without_organizations_there_is_no_demonstration() -> None:
    assert context.demonstration_is_shown() is False


def test_a_context_asks_nothing_until_shown(rf: RequestFactory, framed: None) -> None:
    request = rf.get("/en/goods/")
    request.preferences = Preferences(language="en", currency="CNY")  # type: ignore[attr-defined]
    shown = context.frame(request)
    assert shown["currency"] == "CNY"
    assert [choice.code for choice in shown["currencies"] if choice.current] == ["CNY"]


def test_content_in_another_language_marks_the_main_part(read: Read) -> None:
    assert "lang" not in part(read("/lo/goods/"), "main").attrs
    page = read("/lo/goods/?content=zh-Hans")
    assert (part(page, "html")["lang"], part(page, "main")["lang"]) == ("lo", "zh-Hans")
