"""The demonstration's cruise to Ha Long: the addresses it has there, and the same tour all by itself.

Runs inside an installation.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.tourism.models import Departure

OPERATOR = "demo-both-banks-tours"
CRUISE = "nanning-ha-long-bay-cruise"


def tour_slugs() -> dict[str, str]:
    """Return a cruise, a day on which it can be booked, and what the buyer has booked of it.

    The owner of the tea house works for the operator too, so that one sign-in sees both desks.
    """
    from django.contrib.auth import get_user_model

    from catalog.merchants.models import Organization
    from catalog.merchants.services import add_member
    from catalog.tourism.booking_links import token
    from catalog.tourism.models import Booking, Departure, DeparturePattern, Tour
    from catalog.tourism.selectors.tours import document_of
    from catalog.tourism.services.tour_drafts import save_draft

    house = Organization.objects.get(slug=OPERATOR)
    owner = get_user_model().objects.get(email="owner@demo.example")
    add_member(organization=house, user_id=owner.pk, role="owner")
    tour = Tour.objects.rewrite(False).get(slug=CRUISE)
    draft = save_draft(organization=house, document=document_of(tour=tour), tour=tour, by=owner)
    booking = Booking.objects.get(departure__tour=tour.pk, state="confirmed")
    free = Departure.objects.filter(tour=tour.pk, state="open", taken=0).order_by("on")[3]
    return {
        "tour": tour.slug,
        "on": free.on.isoformat(),
        "booking_link": token(booking.pk),
        "tour_draft": str(draft.pk),
        "departure": str(booking.departure_id),
        "pattern": str(DeparturePattern.objects.filter(tour__organization=house).earliest("pk").pk),
    }


def bring_cruise(days_ahead: int = 20) -> "Departure":
    """Publish the cruise as the demonstration tells it, and open a departure so many days from today.

    Nothing but the project's places is needed, so this takes a second where the demonstration takes minutes.
    """
    from catalog.merchants.services.organizations import create_organization
    from catalog.reference.days import today_in
    from catalog.tourism.models import Place
    from catalog.tourism.services.departures import open_departure, plan_departure
    from catalog.tourism.services.tours import publish_tour
    from portal.demo.reading import content
    from portal.demo.tours.documents import tour_document

    told = content()
    assert told.tours is not None
    entry = next(one for one in told.tours.offers if one.slug == CRUISE)
    house = next(one for one in told.organizations if one.slug == entry.organization)
    places = {place.slug: place for place in Place.objects.rewrite(False).select_related("country")}
    today = today_in(["Asia/Shanghai"])
    operator = create_organization(
        kind=house.kind,
        country=house.country,
        city_id=house.city,
        source_language=house.language,
        name=house.name,
        slug_from=f"demo {house.slug}",
    )
    document = replace(tour_document(entry, told.tours.words, places, today=today, picture=0), pictures=())
    tour = publish_tour(organization=operator, document=document, slug_from=entry.slug)
    planned = plan_departure(tour=tour, on=today + timedelta(days=days_ahead), seats=entry.seats)
    return open_departure(departure=planned)


def book_cruise() -> dict[str, str]:
    """Bring the cruise, and confirm a booking of it by somebody from Bangkok without account.

    Return the booking's code and its private token, and the day of the cruise by ISO 8601.
    """
    from catalog.tourism.booking_links import token
    from catalog.tourism.services import seats

    departure = bring_cruise()
    somchai = seats.Booker(
        name="สมชาย", address="somchai@example.com", language="th", time_zone="Asia/Bangkok"
    )
    held = seats.reserve(departure=departure, party={"adult": 2}, booker=somchai)
    booking = seats.confirm(booking=held)
    return {"code": booking.code, "token": token(booking.pk), "on": departure.on.isoformat()}


def give_back(token: str) -> None:
    """Give back the booking of a private address, as its booker does."""
    from catalog.tourism.booking_links import read_token
    from catalog.tourism.models import Booking
    from catalog.tourism.services import seats

    key = read_token(token)
    assert key is not None
    seats.release(booking=Booking.objects.get(pk=key))
