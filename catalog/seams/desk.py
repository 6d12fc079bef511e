"""The desk, where members of an organization work: its menu, its first steps, and who must do what before.

Rooms fill these registries while the site starts; the merchants' room reads them.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from catalog.seams.registry import Registry

Words = str | Promise


@dataclass(frozen=True)
class DeskEntry:
    """One line of the menu under ``/desk/<organization>/``.

    `url_name` is reversed with the organization's slug alone; `roles` are those that see the line,
    `kinds` the kinds of organization that have it (all of them where none is named); `order` sorts
    the menu, low first.
    """

    name: str
    label: Words
    url_name: str
    roles: frozenset[str]
    order: int = 100
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DeskStep:
    """One step from "I registered" to "I am found".

    `is_done(organization_id)` is asked anew each time and reads what is there; nothing remembers
    steps. `text` says what the step is for. The other fields are those of a `DeskEntry`.
    """

    name: str
    label: Words
    text: Words
    url_name: str
    roles: frozenset[str]
    is_done: Callable[[int], bool]
    order: int = 100
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hindrance:
    """Why a desk stays shut to a member, and the page where they put it right."""

    title: str
    text: str
    url: str
    link: str


@dataclass(frozen=True)
class DeskCondition:
    """What must be so before a person with these roles enters: `hindrance` is None while it is."""

    name: str
    hindrance: Callable[[HttpRequest, frozenset[str]], Hindrance | None]


ENTRIES: Registry[DeskEntry] = Registry("desk entry")
STEPS: Registry[DeskStep] = Registry("desk step")
CONDITIONS: Registry[DeskCondition] = Registry("desk condition")


def register(entry: DeskEntry) -> None:
    """Add an entry of the menu while the site starts."""
    ENTRIES.register(entry)


def register_step(step: DeskStep) -> None:
    """Add a first step while the site starts."""
    STEPS.register(step)


def register_condition(condition: DeskCondition) -> None:
    """Add a condition while the site starts."""
    CONDITIONS.register(condition)


def entries_for(roles: Collection[str], kind: str) -> list[DeskEntry]:
    """Return the entries that somebody with any of these roles sees in an organization of that kind."""
    seen = (entry for entry in ENTRIES if entry.roles & set(roles) and kind in (entry.kinds or {kind}))
    return sorted(seen, key=lambda entry: entry.order)


def steps_for(kind: str) -> list[DeskStep]:
    """Return the first steps of an organization of that kind, in their order."""
    return sorted((step for step in STEPS if kind in (step.kinds or {kind})), key=lambda step: step.order)


def hindrance(request: HttpRequest, roles: frozenset[str]) -> Hindrance | None:
    """Return the first thing that keeps a member out, or None."""
    return next((found for one in CONDITIONS if (found := one.hindrance(request, roles))), None)
