"""Brings the tours of the demonstration, what of them departs, and who has taken seats."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.reference.days import today_in
from catalog.tourism.models import Place, Tour
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import to_json
from portal.accounts.models import User
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally
from portal.demo.tours.departures import bring_departures
from portal.demo.tours.documents import places_named, tour_document, zone_of
from portal.demo.tours.schema import TourEntry, ToursEntry
from portal.demo.tours.seats import bring_seats

OFFERED = {Tour.Status.PUBLISHED, Tour.Status.PAUSED}
Done = Callable[[Tally], None]


def bring_tours(
    told: ToursEntry | None,
    organizations: Mapping[str, Organization],
    pictures: Mapping[str, Picture],
    people: Mapping[str, User],
    done: Done,
) -> None:
    """Bring every tour whose places are known here, with its departures of the coming six months.

    A tour that names a place nobody has brought yet, or that editors have hidden, is left out until it is
    there. Raises ValidationError for what the room of tourism refuses.
    """
    if told is None:
        return
    places = _places(told)
    offers = [entry for entry in told.offers if places_named(entry) <= set(places)]
    shelf = Shelf(Exhibit.Kind.TOUR, Tour, Tally("Tours"))
    days: dict[str, date] = {}
    for entry in offers:
        days[entry.slug] = today_in([zone_of(entry, places)])
        _bring_tour(shelf, entry, told, organizations[entry.organization], places, pictures, days[entry.slug])
    done(shelf.tally)
    found = {entry.slug: shelf.row(entry.slug) for entry in offers}
    # What its operator or a moderator took off the shelves gets no new departures, and stays as it is.
    tours = {slug: tour for slug, tour in found.items() if tour is not None and tour.status in OFFERED}
    leaving = [entry for entry in offers if entry.slug in tours]
    for tally in bring_departures(leaving, tours, days):
        done(tally)
    done(bring_seats([entry for entry in told.seats if entry.tour in tours], tours, people, days))


def _places(told: ToursEntry) -> dict[str, Place]:
    named = {slug for entry in told.offers for slug in places_named(entry)}
    rows = Place.objects.rewrite(False).filter(slug__in=named, shown=True).select_related("country")
    return {place.slug: place for place in rows}


def _bring_tour(
    shelf: Shelf[Tour],
    entry: TourEntry,
    told: ToursEntry,
    organization: Organization,
    places: Mapping[str, Place],
    pictures: Mapping[str, Picture],
    today: date,
) -> None:
    known = shelf.row(entry.slug)
    if known is not None and known.status not in OFFERED:
        # To publish it would put it back.
        shelf.tally.same += 1
        return
    picture = pictures[entry.picture].pk
    document = tour_document(entry, told.words, places, today=today, picture=picture)
    stated = {"organization": organization.pk, "document": to_json(document)}
    if shelf.stands(entry.slug, stated):
        return
    with transaction.atomic():
        tour = publish_tour(
            organization=organization,
            document=document,
            tour=known,
            slug_from=entry.slug,
            stay_paused=True,
        )
        shelf.put(entry.slug, stated, tour)
