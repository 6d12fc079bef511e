"""What is wrong with whom a tour takes and what it costs: age bands, seasons, cancellation."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.reference.cldr import locale_of
from catalog.reference.currencies import is_currency
from catalog.tourism.tour_document import BandDocument, SeasonDocument, TourDocument
from catalog.tourism.words import BANDS, word

OLDEST = 120
# The whole of a price in minor units still fits a column of eight bytes when a coach is full.
DEAREST = 10**12

Said = Iterator[tuple[str, Any]]


def price_problems(document: TourDocument) -> Said:
    """Yield field and message of each problem; a season's stand by ``seasons.1``, the first one's."""
    for message in _bands(document.bands):
        yield "bands", message
    if not is_currency(document.currency):
        yield "currency", _("Choose the currency of the price.")
    yield from _seasons(document)
    for message in _steps(document):
        yield "cancellation", message


def _bands(bands: Sequence[BandDocument]) -> Iterator[str]:
    keys = [band.key for band in bands]
    if not any(band.key == "adult" and band.seat for band in bands):
        yield _("Say what an adult pays: a band for adults, with a seat.")
    if set(keys) - set(BANDS):
        yield _("Choose each age band from the list.")
    if len(set(keys)) < len(keys):
        yield _("Name each age band once.")
    ends = [(band.age_from, OLDEST if band.age_to is None else band.age_to, band.key) for band in bands]
    for first, last, key in ends:
        if not 0 <= first <= last <= OLDEST:
            yield _("%(band)s: the ages go from the lower to the higher, 0 to 120.") % {
                "band": word(BANDS, key)
            }
    for before, after in pairwise(sorted(ends)):
        if after[0] <= before[1]:
            yield _("“%(first)s” and “%(second)s” overlap: each age is in one band.") % {
                "first": word(BANDS, before[2]),
                "second": word(BANDS, after[2]),
            }


def _seasons(document: TourDocument) -> Said:
    seasons = document.seasons
    if not seasons:
        yield "seasons", _("State the prices of at least one season.")
    for number, season in enumerate(seasons, 1):
        for message in _season(season, document.bands):
            yield f"seasons.{number}", message
    for number, (before, after) in enumerate(pairwise(seasons), 2):
        if after.from_day <= before.until_day:
            yield (
                f"seasons.{number}",
                _("Seasons follow one another by date, without a day in two of them."),
            )
    for first, last in gaps_between(seasons):
        yield "seasons", gap_message(first, last)


def _season(season: SeasonDocument, bands: Sequence[BandDocument]) -> Iterator[str]:
    if season.until_day < season.from_day:
        yield _("A season ends after it begins.")
    keys = {band.key for band in bands}
    for key in sorted(keys - set(season.prices)):
        yield _("“%(band)s” has no price in this season.") % {"band": word(BANDS, key)}
    if set(season.prices) - keys:
        yield _("A price is stated for an age band the tour does not have.")
    if any(not 0 <= minor <= DEAREST for minor in season.prices.values()):
        yield _("Prices are not negative, and not beyond all measure.")


def gaps_between(seasons: Sequence[SeasonDocument]) -> list[tuple[date, date]]:
    """Return the days between the first and the last season that no season prices: first and last day."""
    found = []
    ordered = sorted(seasons, key=lambda season: season.from_day)
    priced_until = None
    for season in ordered:
        if priced_until and season.from_day - priced_until > timedelta(days=1):
            found.append((priced_until + timedelta(days=1), season.from_day - timedelta(days=1)))
        priced_until = max(priced_until or season.until_day, season.until_day)
    return found


def gap_message(first: date, last: date) -> str:
    """Say, in the active language, between which days nobody can tell the price."""
    if first == last:
        return _("There is no price for %(day)s.") % {"day": _day(first)}
    return _("There is no price from %(first)s to %(last)s.") % {"first": _day(first), "last": _day(last)}


def _day(day: date) -> str:
    return str(format_date(day, "long", locale=locale_of(get_language() or "en")))


def _steps(document: TourDocument) -> Iterator[str]:
    steps = document.cancellation
    if any(not 0 <= step.keeps <= 100 for step in steps):
        yield _("What is kept is 0 to 100 per cent.")
    if any(not 0 <= step.days_before <= 365 for step in steps):
        yield _("Steps of cancellation are 0 to 365 days before departure.")
    for before, after in pairwise(steps):
        if after.days_before >= before.days_before or after.keeps < before.keeps:
            yield _("Steps go from the earliest to the latest, and what is kept never becomes less.")
            return
