"""Many who want one stand at the same moment: one holds it, and one has it confirmed."""

import time

from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from expo.fair.models import Booth, Stand, StandApplication
from expo.fair.refusals import Refused
from expo.fair.services.applying import confirm_application, keep_words, send_application
from expo.fair.services.halls import lay_out
from expo.fair.services.holding import end_overdue, hold_stand, wait_for
from portal.accounts.models import User
from tests.expo.fair.conftest import build_hall, in_rows, open_edition
from tests.harness.race import PROCESSES, ROUNDS, Outcome, Track

Stage = tuple[list[int], list[int], int]


def open_hall(stands: int, seats: int) -> Stage:
    """Lay out a hall; return its stands, an organization for each seat, and an organizer."""
    edition = open_edition()
    hall = build_hall(edition, width=400, depth=900)
    lay_out(hall=hall, stands=in_rows(stands))
    houses = [
        create_organization(
            kind="merchant", country="SG", source_language="en", name={"en": f"House {seat}"}
        ).pk
        for seat in range(seats)
    ]
    organizer = User.objects.create_user("organizer@example.com")
    return list(Stand.objects.order_by("code").values_list("pk", flat=True)), houses, organizer.pk


def book(stage: Stage, turn: int, seat: int) -> str:
    """Hold the stand of this round and have it confirmed; whoever comes too late waits for it."""
    stands, houses, organizer = stage
    stand = Stand.objects.select_related("hall__edition").get(pk=stands[turn])
    organization, by = Organization.objects.get(pk=houses[seat]), User.objects.get(pk=organizer)
    # Whoever won a round plays no more: an organization has one stand.
    if StandApplication.objects.filter(organization=organization, state="confirmed").exists():
        return "done"
    try:
        hold_stand(stand=stand, organization=organization)
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
    rounds = min(ROUNDS, PROCESSES - 2)
    outcome = track.run(book, stage=open_hall, verdict=booked, rounds=rounds, stands=rounds, seats=PROCESSES)
    assert not outcome.errors
    for said in outcome.by_round().values():
        assert said.count("confirmed") == 1
    assert outcome.verdict == (rounds, rounds, rounds)


def taken_twice(outcome: Outcome) -> bool:
    return any(said.count("confirmed") > 1 for said in outcome.by_round().values())


def test_who_only_looks_takes_a_stand_twice(track: Track) -> None:
    outcome = track.control(
        take_after_looking,
        breaks=taken_twice,
        stage=open_hall,
        rounds=ROUNDS,
        stands=ROUNDS,
        seats=1,
    )
    assert taken_twice(outcome)


def overdue_hall(stands: int, seats: int) -> Stage:
    """Lay out a hall whose stands are each held by somebody whose time is over, and waited for by all."""
    found, houses, organizer = open_hall(stands, seats)
    for at, pk in enumerate(found):
        stand = Stand.objects.select_related("hall__edition").get(pk=pk)
        holder = create_organization(
            kind="merchant", country="SG", source_language="en", name={"en": f"Holder {at}"}
        )
        hold_stand(stand=stand, organization=holder)
        for house in houses:
            wait_for(stand=stand, organization=Organization.objects.get(pk=house))
    StandApplication.objects.filter(state="held").update(until="2026-01-01T00:00Z")
    return found, houses, organizer


def end_and_hold(stage: Stage, turn: int, seat: int) -> str:
    """End what is over, as the clock does; odd seats try to get between."""
    stand = Stand.objects.select_related("hall__edition").get(pk=stage[0][turn])
    if seat % 2:
        end_overdue()
        return "ended"
    try:
        hold_stand(stand=stand, organization=Organization.objects.get(pk=stage[1][seat]))
    except Refused:
        return "refused"
    return "held"


def had(stage: Stage) -> tuple[bool, int]:
    """Return whether every stand that is held has one application, and how many there are."""
    applications = StandApplication.objects.filter(stand__isnull=False)
    held = Stand.objects.filter(state="held").count()
    return held == applications.filter(stand__state="held").count(), held


def test_clocks_and_visitors_at_once_give_every_stand_to_one(track: Track) -> None:
    outcome = track.run(end_and_hold, stage=overdue_hall, verdict=had, rounds=3, stands=3, seats=PROCESSES)
    assert not outcome.errors
    assert outcome.verdict == (True, 3)
