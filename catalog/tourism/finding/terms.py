"""Terms of cancellation as spans of days: what the operator keeps when cancelled in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.numbers import format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalog.reference.cldr import locale_of
from catalog.tourism.presenting import day_words
from catalog.tourism.tour_document import CancellationStep


@dataclass(frozen=True, slots=True)
class Span:
    """Days in which the same is kept: from so many days before departure until so many, both included.

    ``earliest`` None: at any time before; ``latest`` None: to the departure and after it.
    """

    earliest: int | None
    latest: int | None
    keeps: int

    def dated(self, on: date, language: str) -> str:
        """Return the span in days of the calendar, for a departure on a day."""
        first, last = (
            None if before is None else day_words(on - timedelta(days=before), language)
            for before in (self.earliest, self.latest)
        )
        if first is None and last is None:
            return _("At any time")
        if first is None:
            return _("Until %(day)s") % {"day": last}
        if last is None:
            return _("From %(day)s") % {"day": first}
        return first if first == last else f"{first} – {last}"

    def counted(self) -> str:
        """Return the span in days before a departure."""
        if self.latest is None:
            count = (self.earliest or 0) + 1
            if self.earliest is None:
                return _("At any time")
            text = ngettext(
                "Fewer than %(counter)s day before departure",
                "Fewer than %(counter)s days before departure",
                count,
            )
            return text % {"counter": count}
        if self.earliest is None:
            text = ngettext(
                "%(counter)s day before departure or earlier",
                "%(counter)s days before departure or earlier",
                self.latest,
            )
            return text % {"counter": self.latest}
        if self.earliest == self.latest:
            text = ngettext(
                "%(counter)s day before departure", "%(counter)s days before departure", self.latest
            )
            return text % {"counter": self.latest}
        return _("%(first)s to %(last)s days before departure") % {
            "first": self.earliest,
            "last": self.latest,
        }

    def kept(self, language: str) -> str:
        """Return how much of the price is kept."""
        if not self.keeps:
            return pgettext("kept of a price", "Nothing")
        return format_percent(self.keeps / 100, locale=locale_of(language))


def spans(steps: Sequence[CancellationStep]) -> list[Span]:
    """Return every span from the longest time before to the departure itself.

    A step holds for fewer than so many days before: until then what the step before it says holds, and
    before the first of them nothing is kept.
    """
    ordered = sorted(steps, key=lambda step: -step.days_before)
    found: list[Span] = []
    earliest: int | None = None
    keeps = 0
    for step in ordered:
        if earliest is None or step.days_before <= earliest:
            found.append(Span(earliest, step.days_before, keeps))
        earliest, keeps = step.days_before - 1, step.keeps
    found.append(Span(earliest, None, keeps))
    return found


def cancellation_values(
    steps: Sequence[CancellationStep], on: date | None, language: str
) -> list[dict[str, str]]:
    """Return the terms of cancellation step by step: when, and how much of the price is kept.

    With the day of a departure in days of the calendar, by the clock of the meeting point; without one
    in days before it. Nothing where the operator states none.
    """
    return [
        {"when": span.dated(on, language) if on else span.counted(), "kept": span.kept(language)}
        for span in (spans(steps) if steps else ())
    ]
