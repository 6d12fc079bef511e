"""Tours in the words of schema.org, for machines that read our pages.

TouristTrip (and Trip), ItemList, AggregateOffer, Offer, UnitPriceSpecification and ItemAvailability are
those of schema.org, read 2026-11-26. Prices are the operator's own in the operator's currency, for one
traveller; only what the page shows is told.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.merchants.structured import place_data as address_data
from catalog.merchants.structured import whole_address
from catalog.products.structured import amount
from catalog.tourism.finding.words import band_words, weekday_words
from catalog.tourism.pricing import season_of
from catalog.tourism.selectors.departures import DepartureLine
from catalog.tourism.selectors.tour_page import TourPage
from catalog.tourism.structured import page_data, short_data
from catalog.tourism.tour_document import SeasonDocument, TourDocument

Data = dict[str, Any]
VOCABULARY = "https://schema.org/"


def tour_data(page: TourPage, language: str, now: datetime) -> Data:
    """Return a tour with its way and what is offered; what its operator has not said is left out."""
    card = page.card
    address = f"{settings.SITE_ADDRESS}{reverse('tour', args=[card.slug])}"
    pictures = [one.manifest for one in page.pictures if one.manifest]
    said: Data = {
        "alternateName": card.original.value if card.original else "",
        "description": page.texts["summary"].value,
        "image": [whole_address(manifest.jpeg[-1].url) for manifest in pictures],
        "itinerary": _itinerary(page, language),
        "tripOrigin": short_data(page.meeting_place, language) if page.meeting_place else None,
        "offers": _offers(page, address, language, now),
    }
    return {
        "@type": "TouristTrip",
        "@id": f"{address}#tour",
        "name": card.title.value,
        "url": address,
        "mainEntityOfPage": page_data(address, language),
        "provider": _operator(page),
        **{name: value for name, value in said.items() if value},
    }


def _operator(page: TourPage) -> Data:
    card = page.card
    operator = {
        "@type": "Organization",
        "name": card.organization.value,
        "address": address_data(page.country, page.city),
    }
    if not card.storefront:
        return operator
    address = f"{settings.SITE_ADDRESS}{reverse('storefront', args=[card.storefront])}"
    return {**operator, "@id": f"{address}#organization", "url": address}


def _itinerary(page: TourPage, language: str) -> Data | None:
    """Return the places in the order they are reached, one that is passed twice in both its steps."""
    by_slug = {place.slug: place for place in page.places}
    known = [(line.day, by_slug[line.stop.slug]) for line in page.stops if line.stop.slug in by_slug]
    if not known:
        return None
    return {
        "@type": "ItemList",
        "itemListOrder": f"{VOCABULARY}ItemListOrderAscending",
        "numberOfItems": len(known),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": place.name.value,
                "description": _("Day %(number)s") % {"number": day},
                "item": short_data(place, language),
            }
            for position, (day, place) in enumerate(known, start=1)
        ],
    }


def _offers(page: TourPage, address: str, language: str, now: datetime) -> Data | None:
    """Return what is asked in the seasons to come, and each departure still to be had; None without any."""
    document = page.document
    seasons = [season for season in document.seasons if season.until_day >= now.date()]
    asked = [minor for season in seasons for minor in _of_seats(document, season)]
    if not asked:
        return None
    offers = [
        _offer(line, document, address, language)
        for line in page.departures
        if not line.is_closed(now) and _price_on(document, line.on) is not None
    ]
    offered: Data = (
        {"offerCount": len(offers), "offers": offers}
        if offers
        else {"availability": f"{VOCABULARY}OutOfStock"}
    )
    return {
        "@type": "AggregateOffer",
        "url": address,
        "priceCurrency": document.currency,
        "lowPrice": amount(min(asked), document.currency),
        "highPrice": amount(max(asked), document.currency),
        "priceSpecification": list(_prices(document, seasons)),
        **offered,
    }


def _of_seats(document: TourDocument, season: SeasonDocument) -> list[int]:
    """Return what those pay in a season who take a seat."""
    return [season.prices[band.key] for band in document.bands if band.seat and band.key in season.prices]


def _price_on(document: TourDocument, on: date) -> int | None:
    """Return the full price of a day: that of the band that pays most, so that nobody is told too little."""
    season = season_of(document=document, on=on)
    return max(_of_seats(document, season), default=None) if season else None


def _offer(line: DepartureLine, document: TourDocument, address: str, language: str) -> Data:
    """Return a departure: what it has left, on which days it is, and until when it can be booked (UTC)."""
    full = _price_on(document, line.on)
    return {
        "@type": "Offer",
        "name": weekday_words(line.on, language),
        "url": f"{address}?on={line.on.isoformat()}",
        "price": amount(full or 0, document.currency),
        "priceCurrency": document.currency,
        "availability": f"{VOCABULARY}{'InStock' if line.free > 0 else 'SoldOut'}",
        "inventoryLevel": {"@type": "QuantitativeValue", "value": line.free, "unitText": _("seats")},
        "availabilityStarts": line.on.isoformat(),
        "availabilityEnds": line.back_on.isoformat(),
        "validThrough": line.closes_at.isoformat(),
    }


def _prices(document: TourDocument, seasons: list[SeasonDocument]) -> Iterator[Data]:
    """Yield what each band pays in each season; its days are days of departure, both included."""
    for season in sorted(seasons, key=lambda season: season.from_day):
        for band in document.bands:
            if band.key in season.prices:
                yield {
                    "@type": "UnitPriceSpecification",
                    "name": band_words(band),
                    "price": amount(season.prices[band.key], document.currency),
                    "priceCurrency": document.currency,
                    "referenceQuantity": {
                        "@type": "QuantitativeValue",
                        "value": 1,
                        "unitText": _("traveller"),
                    },
                    "validFrom": season.from_day.isoformat(),
                    "validThrough": season.until_day.isoformat(),
                }
