"""Navigation and footer as each reader gets them: words in the nearest language, addresses in their own."""

from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation

from catalog.reference.languages import chain, html_tag
from portal import context
from portal.pages.blocks.links import line_name
from portal.pages.selectors.site import Column, Site, SiteLink, Words, _by_language, _link, _words
from portal.pages.tree import Named

CODES = [code for code, _ in settings.LANGUAGES]
SOURCE = settings.MODELTRANSLATION_DEFAULT_LANGUAGE
FACTORY = RequestFactory()
GOODS = SiteLink(Words("Goods"), "/goods/")
OUT = SiteLink(Words("Ministry"), "https://trade.example/", outside=True)


def value(words: dict[str, str] | None = None, **target: Any) -> dict[str, Any]:
    return {"words": words or {}, "target": {"page": None, "address": "", **target}}


@pytest.mark.parametrize("language", CODES)
def test_words_in_the_readers_language_need_no_mark(language: str) -> None:
    texts = {code: f"words in {code}" for code in CODES}
    assert _words(texts, language) == Words(f"words in {language}", "")


@pytest.mark.parametrize("written", CODES)
@pytest.mark.parametrize("language", CODES)
def test_words_of_one_language_reach_readers_of_all_and_say_which_it_is(language: str, written: str) -> None:
    shown = _words({written: "words"}, language)
    assert shown.text == "words"
    assert shown.tag == ("" if written == language else html_tag(written))


@pytest.mark.parametrize("language", CODES)
def test_of_several_languages_the_nearest_is_shown(language: str) -> None:
    others = [code for code in CODES if code != language]
    nearest = next(code for code in chain(language, SOURCE) if code != language)
    assert _words({code: code for code in others}, language).text == nearest


@pytest.mark.parametrize("texts", [{}, {"en": ""}, {"xx": "unknown"}])
def test_no_words_are_nothing(texts: dict[str, str]) -> None:
    found = _words(texts, "th")
    assert not found
    assert (str(found), found.tag) == ("", "")


def test_the_lines_of_a_block_are_its_languages() -> None:
    stored = {line_name(code): f"words in {code}" for code in CODES}
    assert _by_language(stored) == {code: f"words in {code}" for code in CODES}
    assert _by_language({}) == dict.fromkeys(CODES, "")


@pytest.mark.parametrize("language", CODES)
def test_a_link_into_the_portal_keeps_its_reader_in_their_language(language: str) -> None:
    found = _link(value({"en": "Goods"}, address="/goods/"), {}, language)
    assert found is not None
    assert found.url(language) == f"/{language}/goods/"
    assert not found.outside


@pytest.mark.parametrize("address", ["https://trade.example/th/", "mailto:office@fair.example", "tel:+86771"])
def test_a_link_out_of_it_is_the_same_for_everybody(address: str) -> None:
    found = _link(value({"en": "Out"}, address=address), {}, "th")
    assert found is not None
    assert {found.url(code) for code in CODES} == {address}
    assert found.outside


def test_a_link_to_a_file_has_no_language() -> None:
    found = _link(value({"en": "Terms"}, address="/media/documents/terms.pdf"), {}, "th")
    assert found is not None
    assert found.url("th") == "/media/documents/terms.pdf"


@pytest.mark.parametrize(
    ("words", "text", "tag"),
    [({"th": "ชา"}, "ชา", ""), ({"zh_hans": "茶"}, "茶", "zh-Hans"), ({}, "Tea", "en")],
)
def test_a_link_to_a_page_has_its_own_words_or_the_pages_title(
    words: dict[str, str], text: str, tag: str
) -> None:
    pages = {7: Named("Tea", "en", "/stories/tea/")}
    assert _link(value(words, page=7), pages, "th") == SiteLink(Words(text, tag), "/stories/tea/")


def test_a_link_to_a_page_nobody_can_read_is_left_out() -> None:
    assert _link(value({"th": "ชา"}, page=8), {}, "th") is None


def entries(address: str, *links: SiteLink, language: str = "en") -> list[context.NavEntry]:
    with translation.override(language):
        return context.navigation(FACTORY.get(address), Site(navigation=links))


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/en/goods/", True),
        ("/en/goods/tea/", True),
        ("/en/goods/?page=2", True),
        ("/en/storefronts/", False),
        ("/en/", False),
    ],
)
def test_the_way_a_visitor_took_is_marked(address: str, current: bool) -> None:
    goods, out = entries(address, GOODS, OUT)
    assert goods.current is current
    assert not out.current


def test_the_way_home_is_never_marked_as_the_place_of_every_page() -> None:
    (home,) = entries("/en/goods/", SiteLink(Words("Home"), "/"))
    assert not home.current
    assert home.url == "/en/"


@pytest.mark.parametrize("language", CODES)
def test_without_words_of_editors_the_portal_offers_its_own_ways(language: str) -> None:
    with translation.override(language):
        found = context.navigation(FACTORY.get(f"/{language}/goods/"), Site())
    urls = [entry.url for entry in found]
    assert urls[:2] == [f"/{language}/goods/", f"/{language}/storefronts/"]
    assert [entry.url for entry in found if entry.current] == [f"/{language}/goods/"]
    assert all(entry.label and not entry.lang for entry in found)


@pytest.mark.parametrize("language", CODES)
def test_the_frame_says_what_editors_said_and_fills_the_rest_with_its_own_words(language: str) -> None:
    said = Site(
        name=Words("网上东博会", "zh-Hans"),
        columns=(Column(Words("About"), (GOODS,)),),
        legal=(SiteLink(Words("Privacy"), "/privacy/"),),
    )
    with translation.override(language):
        own = context.site_frame(FACTORY.get(f"/{language}/"), Site())
        found = context.site_frame(FACTORY.get(f"/{language}/"), said)
    assert (found["site_name"], found["site_brand"].tag) == ("网上东博会", "zh-Hans")
    assert found["tagline"] == own["tagline"]
    assert own["site_name"]
    assert not own["site_brand"].tag
    assert [column["heading"].text for column in found["footer_columns"]] == ["About"]
    assert [link.url for link in found["footer_columns"][0]["links"]] == [f"/{language}/goods/"]
    assert [link.url for link in found["legal"]] == [f"/{language}/privacy/"]
    assert own["footer_columns"] == own["legal"] == []


@pytest.mark.parametrize("language", CODES)
def test_the_same_page_is_offered_in_ten_languages(language: str) -> None:
    links = context.language_links(FACTORY.get(f"/{language}/goods/tea/?country=VN&page=2"))
    assert [link.url for link in links] == [f"/{code}/goods/tea/?country=VN&page=2" for code in CODES]
    assert [link.address for link in links] == [
        f"{settings.SITE_ADDRESS}/{code}/goods/tea/" for code in CODES
    ]
    assert [link.code for link in links if link.current] == [language]
    assert [link.name for link in links] == [name for _, name in settings.LANGUAGES]


def test_outside_the_languages_no_link_is_the_current_one() -> None:
    links = context.language_links(FACTORY.get("/health/"))
    assert not [link for link in links if link.current]
    assert [link.url for link in links] == [f"/{code}/" for code in CODES]


@pytest.mark.parametrize("language", CODES)
def test_currencies_are_offered_in_words_and_one_is_chosen(language: str) -> None:
    with translation.override(language):
        choices = context.currencies("THB")
    assert choices[0].code == ""
    assert [choice.code for choice in choices if choice.current] == ["THB"]
    assert all(choice.label for choice in choices)
    assert len({choice.code for choice in choices}) == len(choices)
