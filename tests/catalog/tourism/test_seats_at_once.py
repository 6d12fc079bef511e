"""Everybody wants the last seats at one moment: bookers, an agent, other shops, and those who wait.

In every round some book and confirm, some hold and give back, some record seats sold elsewhere, some
block and take back, some have seats set apart for a group, and some wait. Whatever the order, never is one
seat given twice, the counters say what the rows say, and no seat stays empty while somebody waits for it.
"""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.reference.models import Source
from catalog.tourism.models import Booking, Departure, Place, SeatsAway, Tour, TourVersion
from catalog.tourism.refusals import Refused
from catalog.tourism.services import groups, seats
from catalog.tourism.services.bookings import Booker
from catalog.tourism.services.offering import end_overdue
from catalog.tourism.tour_document import to_json
from tests.catalog.tourism.conftest import TOUR_DOCUMENT
from tests.harness.race import THOROUGH, Track

ROUNDS = 30 if THOROUGH else 10
RACERS = 24
SEATS = 9
FAR = datetime(2099, 12, 1, 0, 30, tzinfo=UTC)
HELD = ("held", "requested", "confirmed")
(SEASON,) = TOUR_DOCUMENT.seasons
ALWAYS = replace(TOUR_DOCUMENT, seasons=(replace(SEASON, until_day=FAR.date()),))


def lay_out(departures: int) -> dict[str, Any]:
    """A tour, a departure with nine seats for each round, and an agent for each racer."""
    Source.objects.create(pk="race", title="Race")
    place = Place.objects.create(
        slug="detian", kind="attraction", country_id="CN", lat="22.85", lon="106.72", source_id="race"
    )
    houses = Organization.objects.bulk_create(
        Organization(slug=f"house-{at}", kind="company", country_id="SG", source_language="en")
        for at in range(RACERS)
    )
    tour = Tour.objects.create(
        slug="race",
        organization=houses[0],
        source_language="en",
        mode="coach",
        days=2,
        begins=place,
        ends=place,
        group_max=20,
        currency="CNY",
        price_low=1,
        price_high=1,
        time_zone="Asia/Shanghai",
        meeting_time=clock(8, 30),
        emergency_phone="+86",
        version=1,
    )
    TourVersion.objects.create(tour=tour, number=1, document=to_json(ALWAYS))
    made = Departure.objects.bulk_create(
        Departure(
            tour=tour,
            on=(FAR - timedelta(days=turn)).date(),
            back_on=FAR.date() + timedelta(days=2),
            meets_at=FAR,
            closes_at=FAR,
            decides_on=FAR.date(),
            state="open",
            seats=SEATS,
        )
        for turn in range(departures)
    )
    return {"departures": [one.pk for one in made], "houses": [one.pk for one in houses]}


def booker(turn: int, seat: int, **changes: Any) -> Booker:
    return Booker(name="R", address=f"r{turn}-{seat}@example.com", language="en", **changes)


def want(stage: dict[str, Any], turn: int, seat: int) -> str:
    """Do one of six things, by seat; return what came of it."""
    departure = Departure.objects.select_related("tour").get(pk=stage["departures"][turn])
    me, kind = booker(turn, seat), seat % 6
    try:
        if kind in {2, 3}:
            away = seats.set_away(
                departure=departure, kind=("elsewhere", "blocked")[kind - 2], seats=1, by=None
            )
            if kind == 3:
                seats.take_back(away=away, by=None)
            return "away"
        if kind == 4:
            return group(stage, departure, turn, seat)
        held = seats.reserve(departure=departure, party={"adult": 1 + kind % 2}, booker=me)
        if kind == 1:
            seats.release(booking=held)
            return "given back"
        (seats.confirm if kind == 0 else seats.request)(booking=held)
    except Refused:
        return queue(departure, me)
    return "confirmed"


def queue(departure: Departure, me: Booker) -> str:
    """Wait for one seat; where one is free by now that is said, and taken by nobody here."""
    try:
        seats.wait(departure=departure, party={"adult": 1}, booker=me)
    except Refused:
        return "refused"
    return "waits"


def group(stage: dict[str, Any], departure: Departure, turn: int, seat: int) -> str:
    """Have two seats set apart for an agent, who calls for one of them."""
    house = Organization.objects.get(pk=stage["houses"][seat])
    asked = groups.ask_for_group(
        departure=departure, party={"adult": 2}, booker=booker(turn, seat, organization=house)
    )
    groups.allot(booking=asked, seats=2, until=timezone.now() + timedelta(days=1), by=None)
    groups.call_seats(booking=asked, party={"adult": 1}, by=None)
    return "set apart"


def left_behind(stage: dict[str, Any]) -> list[tuple[int, int, int, bool]]:
    """Return of each departure: seats given, how far both counters are off, and whether one waits in vain."""
    found = []
    for one in Departure.objects.filter(pk__in=stage["departures"]).order_by("pk"):
        rows, away = Booking.objects.filter(departure=one), SeatsAway.objects.filter(departure=one)
        taken = rows.aggregate(n=Sum("seats", filter=Q(state__in=HELD)))["n"] or 0
        taken += away.aggregate(n=Sum("seats"))["n"] or 0
        sure = rows.aggregate(n=Sum("seats", filter=Q(state="confirmed")))["n"] or 0
        sure += away.aggregate(n=Sum("seats", filter=Q(kind="elsewhere")))["n"] or 0
        waits = rows.filter(state="waiting", kind="party").exists()
        found.append((taken, one.taken - taken, one.booked - sure, waits and one.free > 0))
    return found


def test_no_seat_is_given_twice_and_none_stays_empty_while_somebody_waits(track: Track) -> None:
    outcome = track.run(
        want, stage=lay_out, verdict=left_behind, processes=RACERS, rounds=ROUNDS, departures=ROUNDS
    )
    assert not outcome.errors
    for taken, taken_off, booked_off, in_vain in outcome.verdict:
        assert taken <= SEATS
        assert (taken_off, booked_off, in_vain) == (0, 0, False)
    assert {"confirmed", "away", "given back", "waits"} <= set(outcome.values)
    assert len(outcome.turns) == ROUNDS * RACERS


def take_after_looking(stage: dict[str, Any], turn: int, seat: int) -> str:
    """The control: looks how many are taken, then writes how many are taken now."""
    departure = Departure.objects.select_related("tour").get(pk=stage["departures"][turn])
    if departure.taken >= SEATS:
        return "refused"
    time.sleep(0.002)
    SeatsAway.objects.create(departure=departure, kind="blocked", seats=3)
    Departure.objects.filter(pk=departure.pk).update(taken=departure.taken + 3)
    return "away"


def test_without_the_condition_a_seat_is_given_twice(track: Track) -> None:
    track.control(
        take_after_looking,
        breaks=lambda outcome: any(taken > SEATS for taken, *_rest in outcome.verdict),
        stage=lay_out,
        verdict=left_behind,
        processes=6,
        rounds=4,
        departures=4,
    )


def full_of_the_past(departures: int) -> dict[str, Any]:
    """Departures full of a hold that is over, with four parties waiting."""
    stage = lay_out(departures)
    for turn, pk in enumerate(stage["departures"]):
        departure = Departure.objects.select_related("tour").get(pk=pk)
        seats.reserve(departure=departure, party={"adult": SEATS}, booker=booker(turn, 99))
        for at in range(4):
            seats.wait(departure=departure, party={"adult": 3}, booker=booker(turn, at))
    Booking.objects.filter(state="held").update(until="2026-01-01T00:00Z")
    return stage


def clocks_and_bookers(stage: dict[str, Any], turn: int, seat: int) -> str:
    """End what is over, as the clock does; odd racers try to get between."""
    departure = Departure.objects.select_related("tour").get(pk=stage["departures"][turn])
    if seat % 2 == 0:
        return f"ended {end_overdue(departure=departure)}"
    try:
        seats.reserve(departure=departure, party={"adult": 3}, booker=booker(turn, 50 + seat))
    except Refused:
        return "refused"
    return "held"


def test_a_hold_that_is_over_is_ended_once_and_its_seats_go_to_who_waits(track: Track) -> None:
    outcome = track.run(
        clocks_and_bookers, stage=full_of_the_past, verdict=left_behind, processes=8, rounds=4, departures=4
    )
    assert not outcome.errors
    # Three of the four parties that waited have the nine seats; nobody got between.
    assert outcome.verdict == [(SEATS, 0, 0, False)] * 4
    assert outcome.values["refused"] == 16
