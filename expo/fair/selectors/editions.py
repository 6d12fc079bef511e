"""Reads: the editions of the fair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.clocks import fair_place
from expo.fair.models import Edition


@dataclass(frozen=True)
class EditionCard:
    """An edition as its pages and lists show it.

    ``begins_on`` and ``ends_on`` are days by the clock of ``time_zone``, at ``place``; ``figures`` and
    ``partners`` are as the model keeps them; ``source`` is the short name of a source, or empty.
    """

    id: int
    slug: str
    number: int
    state: str
    is_current: bool
    begins_on: date
    ends_on: date
    time_zone: str
    place: str
    source_language: str
    name: LocalText
    theme: LocalText
    country_of_honour: str
    partners: Sequence[Mapping[str, Any]]
    figures: Sequence[Mapping[str, Any]]
    source: str
    is_demo: bool

    @property
    def takes_booking(self) -> bool:
        """Say whether stands of it can be held."""
        return self.state in BOOKABLE


BOOKABLE = frozenset({Edition.State.BOOKING.value, Edition.State.OPEN.value})


def editions(*, language: str) -> list[EditionCard]:
    """Return the editions a visitor may see, the latest first: one query.

    One that is only planned shows once it is the current one.
    """
    rows = (
        Edition.objects.rewrite(False)
        .annotate(**localized(Edition, "name", language), **localized(Edition, "theme", language))
        .order_by("-begins_on", "-pk")
        .values(
            *("pk", "slug", "number", "state", "is_current", "begins_on", "ends_on", "time_zone"),
            *("source_language", "city__names"),
            *("name_text", "name_lang", "theme_text", "theme_lang", "country_of_honour_id"),
            *("partners", "figures", "source_id", "is_demo"),
        )
    )
    return [
        _card(row, language) for row in rows if row["is_current"] or row["state"] != Edition.State.PLANNED
    ]


def _card(row: dict[str, Any], language: str) -> EditionCard:
    return EditionCard(
        id=row["pk"],
        slug=row["slug"],
        number=row["number"],
        state=row["state"],
        is_current=row["is_current"],
        begins_on=row["begins_on"],
        ends_on=row["ends_on"],
        time_zone=row["time_zone"],
        place=fair_place(row["city__names"], row["time_zone"], language),
        source_language=row["source_language"],
        name=LocalText(row["name_text"], row["name_lang"]),
        theme=LocalText(row["theme_text"], row["theme_lang"]),
        country_of_honour=row["country_of_honour_id"] or "",
        partners=row["partners"],
        figures=row["figures"],
        source=row["source_id"] or "",
        is_demo=row["is_demo"],
    )


def current(known: Sequence[EditionCard]) -> EditionCard | None:
    """Return the current one of the editions, or None."""
    return next((edition for edition in known if edition.is_current), None)


def edition_at(slug: str, *, language: str) -> EditionCard | None:
    """Return the edition at this slug, if a visitor may see it."""
    return next((edition for edition in editions(language=language) if edition.slug == slug), None)
