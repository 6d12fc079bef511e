"""What a party pays: by season and band, whole minor units; gaps are named."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.tourism.pricing import age_on, band_fits, price_of, seats_of
from catalog.tourism.tour_document import BandDocument, SeasonDocument, TourDocument
from tests.catalog.tourism.conftest import TOUR_DOCUMENT

DAY = date(2027, 3, 1)
SPRING = SeasonDocument(
    from_day=date(2027, 3, 1),
    until_day=date(2027, 3, 31),
    prices={"adult": 12000, "child": 10000, "infant": 0},
)
SUMMER = SeasonDocument(
    from_day=date(2027, 6, 1), until_day=date(2027, 8, 31), prices={"adult": 15000, "infant": 0}
)


@pytest.fixture
def document() -> TourDocument:
    return replace(TOUR_DOCUMENT, seasons=(SPRING, SUMMER))


def test_a_party_pays_by_band_in_whole_minor_units(document: TourDocument) -> None:
    assert price_of(document=document, on=DAY, party={"adult": 2, "child": 1, "infant": 1}) == {
        "currency": "CNY",
        "lines": [
            {"band": "adult", "count": 2, "minor": 12000},
            {"band": "child", "count": 1, "minor": 10000},
            {"band": "infant", "count": 1, "minor": 0},
        ],
        "total": 34000,
    }


def test_a_currency_without_minor_units_stays_whole(document: TourDocument) -> None:
    dong = replace(document, currency="VND", seasons=(replace(SPRING, prices={"adult": 1_250_001}),))
    price = price_of(document=dong, on=DAY, party={"adult": 3, "child": 0})
    assert (price["total"], len(price["lines"])) == (3_750_003, 1)


@pytest.mark.parametrize("day", [date(2027, 3, 1), date(2027, 3, 31)])
def test_a_season_holds_on_its_first_and_last_day(document: TourDocument, day: date) -> None:
    assert price_of(document=document, on=day, party={"adult": 1})["total"] == 12000


def test_a_season_put_over_another_one_counts(document: TourDocument) -> None:
    feast = SeasonDocument(from_day=DAY, until_day=DAY, prices={"adult": 20000})
    over = replace(document, seasons=(SPRING, feast))
    assert price_of(document=over, on=DAY, party={"adult": 1})["total"] == 20000
    assert price_of(document=over, on=date(2027, 3, 2), party={"adult": 1})["total"] == 12000


@pytest.mark.parametrize(
    ("day", "seasons", "named"),
    [
        (date(2027, 4, 10), (SPRING, SUMMER), ("2027-04-10", "2027-03-31", "2027-06-01")),
        (date(2027, 9, 1), (SPRING, SUMMER), ("2027-09-01", "2027-08-31")),
        (date(2027, 2, 28), (SPRING, SUMMER), ("2027-02-28", "2027-03-01")),
        (DAY, (), ("2027-03-01",)),
    ],
    ids=["between", "after all", "before all", "no season"],
)
def test_a_gap_between_seasons_is_named(
    document: TourDocument, day: date, seasons: tuple[SeasonDocument, ...], named: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        price_of(document=replace(document, seasons=seasons), on=day, party={"adult": 1})
    (sentence,) = refused.value.message_dict["on"]
    assert all(one in sentence for one in named)


def test_a_band_without_a_price_in_its_season_is_named(document: TourDocument) -> None:
    with pytest.raises(ValidationError) as refused:
        price_of(document=document, on=date(2027, 7, 1), party={"adult": 1, "child": 1})
    (sentence,) = refused.value.message_dict["on"]
    assert all(one in sentence for one in ("Child", "2027-06-01", "2027-08-31"))


@pytest.mark.parametrize(
    ("party", "words"),
    [
        ({"senior": 1}, "Senior"),
        ({"adult": -1, "child": 2}, "below zero"),
        ({}, "how many"),
        ({"adult": 0}, "how many"),
        ({"infant": 1}, "how many"),
    ],
    ids=["no such band", "below zero", "nobody", "none", "an infant alone"],
)
def test_a_party_that_cannot_be_is_named(document: TourDocument, party: dict[str, int], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        price_of(document=document, on=DAY, party=party)
    assert words in refused.value.message_dict["party"][0]


def test_infants_on_a_lap_take_no_seat(document: TourDocument) -> None:
    assert seats_of(document=document, party={"adult": 2, "child": 1, "infant": 2}) == 3


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2015, 3, 1), DAY, 12),
        (date(2015, 3, 2), DAY, 11),
        (date(2024, 2, 29), date(2027, 2, 28), 2),
        (date(2024, 2, 29), date(2027, 3, 1), 3),
        (DAY, DAY, 0),
    ],
)
def test_an_age_is_counted_in_full_years_on_the_day(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


CHILD: dict[str, Any] = {"key": "child", "age_from": 2, "age_to": 11}


@pytest.mark.parametrize(
    ("band", "born", "fits"),
    [
        (CHILD, date(2015, 3, 2), True),  # eleven, for one day more
        (CHILD, date(2015, 3, 1), False),  # twelve on that day
        (CHILD, date(2025, 3, 1), True),  # two on that day
        (CHILD, date(2025, 3, 2), False),
        ({"key": "senior", "age_from": 60}, date(1920, 1, 1), True),
        ({"key": "senior", "age_from": 60}, date(1967, 3, 2), False),
    ],
)
def test_a_band_holds_both_of_its_ends_on_the_day_of_departure(
    band: dict[str, Any], born: date, fits: bool
) -> None:
    assert band_fits(BandDocument(**band), born=born, on=DAY) is fits


YEARS = (
    SeasonDocument(from_day=date(2027, 12, 20), until_day=date(2028, 2, 29), prices={"adult": 100}),
    SeasonDocument(from_day=date(2028, 3, 1), until_day=date(2028, 3, 1), prices={"adult": 200}),
    SeasonDocument(from_day=date(2028, 3, 2), until_day=date(2028, 12, 31), prices={"adult": 300}),
)


@pytest.mark.parametrize(
    ("day", "minor"),
    [
        (date(2027, 12, 20), 100),
        (date(2027, 12, 31), 100),
        (date(2028, 1, 1), 100),
        (date(2028, 2, 28), 100),
        (date(2028, 2, 29), 100),
        (date(2028, 3, 1), 200),
        (date(2028, 3, 2), 300),
        (date(2028, 12, 31), 300),
    ],
)
def test_seasons_meet_over_the_new_year_and_on_a_leap_day_without_a_gap(
    document: TourDocument, day: date, minor: int
) -> None:
    price = price_of(document=replace(document, seasons=YEARS), on=day, party={"adult": 3})
    assert (price["lines"][0]["minor"], price["total"]) == (minor, 3 * minor)


@pytest.mark.parametrize("day", [date(2027, 12, 19), date(2029, 1, 1)])
def test_a_day_beside_the_seasons_has_no_price(document: TourDocument, day: date) -> None:
    with pytest.raises(ValidationError):
        price_of(document=replace(document, seasons=YEARS), on=day, party={"adult": 1})


LEAP = date(2016, 2, 29)
TWELVE: dict[str, Any] = {"key": "adult", "age_from": 12}


@pytest.mark.parametrize(
    ("band", "on", "fits"),
    [
        (CHILD, date(2028, 2, 28), True),
        (CHILD, date(2028, 2, 29), False),
        (TWELVE, date(2028, 2, 28), False),
        (TWELVE, date(2028, 2, 29), True),
        (CHILD, date(2018, 2, 28), False),
        (CHILD, date(2018, 3, 1), True),
    ],
    ids=[
        "eleven the day before",
        "twelve on the leap day",
        "not yet twelve",
        "just twelve",
        "not two on the 28th",
        "two on the first of March",
    ],
)
def test_who_was_born_on_a_leap_day_is_in_one_band_each_day(
    band: dict[str, Any], on: date, fits: bool
) -> None:
    assert band_fits(BandDocument(**band), born=LEAP, on=on) is fits


def test_bands_that_meet_take_everybody_once() -> None:
    bands = TOUR_DOCUMENT.bands
    for days in range(365 * 14):
        born = DAY - timedelta(days=days)
        assert sum(band_fits(band, born=born, on=DAY) for band in bands) == 1


def test_who_is_not_born_yet_fits_no_band() -> None:
    assert not any(band_fits(band, born=DAY + timedelta(days=1), on=DAY) for band in TOUR_DOCUMENT.bands)


def test_a_full_coach_pays_to_the_last_minor_unit(document: TourDocument) -> None:
    """Whole numbers do not round, however dear a seat is; the document allows 10^12 minor units."""
    odd = 10**12 - 1
    dear = replace(document, seasons=(replace(SPRING, prices={"adult": odd, "child": 1}),))
    price = price_of(document=dear, on=DAY, party={"adult": 60, "child": 7})
    assert price["total"] == 60 * odd + 7
    assert price["total"] < 2**63
