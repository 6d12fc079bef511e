"""Blocks as their templates get them: what is there is shown, what is gone or half written leaves nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from catalog.files.manifest import Manifest, Size
from catalog.products import presenting
from catalog.seams.preferences import Preferences
from portal.pages.selectors import blocks
from portal.pages.selectors.blocks import KINDS, Reading, read_blocks
from portal.pages.selectors.pieces import File, Found, Shown, show_date, sources
from portal.pages.tree import Named

CODES = [code for code, _ in settings.LANGUAGES]
SIZES = (Size(400, 300, "/media/leaf.webp", 9_000),)
LEAF = Shown(Manifest(SIZES, SIZES, 400, 300, 9_000), {"en": "A leaf", "zh-hans": "叶"}, {"zh-hans": "本站"})
FOUND = Found(
    pictures={1: LEAF},
    documents={
        5: File("Form", "/media/form.pdf", "PDF", 12),
        6: File("Hills", "/media/hills.mp4", "MP4", 900),
    },
    pages={7: Named("Tea", "en", "/stories/tea/")},
)
SOURCE = {"title": "Yearbook", "address": "https://x.example/", "checked_on": "2026-11-25"}


def reading(language: str = "th", content: str = "en", **more: Any) -> Reading:
    reader = presenting.reader_of(Preferences(language=language, **more))
    return Reading(reader, content, FOUND)


def shown(kind: str, value: Any, at: Reading | None = None) -> Any:
    return KINDS[kind](value, at or reading())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", ""),
        ("lead", ""),
        ("picture", {"picture": None}),
        ("picture", {"picture": 99}),
        ("picture", {}),
        ("gallery", {"heading": "Hills", "pictures": []}),
        ("gallery", {"heading": "Hills", "pictures": [{"picture": 99}]}),
        ("documents", {"heading": "Forms", "documents": []}),
        ("documents", {"heading": "Forms", "documents": [{"document": 99, "title": "Gone"}]}),
        ("video", {"title": "Hills"}),
        ("video", {"title": "Hills", "film": 99, "address": ""}),
        ("call", {"heading": "Look", "button": "See", "target": {"page": 99, "address": ""}}),
        ("call", {"heading": "Look", "button": "See"}),
        ("chart", {}),
        ("chart", {"table": {"columns": [], "rows": []}}),
    ],
)
def test_what_is_gone_or_empty_is_not_shown(kind: str, value: Any) -> None:
    assert shown(kind, value) is None


def chart(rows: list[list[Any]], headings: list[str]) -> dict[str, Any]:
    columns = [{"type": "number", "heading": one} for one in headings]
    return {
        "title": "Stands",
        "description": "More",
        "unit": "kg",
        "table": {"columns": columns, "rows": [{"values": row} for row in rows]},
        "source": SOURCE,
    }


@pytest.mark.parametrize("hole", [None, "", "many", "NaN", "Infinity", "-Infinity"])
def test_a_chart_with_a_hole_waits_until_it_is_whole(hole: Any) -> None:
    assert shown("chart", chart([["2023", "1"], ["2024", hole]], ["Year", "Stands"])) is None


def test_a_draft_with_more_series_than_can_be_drawn_is_not_drawn() -> None:
    rows: list[list[Any]] = [[year, *"12345"] for year in ("2023", "2024")]
    assert shown("chart", chart(rows, ["Year", *"abcde"])) is None
    assert shown("chart", chart([row[:5] for row in rows], ["Year", *"abcd"]))


def test_a_chart_gives_the_same_numbers_to_picture_and_table() -> None:
    rows: list[list[Any]] = [["2023", "1200", 3], ["2024", "3300.5", "0"]]
    found = shown("chart", chart(rows, ["Year", "Tons", "Stands"]))
    drawn = found["chart"]
    assert drawn.names == ["2023", "2024"]
    assert [series.name for series in drawn.series] == ["Tons", "Stands"]
    assert [list(series.numbers) for series in drawn.series] == [
        [Decimal(1200), Decimal("3300.5")],
        [Decimal(3), Decimal(0)],
    ]
    assert found["columns"] == [
        {"label": "Year", "figure": False},
        {"label": "Tons", "figure": True},
        {"label": "Stands", "figure": True},
    ]
    assert [[cell["text"] for cell in row] for row in found["rows"]] == [
        ["2023", "1,200", "3"],
        ["2024", "3,300.5", "0"],
    ]
    assert [cell.get("label") for cell in found["rows"][0]] == [None, "Tons", "Stands"]


def test_a_row_without_a_name_is_drawn_without_one() -> None:
    assert shown("chart", chart([[None, "1"], ["2024", "2"]], ["Year", "Tons"]))["chart"].names == [
        "",
        "2024",
    ]


@pytest.mark.parametrize(("content", "digits"), [("en", "3,300.5"), ("vi", "3.300,5"), ("id", "3.300,5")])
def test_the_table_counts_in_the_language_of_the_page(content: str, digits: str) -> None:
    at = reading(content=content)
    found = shown("chart", chart([["2023", "1"], ["2024", "3300.5"]], ["Year", "Tons"]), at)
    assert found["rows"][1][1]["text"] == digits


def test_a_picture_comes_with_its_words_and_its_credit() -> None:
    found = shown("picture", {"picture": 1, "caption": "Spring"})
    assert (found["picture"], found["alt"], found["caption"]) == (LEAF.manifest, LEAF.alt, "Spring")
    assert shown("picture", {"picture": 1})["caption"] == ""


@pytest.mark.parametrize(("content", "credit"), [("zh-hans", "本站"), ("en", "本站"), ("my", "本站")])
def test_a_credit_is_shown_in_whichever_language_it_was_written(content: str, credit: str) -> None:
    assert shown("picture", {"picture": 1}, reading(content=content))["credit"] == credit


def test_a_picture_without_credit_has_none() -> None:
    plain = Found(pictures={1: replace(LEAF, credit={})}, documents={}, pages={})
    assert shown("picture", {"picture": 1}, replace(reading(), found=plain))["credit"] == ""


def test_a_gallery_leaves_out_what_is_gone() -> None:
    items = [{"type": "item", "value": {"picture": pk, "caption": str(pk)}} for pk in (1, 99, 1)]
    assert [one["caption"] for one in shown("gallery", {"pictures": items})["pictures"]] == ["1", "1"]


@pytest.mark.parametrize(("given", "title"), [("", "Form"), (None, "Form"), ("How to apply", "How to apply")])
def test_a_file_is_called_as_the_editor_says_or_as_it_is(given: Any, title: str) -> None:
    (file,) = shown("documents", {"documents": [{"document": 5, "title": given}]})["files"]
    assert file == {"title": title, "url": "/media/form.pdf", "kind": "PDF", "kilobytes": 12}


def test_a_film_elsewhere_names_its_host() -> None:
    found = shown("video", {"title": "Hills", "address": "https://films.example:444/watch?v=1", "minutes": 3})
    assert (found["provider"], found["film"], found["length"]) == ("films.example", None, "3 min")


@pytest.mark.parametrize("minutes", [None, 0])
def test_a_film_of_unknown_length_says_nothing_of_it(minutes: Any) -> None:
    assert shown("video", {"film": 6, "minutes": minutes})["length"] == ""


@pytest.mark.parametrize(
    ("film", "low_data", "poster"),
    [(6, False, True), (6, True, False), (None, True, True), (None, False, True)],
)
def test_a_poster_that_would_be_fetched_at_once_is_left_out_for_those_who_save_data(
    film: int | None, low_data: bool, poster: bool
) -> None:
    value = {"title": "Hills", "film": film, "address": "" if film else "https://films.example/", "poster": 1}
    found = shown("video", value, reading(low_data=low_data))
    assert (found["poster"] is not None) is poster


@pytest.mark.parametrize("language", CODES)
def test_a_button_leads_into_the_readers_language(language: str) -> None:
    call = {"heading": "Look", "text": "", "button": "See", "target": {"page": 7}}
    assert shown("call", call, reading(language))["url"] == f"/{language}/stories/tea/"


def test_a_quotation_has_all_three_of_its_parts() -> None:
    assert shown("quote", {"text": "Slowly", "who": "Wei"}) == {"text": "Slowly", "who": "Wei", "role": ""}


def test_figures_come_with_their_source_or_without() -> None:
    figures = [{"type": "item", "value": {"value": "1", "label": "a", "note": ""}}]
    found = shown("figures", {"figures": figures, "source": SOURCE})
    assert found["figures"] == [{"value": "1", "label": "a", "note": ""}]
    assert [one["url"] for one in found["sources"]] == ["https://x.example/"]
    assert shown("figures", {"figures": figures})["sources"] == []


@pytest.mark.django_db
def test_blocks_keep_their_order_and_have_ids_of_their_place() -> None:
    stored: list[dict[str, Any]] = [
        {"type": "lead", "value": "First"},
        {"type": "picture", "value": {"picture": 999_999}},
        {"type": "no-such-kind", "value": {}},
        {"type": "text", "value": "<p>Last</p>"},
    ]
    found = read_blocks(stored, reading().reader, "en")
    assert [(one["kind"], one["id"]) for one in found] == [("lead", "b0"), ("text", "b3")]
    assert [one["template"] for one in found] == ["pages/blocks/lead.html", "pages/blocks/text.html"]


@pytest.mark.parametrize(
    ("language", "content", "islands", "lang", "own"),
    [
        ("th", "th", False, "", ""),
        ("th", "th", True, "", ""),
        ("th", "zh-hans", True, "zh-Hans", ""),
        ("zh-hans", "th", False, "", "zh-Hans"),
    ],
)
def test_words_in_another_language_say_so_either_on_the_block_or_around_the_readers(
    language: str, content: str, islands: bool, lang: str, own: str
) -> None:
    stored = [{"type": "lead", "value": "First"}]
    (found,) = read_blocks(stored, reading(language).reader, content, islands=islands)
    assert (found["lang"], found["own_tag"], found["own_language"]) == (lang, own, language)


@pytest.mark.parametrize(
    ("own", "heading", "tag"),
    [("茶", "茶", "zh-Hans"), ("", "Worth reading", ""), (None, "Worth reading", "")],
)
def test_a_heading_is_the_editors_or_the_interfaces(own: Any, heading: str, tag: str) -> None:
    at = reading("th", "zh-hans")
    assert at.heading({"heading": own}, "Worth reading") == {"heading": heading, "heading_lang": tag}


def test_items_are_read_with_and_without_their_wrapping() -> None:
    assert blocks._items([{"type": "item", "value": {"a": 1}}, {"a": 2}]) == [{"a": 1}, {"a": 2}]
    assert blocks._items(None) == []


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "November 25, 2026"),
        ("zh-hans", "2026年11月25日"),
        ("vi", "25 tháng 11, 2026"),
        ("th", "25 พฤศจิกายน ค.ศ. 2026"),
        ("id", "25 November 2026"),
        ("ms", "25 November 2026"),
        ("fil", "Nobyembre 25, 2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, day: str) -> None:
    assert show_date("2026-11-25", language) == day
    assert show_date(date(2026, 11, 25), language) == day


@pytest.mark.parametrize("nothing", ["", None])
def test_no_day_is_no_text(nothing: Any) -> None:
    assert show_date(nothing, "en") == ""


def test_sources_without_a_title_are_left_out() -> None:
    with translation.override("th"):
        found = sources(
            [SOURCE, {}, {"title": ""}, {"title": "Undated", "address": "https://y.example/"}], "en"
        )
    assert found == [
        {"title": "Yearbook", "url": "https://x.example/", "checked": "November 25, 2026"},
        {"title": "Undated", "url": "https://y.example/", "checked": ""},
    ]
