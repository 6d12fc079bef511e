"""The clock of a meeting is named after where one meets: in Nanning it is not called that of Shanghai."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from catalog.reference.display import show_offset
from catalog.reference.models import City
from catalog.seams.preferences import Preferences
from catalog.tourism.booking_page import booking_values
from catalog.tourism.desk.departure_words import facts_of
from catalog.tourism.models import Departure, Place, Tour, TourVersion
from catalog.tourism.selectors.meeting_places import meeting_city
from catalog.tourism.tour_document import from_json, to_json
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import by_link, sure
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock, MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
ON = date(2027, 3, 1)


@pytest.fixture
def tour(make_place: MakePlace, make_tour: MakeTour) -> Tour:
    """A tour that meets at a station in Nanning; its second version meets at a place in no city."""
    make_place("station", names={"en": "East station", "zh-hans": "东站"}, city_id="nanning")
    make_place("pier", names={"en": "The pier", "zh-hans": "码头"})
    return make_tour(document={"meeting_place": "station"})


def next_version(tour: Tour, **changes: Any) -> None:
    kept = TourVersion.objects.get(tour=tour, number=tour.version)
    document = to_json(from_json({**kept.document, **changes}))
    tour.version += 1
    tour.save(update_fields=["version"])
    TourVersion.objects.create(tour=tour, number=tour.version, document=document)


@pytest.mark.parametrize(
    ("zone", "moment", "told"),
    [
        ("Asia/Shanghai", datetime(2027, 3, 1, tzinfo=UTC), "UTC+8"),
        ("Asia/Yangon", datetime(2027, 3, 1, tzinfo=UTC), "UTC+6:30"),
        ("Asia/Kathmandu", datetime(2027, 3, 1, tzinfo=UTC), "UTC+5:45"),
        ("America/St_Johns", datetime(2027, 1, 1, tzinfo=UTC), "UTC−3:30"),
        ("Europe/London", datetime(2027, 1, 1, tzinfo=UTC), "UTC"),
        ("Europe/London", datetime(2027, 7, 1, tzinfo=UTC), "UTC+1"),
        ("America/New_York", datetime(2027, 7, 1, tzinfo=UTC), "UTC−4"),
    ],
)
def test_an_offset_is_that_of_the_day(zone: str, moment: datetime, told: str) -> None:
    assert show_offset(moment, zone) == told


def test_a_meeting_place_is_told_by_its_city_else_by_its_own_name(
    tour: Tour, django_assert_num_queries: Any
) -> None:
    assert City.objects.get(pk="nanning").names["zh-hans"] == "南宁"
    at = {slug: replace(TOUR_DOCUMENT, meeting_place=slug) for slug in ("station", "pier", "nowhere", "")}
    with django_assert_num_queries(4):
        told = [meeting_city(document, "zh-hans") for document in at.values()]
    assert told == ["南宁", "码头", "", ""]
    assert meeting_city(at["station"], "en") == "Nanning"
    Place.objects.filter(slug="station").update(shown=False)
    assert meeting_city(at["station"], "en") == ""


@pytest.mark.parametrize(
    ("language", "zone", "told"),
    [
        ("en", "Asia/Bangkok", "Mar 1, 2027, 7:30 AM (UTC+7) · 8:30 AM Nanning (UTC+8)"),
        ("zh-hans", "Asia/Kuala_Lumpur", "2027年3月1日 08:30 南宁 (UTC+8)"),
    ],
)
def test_a_booking_tells_both_clocks_with_the_city_of_its_own_version(
    tour: Tour, make_departure: MakeDeparture, clock: Clock, language: str, zone: str, told: str
) -> None:
    booking = sure(make_departure(tour))
    next_version(tour, meeting_place="pier")
    reader = Preferences(language=language, time_zone=zone)
    with translation.override(language):
        values = booking_values(booking, [], reader)
        assert values["meets"].replace("\u202f", " ") == told
        assert "(UTC+8)" in values["names_due"]
        mine = {label: value for card in values["cards"] for label, value in card["facts"] if "UTC" in value}
    assert all("Shanghai" not in value and "上海" not in value for value in mine.values())
    assert any("南宁" in value or "Nanning" in value for value in mine.values())


def test_pages_of_tour_booking_and_desk_name_no_city_one_does_not_go_to(
    client: Client, tour: Tour, make_departure: MakeDeparture, clock: Clock, nok: User
) -> None:
    departure = make_departure(tour)
    own = sure(departure, nok)
    client.force_login(nok)
    for address, selector in (
        ("/en/tour/detian-days/", "section[aria-labelledby=meeting]"),
        ("/en/tour/detian-days/book/2027-03-01/", "#main"),
        (f"/en/booking/{own.pk}/", "#main"),
        (by_link(own), "#main"),
    ):
        caches["pages"].clear()
        said = words(the(page_of(client.get(address)), selector)).replace("\u202f", " ")
        assert "Shanghai" not in said, address
        assert "8:30 AM Nanning (UTC+8)" in said, address
    desk = dict(facts_of(Departure.objects.get(pk=departure.pk), "en"))
    assert desk["Meets"].replace("\u202f", " ") == "Mar 1, 2027, 8:30 AM Nanning (UTC+8)"


def test_a_tour_without_a_departure_says_by_whose_clock_its_hour_is(client: Client, tour: Tour) -> None:
    section = the(page_of(client.get("/zh-hans/tour/detian-days/")), "section[aria-labelledby=meeting]")
    assert "08:30 南宁 (UTC+8)" in words(section)
