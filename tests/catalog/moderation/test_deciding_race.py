"""Moderators who decide about one report at the same moment: one decides, the others are told."""

import time

from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import create_organization
from catalog.moderation import services
from catalog.moderation.kinds import find
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services import DecidedMeanwhile
from portal.accounts.models import User
from tests.harness.race import Outcome, Track

SEATS, ROUNDS = 4, 6
Stage = list[tuple[str, int, list[int]]]


def report_houses(houses: int, seats: int) -> Stage:
    people = [User.objects.create_user(f"moderator-{seat}@example.com").pk for seat in range(seats)]
    stage = []
    for _ in range(houses):
        house = create_organization(kind="company", country="SG", source_language="en", name={"en": "House"})
        key = str(house.storefront.pk)
        thing = find("storefront", key, "en")
        assert thing is not None
        told = services.report(
            kind="storefront", thing=thing, reason="other", text="", language="en", voice="net:x"
        )
        stage.append((key, told.pk, people))
    return stage


def decide(stage: Stage, turn: int, seat: int) -> str:
    """Even seats suspend, odd seats leave it."""
    key, told, people = stage[turn]
    thing, by = find("storefront", key, "en"), User.objects.get(pk=people[seat])
    assert thing is not None
    reason = DecisionReason.objects.get(key="misleading")
    try:
        if seat % 2:
            services.close(kind="storefront", thing=thing, seen=[told], note="", by=by)
            return "left"
        services.suspend(kind="storefront", thing=thing, reason=reason, seen=[told], by=by)
    except DecidedMeanwhile:
        return "told"
    return "suspended"


def decide_after_looking(stage: Stage, turn: int, seat: int) -> str:
    """The control: looks whether the report waits, then decides."""
    _, told, people = stage[turn]
    if Report.objects.filter(pk=told, decided_at__isnull=False).exists():
        return "told"
    time.sleep(0.002)
    Report.objects.filter(pk=told).update(decided_by=people[seat], outcome="left")
    return "left"


def outcomes(stage: Stage) -> list[bool]:
    """Say for each house whether what its report says and whether it is suspended fit together."""
    fits = []
    for key, told, _ in stage:
        suspended = Suspension.objects.filter(kind="storefront", key=key).count()
        off = Organization.objects.filter(storefront=int(key), storefront__status="suspended").count()
        outcome = Report.objects.get(pk=told).outcome
        fits.append(suspended == off == int(outcome == "suspended"))
    return fits


def test_one_moderator_decides_and_the_others_are_told(track: Track) -> None:
    outcome = track.run(
        decide,
        stage=report_houses,
        verdict=outcomes,
        processes=SEATS,
        rounds=ROUNDS,
        houses=ROUNDS,
        seats=SEATS,
    )
    assert not outcome.errors
    assert outcome.verdict == [True] * ROUNDS
    assert all(said.count("told") == SEATS - 1 for said in outcome.by_round().values())


def two_decided(outcome: Outcome) -> bool:
    return any(said.count("left") > 1 for said in outcome.by_round().values())


def test_who_only_looks_decides_twice(track: Track) -> None:
    outcome = track.control(
        decide_after_looking,
        breaks=two_decided,
        stage=report_houses,
        verdict=outcomes,
        processes=SEATS,
        rounds=ROUNDS,
        houses=ROUNDS,
        seats=SEATS,
    )
    assert two_decided(outcome)
