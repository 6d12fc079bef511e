"""Places in the words of schema.org, for machines that read our pages.

TouristDestination, TouristAttraction, GeoCoordinates and OpeningHoursSpecification are those of
schema.org, read 2026-11-26. Only what a source is named for is said; coordinates are approximate.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.structured import whole_address
from catalog.reference.languages import html_tag
from catalog.tourism.models import Place
from catalog.tourism.open_data import LICENCE_ADDRESS
from catalog.tourism.selectors.places import PlaceLine, PlacePage

CSV, GEOJSON = "text/csv", "application/geo+json"
WHAT_PLACES_SAY = gettext_lazy(
    "Places, routes and border crossings between Guangxi and ASEAN, "
    "each with its source, and who may enter where."
)
WHAT_TOURS_SAY = gettext_lazy(
    "Facts about tours and departures as their operators state them, without the operators' own texts."
)
TYPES = {
    Place.Kind.DESTINATION: "TouristDestination",
    Place.Kind.ATTRACTION: "TouristAttraction",
    # There is no type for a border crossing; CivicStructure is that of stations, ports and airports.
    Place.Kind.CROSSING: "CivicStructure",
}


def address_of(place: PlaceLine) -> str:
    """Return the whole address of a place's page in the active language."""
    return f"{settings.SITE_ADDRESS}{reverse('place', args=[place.slug])}"


def short_data(place: PlaceLine, language: str) -> dict[str, Any]:
    """Return a place by name, address of its page and coordinates."""
    return {
        "@type": TYPES[Place.Kind(place.kind)],
        "@id": f"{address_of(place)}#place",
        "name": place.name.value,
        "url": address_of(place),
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
        "address": {"@type": "PostalAddress", "addressCountry": place.country},
    }


def page_data(address: str, language: str) -> dict[str, Any]:
    """Return the page that a record is the subject of, with the language it is in (a BCP 47 tag)."""
    return {"@type": "WebPage", "@id": address, "url": address, "inLanguage": html_tag(language)}


def place_data(page: PlacePage, language: str) -> dict[str, Any]:
    """Return a place with what is said of it; what nobody has said is left out."""
    place = page.place
    said: dict[str, Any] = {
        "alternateName": place.original.value if place.original else "",
        "description": page.about.value,
        "image": whole_address(place.picture.jpeg[-1].url) if place.picture else "",
        "containedInPlace": short_data(page.above, language) if page.above else None,
        "includesAttraction": [short_data(part, language) for part in page.parts]
        if place.kind == Place.Kind.DESTINATION
        else None,
        "openingHoursSpecification": _hours(place),
    }
    return {
        **short_data(place, language),
        "mainEntityOfPage": {**page_data(address_of(place), language), "sdLicense": LICENCE_ADDRESS},
        **{name: value for name, value in said.items() if value},
    }


def _hours(place: PlaceLine) -> dict[str, Any] | None:
    crossing = place.crossing
    if crossing is None or crossing.opens is None or crossing.closes is None:
        return None
    return {
        "@type": "OpeningHoursSpecification",
        "opens": crossing.opens.isoformat(),
        "closes": crossing.closes.isoformat(),
    }


def places_data(places: Sequence[PlaceLine], language: str, *, with_tours: bool) -> list[dict[str, Any]]:
    """Return the list of places of the front page, and the data sets it leads to."""
    tours = _data_set("tours", _("Tours"), WHAT_TOURS_SAY, (CSV, "tours-csv"), (CSV, "departures-csv"))
    return [
        {
            "@type": "ItemList",
            "@id": f"{_whole('journeys')}#places",
            "numberOfItems": len(places),
            "itemListElement": [
                {"@type": "ListItem", "position": at, "name": place.name.value, "url": address_of(place)}
                for at, place in enumerate(places, start=1)
            ],
        },
        _data_set("places", _("Places"), WHAT_PLACES_SAY, (CSV, "places-csv"), (GEOJSON, "places-geojson")),
        *([tours] if with_tours else []),
    ]


def _data_set(key: str, name: str, said: str | Promise, *files: tuple[str, str]) -> dict[str, Any]:
    """Return a data set with its licence and its files, each by media type and name of its address.

    Name and description are asked for by Google Search Central, "Dataset structured data", read 2026-11-26.
    """
    return {
        "@type": "Dataset",
        "@id": f"{_whole('journeys')}#{key}-data",
        "name": f"{_('Open data')}: {name}",
        "description": str(said),
        "url": f"{_whole('journeys')}#open-data",
        "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": _whole(route)}
            for media, route in files
        ],
    }


def _whole(route: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(route)}"
