"""The page at /<language>/search/: everything in its address, without JavaScript."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from catalog.search import services
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stock(shelf: Shelf) -> None:
    shelf.put(1, {"th": "ทุเรียนหมอนทอง", "en": "Monthong durian"}, facets={"country": ["TH"]})
    shelf.put(2, {"zh-hans": "榴莲 <b>"}, facets={"country": ["MY"]})
    shelf.put(3, "Blue widget", facets={"country": ["MY"]})
    services.rebuild()


def page(client: Client, query: str, language: str = "en") -> BeautifulSoup:
    response = client.get(f"/{language}/search/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def hits(soup: BeautifulSoup) -> list[str]:
    return [str(hit["data-hit"]) for hit in soup.select("[data-hit]")]


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def test_hits_stand_in_order_with_title_original_and_reason(client: Client) -> None:
    soup = page(client, "?q=durian")
    assert hits(soup) == ["thing:1", "thing:2"]
    first, second = soup.select("[data-hit]")
    assert one(first, "h3 a").text == "Monthong durian"
    assert one(first, ".original")["lang"] == "th"
    assert one(second, "h3 a")["lang"] == "zh-Hans"
    assert one(second, "h3 a mark").text == "榴莲"
    assert "= durian" in one(second, ".why").text
    assert one(soup, "h1").text == "2 results for “durian”"
    assert soup.select("[data-recovery]") == []


def test_titles_are_escaped_once(client: Client) -> None:
    assert "榴莲 <b>" in one(page(client, "?q=durian"), "[data-hit='thing:2'] h3").text


def test_the_box_keeps_what_was_typed(client: Client) -> None:
    soup = page(client, "?q=%22durian%22+%3Cscript%3E")
    assert one(soup, "input[name=q]")["value"] == '"durian" <script>'
    assert soup.find("script", string=True) is None


def test_a_heading_has_the_beginning_of_a_long_text_and_the_box_all_that_was_searched_for(
    client: Client,
) -> None:
    soup = page(client, "?q=" + "durian+" * 1400)
    assert len(one(soup, "h1").text) < 150
    assert one(soup, "h1").text.endswith("…”")
    assert len(str(one(soup, "input[name=q]")["value"])) > 900


def test_names_in_other_languages_were_searched_and_that_can_be_undone(client: Client) -> None:
    soup = page(client, "?q=durian")
    names = {str(span["lang"]): span.text for span in soup.select(".same-as span[lang]")}
    assert names["zh-Hans"] == "榴莲"
    assert names["th"] == "ทุเรียน"
    undone = page(client, urlsplit(str(one(soup, ".same-as a")["href"])).query.join(["?", ""]))
    assert hits(undone) == ["thing:1"]
    assert one(undone, ".same-as a").text == "Search in all languages"


def test_facets_are_a_form_and_chosen_ones_can_be_removed(client: Client) -> None:
    soup = page(client, "?q=durian")
    labels = [label.get_text(" ", strip=True) for label in soup.select(".facets label")]
    assert labels == ["in MY 1", "in TH 1"]
    narrowed = page(client, "?q=durian&country=MY")
    assert hits(narrowed) == ["thing:2"]
    assert narrowed.select_one(".facets input[value=MY][checked]")
    assert one(narrowed, ".facets input[name=q]")["value"] == "durian"
    chip = one(narrowed, "a.chip.on")
    assert parse_qs(urlsplit(str(chip["href"])).query) == {"q": ["durian"]}


def test_tabs_count_kinds(client: Client) -> None:
    tabs = [
        tab.get_text(" ", strip=True) for tab in page(client, "?q=durian").select("nav.tabs")[0].select("a")
    ]
    assert tabs == ["Everything 2", "Things 2"]


def test_without_words_everything_is_shown(client: Client) -> None:
    soup = page(client, "")
    assert len(hits(soup)) == 3
    assert one(soup, "h1").text == "3 entries"


def test_no_match_offers_what_to_search_instead_outside_hits(client: Client) -> None:
    soup = page(client, "?q=durian+telescope")
    assert hits(soup) == []
    assert one(soup, "h1").text == "Nothing matches “durian telescope”"
    offer = one(soup, "[data-recovery=fewer-words] .recover a")
    assert hits(page(client, f"?{urlsplit(str(offer['href'])).query}")) == ["thing:1", "thing:2"]


def test_nonsense_offers_what_is_looked_at(client: Client) -> None:
    soup = page(client, "?q=qwertyuiop")
    assert hits(soup) == []
    assert soup.select("[data-recovery=popular] .elsewhere a")


def test_a_corrected_word_is_named(client: Client) -> None:
    soup = page(client, "?q=widgat")
    assert hits(soup) == ["thing:3"]
    assert "these match “widget”" in one(soup, "main").text


def test_pages_are_linked_with_the_whole_query(client: Client, shelf: Shelf) -> None:
    for record in range(100, 160):
        shelf.put(record, "Gizmo", facets={"country": ["LA"]})
    services.rebuild()
    soup = page(client, "?q=gizmo&country=LA&page=2")
    assert len(hits(soup)) == 24
    last = one(soup, "nav.pager a[rel=next]")
    assert parse_qs(urlsplit(str(last["href"])).query) == {"q": ["gizmo"], "country": ["LA"], "page": ["3"]}
    assert len(hits(page(client, "?q=gizmo&page=999999999"))) == 12


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "x" * 10_000,
        "?q=" + "%E0%B8%97" * 3000,
        "?q=%ED%A0%80",
        "?q=%00%01%1b",
        "?q=title:durian+AND+*",
        "?q=durian&page=0",
        "?q=durian&page=-1",
        "?q=durian&page=1000000000",
        "?q=durian&page=" + "9" * 5000,
        "?q=durian&page=%E0%B9%91",
        "?q=durian&sort=nonsense",
        "?q=durian&country=%00&country=" + "y" * 500,
        "?q=durian&nosuchfacet=1",
        "?q=durian&kind=nosuchkind",
        "?" + "&".join(f"country={number}" for number in range(500)),
        "?q=durian&price_from=abc&price_to=%00&currency=%F0%9F%92%B0",
        "?q=durian&price_to=" + "9" * 500,
        "?q=durian&price_from=9&price_to=1&currency=CNY&per=nosuchunit",
        "?q=durian&moq=-1&lead=1e9&sort=cheapest",
        "?q=durian&sort=dearest&page=99999",
        "?q=durian&read=xx&view=%22%3E",
        "?q=%2A&q=%3F&kind=%2A",
        "?q=%22%22%27%60%5C&sort=cheapest",
        "?q=%EF%BD%84%EF%BD%95%EF%BD%92%EF%BD%89%EF%BD%81%EF%BD%8E",
        "?q=%E2%80%8F%E2%80%AB%E2%81%A7durian%E2%80%8B",
        "?q=durian&no.such=%ED%A0%80&category=%ED%B0%80",
        "?q=%F0%9F%A5%AD",
        "?q=%E2%80%AEdurian",
    ],
)
def test_no_address_is_an_error(client: Client, query: str) -> None:
    assert one(page(client, query), "h1").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?q=durian&kind=dragon", "left out: dragon"),
        ("?q=durian&sort=upwards&price_to=cheap", "left out: cheap, upwards"),
        ("?q=durian&page=two", "left out: two"),
        ("?q=durian&page=7", "There is no such page. The last one is 1; you see it here."),
    ],
)
def test_what_was_not_used_of_an_address_is_told_beside_the_hits(
    client: Client, query: str, told: str
) -> None:
    soup = page(client, query)
    assert hits(soup) == ["thing:1", "thing:2"]
    assert told in one(soup, ".notice").text


def test_nothing_is_told_of_an_address_that_was_used(client: Client) -> None:
    assert not page(client, "?q=durian&kind=thing&page=1&country=TH").select(".notice")


@pytest.mark.parametrize(
    ("query", "language", "read_as", "others"),
    [
        ("?q=durian", "en", "English", ["Vietnamese", "Indonesian", "Malay", "Filipino"]),
        ("?q=durian", "th", "อังกฤษ", ["ไทย", "เวียดนาม"]),
        ("?q=榴莲", "en", "Simplified Chinese", ["English"]),
        ("?q=ทุเรียน", "th", "ไทย", []),
        ("?q=sầu+riêng", "en", "Vietnamese", ["English", "Indonesian"]),
    ],
)
def test_the_language_of_a_query_is_shown_and_can_be_set_right(
    client: Client, query: str, language: str, read_as: str, others: list[str]
) -> None:
    line = one(page(client, query, language), ".read-as")
    assert read_as in one(line, ".quiet").text
    offered = [link.text for link in line.select("a")]
    assert offered[: len(others)] == others
    assert bool(offered) == bool(others)


def test_a_wrong_guess_is_one_click_to_undo(client: Client) -> None:
    guessed = page(client, "?q=durian&country=TH")
    (link,) = [found for found in guessed.select(".read-as a") if found.text == "Vietnamese"]
    other = page(client, f"?{urlsplit(str(link['href'])).query}")
    assert "Read as Vietnamese." in one(other, ".read-as").text
    assert one(other, ".facets input[name=read]")["value"] == "vi"
    back = one(other, ".read-as a")
    assert back.text == "English"
    assert parse_qs(urlsplit(str(back["href"])).query) == {"q": ["durian"], "country": ["TH"]}


@pytest.mark.parametrize("query", ["", "?q=0902.10", "?q=%F0%9F%A5%AD"])
def test_what_has_no_letters_is_in_no_language(client: Client, query: str) -> None:
    assert not page(client, query).select(".read-as")


def test_no_order_by_price_is_offered_where_nothing_has_one(client: Client) -> None:
    orders = [tab.text for tab in page(client, "?q=durian").select("nav.tabs")[1].select("a")]
    assert orders == ["Best match", "Newest first"]


def test_without_an_index_the_page_says_what_is_happening(client: Client, shelf: Shelf) -> None:
    for path in services.engine().folder.root.glob("current"):  # type: ignore[attr-defined]
        path.unlink()
    soup = page(client, "?q=durian")
    assert "being made anew" in one(soup, "[data-recovery=rebuilding]").text
    assert one(soup, "h1").text == "Search"
    assert hits(soup) == []


def test_a_page_asks_each_kind_once(client: Client, shelf: Shelf) -> None:
    before = shelf.asked
    page(client, "?q=durian")
    assert shelf.asked == before


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post("/en/search/").status_code == 405


def test_a_page_that_is_shown_already_gets_the_answer_alone(client: Client) -> None:
    whole = client.get("/en/search/?q=durian")
    part = client.get("/en/search/?q=durian", headers={"HX-Request": "true", "HX-Target": "answer"})
    assert "HX-Target" in part["Vary"]
    assert "HX-Target" in whole["Vary"]
    soup = BeautifulSoup(part.content, "html.parser")
    assert soup.html is None
    assert soup.select_one(".masthead") is None
    assert hits(soup) == hits(BeautifulSoup(whole.content, "html.parser"))
    assert one(soup, "title").text == one(BeautifulSoup(whole.content, "html.parser"), "title").text
    assert len(part.content) < len(whole.content) / 2


def test_another_target_gets_the_whole_page(client: Client) -> None:
    response = client.get("/en/search/?q=durian", headers={"HX-Request": "true", "HX-Target": "other"})
    assert one(BeautifulSoup(response.content, "html.parser"), "#answer [data-hit]")
