"""Stands confirmed, declined, given back and offered on, all at the same moment: each has one owner.

In every round many organizations want one stand. Whoever holds it or is offered it applies, and is then
confirmed, declined, or gives it back; the others wait for it. Whatever the order, a stand goes to one
after the other, is confirmed once at most, and is nobody's only where nobody waits.
"""

import time
from typing import NamedTuple

import pytest

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from expo.fair.models import Booth, Stand, StandApplication, StandWish
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.services.applying import (
    confirm_application,
    decline_application,
    keep_words,
    send_application,
    withdraw_application,
)
from expo.fair.services.holding import end_overdue, hold_stand, wait_for
from portal.accounts.models import User
from tests.expo.fair.test_stand_race import Stage, at_stand, open_hall
from tests.harness.race import THOROUGH, Outcome, Track

# Each turn is several services, so there are fewer of them than where one is raced for.
ROUNDS = 30 if THOROUGH else 4
SEATS = 24 if THOROUGH else 12
TRIES = 3


class End(NamedTuple):
    """What a race left behind: counts of what must not be, then what came of it."""

    twice_confirmed: int
    nobodys_but_waited_for: int
    state_and_application_differ: int
    booth_and_stand_differ: int
    taken: int
    handed_on: int


def come_and_go(stage: Stage, turn: int, seat: int) -> str:
    """Want the stand; have it confirmed, declined, or give it back, by seat; wait where another has it."""
    stand, organization = at_stand(stage, turn, seat)
    by = User.objects.get(pk=stage[2])
    said = "waits"
    for _try in range(TRIES):
        application = StandApplication.objects.get(organization=organization)
        try:
            if application.state not in {"held", "offered"}:
                application = hold_stand(stand=stand, organization=organization)
            return decided(application, seat, by)
        except Refused:
            said = queued(stand, organization)
    return said


def decided(application: StandApplication, seat: int, by: User) -> str:
    """Apply, and do with it what this seat is for."""
    words = keep_words(
        edition=application.edition, organization=application.organization, shows="x", needs=""
    )
    sent = send_application(application=words, by=by)
    if seat % 4 == 0:
        confirm_application(application=sent, by=by)
        return "confirmed"
    if seat % 4 == 1:
        decline_application(application=sent, reason="Full", by=by)
        return "declined"
    withdraw_application(application=sent, by=by)
    return "given back"


def queued(stand: Stand, organization: Organization) -> str:
    try:
        wait_for(stand=stand, organization=organization)
    except Refused:
        return "refused"
    return "waits"


def judged(stage: Stage) -> End:
    """Ring once as the clock does each minute, then compare stands, applications, booths and the trail."""
    end_overdue()
    stands = Stand.objects.filter(pk__in=stage[0])
    has = dict(StandApplication.objects.filter(stand__isnull=False).values_list("stand", "state"))
    booths = set(Booth.objects.filter(stand__isnull=False).values_list("stand", flat=True))
    waited = set(
        StandWish.objects.filter(application__stand__isnull=True).values_list("stand", flat=True).distinct()
    )
    meant = {"free": {""}, "held": {"held", "offered", "applied"}, "taken": {"confirmed"}}
    rows = list(stands.values_list("pk", "state"))
    confirmed = [
        entry["stand"]
        for entry in Entry.objects.filter(action="stand.confirmed").values_list("after", flat=True)
    ]
    return End(
        twice_confirmed=len(confirmed) - len(set(confirmed)),
        nobodys_but_waited_for=sum(pk not in has and pk in waited for pk, _state in rows),
        state_and_application_differ=sum(has.get(pk, "") not in meant[state] for pk, state in rows),
        booth_and_stand_differ=sum((state == "taken") != (pk in booths) for pk, state in rows),
        taken=sum(state == "taken" for _pk, state in rows),
        handed_on=Entry.objects.filter(action="stand.offered").count(),
    )


def test_a_stand_that_changes_hands_is_ones_at_a_time(track: Track) -> None:
    outcome = track.run(
        come_and_go,
        stage=open_hall,
        verdict=judged,
        processes=SEATS,
        rounds=ROUNDS,
        stands=ROUNDS,
        seats=SEATS,
    )
    assert not outcome.errors
    end = outcome.verdict
    assert end[:4] == (0, 0, 0, 0), end
    assert outcome.values["confirmed"] == end.taken <= ROUNDS
    # Both happened, or the race has shown nothing of a waiting list.
    assert outcome.values["declined"] + outcome.values["given back"] > 0
    assert end.handed_on > 0


def hand_on_after_looking(stage: Stage, turn: int, seat: int) -> str:
    """The control: looks who has the stand, then gives it; back and on by what was read before."""
    stand, organization = at_stand(stage, turn, seat)
    mine = StandApplication.objects.get(organization=organization)
    if stand.state != "free":
        StandWish.objects.get_or_create(
            application=mine, stand=stand, defaults={"asked_at": "2026-01-01T00:00Z"}
        )
        return "waits"
    time.sleep(0.002)
    Stand.objects.filter(pk=stand.pk).update(state="held")
    StandApplication.objects.filter(pk=mine.pk).update(state="held", stand=stand)
    if seat % 2:
        StandApplication.objects.filter(pk=mine.pk).update(state="draft", stand=None)
        Stand.objects.filter(pk=stand.pk).update(state="free")
    return "held"


def differing(stage: Stage) -> int:
    """Return how many stands say something else than the applications that have them."""
    has = set(StandApplication.objects.filter(stand__isnull=False).values_list("stand", flat=True))
    rows = Stand.objects.filter(pk__in=stage[0]).values_list("pk", "state")
    return sum((state == "free") == (pk in has) for pk, state in rows)


def test_handed_on_after_looking_a_stand_is_nobodys_or_two_peoples(track: Track) -> None:
    def broken(outcome: Outcome) -> bool:
        return bool(outcome.errors or outcome.verdict)

    assert broken(
        track.control(
            hand_on_after_looking,
            breaks=broken,
            stage=open_hall,
            verdict=differing,
            processes=6,
            rounds=8,
            stands=8,
            seats=6,
        )
    )


def test_a_decision_that_comes_too_late_is_named(db: None) -> None:
    stage = open_hall(1, 2)
    (stand, first), by = at_stand(stage, 0, 0), User.objects.get(pk=stage[2])
    second = Organization.objects.get(pk=stage[1][0][1])
    held = hold_stand(stand=stand, organization=first)
    assert queued(stand, second) == "waits"
    assert decided(held, 1, by) == "declined"
    with pytest.raises(MoveRefused, match="Declined"):
        confirm_application(application=held, by=by)
    end_overdue()
    assert StandApplication.objects.get(organization=second).state == "offered"
