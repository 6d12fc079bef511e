"""What stands beside a tour on its page: asking for seats of a departure, and the borders on the way."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.reference.cldr import country_name
from catalog.reference.display import show_money
from catalog.reference.money import Money
from catalog.tourism.booking_forms import PartyForm
from catalog.tourism.entry_tour import borders_of
from catalog.tourism.finding.words import weekday_words
from catalog.tourism.presenting import stop_values
from catalog.tourism.pricing import price_of
from catalog.tourism.selectors.departures import DepartureLine
from catalog.tourism.selectors.tour_page import TourPage
from catalog.tourism.tour_document import TourDocument

Values = dict[str, Any]


def booking_values(page: TourPage, chosen: DepartureLine | None, language: str, now: datetime) -> Values:
    """Return the question how many travel on the departure chosen; nothing where it takes no bookings."""
    if chosen is None or not chosen.takes_bookings(now):
        return {}
    document = page.document
    form = PartyForm(bands=document.bands, most=document.group_max)
    return {
        "party": form,
        "book_day": weekday_words(chosen.on, language),
        "book_url": reverse("tour-book", args=[page.card.slug, chosen.on.isoformat()]),
    }


def border_values(page: TourPage, chosen: DepartureLine | None, language: str, today: date) -> list[Values]:
    """Return the borders a tour leads over for whoever lives where it begins, in order.

    Each with its day (1 is the first), the country entered, and the crossing where one is named.
    """
    first = chosen.on if chosen else today
    stops = {line.stop.place: line.stop for line in page.stops}
    borders = borders_of(points=page.way, on=first, days=page.card.days, start=page.way[0].country)
    return [
        {
            "day": (border.on - first) // timedelta(days=1) + 1,
            "into": country_name(border.into, language),
            "by": stop_values(stops[border.crossing], language) if border.crossing in stops else None,
        }
        for border in borders
    ]


def prices_on(document: TourDocument, days: Sequence[date], language: str) -> dict[date, str]:
    """Return what one traveller of the tour's first band with a seat pays on each day that has a price."""
    band = next((band.key for band in document.bands if band.seat), None)
    found: dict[date, str] = {}
    for day in days if band else ():
        try:
            total = price_of(document=document, on=day, party={str(band): 1})["total"]
        except ValidationError:
            continue
        found[day] = str(show_money(Money(total, document.currency), language))
    return found
