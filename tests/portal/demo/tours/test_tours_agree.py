"""What the tours of the demonstration say agrees: borders with countries, prices with days, languages."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from catalog.tourism.entry_tour import WayPoint, borders_of
from catalog.tourism.loading import load_journeys
from catalog.tourism.models import Place
from catalog.tourism.pricing import price_of
from portal.demo.reading import content
from portal.demo.schema import Texts
from portal.demo.tours.documents import tour_document
from portal.demo.tours.quarters import PLANNED, PRICED, monthly_days, quarters
from portal.demo.tours.schema import TourEntry, ToursEntry
from tests.kept import Larder

NEAR = {"id", "ms"}  # Two languages that share many a short phrase.


def told() -> ToursEntry:
    tours = content().tours
    assert tours is not None
    return tours


def same(texts: Texts) -> set[str]:
    """Return the languages in which a text is word by word that of another."""
    said = list(texts.values())
    return {code for code, text in texts.items() if said.count(text) > 1}


def test_no_title_or_summary_is_another_languages_left_as_it_was() -> None:
    for entry in told().offers:
        assert same(entry.title) == set(), entry.slug
        assert same(entry.summary) == set(), entry.slug
    for vocabulary in vars(told().words).values():
        for key, texts in vocabulary.items():
            assert same(texts) <= NEAR, key


@pytest.fixture
def places(larder: Larder) -> dict[str, Place]:
    larder.take("journeys", load_journeys)
    rows = Place.objects.rewrite(False).select_related("country", "crossing")
    return {place.slug: place for place in rows}


def way(entry: TourEntry, places: dict[str, Place]) -> list[WayPoint]:
    points = []
    for number, day in enumerate(entry.days, start=1):
        for slug in day.places:
            place = places[slug]
            crossing = getattr(place, "crossing", None)
            other = (crossing.other_id or "") if crossing else ""
            points.append(WayPoint(number, place.pk, place.kind, place.country_id, other))
    return points


def test_each_border_of_each_tour_is_crossed_where_it_leads(places: dict[str, Place]) -> None:
    by_id = {place.pk: place for place in places.values()}
    on, abroad, several = date(2027, 3, 1), 0, 0
    for entry in told().offers:
        points, days = way(entry, places), len(entry.days)
        borders = borders_of(points=points, on=on, days=days)
        countries = [points[0].country, *(border.into for border in borders)]
        abroad += bool(borders)
        several += len(set(countries)) > 2
        for (here, there), border in zip(pairwise(countries), borders, strict=True):
            assert border.crossing is not None, (entry.slug, here, there)
            crossing = by_id[border.crossing]
            sides = {crossing.country_id, crossing.crossing.other_id or there}
            assert there in sides, (entry.slug, crossing.slug)
            assert not crossing.crossing.other_id or sides == {here, there}, (entry.slug, crossing.slug)
            assert on <= border.on <= border.until <= on + timedelta(days=days - 1), entry.slug
        # What is seen there lies in the country one is in: nobody is told to sleep across the border.
        assert {point.country for point in points if point.kind != Place.Kind.CROSSING} <= set(countries)
    assert abroad >= 15
    assert several, "no tour leads through three countries"


def days_ahead(entry: TourEntry, today: date) -> list[date]:
    """Return days a tour departs on: those of each month, or those about the ends of quarters."""
    ahead = [quarter for quarter in quarters(today, PLANNED) if quarter.last > today]
    if entry.leaves.monthly:
        return [day for quarter in ahead for day in monthly_days(quarter, *entry.leaves.monthly)]
    ends = [day for quarter in ahead for day in (quarter.first, quarter.last)]
    about = [end + timedelta(days=more) for end in ends for more in range(-7, 8)]
    return [
        day
        for day in about
        if day.weekday() in entry.leaves.weekdays and ahead[0].first <= day <= ahead[-1].last
    ]


def test_every_day_a_tour_can_depart_on_has_its_price_for_every_band(places: dict[str, Place]) -> None:
    for today, entry in product((date(2026, 11, 26), date(2026, 12, 31), date(2028, 2, 29)), told().offers):
        document = tour_document(entry, told().words, places, today=today, picture=1)
        days = days_ahead(entry, today)
        assert days, entry.slug
        party = {band.key: 1 for band in document.bands}
        for day in days:
            price = price_of(document=document, on=day, party=party)
            assert price["currency"] == entry.currency, (entry.slug, day)
            assert price["total"] > 0, (entry.slug, day)
        assert len(document.seasons) == PRICED
        for before, after in pairwise(document.seasons):
            assert after.from_day - before.until_day == timedelta(days=1), entry.slug
