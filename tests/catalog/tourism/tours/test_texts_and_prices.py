"""The texts of a tour by their places, and what is wrong with its ages, prices and way: plain values."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from catalog.tourism.price_checks import DEAREST, gaps_between, price_problems
from catalog.tourism.tour_document import BandDocument, SeasonDocument
from catalog.tourism.tour_texts import texts_of, with_origins, with_text
from catalog.tourism.way import Step, gaps
from catalog.translation.texts import digest
from tests.catalog.tourism.tour_documents import HA_LONG, told

PICTURED = told(pictures=(7, 9), alt={"7": {"en": "The bay.", "th": "อ่าว"}, "8": {"en": "Gone."}})


def test_every_text_stands_at_its_place_in_the_order_of_the_page() -> None:
    found = texts_of(PICTURED)
    assert list(found) == [
        *("title", "summary", "included", "excluded", "meeting"),
        *("day.1.title", "day.1.text", "day.2.title", "day.2.text"),
        *("picture.7", "picture.9"),
    ]
    assert found["day.2.text"] == found["picture.9"] == {}
    assert found["picture.7"]["th"] == "อ่าว"


@pytest.mark.parametrize("place", list(texts_of(PICTURED)))
def test_one_text_is_changed_in_one_language_and_nothing_else(place: str) -> None:
    after = with_text(PICTURED, place, "lo", "ຂໍ້ຄວາມ")
    before = texts_of(PICTURED)
    assert texts_of(after) == {**before, place: {**before[place], "lo": "ຂໍ້ຄວາມ"}}
    # Taken away again, it is as it was; of a picture it is said, for it would go on saying it itself.
    again = with_text(after, place, "lo", "")
    said = {"lo": ""} if place.startswith("picture.") else {}
    assert texts_of(again) == {**before, place: {**before[place], **said}}
    assert replace(again, alt={}, days=()) == replace(PICTURED, alt={}, days=())
    assert [day.places for day in again.days] == [day.places for day in PICTURED.days]


def test_a_language_that_is_not_there_is_taken_away_without_a_word() -> None:
    assert with_text(HA_LONG, "title", "km", "") == HA_LONG


@pytest.mark.parametrize("place", ["day.0.title", "day.3.title", "day.1.places", "picture.8", "mode", ""])
def test_a_place_without_texts_is_refused(place: str) -> None:
    with pytest.raises(KeyError):
        with_text(PICTURED, place, "en", "x")


def test_only_translations_that_stay_remember_what_they_were_made_from() -> None:
    day = replace(HA_LONG.days[0], title={"en": "Sea", "th": "ทะเล", "vi": "Biển", "lo": ""})
    before = told(days=(day, HA_LONG.days[1]), pictures=(7,), alt={"7": {"en": "Bay.", "ms": "Teluk."}})
    title = {"en": "Lake", "th": "ทะเล", "vi": "Hồ", "lo": ""}
    after = replace(
        before,
        days=(replace(day, title=title), HA_LONG.days[1]),
        alt={"7": {"en": "Pond.", "ms": "Teluk."}},
        title={"en": "Elsewhere", "zh-hans": "南宁到下龙"},
    )
    said = with_origins(before, after)
    # A field with columns of its own keeps its origin beside them, not here.
    assert said.made_from == {"day.1.title": {"th": digest("Sea")}, "picture.7": {"ms": digest("Bay.")}}
    # Changed once more, a translation still stands for the words it was made from, not for those between.
    between = replace(said, days=(replace(day, title={**title, "en": "Pond"}), HA_LONG.days[1]))
    assert with_origins(said, between).made_from["day.1.title"]["th"] == digest("Sea")
    assert with_origins(before, before) == before


def season(first: date, last: date) -> SeasonDocument:
    return SeasonDocument(from_day=first, until_day=last, prices=HA_LONG.seasons[0].prices)


@pytest.mark.parametrize(
    ("seasons", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [(date(2027, 1, 1), date(2027, 2, 28)), (date(2027, 3, 1), date(2027, 4, 1))], [], id="a"
        ),
        pytest.param(
            [(date(2028, 1, 1), date(2028, 2, 28)), (date(2028, 3, 1), date(2028, 4, 1))],
            [(date(2028, 2, 29), date(2028, 2, 29))],
            id="the same days of a leap year leave its day out",
        ),
        pytest.param(
            [(date(2027, 6, 1), date(2027, 6, 30)), (date(2027, 1, 1), date(2027, 5, 1))],
            [(date(2027, 5, 2), date(2027, 5, 31))],
            id="out of order",
        ),
        pytest.param(
            [
                (date(2027, 1, 1), date(2027, 12, 31)),
                (date(2027, 3, 1), date(2027, 3, 9)),
                (date(2028, 1, 2), date(2028, 1, 3)),
            ],
            [(date(2028, 1, 1), date(2028, 1, 1))],
            id="one within another closes no gap and opens none",
        ),
        pytest.param([(date.min, date(2027, 1, 1)), (date(2027, 1, 2), date.max)], [], id="all of time"),
    ],
)
def test_days_without_a_price_are_found_between_seasons(
    seasons: list[tuple[date, date]], found: list[tuple[date, date]]
) -> None:
    assert gaps_between([season(*one) for one in seasons]) == found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "There is no price for February 29, 2028."),
        ("zh-hans", "2028年2月29日"),
        ("th", "29 กุมภาพันธ์ ค.ศ. 2028"),
        ("vi", "29 tháng 2, 2028"),
        ("my", "2028 ဖေဖော်ဝါရီ 29"),
    ],
)
def test_a_leap_day_without_a_price_is_named_in_the_readers_words(language: str, said: str) -> None:
    seasons = (season(date(2028, 1, 1), date(2028, 2, 28)), season(date(2028, 3, 1), date(2028, 4, 1)))
    with translation.override(language):
        ((field, message),) = price_problems(told(seasons=seasons))
    assert field == "seasons"
    assert said in message


@pytest.mark.parametrize(
    ("bands", "overlaps"),
    [
        pytest.param([("adult", 0, None)], 0, id="everybody"),
        pytest.param([("adult", 18, None), ("child", 2, 17)], 0, id="one after another"),
        pytest.param([("adult", 17, None), ("child", 2, 17)], 1, id="on one birthday"),
        pytest.param([("adult", 12, None), ("senior", 60, None)], 1, id="two without an end"),
        pytest.param([("adult", 12, 59), ("senior", 60, None)], 0, id="an end before the next"),
        pytest.param([("adult", 0, None), ("youth", 12, 17), ("child", 2, 11)], 1, id="one over all others"),
        pytest.param([("adult", 120, 120), ("youth", 0, 119)], 0, id="the oldest there are"),
    ],
)
def test_ages_cross_or_do_not(bands: list[tuple[str, int, int | None]], overlaps: int) -> None:
    taken = tuple(BandDocument(key=key, age_from=first, age_to=last) for key, first, last in bands)
    prices = {band.key: 100 for band in taken}
    seasons = tuple(replace(one, prices=prices) for one in HA_LONG.seasons)
    messages = [message for _field, message in price_problems(told(bands=taken, seasons=seasons))]
    assert len(messages) == overlaps, messages
    assert all("overlap" in message for message in messages)


def test_the_dearest_price_is_one_and_a_coin_more_is_not() -> None:
    for minor, problems in ((DEAREST, 0), (DEAREST + 1, 1), (0, 0), (-1, 1)):
        prices = {**HA_LONG.seasons[0].prices, "adult": minor}
        dear = replace(HA_LONG.seasons[0], prices=prices)
        assert len(list(price_problems(told(seasons=(dear,))))) == problems, minor


def test_a_way_by_two_zones_and_a_port_between_is_followed_country_by_country() -> None:
    nanning, hanoi, vientiane = Step("n", "CN", 1), Step("h", "VN", 2), Step("v", "LA", 3)
    zone = Step("z", "CN", 1, crossing=True, other="VN", zone=True)
    port, lao = Step("p", "VN", 2, crossing=True), Step("l", "LA", 3, crossing=True, other="VN")
    assert gaps([nanning, zone, zone, hanoi, lao, vientiane]) == []
    # Over the same border post twice one is back where one was; a third time one is across.
    assert [gap.step.slug for gap in gaps([hanoi, lao, lao, vientiane])] == ["v"]
    assert gaps([hanoi, lao, lao, lao, vientiane]) == []
    assert gaps([hanoi, port, nanning, zone, hanoi]) == []
    assert gaps([]) == []
