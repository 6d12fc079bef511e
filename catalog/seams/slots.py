"""Slots: what upper rooms show on the pages and cards of a lower room.

A page or list names its place ("product.actions", "product.card", "storefront.sections" …) and
fills it for all its ids at once: each slot runs one selector however long the list is.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.seams.preferences import Preferences
from catalog.seams.registry import Registry

Selector = Callable[[Sequence[Any], Preferences], Mapping[Any, Mapping[str, Any]]]


@dataclass(frozen=True)
class Slot:
    """One contribution to one place.

    `selector(ids, preferences)` returns the template's values for those ids that have something to
    show, in a number of queries that does not depend on how many ids there are; `order` sorts slots
    of one place, low first. A slot knows no visitor: the page it stands on may be cached for all.
    """

    name: str
    place: str
    selector: Selector
    template: str
    order: int = 100


@dataclass(frozen=True)
class FilledSlot:
    """A slot with the values of one object, ready to be rendered."""

    name: str
    template: str
    values: Mapping[str, Any]


SLOTS: Registry[Slot] = Registry("slot")


def register(slot: Slot) -> None:
    """Add a slot while the site starts."""
    SLOTS.register(slot)


def fill(*, place: str, ids: Iterable[Hashable], preferences: Preferences) -> dict[Any, list[FilledSlot]]:
    """Return the filled slots of a place for every id, in their order; often an empty list."""
    wanted = list(dict.fromkeys(ids))
    filled: dict[Any, list[FilledSlot]] = {one: [] for one in wanted}
    if not wanted:
        return filled
    for slot in sorted((slot for slot in SLOTS if slot.place == place), key=lambda slot: slot.order):
        found = slot.selector(wanted, preferences)
        for one in wanted:
            if one in found:
                filled[one].append(FilledSlot(slot.name, slot.template, found[one]))
    return filled
