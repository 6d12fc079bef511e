"""Many who want one stand at the same moment: one holds it, and one has it confirmed."""

import time

from catalog.merchants.models import Organization
from expo.fair.models import Booth, Stand, StandApplication
from expo.fair.refusals import Refused
from expo.fair.services.applying import confirm_application, keep_words, send_application
from expo.fair.services.holding import end_overdue, hold_stand, wait_for
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, open_edition
from tests.harness.race import THOROUGH, Outcome, Track

ROUNDS = 200 if THOROUGH else 10
SEATS = 24

Stage = tuple[list[int], list[list[int]], int]


def open_hall(stands: int, seats: int) -> Stage:
    """Lay out a hall; return its stands, for each of them an organization a seat, and an organizer.

    An organization has one stand of an edition: with others for every round, all play in all of them.
    """
    hall = build_hall(open_edition())
    Stand.objects.bulk_create(
        Stand(hall=hall, code=f"T{number:03d}", x=number, y=0, width=1, depth=1) for number in range(stands)
    )
    houses = Organization.objects.bulk_create(
        Organization(slug=f"house-{number}", kind="merchant", country_id="SG", source_language="en")
        for number in range(stands * seats)
    )
    # As if each had looked at the form before: what is raced for is the stand.
    StandApplication.objects.bulk_create(
        StandApplication(edition=hall.edition, organization=house) for house in houses
    )
    organizer = User.objects.create_user("organizer@example.com")
    ids = [house.pk for house in houses]
    return (
        list(Stand.objects.order_by("code").values_list("pk", flat=True)),
        [ids[turn * seats : (turn + 1) * seats] for turn in range(stands)],
        organizer.pk,
    )


def at_stand(stage: Stage, turn: int, seat: int) -> tuple[Stand, Organization]:
    """Return the stand of this round, and whom this seat plays."""
    stands, houses, _organizer = stage
    stand = Stand.objects.select_related("hall__edition").get(pk=stands[turn])
    return stand, Organization.objects.get(pk=houses[turn][seat])


def book(stage: Stage, turn: int, seat: int) -> str:
    """Hold the stand of this round, and have it confirmed."""
    stand, organization = at_stand(stage, turn, seat)
    try:
        hold_stand(stand=stand, organization=organization)
        by = User.objects.get(pk=stage[2])
        words = keep_words(edition=stand.hall.edition, organization=organization, shows="x", needs="")
        confirm_application(application=send_application(application=words, by=by), by=by)
    except Refused:
        return "refused"
    return "confirmed"


def take_after_looking(stage: Stage, turn: int, seat: int) -> str:
    """The control: looks whether the stand is free, then takes it."""
    stand = Stand.objects.get(pk=stage[0][turn])
    if stand.state != "free":
        return "refused"
    time.sleep(0.002)
    Stand.objects.filter(pk=stand.pk).update(state="held")
    return "confirmed"


def booked(stage: Stage) -> tuple[int, int, int]:
    """Return how many stands are taken, applications confirmed, and booths on stands."""
    return (
        Stand.objects.filter(state="taken").count(),
        StandApplication.objects.filter(state="confirmed", stand__isnull=False).count(),
        Booth.objects.filter(stand__isnull=False).values("stand").distinct().count(),
    )


def test_no_stand_is_held_or_confirmed_twice(track: Track) -> None:
    outcome = track.run(
        book,
        stage=open_hall,
        verdict=booked,
        processes=SEATS,
        rounds=ROUNDS,
        stands=ROUNDS,
        seats=SEATS,
    )
    assert not outcome.errors
    assert outcome.values == {"confirmed": ROUNDS, "refused": ROUNDS * (SEATS - 1)}
    for said in outcome.by_round().values():
        assert said.count("confirmed") == 1
    assert outcome.verdict == (ROUNDS, ROUNDS, ROUNDS)


def taken_twice(outcome: Outcome) -> bool:
    return any(said.count("confirmed") > 1 for said in outcome.by_round().values())


def test_who_only_looks_takes_a_stand_twice(track: Track) -> None:
    outcome = track.control(
        take_after_looking,
        breaks=taken_twice,
        stage=open_hall,
        processes=6,
        rounds=8,
        stands=8,
        seats=6,
    )
    assert taken_twice(outcome)


def overdue_hall(stands: int, seats: int) -> Stage:
    """Lay out a hall whose stands are each held by somebody whose time is over, and waited for by all."""
    found, houses, organizer = open_hall(stands, seats + 1)
    for turn, pk in enumerate(found):
        stand = Stand.objects.select_related("hall__edition").get(pk=pk)
        *waiting, holder = Organization.objects.in_bulk(houses[turn]).values()
        hold_stand(stand=stand, organization=holder)
        for house in waiting:
            wait_for(stand=stand, organization=house)
    StandApplication.objects.filter(state="held").update(until="2026-01-01T00:00Z")
    return found, houses, organizer


def end_and_hold(stage: Stage, turn: int, seat: int) -> str:
    """End what is over, as the clock does; odd seats try to get between."""
    stand, organization = at_stand(stage, turn, seat)
    if seat % 2:
        end_overdue()
        return "ended"
    try:
        hold_stand(stand=stand, organization=organization)
    except Refused:
        return "refused"
    return "held"


def had(stage: Stage) -> tuple[bool, int]:
    """Return whether every stand that is held has one application, and how many there are."""
    applications = StandApplication.objects.filter(stand__isnull=False)
    held = Stand.objects.filter(state="held").count()
    return held == applications.filter(stand__state="held").count(), held


def test_clocks_and_visitors_at_once_give_every_stand_to_one(track: Track) -> None:
    outcome = track.run(
        end_and_hold, stage=overdue_hall, verdict=had, processes=6, rounds=3, stands=3, seats=6
    )
    assert not outcome.errors
    assert outcome.verdict == (True, 3)
