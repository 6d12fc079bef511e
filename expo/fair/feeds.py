"""Whose calendar holds what: rooms of the fair bring entries, one private address shows them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from catalog.seams.registry import Registry
from expo.fair.calendar_files import CalendarEntry


@dataclass(frozen=True)
class FeedSource:
    """One kind of entry. `entries(person, language)` returns a person's, cancelled ones of late included."""

    name: str
    entries: Callable[[AbstractBaseUser, str], Sequence[CalendarEntry]]


SOURCES: Registry[FeedSource] = Registry("source of calendar entries")


def register(source: FeedSource) -> None:
    """Add a source while the site starts."""
    SOURCES.register(source)


def entries_of(person: AbstractBaseUser, language: str) -> list[CalendarEntry]:
    """Return everything in a person's calendar, in the order of time."""
    found = [entry for source in SOURCES for entry in source.entries(person, language)]
    return sorted(found, key=lambda entry: (entry.begins, entry.key))
