"""What the files say of tours: enough of them, on places that exist, whole in ten languages."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from catalog.merchants.models import Organization
from catalog.tourism.checks import check_tour
from catalog.tourism.loading import load_journeys
from catalog.tourism.models import BorderCrossing, Place, Route
from catalog.tourism.pricing import seats_of
from catalog.tourism.words import GUIDE_LANGUAGES
from portal.demo.art.subjects import SUBJECTS
from portal.demo.reading import content
from portal.demo.schema import Texts
from portal.demo.tours.documents import places_named, tour_document
from portal.demo.tours.schema import TourEntry, ToursEntry
from tests.kept import Larder

TEN = {code for code, _name in settings.LANGUAGES}
TODAY = date(2026, 11, 26)
INFANT = "infant"


def told() -> ToursEntry:
    tours = content().tours
    assert tours is not None
    return tours


def of(slug: str) -> TourEntry:
    return next(entry for entry in told().offers if entry.slug == slug)


def test_there_are_twenty_tours_of_four_operators() -> None:
    offers = told().offers
    operators = {entry.slug: entry for entry in content().organizations if entry.kind == "tour-operator"}
    assert len({entry.slug for entry in offers}) == len(offers) >= 20
    assert {entry.organization for entry in offers} == set(operators)
    assert min(Counter(entry.organization for entry in offers).values()) >= 3
    # Somebody on the way speaks what the operator writes.
    for entry in offers:
        assert entry.language == operators[entry.organization].language, entry.slug
        assert entry.language in entry.guides, entry.slug
        assert len(set(entry.guides)) == len(entry.guides), entry.slug
        assert set(entry.guides) <= set(GUIDE_LANGUAGES), entry.slug
    assert {"zh-hans", "vi", "th", "ms", "en"} <= {code for entry in offers for code in entry.guides}


def test_every_tour_is_told_in_ten_languages() -> None:
    words = told().words
    texts: list[Texts] = [text for entry in told().offers for text in (entry.title, entry.summary)]
    texts += [text for vocabulary in vars(words).values() for text in vocabulary.values()]
    for text in texts:
        assert set(text) == TEN, text
        assert all(said == said.strip() and said for said in text.values()), text
    for code in TEN:
        titles = [entry.title[code] for entry in told().offers]
        assert len(set(titles)) == len(titles), code
        assert max(map(len, titles)) <= 100, code


SCRIPTS = {
    "zh-hans": r"[\u4e00-\u9fff]",
    "th": r"[\u0e00-\u0e7f]",
    "km": r"[\u1780-\u17ff]",
    "lo": r"[\u0e80-\u0eff]",
    "my": r"[\u1000-\u109f]",
}


@pytest.mark.parametrize("code", sorted(SCRIPTS))
def test_texts_are_written_in_their_own_script(code: str) -> None:
    others = [script for other, script in SCRIPTS.items() if other != code]
    words = told().words
    texts = [text[code] for entry in told().offers for text in (entry.title, entry.summary)]
    texts += [text[code] for vocabulary in vars(words).values() for text in vocabulary.values()]
    for text in texts:
        assert re.search(SCRIPTS[code], text), text
        assert not any(re.search(script, text) for script in others), text


def test_tours_say_only_phrases_there_are_and_every_phrase_is_said() -> None:
    words, offers = told().words, told().offers
    assert {word for entry in offers for day in entry.days for word in day.says} == set(words.days)
    assert {word for entry in offers for word in entry.included} == set(words.included)
    assert {word for entry in offers for word in entry.excluded} == set(words.excluded)
    assert {entry.meets[1] for entry in offers} == set(words.meeting)
    assert {entry.picture for entry in offers} <= set(SUBJECTS)


def test_every_price_has_its_band_and_every_quarter_its_part() -> None:
    for entry in told().offers:
        assert {band.key for band in entry.bands} == set(entry.prices), entry.slug
        assert set(entry.quarters) == {1, 2, 3, 4}, entry.slug
        assert all(80 <= percent <= 140 for percent in entry.quarters.values()), entry.slug
        adult = entry.prices["adult"]
        assert all(0 < price <= adult for band, price in entry.prices.items() if band != INFANT), entry.slug
    assert {entry.currency for entry in told().offers} == {"CNY", "VND", "THB", "MYR", "SGD"}
    assert len({tuple(entry.quarters.values()) for entry in told().offers}) >= 4
    assert len({entry.cancellation for entry in told().offers}) >= 3
    assert len({tuple(entry.prices) for entry in told().offers}) >= 4


def test_groups_fit_and_departures_are_weekly_or_monthly() -> None:
    for entry in told().offers:
        assert 1 <= entry.group[0] <= entry.seats <= entry.group[1], entry.slug
        assert bool(entry.leaves.weekdays) != bool(entry.leaves.monthly), entry.slug
        assert set(entry.leaves.weekdays) <= set(range(7)), entry.slug
        if entry.leaves.monthly:
            assert entry.leaves.monthly[0] in {1, 2, 3, 4}, entry.slug
            assert 0 <= entry.leaves.monthly[1] < 7, entry.slug
        assert entry.mode in Route.Mode.values, entry.slug


def test_who_takes_seats_has_an_account_and_fits_the_tour() -> None:
    people = {person.email: person.organization for person in content().people}
    documents = {entry.slug: entry for entry in told().offers}
    for one in told().seats:
        entry = documents[one.tour]
        bands = {band.key: band.seat for band in entry.bands}
        seats = sum(away.seats for away in one.away)
        for booking in one.bookings:
            assert booking.person in people, one.tour
            assert people[booking.person] or booking.state != "allotted", one.tour
            assert set(booking.party) <= set(bands), one.tour
            wanted = sum(count for band, count in booking.party.items() if bands[band])
            assert wanted, one.tour
            assert (seats + wanted > entry.seats) == (booking.state == "waiting"), one.tour
            seats += 0 if booking.state == "waiting" else wanted
        assert seats <= entry.seats, one.tour
    assert {booking.state for one in told().seats for booking in one.bookings} == {
        "waiting",
        "requested",
        "confirmed",
        "allotted",
    }


@pytest.fixture
def places(larder: Larder) -> dict[str, Place]:
    """The project's places by slug."""
    larder.take("journeys", load_journeys)
    rows = Place.objects.rewrite(False).select_related("country", "crossing")
    return {place.slug: place for place in rows}


def test_every_tour_leads_over_places_that_exist_and_passes_its_checks(places: dict[str, Place]) -> None:
    crossed: Counter[str] = Counter()
    operator = Organization(kind="tour-operator")
    for entry in told().offers:
        assert places_named(entry) <= set(places), entry.slug
        document = tour_document(entry, told().words, places, today=TODAY, picture=1)
        check_tour(organization=operator, document=replace(document, pictures=()))
        for day in document.days:
            assert set(day.title) == set(day.text) == TEN, entry.slug
            assert all(day.title.values()), entry.slug
            assert len(day.title["en"]) < 120, entry.slug
        crossed.update({slug for slug in places_named(entry) if places[slug].kind == Place.Kind.CROSSING})
        for booking in (one for seats in told().seats if seats.tour == entry.slug for one in seats.bookings):
            assert seats_of(document=document, party=booking.party), entry.slug
    assert len(crossed) >= 8
    # Nobody offers what a crossing does not let through.
    for entry in told().offers:
        for slug in places_named(entry):
            crossing: BorderCrossing | None = getattr(places[slug], "crossing", None)
            if crossing and crossing.group_max:
                assert entry.group[1] <= crossing.group_max, entry.slug
            if crossing and crossing.nationals:
                assert set(entry.only_nationals) == set(crossing.nationals), entry.slug


def test_a_price_holds_from_one_quarter_to_the_next_in_whole_units(places: dict[str, Place]) -> None:
    entry = of("nanning-ha-long-bay-cruise")
    document = tour_document(entry, told().words, places, today=TODAY, picture=1)
    assert [(one.from_day, one.until_day) for one in document.seasons[:2]] == [
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ]
    assert document.seasons[0].prices == {"adult": 207900, "child": 155400, "infant": 0}
    assert document.seasons[1].prices == {"adult": 247500, "child": 185000, "infant": 0}
    # Dong have no smaller unit.
    dong = tour_document(of("ban-gioc-detian-on-foot"), told().words, places, today=TODAY, picture=1)
    assert dong.seasons[1].prices == {"adult": 934500, "child": 619500}


def test_a_day_is_called_after_its_places_and_says_its_phrases(places: dict[str, Place]) -> None:
    entry = of("nanning-ha-long-bay-cruise")
    document = tour_document(entry, told().words, places, today=TODAY, picture=7)
    first = document.days[0]
    assert first.title["en"] == "Nanning – Ha Long"
    assert first.title["zh-hans"] == "南宁 – 下龙"
    assert first.text["en"].count(".") == 2
    assert " " not in first.text["zh-hans"]
    assert document.included["en"].splitlines()[0] == "The coach"
    assert (document.begins, document.ends, document.time_zone) == ("nanning", "nanning", "Asia/Shanghai")
    assert document.pictures == (7,)
    # Whoever rings reaches nobody: no country has this code.
    assert document.emergency_phone.startswith("+00")


def test_the_clock_of_a_tour_is_that_of_where_its_travellers_meet(places: dict[str, Place]) -> None:
    zones = {
        entry.meets[0]: tour_document(entry, told().words, places, today=TODAY, picture=1).time_zone
        for entry in told().offers
    }
    assert zones["hanoi"] == "Asia/Ho_Chi_Minh"
    assert zones["bangkok"] == "Asia/Bangkok"
    assert zones["kuala-lumpur"] == "Asia/Kuala_Lumpur"
    assert zones["ban-gioc-waterfall"] == "Asia/Ho_Chi_Minh"
