"""Entries of the register and facts of countries in the words of a reader, made up in memory."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from catalog.products.country_page import clock, country_values
from catalog.products.protection import STEPS
from catalog.products.register_page import (
    entry_values,
    list_values,
    page_values,
    source_values,
    step_values,
)
from catalog.products.selectors.countries import CityLine, CountryPage
from catalog.products.selectors.register import Indication, IndicationPage, SourceLine, Step
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import card, reader

GAZETTE = SourceLine("Gazette of names", "https://example.org/names", date(2026, 11, 20))
HEARSAY = SourceLine("Hearsay", "", None)
CODES = ["zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"]


def entry(**changes: Any) -> Indication:
    values: dict[str, Any] = {
        "id": 1,
        "slug": "liubao-tea",
        "name": LocalText("Liubao tea", "en"),
        "original": LocalText("六堡茶", "zh-hans", "source"),
        "country": "CN",
        "city": "Wuzhou",
        "hs6": "090240",
        "steps": (Step("gi", 2011, GAZETTE),),
        "source": GAZETTE,
    }
    return Indication(**{**values, **changes})


def country(**changes: Any) -> CountryPage:
    values: dict[str, Any] = {
        "code": "KH",
        "capital": "Phnom Penh",
        "currency": "KHR",
        "time_zones": ("Asia/Phnom_Penh",),
        "languages": ("km",),
        "asean_since": 1999,
        "member_source": "asean",
        "sources": dict.fromkeys(("iso-3166", "tz-database", "cldr", "asean"), GAZETTE),
        "goods": (),
        "goods_count": 0,
        "sellers": (),
        "sellers_count": 0,
        "indications": (),
        "cities": (),
    }
    return CountryPage(**{**values, **changes})


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "Nov 20, 2026"), ("vi", "20 thg 11, 2026"), ("zh-hans", "2026年11月20日"), ("id", "20 Nov 2026")],
)
def test_a_source_names_the_day_in_the_readers_way(language: str, day: str) -> None:
    with translation.override(language):
        assert day in source_values(GAZETTE, language)["checked"]


def test_titles_of_sources_are_english_and_say_so_elsewhere() -> None:
    assert source_values(GAZETTE, "en")["lang"] == ""
    assert {source_values(GAZETTE, code)["lang"] for code in CODES if code != "en"} == {"en"}


@pytest.mark.parametrize("code", CODES)
def test_what_nobody_checked_is_told_in_every_language(code: str) -> None:
    with translation.override(code):
        told = source_values(HEARSAY, code)
    assert (told["url"], told["title"]) == ("", "Hearsay")
    assert (told["checked"] == "not checked yet") is (code == "en")


@pytest.mark.parametrize(("year", "told"), [(2011, "2011"), (None, "")])
def test_a_step_without_its_year_states_none(year: int | None, told: str) -> None:
    assert step_values(Step("gi", year, GAZETTE), "en")["year"] == told


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_every_step_is_named_in_ten_languages(kind: str) -> None:
    names = set()
    for code in CODES:
        with translation.override(code):
            names.add(step_values(Step(kind, 2011, GAZETTE), code)["name"])
    assert kind not in names
    assert len(names) == len(CODES)


def test_an_entry_is_marked_where_it_is_not_in_the_readers_language() -> None:
    english, thai = entry_values(entry(), "en"), entry_values(entry(), "th")
    assert (english["lang"], thai["lang"]) == ("", "en")
    assert (english["original"], english["original_lang"]) == ("六堡茶", "zh-Hans")
    own = entry_values(entry(name=LocalText("六堡茶", "zh-hans"), original=None), "zh-hans")
    assert (own["lang"], own["original"], own["original_lang"]) == ("", "", "")


def test_entries_stand_under_their_countries_as_they_come() -> None:
    listed = [entry(), entry(id=2, slug="b"), entry(id=3, slug="c", country="KH")]
    told = list_values(listed, "en", with_page={"CN"})
    assert [(one["name"], len(one["entries"]), one["url"]) for one in told["countries"]] == [
        ("China", 2, "/en/country/cn/"),
        ("Cambodia", 1, ""),
    ]
    assert told["total"] == 3
    assert list_values([], "en", with_page=set())["countries"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "language", "told"),
    [
        (0, "en", "0 products"),
        (1, "en", "1 product"),
        (1200, "en", "1,200 products"),
        (1200, "id", "1.200"),
        (1200, "my", "1,200"),
    ],
)
def test_goods_of_a_kind_are_counted_in_words(count: int, language: str, told: str) -> None:
    with translation.override(language):
        page = IndicationPage(entry(), LocalText("", ""), goods=(card(),), goods_count=count)
        values = page_values(page, reader(language))
    assert told in values["goods_count"]
    assert len(values["goods"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("digits", "told"), [("090240", "0902.40"), ("", "")])
def test_a_heading_is_written_with_its_point(digits: str, told: str) -> None:
    page = IndicationPage(entry(hs6=digits), LocalText("", ""), goods=(), goods_count=0)
    assert page_values(page, reader())["hs6"] == told
    assert page_values(page, reader())["crumbs"][-1] == {"text": "Liubao tea", "lang": "", "url": ""}


@pytest.mark.parametrize(
    ("zone", "distance", "moment"),
    [
        ("Asia/Shanghai", "UTC+8", "2026-07-01T20:00+08:00"),
        ("Asia/Yangon", "UTC+6:30", "2026-07-01T18:30+06:30"),
        ("Asia/Kathmandu", "UTC+5:45", "2026-07-01T17:45+05:45"),
        ("America/St_Johns", "UTC-2:30", "2026-07-01T09:30-02:30"),
        ("UTC", "UTC+0", "2026-07-01T12:00+00:00"),
    ],
)
def test_a_clock_tells_its_distance_from_utc(zone: str, distance: str, moment: str) -> None:
    shown = clock(zone, "en", datetime(2026, 7, 1, 12, tzinfo=UTC))
    assert (shown["distance"], shown["moment"]) == (distance, moment)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"capital": ""}, "Capital"),
        ({"asean_since": None}, "Member of ASEAN since"),
        ({"languages": ()}, "Languages"),
        ({"time_zones": ()}, "Time zones"),
    ],
)
def test_a_fact_that_is_not_known_has_no_row(changes: dict[str, Any], gone: str) -> None:
    whole = [fact["label"] for fact in country_values(country(), reader())["facts"]]
    left = [fact["label"] for fact in country_values(country(**changes), reader())["facts"]]
    assert gone in whole
    assert left == [label for label in whole if label != gone]


@pytest.mark.django_db
def test_a_fact_without_a_source_is_not_stated() -> None:
    values = country_values(country(sources={"cldr": GAZETTE}), reader())
    assert [fact["label"] for fact in values["facts"]] == ["Languages"]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "own"), [("en", "កម្ពុជា"), ("th", "កម្ពុជា"), ("km", ""), ("my", "កម្ពុជា")])
def test_a_country_calls_itself_so(language: str, own: str) -> None:
    with translation.override(language):
        assert country_values(country(), reader(language))["own"]["text"] == own


@pytest.mark.django_db
def test_a_country_of_other_languages_only_calls_itself_nothing_here() -> None:
    assert country_values(country(languages=("pt", "tet")), reader())["own"] == {"text": "", "lang": ""}


@pytest.mark.django_db
def test_a_city_leads_to_its_goods_where_it_has_some() -> None:
    cities = (CityLine("kampot", "Kampot", 3), CityLine("phnom-penh", "Phnom Penh", 0))
    told = country_values(country(cities=cities), reader())["cities"]
    assert [(one["text"], one["count"], one["url"]) for one in told] == [
        ("Kampot", 3, "/en/goods/?city=kampot"),
        ("Phnom Penh", 0, ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_a_country_reads_whole_in_every_language(code: str) -> None:
    with translation.override(code):
        told = country_values(country(goods=(card(country="KH"),), goods_count=1), reader(code))
    assert len(told["facts"]) == 5
    assert all(fact["label"] and fact["value"] for fact in told["facts"])
    assert told["goods_url"] == f"/{code}/goods/?country=KH"
    assert told["sellers_url"] == f"/{code}/storefronts/?country=KH"
