"""Links in running text: found, led into the reader's language, and taken out where they lead nowhere."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from portal.pages.selectors.pieces import File, Found, Wanted, links_in, running_text, target_url
from portal.pages.tree import Named

CODES = [code for code, _ in settings.LANGUAGES]
FORM = File("Form", "/media/documents/form.pdf?a=1&b=2", "PDF", 12)
FOUND = Found(pictures={}, documents={5: FORM}, pages={7: Named("Tea", "en", "/stories/tea/")})


def hrefs(html: str, language: str = "th") -> list[str]:
    page = BeautifulSoup(running_text(html, FOUND, language), "html.parser")
    return [str(link["href"]) for link in page.select("a")]


@pytest.mark.parametrize("language", CODES)
def test_a_page_is_reached_in_the_readers_language(language: str) -> None:
    assert hrefs('<p><a linktype="page" id="7">Tea</a></p>', language) == [f"/{language}/stories/tea/"]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "written", ["/goods/tea/", "/zh-hans/goods/tea/", f"{settings.SITE_ADDRESS}/my/goods/tea/"]
)
def test_an_address_of_the_portal_is_reached_in_the_readers_language(language: str, written: str) -> None:
    assert hrefs(f'<a href="{written}">Tea</a>', language) == [f"/{language}/goods/tea/"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://elsewhere.example/?a=1&amp;b=2", "https://elsewhere.example/?a=1&b=2"),
        ("mailto:office@fair.example", "mailto:office@fair.example"),
        ("#sources-heading", "#sources-heading"),
        ("/media/documents/form.pdf", "/media/documents/form.pdf"),
        ("/th/goods/?a=1&amp;b=2", "/th/goods/?a=1&b=2"),
    ],
)
def test_other_addresses_are_printed_as_they_are(written: str, address: str) -> None:
    assert hrefs(f'<a href="{written}">x</a>') == [address]


def test_a_file_is_reached_under_its_address() -> None:
    assert hrefs('<a linktype="document" id="5">Form</a>') == [FORM.url]


@pytest.mark.parametrize(
    "link",
    [
        '<a linktype="page" id="8">{}</a>',
        '<a linktype="document" id="6">{}</a>',
        '<a linktype="page">{}</a>',
        '<a linktype="page" id="seven">{}</a>',
        "<a>{}</a>",
        '<a href="">{}</a>',
        '<a linktype="page" id="8" href="/th/">{}</a>',
    ],
)
def test_a_link_that_leads_nowhere_leaves_its_words(link: str) -> None:
    html = running_text(f"<p>See {link.format('<b>this</b> leaf')}.</p>", FOUND, "th")
    assert html == "<p>See <b>this</b> leaf.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>一片叶子</p>",
        "<h2>A</h2><ul><li>b</li></ul>",
        "<p><abbr>ASEAN</abbr></p>",
        "<p>a &lt; b &amp; c</p>",
    ],
)
def test_text_without_links_is_printed_as_it_is(html: str) -> None:
    assert running_text(html, FOUND, "th") == html


def test_several_links_are_told_apart() -> None:
    pages = '<a linktype="page" id="7">a</a><a linktype="page" id="8">b</a>'
    html = f'{pages}<a href="/gi/">c</a>\n<a\nhref="/goods/">d</a>'
    assert hrefs(html) == ["/th/stories/tea/", "/th/gi/", "/th/goods/"]


def test_a_link_over_two_lines_is_one_link() -> None:
    (link,) = links_in('<a linktype="page" id="7">Tea\nof Wuzhou</a>')
    assert (link.kind, link.id, link.words) == ("page", 7, "Tea\nof Wuzhou")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<a href="/x/"><b>Tea</b> leaves</a>', "Tea leaves"),
        ('<a href="/x/">Tea &amp; rice</a>', "Tea & rice"),
        ('<a href="/x/">a &lt;b&gt; c</a>', "a <b> c"),
        ('<a href="/x/"></a>', ""),
    ],
)
def test_the_words_of_a_link_are_words_not_markup(html: str, words: str) -> None:
    assert [link.words for link in links_in(html)] == [words]


def test_what_blocks_name_is_collected_at_every_depth() -> None:
    stored: list[dict[str, Any]] = [
        {"type": "picture", "value": {"picture": 1, "caption": "x"}},
        {"type": "gallery", "value": {"pictures": [{"type": "item", "value": {"picture": 2}}]}},
        {"type": "video", "value": {"film": 3, "poster": 4}},
        {"type": "documents", "value": {"documents": [{"document": 5}]}},
        {"type": "call", "value": {"target": {"page": 6, "address": ""}}},
        {"type": "articles", "value": {"section": 7, "count": 4}},
        {
            "type": "text",
            "value": '<p><a linktype="page" id="8">a</a><a linktype="document" id="9">b</a></p>',
        },
    ]
    wanted = Wanted().walk(stored)
    assert wanted.pictures == {1, 2, 4}
    assert wanted.documents == {3, 5, 9}
    assert wanted.pages == {6, 7, 8}


@pytest.mark.parametrize("value", [None, True, False, "7", 7.0, [], {}])
def test_what_is_no_number_is_no_id(value: Any) -> None:
    assert Wanted().walk([{"type": "picture", "value": {"picture": value}}]) == Wanted()


def test_numbers_that_are_no_ids_are_left_alone() -> None:
    assert Wanted().walk([{"type": "goods", "value": {"count": 8, "minutes": 3}}]) == Wanted()


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    ("target", "address"),
    [
        ({"page": 7, "address": ""}, "/{}/stories/tea/"),
        ({"page": None, "address": "/goods/"}, "/{}/goods/"),
        ({"page": None, "address": "/goods/?country=TH"}, "/{}/goods/?country=TH"),
        ({"page": None, "address": "/media/documents/form.pdf"}, "/media/documents/form.pdf"),
        ({"page": None, "address": "https://elsewhere.example/"}, "https://elsewhere.example/"),
        ({"page": 8, "address": ""}, ""),
        ({}, ""),
    ],
)
def test_a_chosen_target_leads_into_the_readers_language(
    language: str, target: dict[str, Any], address: str
) -> None:
    assert target_url(target, FOUND, language) == address.format(language)
