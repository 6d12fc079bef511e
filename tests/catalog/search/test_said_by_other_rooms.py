"""What a room above says of records that are not its own, and what of it goes with the clock."""

from collections.abc import Mapping, Sequence

import pytest

from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.contributors import ADDITIONS, CONTRIBUTORS, Addition, Facet, add, facets
from catalog.search.engine import Found
from catalog.search.plan import Plan
from catalog.search.present_moment import NOBODY, counted, settled
from catalog.search.selectors import search
from catalog.search.understanding import Query
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf

SHOPS = {1: ["north"], 2: ["south"], 3: ["south"]}


class Street:
    """A room that knows which shop has which thing, and which shops are open at this moment."""

    def __init__(self) -> None:
        self.open = ["south"]
        self.asked = 0

    def values(self, ids: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[str]]]:
        self.asked += 1
        return {one: {"shop": SHOPS[one]} for one in ids if one in SHOPS}

    def now(self) -> Mapping[str, Sequence[str]]:
        return {"now": self.open}

    def addition(self) -> Addition:
        labels = {"now": "Open now"}
        return Addition(
            name="street",
            kind="thing",
            facets=(
                Facet("shop", "Shop", lambda values, _: {one: one.title() for one in values}),
                Facet(
                    "open",
                    "Open",
                    lambda values, _: {one: labels[one] for one in values if one in labels},
                    within="shop",
                    now=self.now,
                ),
            ),
            values=self.values,
        )


@pytest.fixture
def street(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Street:
    for record, title in {1: "red tea", 2: "green tea", 3: "black tea", 4: "white tea"}.items():
        shelf.put(record, title)
    monkeypatch.setattr(ADDITIONS, "_entries", {})
    street = Street()
    add(street.addition())
    return street


def found(result: object) -> list[int]:
    return sorted(hit.id for hit in result.hits)  # type: ignore[attr-defined]


def test_records_are_narrowed_by_what_another_room_says_of_them(ask: Ask, street: Street) -> None:
    assert found(ask("tea", filters={"shop": ("south",)})) == [2, 3]
    assert ask("tea").facets["shop"] == {"south": 2, "north": 1}


def test_another_room_is_asked_once_for_all_records_of_a_batch(ask: Ask, street: Street) -> None:
    ask("tea")
    assert street.asked == 1


def test_a_record_keeps_what_its_own_room_says(ask: Ask, shelf: Shelf, street: Street) -> None:
    shelf.put(2, "green tea", facets={"country": ["VN"]})
    result = ask("tea", filters={"country": ("VN",), "shop": ("south",)})
    assert found(result) == [2]


def test_what_goes_with_the_clock_follows_it_without_the_index(ask: Ask, street: Street) -> None:
    assert found(ask("tea", filters={"open": ("now",)})) == [2, 3]
    services.rebuild()
    street.open = ["north"]
    assert found_again("tea", filters={"open": ("now",)}) == [1]
    street.open = []
    assert found_again("tea", filters={"open": ("now",)}) == []


def found_again(text: str, **more: object) -> list[int]:
    """Search without making the index anew."""
    return found(search(Query(text=text, language="en", **more), Preferences(language="en")))  # type: ignore[arg-type]


def test_what_goes_with_the_clock_is_counted_as_of_now(ask: Ask, street: Street) -> None:
    assert ask("tea").facets["open"] == {"now": 2}
    street.open = ["north"]
    assert ask("tea").facets["open"] == {"now": 1}
    street.open = []
    assert ask("tea").facets["open"] == {}


def test_choices_by_the_clock_and_of_what_it_is_within_hold_both(street: Street) -> None:
    assert settled({"open": ("now",), "shop": ("south", "north")}) == {"shop": ["south"]}
    assert settled({"open": ("now",), "shop": ("north",)}) == {"shop": [NOBODY]}
    assert settled({"shop": ("north",)}) == {"shop": ("north",)}


def test_the_clock_is_not_asked_where_nothing_is_counted(street: Street) -> None:
    def ask(plan: Plan) -> Found:
        raise AssertionError("nothing is to be counted")

    assert counted(Plan(), {"country": {"CN": 3}}, ask) == {}
    street.open = []
    assert counted(Plan(), {"shop": {"south": 2}}, ask) == {"open": {}}


def test_additions_to_a_kind_nobody_has_bring_no_facets(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {"shop", "open"} <= facets().keys()
    monkeypatch.setattr(CONTRIBUTORS, "_entries", {})
    assert not facets()


def test_what_is_said_by_another_room_is_part_of_what_verify_compares(ask: Ask, street: Street) -> None:
    ask("tea")
    assert not services.verify()
    SHOPS[4] = ["north"]
    try:
        assert list(services.verify().stale) == [("thing", 4)]
    finally:
        del SHOPS[4]
