"""remove_demo takes the tours with it, their departures and bookings, and nobody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.search.models import IndexChange
from catalog.tourism.models import Booking, Departure, DeparturePattern, Place, SeatsAway, Tour
from catalog.tourism.models.tours import TourStop, TourVersion
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.bookings import Booker
from catalog.tourism.services.departures import open_departure, plan_departure
from catalog.tourism.services.patterns import plan_pattern
from catalog.tourism.services.removal import remove_tours
from catalog.tourism.services.seats import reserve, set_away
from catalog.tourism.services.tours import publish_tour
from catalog.translation.models import TextState
from portal.demo.models import Exhibit
from portal.demo.reading import Content
from portal.demo.removing import remove_demonstration
from tests.portal.demo.test_removing import rows
from tests.portal.demo.tours.conftest import LOADED, load


def remove() -> int:
    return remove_demonstration(lambda line: None)


def own_tour() -> Tour:
    """Return a tour of an operator that is no part of the demonstration, told like one of its tours."""
    told = document_of(tour=Tour.objects.get(slug="detian-ban-gioc-on-foot"))
    house = create_organization(
        kind="tour-operator", country="CN", source_language="zh-hans", name={"zh-hans": "慢路旅行社"}
    )
    return publish_tour(organization=house, document=replace(told, pictures=()), slug_from="slow falls")


def book(tour: Tour) -> Booking:
    on = LOADED.date() + timedelta(days=60)
    planned = Departure.objects.filter(tour=tour, on=on).first() or plan_departure(tour=tour, on=on, seats=20)
    if planned.state == Departure.State.PLANNED:
        open_departure(departure=planned)
    visitor = Booker(name="Lan", address="lan@example.org", language="vi")
    return reserve(departure=planned, party={"adult": 2}, booker=visitor)


def test_after_removal_the_portal_holds_what_it_held_before(told: Content) -> None:
    before = rows()
    load()
    assert Booking.objects.exists()
    assert remove() > 0
    assert rows() == before
    assert not Exhibit.objects.exists()
    assert Place.objects.exists()


def test_it_says_how_many_tours_went(told: Content, capsys: pytest.CaptureFixture[str]) -> None:
    load()
    call_command("remove_demo")
    assert "Tours: 4 removed" in capsys.readouterr().out


def test_others_tours_and_their_bookings_stay_and_strangers_bookings_of_fictional_tours_go(
    told: Content,
) -> None:
    load()
    own = own_tour()
    kept = book(own)
    stops = list(TourStop.objects.filter(tour=own).values_list("place__slug", "position"))
    day = kept.departure.on + timedelta(days=7)
    pattern = plan_pattern(tour=own, weekdays=[day.weekday()], from_day=day, until_day=day, seats=20)
    away = set_away(departure=kept.departure, kind="blocked", seats=1, by=None)
    book(Tour.objects.get(slug="nanning-ha-long-bay-cruise"))
    texts = TextState.objects.filter(content_type__model="tour", object_id=own.pk).count()
    remove()
    assert Tour.objects.get() == own
    assert Booking.objects.get() == kept
    assert list(Departure.objects.order_by("on").values_list("on", "taken")) == [
        (kept.departure.on, 3),
        (day, 0),
    ]
    assert (DeparturePattern.objects.get(), SeatsAway.objects.get()) == (pattern, away)
    assert sorted(TourStop.objects.values_list("place__slug", "position")) == sorted(stops)
    assert TourVersion.objects.get().tour == own
    assert texts
    assert TextState.objects.filter(content_type__model="tour").count() == texts


def test_a_tour_that_others_added_to_a_fictional_house_goes_with_it(told: Content) -> None:
    load()
    house = Organization.objects.get(slug="demo-both-banks-tours")
    mine = own_tour()
    Tour.objects.filter(pk=mine.pk).update(organization=house)
    book(mine)
    remove()
    assert not Tour.objects.exists()
    assert not Booking.objects.exists()


def test_a_tour_that_is_gone_is_told_to_search(told: Content) -> None:
    load()
    tours = list(Tour.objects.all())
    IndexChange.objects.all().delete()
    assert remove_tours(tours=tours[:2]) == 2
    told_of = set(IndexChange.objects.filter(kind="tour").values_list("record", flat=True))
    assert {int(key) for key in told_of} == {tour.pk for tour in tours[:2]}
    assert Tour.objects.count() == len(tours) - 2
    assert remove_tours(tours=[]) == 0


def test_it_can_come_back(told: Content) -> None:
    load()
    days = set(Departure.objects.values_list("on", flat=True))
    remove()
    again = load()
    assert (again["Tours"].new, again["Tours"].changed) == (4, 0)
    assert set(Departure.objects.values_list("on", flat=True)) == days
