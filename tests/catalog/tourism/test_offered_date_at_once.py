"""Those whose departure was cancelled move to the date they were offered while others want its seats too.

The offered departure is full of one stranger, and somebody waits for a seat of it. At one moment the
stranger gives all seats back, six pairs want to move there, one of them twice, one of them declines, and
more strangers take seats and give some back. Whatever the order, never is a seat given twice, the counters
say what the rows say, who moved did so once, and no seat stays empty while somebody waits for it.
"""

import time
from typing import Any

from django.db.models import F

from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import accept_offered, cancel_departure, decline_offered
from tests.catalog.tourism.test_seats_at_once import SEATS, booker, lay_out, left_behind
from tests.harness.race import THOROUGH, Track

ROUNDS = 12 if THOROUGH else 3
RACERS = 12
MOVERS = 6
EACH = 2


def called_off(departures: int, *, full: bool = True) -> dict[str, Any]:
    """For each round a departure that was cancelled with six pairs on it, and the one offered to them."""
    stage = lay_out(2 * departures)
    former, offered = stage["departures"][:departures], stage["departures"][departures:]
    Departure.objects.filter(pk__in=former).update(seats=MOVERS * EACH)
    rows = Departure.objects.select_related("tour__organization").in_bulk()
    stage |= {"departures": offered, "moving": [], "strangers": []}
    for turn in range(departures):
        old, new = rows[former[turn]], rows[offered[turn]]
        pairs = [
            seats.reserve(departure=old, party={"adult": EACH}, booker=booker(turn, at))
            for at in range(MOVERS)
        ]
        stage["moving"].append([seats.confirm(booking=pair).pk for pair in pairs])
        if full:
            stranger = seats.reserve(departure=new, party={"adult": SEATS}, booker=booker(turn, 90))
            seats.wait(departure=new, party={"adult": 1}, booker=booker(turn, 91))
            stage["strangers"].append(stranger.pk)
        cancel_departure(departure=old, reason="Flood.", offered=new)
    return stage


def booking_at(pk: Any) -> Booking:
    rows = Booking.objects.select_related("departure__tour__organization", "offered", "person")
    return rows.get(pk=pk)


def move_or_take(stage: dict[str, Any], turn: int, seat: int) -> str:
    """Do one of these, by seat; return what came of it."""
    pairs = stage["moving"][turn]
    if seat == 0:
        seats.release(booking=booking_at(stage["strangers"][turn]))
        return "given back"
    if seat <= MOVERS + 1:
        return moved(pairs[seat % MOVERS])
    try:
        if seat == MOVERS + 2:
            decline_offered(booking=booking_at(pairs[2]))
            return "declined"
        departure = Departure.objects.select_related("tour").get(pk=stage["departures"][turn])
        held = seats.reserve(departure=departure, party={"adult": 2}, booker=booker(turn, 50 + seat))
        if seat % 2:
            seats.release(booking=held)
    except Refused:
        return "refused"
    return "held"


def moved(pk: Any) -> str:
    """Want to move until it is done or answered, at most so often as seats may come free."""
    booking = booking_at(pk)
    for _attempt in range(SEATS):
        try:
            accept_offered(booking=booking)
        except Refused:
            if booking_at(pk).offered_id is None:
                return "answered"
            time.sleep(0.01)
            continue
        return "moved"
    return "no seat"


def left_there(stage: dict[str, Any]) -> list[tuple[int, int, int, bool, int]]:
    """Return of each offered departure what is left behind, and how many pairs have moved to it."""
    pairs = [pk for turn in stage["moving"] for pk in turn]
    there = [
        Booking.objects.filter(pk__in=pairs, departure=pk, state="confirmed").count()
        for pk in sorted(stage["departures"])
    ]
    return [(*left, count) for left, count in zip(left_behind(stage), there, strict=True)]


def test_a_date_that_is_offered_is_never_given_to_one_too_many(track: Track) -> None:
    outcome = track.run(
        move_or_take, stage=called_off, verdict=left_there, processes=RACERS, rounds=ROUNDS, departures=ROUNDS
    )
    assert not outcome.errors
    for taken, taken_off, booked_off, in_vain, _pairs in outcome.verdict:
        assert taken <= SEATS
        assert (taken_off, booked_off, in_vain) == (0, 0, False)
    assert outcome.values["moved"] == sum(pairs for *_left, pairs in outcome.verdict) > 0
    assert outcome.values["given back"] == ROUNDS


def move_after_looking(stage: dict[str, Any], turn: int, seat: int) -> str:
    """The control: looks whether two seats are free, then moves there and writes how many are taken now."""
    there = Departure.objects.get(pk=stage["departures"][turn])
    if there.free < EACH:
        return "no seat"
    time.sleep(0.002)
    Booking.objects.filter(pk=stage["moving"][turn][seat]).update(departure=there, state="confirmed")
    Departure.objects.filter(pk=there.pk).update(taken=there.taken + EACH, booked=F("taken"))
    return "moved"


def test_without_the_condition_one_too_many_moves(track: Track) -> None:
    track.control(
        move_after_looking,
        breaks=lambda outcome: any(taken > SEATS for taken, *_rest in outcome.verdict),
        stage=called_off,
        verdict=left_there,
        processes=MOVERS,
        rounds=4,
        departures=4,
        full=False,
    )
