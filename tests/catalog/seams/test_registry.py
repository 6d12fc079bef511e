"""Registries that upper rooms fill: one name means one thing."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.http import HttpRequest

from catalog.seams import desk, schedules
from catalog.seams.desk import DeskCondition, DeskEntry, DeskStep, Hindrance
from catalog.seams.registry import Registry
from catalog.seams.schedules import Schedule


@dataclass(frozen=True)
class Stall:
    name: str
    goods: str


@pytest.fixture
def stalls() -> Registry[Stall]:
    return Registry("stall")


def test_entries_come_in_the_order_they_were_registered(stalls: Registry[Stall]) -> None:
    stalls.register(Stall("north", "tea"))
    stalls.register(Stall("east", "pepper"))
    assert [stall.name for stall in stalls] == ["north", "east"]
    assert len(stalls) == 2
    assert "north" in stalls
    assert "south" not in stalls
    assert stalls.get("east").goods == "pepper"


def test_saying_the_same_twice_changes_nothing(stalls: Registry[Stall]) -> None:
    stalls.register(Stall("north", "tea"))
    stalls.register(Stall("north", "tea"))
    assert len(stalls) == 1


def test_a_name_cannot_mean_two_things(stalls: Registry[Stall]) -> None:
    stalls.register(Stall("north", "tea"))
    with pytest.raises(ValueError, match="The stall 'north' is already registered"):
        stalls.register(Stall("north", "pepper"))
    assert stalls.get("north").goods == "tea"


def test_an_unknown_name_is_answered_with_the_known_ones(stalls: Registry[Stall]) -> None:
    with pytest.raises(LookupError, match=r"No stall is called 'west'\. Known: none\."):
        stalls.get("west")
    stalls.register(Stall("north", "tea"))
    stalls.register(Stall("east", "pepper"))
    with pytest.raises(LookupError, match=r"Known: east, north\."):
        stalls.get("west")


def test_a_registry_may_grow_while_it_is_read(stalls: Registry[Stall]) -> None:
    stalls.register(Stall("north", "tea"))
    for stall in stalls:
        stalls.register(Stall(f"behind {stall.name}", "tea"))
    assert len(stalls) == 2


def test_the_desk_shows_what_a_role_may_use_in_the_order_of_the_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ENTRIES", Registry("desk entry"))
    desk.register(DeskEntry("money", "Money", "desk-money", frozenset({"owner", "finance"}), order=30))
    desk.register(DeskEntry("goods", "Goods", "desk-goods", frozenset({"owner", "editor"}), order=10))
    desk.register(DeskEntry("talks", "Talks", "desk-talks", frozenset({"owner", "sales"}), order=20))
    desk.register(
        DeskEntry("shop", "Shop", "desk-shop", frozenset({"owner"}), order=40, kinds=frozenset({"seller"}))
    )

    def seen(roles: list[str], kind: str = "buyer") -> list[str]:
        return [entry.name for entry in desk.entries_for(roles, kind)]

    assert seen(["owner"]) == ["goods", "talks", "money"]
    assert seen(["owner"], "seller") == ["goods", "talks", "money", "shop"]
    assert seen(["sales", "finance"], "seller") == ["talks", "money"]
    assert seen(["guest"]) == []
    assert seen([]) == []


def test_first_steps_are_those_of_the_kind_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "STEPS", Registry("desk step"))
    for name, order, kinds in (("shop", 20, {"seller"}), ("name", 10, set())):
        desk.register_step(
            DeskStep(name, name, "", "desk", frozenset({"owner"}), bool, order, frozenset(kinds))
        )
    assert [step.name for step in desk.steps_for("seller")] == ["name", "shop"]
    assert [step.name for step in desk.steps_for("buyer")] == ["name"]


def test_the_first_hindrance_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "CONDITIONS", Registry("desk condition"))
    request, why = HttpRequest(), Hindrance("Wait", "Not yet", "/", "Home")
    assert desk.hindrance(request, frozenset({"owner"})) is None
    desk.register_condition(DeskCondition("none", lambda request, roles: None))
    desk.register_condition(DeskCondition("owners", lambda request, roles: why if "owner" in roles else None))
    assert desk.hindrance(request, frozenset({"owner"})) is why
    assert desk.hindrance(request, frozenset({"sales"})) is None


def test_schedules_are_kept_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "SCHEDULES", Registry("schedule"))
    hourly = Schedule("tidy", timedelta(hours=1), lambda: None)
    schedules.register(hourly)
    assert schedules.registered() == [hourly]
    assert hourly.longest == timedelta(minutes=15)
