"""Many decide at the same moment: a minute is promised once, to either side, on both databases."""

import time as wall
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from expo.meetings.models import Appointment, Side, TakenQuarter
from expo.meetings.refusals import Taken
from expo.meetings.services import deciding
from expo.meetings.services.deciding import Seen
from expo.meetings.services.hours import Hours, open_hours, save_terms
from expo.meetings.services.taking import quarters
from tests.harness.race import THOROUGH, Outcome, Track
from tests.stock import open_tea_house

ROUNDS = 200 if THOROUGH else 10
SEATS = 24
QUARTER = timedelta(minutes=15)


def companies(country: str, count: int) -> list[Organization]:
    return Organization.objects.bulk_create(
        Organization(
            slug=f"{country}-{number}".lower(), kind="company", country_id=country, source_language="en"
        )
        for number in range(count)
    )


def stage_requests(seats: int) -> dict[str, Any]:
    """One exhibitor, a buyer for each seat, and in every round a request of each for the same half hour."""
    house = open_tea_house()
    save_terms(organization=house, time_zone="Asia/Shanghai", phone="+86 1")
    buyers = companies("TH", seats)
    begins = (timezone.now() + timedelta(days=3)).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    rows = [
        Appointment(
            exhibitor=house,
            buyer=buyer,
            purpose="Tea",
            language="en",
            begins_at=begins + turn * timedelta(hours=1) + (seat % 2) * QUARTER,
            minutes=30,
            buyer_zone="Asia/Bangkok",
            exhibitor_zone="Asia/Shanghai",
            awaits=Side.EXHIBITOR,
        )
        for turn in range(ROUNDS)
        for seat, buyer in enumerate(buyers)
    ]
    Appointment.objects.bulk_create(rows)
    return {"ids": [str(row.pk) for row in rows], "seats": seats, "house": house.pk}


def accept_one(stage: dict[str, Any], turn: int, seat: int) -> str:
    appointment = Appointment.objects.get(pk=stage["ids"][turn * stage["seats"] + seat])
    try:
        deciding.accept(seen=Seen(appointment, Side.EXHIBITOR, 0), place_kind="phone")
    except Taken as refused:
        return f"{refused.whose} is taken"
    return "agreed"


def accept_after_looking(stage: dict[str, Any], turn: int, seat: int) -> bool:
    """The control: looks whether somebody else has the time, then agrees; no unique key stands behind it."""
    appointment = Appointment.objects.get(pk=stage["ids"][turn * stage["seats"] + seat])
    span = quarters(appointment.begins_at, appointment.minutes)
    agreed = Appointment.objects.filter(exhibitor=stage["house"], state="accepted")
    if agreed.filter(begins_at__range=(span[0] - QUARTER, span[-1])).exists():
        return False
    wall.sleep(0.002)
    with transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(state="accepted")
    return True


def promised(stage: dict[str, Any]) -> dict[str, int]:
    agreed = Appointment.objects.filter(state="accepted")
    minutes = [
        (one.exhibitor_id, moment) for one in agreed for moment in quarters(one.begins_at, one.minutes)
    ]
    return {
        "agreed": agreed.count(),
        "double": len(minutes) - len(set(minutes)),
        "taken": TakenQuarter.objects.count(),
    }


def test_a_minute_of_the_exhibitor_is_promised_once(track: Track) -> None:
    outcome = track.run(
        accept_one, stage=stage_requests, verdict=promised, processes=SEATS, rounds=ROUNDS, seats=SEATS
    )
    assert not outcome.errors
    assert outcome.verdict["double"] == 0
    assert outcome.values == {"agreed": ROUNDS, "exhibitor is taken": ROUNDS * (SEATS - 1)}
    assert (outcome.verdict["agreed"], outcome.verdict["taken"]) == (ROUNDS, ROUNDS * 4)


def test_without_the_key_a_minute_is_promised_twice(track: Track) -> None:
    def twice(outcome: Outcome) -> bool:
        return bool(outcome.verdict["double"])

    track.control(
        accept_after_looking,
        breaks=twice,
        stage=stage_requests,
        verdict=promised,
        processes=6,
        rounds=5,
        seats=6,
    )


def stage_offers(seats: int) -> dict[str, Any]:
    """One buyer, an exhibitor for each seat; every round all of them propose the same hour."""
    (buyer,) = companies("TH", 1)
    begins = (timezone.now() + timedelta(days=3)).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    sellers = companies("KH", seats)
    rows = [
        Appointment(
            exhibitor=seller,
            buyer=buyer,
            purpose="Pepper",
            language="en",
            begins_at=begins + turn * timedelta(hours=1),
            minutes=15,
            buyer_zone="Asia/Bangkok",
            exhibitor_zone="Asia/Phnom_Penh",
            awaits=Side.BUYER,
            place_kind="phone",
            place="+855 1",
        )
        for turn in range(ROUNDS)
        for seller in sellers
    ]
    Appointment.objects.bulk_create(rows)
    return {"ids": [str(row.pk) for row in rows], "seats": seats, "buyer": buyer.pk}


def take_offer(stage: dict[str, Any], turn: int, seat: int) -> str:
    appointment = Appointment.objects.get(pk=stage["ids"][turn * stage["seats"] + seat])
    try:
        deciding.accept(seen=Seen(appointment, Side.BUYER, 0))
    except Taken as refused:
        return f"{refused.whose} is taken"
    return "agreed"


def test_a_minute_of_the_buyer_is_promised_once(track: Track) -> None:
    outcome = track.run(take_offer, stage=stage_offers, verdict=promised, processes=6, rounds=5, seats=6)
    assert not outcome.errors
    assert outcome.values == {"agreed": 5, "buyer is taken": 5 * 5}
    assert outcome.verdict["agreed"] == 5


def stage_one_request(seats: int) -> dict[str, Any]:
    return stage_requests(seats=1) | {"seats": seats}


def decide_one(stage: dict[str, Any], turn: int, seat: int) -> str:
    """Accept and withdraw one and the same request."""
    appointment = Appointment.objects.get(pk=stage["ids"][turn])
    try:
        if seat % 2:
            deciding.withdraw(seen=Seen(appointment, Side.BUYER, 0))
            return "withdrawn"
        deciding.accept(seen=Seen(appointment, Side.EXHIBITOR, 0), place_kind="phone")
    except ValidationError as refused:
        return str(refused.code)
    return "accepted"


def consistent(stage: dict[str, Any]) -> bool:
    agreed = set(Appointment.objects.filter(state="accepted").values_list("pk", flat=True))
    return set(TakenQuarter.objects.values_list("appointment", flat=True)) == agreed


def test_one_request_is_decided_once(track: Track) -> None:
    outcome = track.run(
        decide_one, stage=stage_one_request, verdict=consistent, processes=6, rounds=5, seats=6
    )
    assert not outcome.errors
    assert outcome.values["accepted"] + outcome.values["withdrawn"] == 5
    assert outcome.values["moved_on"] == 5 * 5
    assert outcome.verdict is True


def stage_hours(seats: int) -> int:
    return open_tea_house().pk


def open_the_same(stage: int, turn: int, seat: int) -> int:
    """Every member opens the same morning; nobody's page breaks, and each quarter is there once."""
    day = timezone.localdate() + timedelta(days=2 + turn)
    morning = Hours(first=day, last=day, begins=time(9), ends=time(10))
    return open_hours(organization=Organization.objects.get(pk=stage), hours=morning, zone="Asia/Shanghai")


def open_quarters(stage: int) -> list[datetime]:
    return list(Organization.objects.get(pk=stage).open_quarters.values_list("begins_at", flat=True))


def test_the_same_hours_opened_at_once_are_open_once(track: Track) -> None:
    outcome = track.run(
        open_the_same, stage=stage_hours, verdict=open_quarters, processes=4, rounds=3, seats=4
    )
    assert not outcome.errors
    assert len(outcome.verdict) == len(set(outcome.verdict)) == 3 * 4


@pytest.mark.parametrize("minutes", [15, 30, 45, 60])
def test_a_meeting_takes_whole_quarters(minutes: int) -> None:
    begins = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
    taken = quarters(begins, minutes)
    assert (taken[0], taken[-1] + QUARTER) == (begins, begins + timedelta(minutes=minutes))
