"""What a party pays on a day: by season and age band, in whole minor units."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.tourism.tour_document import BandDocument, SeasonDocument, TourDocument
from catalog.tourism.words import BANDS, word


def price_of(*, document: TourDocument, on: date, party: Mapping[str, int]) -> dict[str, Any]:
    """Return what a party pays that departs on a day, as ``Booking.price`` keeps it.

    ``minor`` of a line is for one traveller, ``total`` for the whole party. Raises ValidationError, one
    message list per field: ``on`` where no season names the day (the gap is told) or a season names no
    price for a band, ``party`` for a party that ``seats_of`` does not take.
    """
    seats_of(document=document, party=party)
    season = season_of(document=document, on=on)
    if season is None:
        raise ValidationError({"on": [_gap(document, on)]})
    lines: list[dict[str, Any]] = []
    for band in document.bands:
        count = party.get(band.key, 0)
        if not count:
            continue
        if band.key not in season.prices:
            words = {"band": word(BANDS, band.key), "from": season.from_day, "until": season.until_day}
            raise ValidationError(
                {"on": [_("No price is set for “%(band)s” from %(from)s to %(until)s.") % words]}
            )
        lines.append({"band": band.key, "count": count, "minor": season.prices[band.key]})
    total = sum(line["count"] * line["minor"] for line in lines)
    return {"currency": document.currency, "lines": lines, "total": total}


def seats_of(*, document: TourDocument, party: Mapping[str, int]) -> int:
    """Return how many seats a party takes: infants on a lap take none.

    Raises ValidationError at ``party`` for an age band the tour does not have, a number below zero, or a
    party none of whom takes a seat.
    """
    bands = {band.key: band for band in document.bands}
    for key, count in party.items():
        if key not in bands:
            raise ValidationError({"party": [_("This tour does not take “%s”.") % word(BANDS, key)]})
        if count < 0:
            raise ValidationError({"party": [_("A number of travellers is never below zero.")]})
    seats = sum(count for key, count in party.items() if bands[key].seat)
    if not seats:
        raise ValidationError({"party": [_("Say how many of you travel.")]})
    return seats


def age_on(born: date, day: date) -> int:
    """Return an age in full years; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_fits(band: BandDocument, *, born: date, on: date) -> bool:
    """Say whether somebody is of a band's age on the day of departure, both of its ends included."""
    age = age_on(born, on)
    return band.age_from <= age and (band.age_to is None or age <= band.age_to)


def season_of(*, document: TourDocument, on: date) -> SeasonDocument | None:
    """Return the season of a day, None in a gap; of two that name it the later counts, put over the other."""
    naming = (one for one in reversed(document.seasons) if one.from_day <= on <= one.until_day)
    return next(naming, None)


def _gap(document: TourDocument, on: date) -> str:
    """Say between which seasons a day falls."""
    before = max((one.until_day for one in document.seasons if one.until_day < on), default=None)
    after = min((one.from_day for one in document.seasons if one.from_day > on), default=None)
    words = {"day": on, "before": before, "after": after}
    if before and after:
        return (
            _("No price is set for %(day)s: one season ends on %(before)s, the next begins on %(after)s.")
            % words
        )
    if before:
        return _("No price is set for %(day)s: the last season ends on %(before)s.") % words
    if after:
        return _("No price is set for %(day)s: the first season begins on %(after)s.") % words
    return _("No price is set for %(day)s.") % words
