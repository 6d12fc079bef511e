"""Entries of the desk menu: the pages a member of an organization works on."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from catalog.seams.registry import Registry


@dataclass(frozen=True)
class DeskEntry:
    """One line of the menu under ``/desk/<organization>/``.

    `url_name` is reversed with the organization's slug alone; `roles` are those that see the line,
    `order` sorts the menu, low first.
    """

    name: str
    label: str | Promise
    url_name: str
    roles: frozenset[str]
    order: int = 100


ENTRIES: Registry[DeskEntry] = Registry("desk entry")


def register(entry: DeskEntry) -> None:
    """Add an entry while the site starts."""
    ENTRIES.register(entry)


def entries_for(roles: Collection[str]) -> list[DeskEntry]:
    """Return the entries that somebody with any of these roles sees, in the order of the menu."""
    return sorted((entry for entry in ENTRIES if entry.roles & set(roles)), key=lambda entry: entry.order)
