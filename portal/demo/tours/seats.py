"""Who has taken seats on the tours of the demonstration: accounts of its own, and its operators elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.tourism.models import Departure, Tour
from catalog.tourism.services.bookings import Booker
from catalog.tourism.services.groups import allot, ask_for_group
from catalog.tourism.services.seats import confirm, request, reserve, set_away, wait
from portal.accounts.models import User
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally
from portal.demo.tours.quarters import quarters
from portal.demo.tours.schema import BookingEntry, SeatsEntry

RELEASED = timedelta(days=7)  # before it meets, an agent says who comes
BOOKABLE = (Departure.State.OPEN, Departure.State.GUARANTEED)


def bring_seats(
    entries: Sequence[SeatsEntry],
    tours: Mapping[str, Tour],
    people: Mapping[str, User],
    days: Mapping[str, date],
) -> Tally:
    """Take seats on departures nobody has a seat on yet; once in each quarter, as the earlier ones leave.

    The exhibit of an entry is the departure it found.
    """
    shelf = Shelf(Exhibit.Kind.SEATS, Departure, Tally("Departures with bookings"))
    for entry in entries:
        [quarter] = quarters(days[entry.tour], 1)
        key = f"{entry.tour}:{entry.departure}:{quarter}"
        stated = asdict(entry) | {"row": tours[entry.tour].pk}
        if shelf.stands(key, stated):
            continue
        with transaction.atomic():
            departure = _coming(tours[entry.tour], entry.departure)
            if departure is not None:
                _take(departure, entry, people)
                shelf.put(key, stated, departure)
    return shelf.tally


def _coming(tour: Tour, number: int) -> Departure | None:
    """Return the first (1), second, … departure of a tour that takes bookings, if nobody has a seat on it."""
    coming = Departure.objects.filter(tour=tour, state__in=BOOKABLE, closes_at__gt=timezone.now())
    departure = coming.order_by("on")[number - 1 : number].first()
    if departure is None or departure.taken or departure.bookings.exists():
        return None
    return departure


def _take(departure: Departure, entry: SeatsEntry, people: Mapping[str, User]) -> None:
    for away in entry.away:
        set_away(departure=departure, kind=away.kind, seats=away.seats, note=away.note, by=None)
    for booking in entry.bookings:
        _book(departure, booking, people[booking.person])


def _book(departure: Departure, entry: BookingEntry, person: User) -> None:
    booker = Booker(
        name=person.name,
        address=person.email,
        language=entry.language,
        time_zone=entry.time_zone,
        person=person,
    )
    departure.refresh_from_db()
    if entry.state == "waiting":
        wait(departure=departure, party=entry.party, booker=booker)
        return
    if entry.state == "allotted":
        _allot(departure, entry, replace(booker, organization=_house(person)))
        return
    held = reserve(departure=departure, party=entry.party, booker=booker)
    if entry.state == "requested":
        request(booking=held, by=person)
    else:
        confirm(booking=held)


def _allot(departure: Departure, entry: BookingEntry, booker: Booker) -> None:
    group = ask_for_group(departure=departure, party=entry.party, booker=booker)
    allot(booking=group, seats=group.seats, until=departure.meets_at - RELEASED, by=None)


def _house(person: User) -> Organization:
    """Return the organization an account of the demonstration acts for."""
    return Organization.objects.get(memberships__user=person)
