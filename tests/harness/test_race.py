"""The race track shows what it is for: a guard that holds, and its control going wrong."""

import gc
import os
import time
from typing import Any

import pytest
from django.db.models import F
from django.urls import get_resolver
from django.utils.translation import trans_real
from wagtail.models import Page, Site

from tests.harness.race import Outcome, Track, address_of

PLACES = 3
"""A site's port stands in for a stock, so that the harness needs no room of ours."""


def fill_shelves(shelves: int) -> list[int]:
    root = Page.objects.get(depth=1)
    return [
        Site.objects.create(hostname=f"shelf-{n}", port=PLACES, root_page=root).pk for n in range(shelves)
    ]


def take_one(shelves: list[int], turn: int, seat: int) -> bool:
    return bool(Site.objects.filter(pk=shelves[turn], port__gte=1).update(port=F("port") - 1))


def take_one_after_looking(shelves: list[int], turn: int, seat: int) -> bool:
    """The control: reads, then writes."""
    left = Site.objects.values_list("port", flat=True).get(pk=shelves[turn])
    time.sleep(0.001)
    if left < 1:
        return False
    Site.objects.filter(pk=shelves[turn]).update(port=left - 1)
    return True


def what_is_left(shelves: list[int]) -> list[int]:
    return list(Site.objects.filter(pk__in=shelves).order_by("pk").values_list("port", flat=True))


def fail(stage: Any = None, turn: int = 0, seat: int = 0, **stage_arguments: Any) -> None:
    raise ValueError(f"no luck in seat {seat}")


def die(stage: Any, turn: int, seat: int) -> None:
    if seat == 0:
        os._exit(9)


def oversold(outcome: Outcome) -> bool:
    return any(taken.count(True) > PLACES for taken in outcome.by_round().values())


def test_a_conditional_update_sells_each_place_once(track: Track) -> None:
    outcome = track.run(take_one, stage=fill_shelves, verdict=what_is_left, processes=5, rounds=6, shelves=6)
    assert not outcome.errors
    assert not oversold(outcome)
    assert outcome.values[True] == 6 * PLACES
    assert outcome.verdict == [0] * 6


def test_without_the_condition_places_are_sold_twice(track: Track) -> None:
    outcome = track.control(
        take_one_after_looking, breaks=oversold, stage=fill_shelves, processes=5, rounds=6, shelves=6
    )
    assert outcome.values[True] > 6 * PLACES


def test_a_control_that_never_breaks_is_an_error(sqlite_track: Track) -> None:
    with pytest.raises(AssertionError, match="never went wrong"):
        sqlite_track.control(
            take_one, breaks=oversold, attempts=1, stage=fill_shelves, processes=2, rounds=2, shelves=2
        )


def test_errors_are_told_with_their_turn(sqlite_track: Track) -> None:
    outcome = sqlite_track.run(fail, processes=2, rounds=1)
    assert [turn.error for turn in outcome.turns] == [
        f"ValueError: no luck in seat {seat}" for seat in (0, 1)
    ]


def test_a_stage_that_fails_stops_the_race_and_the_next_one_runs(sqlite_track: Track) -> None:
    with pytest.raises(RuntimeError, match="no luck"):
        sqlite_track.run(take_one, stage=fail, stage_is_broken=True)
    assert sqlite_track.run(take_one, stage=fill_shelves, processes=1, rounds=1, shelves=1).values[True] == 1


def test_a_racer_that_dies_is_noticed(sqlite_track: Track) -> None:
    with pytest.raises(RuntimeError, match="died"):
        sqlite_track.run(die, processes=1, rounds=1)


def test_each_race_has_a_fresh_database(track: Track) -> None:
    for _ in range(2):
        outcome = track.run(
            take_one, stage=fill_shelves, verdict=what_is_left, processes=1, rounds=1, shelves=1
        )
        assert outcome.verdict == [PLACES - 1]


def test_a_function_other_processes_cannot_import_is_refused() -> None:
    with pytest.raises(ValueError, match="top level"):
        address_of(lambda: None)


def what_is_loaded(stage: Any, turn: int, seat: int) -> tuple[bool, bool, bool]:
    """Say of a racer that has just begun: are addresses, English and what the collector spares there?"""
    return (
        "en" in getattr(get_resolver(), "_reverse_dict", {}),
        "en" in getattr(trans_real, "_translations", {}),
        gc.get_freeze_count() > 100_000,
    )


def test_racers_load_nothing_that_the_track_has_loaded(sqlite_track: Track) -> None:
    outcome = sqlite_track.run(what_is_loaded, processes=2, rounds=1)
    assert outcome.values == {(True, True, True): 2}
