"""What is suggested while somebody types: in their language, by kind, and only what there is now."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from catalog.glossary.analyzer import normalize
from catalog.seams.preferences import Preferences
from catalog.seams.registry import Registry
from catalog.search import services, suggesting
from catalog.search.contributors import NAMINGS, Named, Naming
from catalog.search.documents import SearchDocument
from catalog.search.plan import Clause, Group, Plan
from tests.catalog.search.shelf import Shelf
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

Texts = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


@pytest.fixture
def titles_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.search.suggesting.NAMINGS", Registry("kind of name"))


def offered(typed: str, language: str = "en") -> Texts:
    return [(offer.language, offer.text) for offer in suggesting.offers(typed, Preferences(language))]


@pytest.fixture
def stock(shelf: Shelf) -> Shelf:
    shelf.put(1, {"th": "ทุเรียนหมอนทอง", "en": "Monthong durian", "vi": "Sầu riêng Monthong"})
    shelf.put(2, {"vi": "Sầu riêng Ri6"})
    shelf.put(3, {"vi": "Dứa tươi", "en": "Fresh pineapple"})
    shelf.put(4, {"vi": "Dừa xiêm"})
    shelf.put(5, {"my": "သရက်သီးခြောက်"})
    shelf.put(6, {"zh-hans": "百色芒果干"})
    services.rebuild()
    return shelf


@pytest.mark.usefixtures("stock", "titles_only")
@pytest.mark.parametrize(
    ("typed", "page", "wanted"),
    [
        ("mon", "en", [("en", "Monthong durian")]),
        ("Mon", "vi", [("vi", "Sầu riêng Monthong")]),
        ("ทุเ", "en", [("th", "ทุเรียนหมอนทอง")]),
        ("ทุเรียนหม", "th", [("th", "ทุเรียนหมอนทอง")]),
        ("สด", "th", []),
        ("芒果", "zh-hans", [("zh-hans", "百色芒果干")]),
        ("芒", "my", [("zh-hans", "百色芒果干")]),
        ("သရ", "my", [("my", "သရက်သီးခြောက်")]),
        ("sau ri", "en", [("vi", "Sầu riêng Monthong"), ("vi", "Sầu riêng Ri6")]),
        ("ＲＩ６", "vi", [("vi", "Sầu riêng Ri6")]),
        ("dua", "vi", [("vi", "Dứa tươi"), ("vi", "Dừa xiêm")]),
        ("dừa", "vi", [("vi", "Dừa xiêm")]),
        ("pine", "en", [("en", "Fresh pineapple")]),
    ],
)
def test_titles_are_suggested_in_the_language_they_are_typed_in(typed: str, page: str, wanted: Texts) -> None:
    assert offered(typed, page) == wanted


@pytest.mark.usefixtures("titles_only")
def test_a_record_is_suggested_once_by_its_title_in_the_likeliest_language(shelf: Shelf) -> None:
    shelf.put(1, {"en": "Mango", "vi": "Mango sấy", "id": "Mango kering"})
    services.rebuild()
    assert offered("mango", "en") == [("en", "Mango")]
    assert offered("mango", "id") == [("id", "Mango kering")]
    assert offered("mango", "km") == [("en", "Mango")]


@pytest.mark.usefixtures("titles_only")
def test_a_withdrawn_record_is_not_suggested_while_the_index_still_has_it(stock: Shelf) -> None:
    assert offered("mon") == [("en", "Monthong durian")]
    stock.withdrawn.add(1)
    assert offered("mon") == []


@pytest.mark.usefixtures("titles_only")
def test_there_are_never_more_than_asked_for(shelf: Shelf) -> None:
    for record in range(30):
        shelf.put(record, {"en": f"Box {record}", "vi": f"Box số {record}"})
    services.rebuild()
    assert len(offered("box")) == suggesting.LIMIT
    assert len(suggesting.offers("box", Preferences("en"), limit=3)) == 3


def test_names_of_things_lead_to_their_search(stock: Shelf) -> None:
    first = suggesting.offers("sau ri", Preferences("en"))[0]
    assert (first.text, first.language, first.kind) == ("sầu riêng", "vi", "Search term")
    assert first.url == "/en/search/?q=s%E1%BA%A7u+ri%C3%AAng"


def test_a_name_that_finds_nothing_is_not_suggested(stock: Shelf) -> None:
    assert ("en", "durian") in offered("dur")
    stock.withdrawn.update({1, 2})
    services.rebuild()
    assert offered("dur") == []


def test_letters_that_are_never_shown_lead_to_the_name_that_is(stock: Shelf) -> None:
    assert offered("liulian", "zh-hans") == [("zh-hans", "榴莲")]


def test_names_leave_room_for_titles_and_no_text_stands_twice(shelf: Shelf) -> None:
    for record, title in enumerate(["durian", "Durian paste", "Durian chips", "Durian seeds"]):
        shelf.put(record, title)
    services.rebuild()
    texts = [text.lower() for _, text in offered("duri")]
    assert texts.count("durian") == 1
    assert {"durian paste", "durian chips", "durian seeds"} <= set(texts)


def test_upper_rooms_add_names_of_their_own(stock: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    pineapple = Plan((Group("", ((Clause("concept", ("pineapple",), 1),),)),), 1)
    asked: list[tuple[str, list[str]]] = []

    def starting(typed: str, languages: object) -> list[Named]:
        asked.append((typed, list(languages)[:2]))  # type: ignore[call-overload]
        nothing = Named("Empty hall", "en", "/en/hall/0/", Plan(nothing=True))
        return [nothing, Named("Fruit hall", "en", "/en/hall/1/", pineapple)]

    halls = Registry[Naming]("kind of name")
    halls.register(Naming("hall", "Hall", starting))
    monkeypatch.setattr(suggesting, "NAMINGS", halls)
    assert [(one.text, one.kind, one.url) for one in suggesting.offers("Hall", Preferences("th"))] == [
        ("Fruit hall", "Hall", "/en/hall/1/")
    ]
    assert asked == [("hall", ["en", "th"])]


def test_categories_and_names_of_things_are_known() -> None:
    assert [naming.name for naming in NAMINGS] == ["concept", "category"]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\u200b", "\x1f", "a\x1fb", "\ud800", "(", ".*", "\\", "*", "x" * 10_000, "👍", "\u202e"],
)
def test_nothing_that_can_be_typed_is_an_error(stock: Shelf, typed: str) -> None:
    assert offered(typed) == []


def test_what_is_typed_is_no_separator(shelf: Shelf) -> None:
    shelf.put(1, "box\x1fjar")
    services.rebuild()
    assert normalize("box\x1fjar").text == "box jar"
    assert offered("box") == [("en", "box jar")]


def test_suggestions_are_a_fragment_with_kinds_and_what_is_said_of_them(client: Client, stock: Shelf) -> None:
    response = client.get("/th/search/suggest/", {"q": "mon"})
    page = page_of(response)
    assert page.html is None
    first = the(page, "[role=listbox] > [role=option]")
    assert (first["data-url"], words(the(first, "small"))) == ("/thing/1/", "Things")
    assert the(first, "span")["lang"] == "en"
    assert "1" in str(the(page, "[role=listbox]")["data-said"])
    assert "no-store" in response["Cache-Control"]
    assert len(response.content) < 1000


def test_titles_are_escaped(client: Client, shelf: Shelf) -> None:
    shelf.put(1, '<script>"box" & box</script>')
    services.rebuild()
    response = client.get("/en/search/suggest/", {"q": "box"})
    assert b"<script" not in response.content
    assert the(page_of(response), "[role=option] span").text == '<script>"box" & box</script>'


@pytest.mark.parametrize("query", ["", "?q=", "?q=zzzz", "?q=%ED%A0%80%00", "?q=" + "x" * 5000, "?other=1"])
def test_a_box_with_nothing_to_suggest_is_told_so(client: Client, stock: Shelf, query: str) -> None:
    page = page_of(client.get(f"/en/search/suggest/{query}"))
    assert page.select("[role=option]") == []
    assert the(page, "[role=listbox]")["data-said"] == "No suggestions"


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post("/en/search/suggest/").status_code == 405


def test_a_suggestion_asks_the_database_once_for_each_kind(
    shelf: Shelf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    """No more for many records than for one; the shelf itself asks none."""
    documents: list[SearchDocument] = [shelf.put(record, f"Box {record}") for record in range(200)]
    services.rebuild()
    offered("box")
    with django_assert_max_num_queries(0):  # type: ignore[attr-defined]
        assert len(offered("box")) == 8
    assert len(documents) == 200
