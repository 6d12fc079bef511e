"""Owners who leave at the same moment: one of them stays."""

import time
import uuid

from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import add_member, create_organization
from catalog.merchants.services.members import LastOwner, remove_member
from portal.accounts.models import User
from tests.harness.race import Outcome, Track

SEATS, ROUNDS = 4, 6
Stage = list[tuple[int, list[int]]]


def open_houses(houses: int, seats: int) -> Stage:
    stage = []
    for _ in range(houses):
        house = create_organization(kind="company", country="SG", source_language="en", name={"en": "House"})
        people = [User.objects.create_user(f"{uuid.uuid4().hex}@example.com") for _ in range(seats)]
        for person in people:
            add_member(organization=house, user_id=person.pk, role="owner")
        stage.append((house.pk, [person.pk for person in people]))
    return stage


def leave(stage: Stage, turn: int, seat: int) -> bool:
    house, people = stage[turn]
    person = User.objects.get(pk=people[seat])
    try:
        remove_member(organization=Organization.objects.get(pk=house), user_id=person.pk, by=person)
    except LastOwner:
        return False
    return True


def leave_after_looking(stage: Stage, turn: int, seat: int) -> bool:
    """The control: looks for another owner, then leaves, and holds nothing in between."""
    house, people = stage[turn]
    held = Membership.objects.filter(organization_id=house, role="owner")
    if not held.exclude(user_id=people[seat]).exists():
        return False
    time.sleep(0.002)
    held.filter(user_id=people[seat]).delete()
    return True


def owners_left(stage: Stage) -> list[int]:
    return [Membership.objects.filter(organization_id=house, role="owner").count() for house, _ in stage]


def test_one_owner_stays_however_many_leave_at_once(track: Track) -> None:
    outcome = track.run(
        leave,
        stage=open_houses,
        verdict=owners_left,
        processes=SEATS,
        rounds=ROUNDS,
        houses=ROUNDS,
        seats=SEATS,
    )
    assert not outcome.errors
    assert outcome.verdict == [1] * ROUNDS
    assert all(left.count(False) == 1 for left in outcome.by_round().values())


def nobody_is_left(outcome: Outcome) -> bool:
    return 0 in outcome.verdict


def test_without_holding_the_organization_all_of_them_leave(track: Track) -> None:
    outcome = track.control(
        leave_after_looking,
        breaks=nobody_is_left,
        stage=open_houses,
        verdict=owners_left,
        processes=SEATS,
        rounds=ROUNDS,
        houses=ROUNDS,
        seats=SEATS,
    )
    assert 0 in outcome.verdict
