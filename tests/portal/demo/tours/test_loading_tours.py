"""load_demo brings tours: once, the same on the next day, further ahead in the next quarter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from catalog.tourism.models import Departure, DeparturePattern, Place, Tour
from catalog.tourism.models.tours import TourVersion
from catalog.tourism.selectors.tours import document_of, shown
from catalog.tourism.services.tours import move_tour
from catalog.translation.models import TextState
from portal.demo.reading import Content
from portal.demo.shelves import Tally
from portal.demo.tours.schema import LeavesEntry, TourEntry
from tests.portal.demo.conftest import Tell
from tests.portal.demo.tours.conftest import FEW, LOADED, Set, load, tours_of

KINDS = ("Tours", "Weekly departures", "Single departures", "Departures with bookings")
BAY = "nanning-ha-long-bay-cruise"


def counts(tallies: dict[str, Tally]) -> dict[str, tuple[int, int, int]]:
    return {kind: (one.new, one.changed, one.same) for kind, one in tallies.items() if kind in KINDS}


def with_offers(told: Content, *offers: TourEntry) -> Content:
    return replace(told, tours=replace(tours_of(told), offers=offers, seats=()))


def offer(told: Content, slug: str = BAY) -> TourEntry:
    return next(entry for entry in tours_of(told).offers if entry.slug == slug)


def test_tours_come_with_departures_of_six_months_and_stay_as_they_are(told: Content, set_clock: Set) -> None:
    first = counts(load())
    assert first["Tours"] == (4, 0, 0)
    assert all(new and not changed and not same for new, changed, same in first.values()), first
    assert set(shown().values_list("slug", flat=True)) == FEW
    for tour in Tour.objects.all():
        days = list(tour.departures.order_by("on").values_list("on", flat=True))
        assert LOADED.date() < days[0] <= date(2026, 12, 31), tour
        assert days[-1] >= date(2027, 5, 26), tour
        priced = document_of(tour=tour).seasons
        assert (priced[0].from_day, priced[-1].until_day) == (date(2026, 10, 1), date(2027, 12, 31))
    bay = Departure.objects.filter(tour__slug=BAY)
    assert {day.on.weekday() for day in bay} == {2, 5}
    assert set(bay.exclude(state="guaranteed").values_list("state", flat=True)) == {"open"}
    # The own car leaves on second Fridays, and not so soon that nobody could decide about it.
    assert [one.on for one in Departure.objects.filter(tour__mode="car").order_by("on")[:2]] == [
        date(2026, 12, 11),
        date(2027, 1, 8),
    ]
    before = Departure.objects.count()
    for moment in (LOADED, LOADED + timedelta(days=1), LOADED + timedelta(days=30)):
        set_clock(moment)
        assert all(not new and not changed for new, changed, _same in counts(load()).values()), moment
    assert Departure.objects.count() == before
    assert set(TourVersion.objects.values_list("number", flat=True)) == {1}


def test_a_tour_says_what_its_file_says_and_which_of_it_a_machine_wrote(told: Content) -> None:
    load()
    tour = Tour.objects.rewrite(False).get(slug=BAY)
    entry = offer(told)
    assert (tour.source_language, tour.title_th, tour.summary_km) == (
        "zh-hans",
        entry.title["th"],
        entry.summary["km"],
    )
    assert (tour.days, tour.begins.slug, tour.ends.slug) == (4, "nanning", "nanning")
    assert (tour.price_low, tour.price_high) == (148000, 247500)
    assert tour.organization.is_demo
    assert tour.picture is not None
    states = TextState.objects.filter(content_type__model="tour", object_id=tour.pk)
    assert set(states.filter(language="zh-hans").values_list("state", flat=True)) == {"source"}
    assert set(states.exclude(language="zh-hans").values_list("state", flat=True)) == {"machine"}
    assert states.filter(field="title").count() == 10
    zone = Tour.objects.get(slug="detian-ban-gioc-on-foot")
    assert document_of(tour=zone).only_nationals == ("CN", "VN")


def test_the_next_quarter_brings_later_departures_and_a_new_version(told: Content, set_clock: Set) -> None:
    load()
    planned = set(Departure.objects.filter(tour__slug=BAY).values_list("on", flat=True))
    set_clock(LOADED.replace(year=2027, month=1, day=4))
    again = counts(load())
    # Each tour is priced a quarter further; each weekly one has a quarter more of departures.
    assert again["Tours"] == (0, 4, 0)
    assert again["Weekly departures"] == (3, 0, 6)
    days = set(Departure.objects.filter(tour__slug=BAY).values_list("on", flat=True))
    assert planned < days
    assert min(days - planned) >= date(2027, 7, 1)
    assert max(days) >= date(2027, 9, 25)
    assert document_of(tour=Tour.objects.get(slug=BAY)).seasons[-1].until_day == date(2028, 3, 31)
    assert all(not new and not changed for new, changed, _same in counts(load()).values())


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1)])
def test_it_may_be_loaded_on_the_last_and_on_the_first_day_of_a_quarter(
    told: Content, tell: Tell, set_clock: Set, day: date
) -> None:
    tell(with_offers(told, offer(told)))
    set_clock(LOADED.replace(year=day.year, month=day.month, day=day.day))
    load()
    days = list(Departure.objects.order_by("on").values_list("on", flat=True))
    assert day < days[0] <= day + timedelta(days=7)
    assert days[-1] >= day + timedelta(days=180)
    assert all(not new and not changed for new, changed, _same in counts(load()).values())


def test_other_days_of_the_week_keep_what_was_planned_already(told: Content, tell: Tell) -> None:
    tell(with_offers(told, offer(told)))
    load()
    before = set(Departure.objects.values_list("on", flat=True))
    tell(with_offers(told, replace(offer(told), leaves=LeavesEntry(weekdays=(0,)))))
    again = counts(load())
    assert (again["Tours"], again["Weekly departures"]) == ((0, 0, 1), (0, 3, 0))
    days = set(Departure.objects.values_list("on", flat=True))
    assert before < days
    assert {day.weekday() for day in days - before} == {0}
    assert DeparturePattern.objects.count() == 3


def test_a_tour_whose_place_is_not_known_here_waits_for_it(told: Content, tell: Tell) -> None:
    tell(with_offers(told, offer(told), offer(told, "bangkok-guilin-li-river")))
    Place.objects.filter(slug="li-river-yangshuo").update(shown=False)
    assert counts(load())["Tours"] == (1, 0, 0)
    Place.objects.filter(slug="li-river-yangshuo").update(shown=True)
    assert counts(load())["Tours"] == (1, 0, 1)


def test_what_its_operator_took_away_gets_no_new_departures(
    told: Content, tell: Tell, set_clock: Set
) -> None:
    tell(with_offers(told, offer(told)))
    load()
    before = Departure.objects.count()
    move_tour(tour=Tour.objects.get(), status="archived")
    set_clock(LOADED.replace(year=2027, month=1, day=4))
    load()
    assert Departure.objects.count() == before
    assert (Tour.objects.get().status, Tour.objects.get().version) == ("archived", 1)


def test_a_paused_tour_stays_paused_when_it_says_something_else(told: Content, tell: Tell) -> None:
    tell(with_offers(told, offer(told)))
    load()
    move_tour(tour=Tour.objects.get(), status="paused")
    entry = offer(told)
    tell(with_offers(told, replace(entry, title={**entry.title, "en": "To the bay and back"})))
    assert counts(load())["Tours"] == (0, 1, 0)
    tour = Tour.objects.rewrite(False).get()
    assert (tour.status, tour.title_en, tour.slug) == ("paused", "To the bay and back", BAY)


def test_a_departure_deleted_by_hand_comes_again_and_one_planned_by_hand_is_taken_over(
    told: Content, tell: Tell
) -> None:
    tell(with_offers(told, offer(told, "friendship-pass-by-own-car")))
    load()
    days = Departure.objects.values_list("on", flat=True).order_by("on")
    before = list(days)
    Departure.objects.filter(on=before[0]).delete()
    assert counts(load())["Single departures"] == (1, 0, len(before) - 1)
    assert list(days) == before


def test_a_piece_without_tours_loads_without_them(told: Content, tell: Tell) -> None:
    tell(replace(told, tours=None))
    assert not counts(load())
    assert not Tour.objects.exists()
