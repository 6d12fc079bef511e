"""What visitors of the demonstration did at the fair: seats, cards, meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.merchants.selectors.members import own_name
from expo.fair.clocks import instant
from expo.fair.models import Booth, CardExchange, Edition, Session
from expo.fair.services.cards import Named, offer_card, return_card
from expo.fair.services.seats import register
from expo.meetings.models import Appointment, PlaceKind, Side
from expo.meetings.selectors.hours import clock_of
from expo.meetings.services.asking import Wish, ask
from expo.meetings.services.deciding import Seen, accept, places_of
from portal.accounts.models import User
from portal.demo.fair.schema import CardEntry, MeetingEntry, VisitsFile
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally

Kind = Exhibit.Kind


def bring_visits(
    edition: Edition,
    told: VisitsFile,
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
) -> list[Tally]:
    """Bring seats, cards and meetings; what would lie in the past as it is loaded is left out.

    The exhibit of a seat is its session, else the organization.
    """
    seats = Shelf(Kind.SEAT, Session, Tally("Seats"))
    sessions = Shelf(Kind.SESSION, Session, Tally("Sessions"))
    for one in told.seats:
        session = sessions.row(one.session)
        stated = asdict(one) | {"session": session.pk if session else None}
        key = f"{one.session}:{one.person}"
        if session is None or seats.stands(key, stated) or session.begins_at <= timezone.now():
            continue
        with transaction.atomic():
            register(session=session, person=people[one.person])
            seats.put(key, stated, session)
    cards = _bring_cards(edition, told.cards, organizations, people)
    return [seats.tally, cards, _bring_meetings(edition, told.meetings, organizations, people)]


def _bring_cards(
    edition: Edition,
    entries: Sequence[CardEntry],
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
) -> Tally:
    shelf = Shelf(Kind.CARD, Organization, Tally("Cards"))
    for entry in entries:
        organization = organizations[entry.organization]
        key, stated = f"{entry.organization}:{entry.visitor}", _stated(entry, edition, organization)
        booth = Booth.objects.filter(edition=edition, organization=organization).first()
        if booth is None or shelf.stands(key, stated):
            continue
        with transaction.atomic():
            _exchange(entry, booth, people)
            shelf.put(key, stated, organization)
    return shelf.tally


def _exchange(entry: CardEntry, booth: Booth, people: Mapping[str, User]) -> None:
    visitor = people[entry.visitor]
    named = Named(visitor=visitor.name, booth=own_name(booth.organization))
    offered = offer_card(
        booth=booth,
        visitor=visitor,
        card={"name": visitor.name, "email": visitor.email, "wish": entry.wish},
        language=entry.language,
        named=named,
    )
    if entry.returned_by and offered.state == CardExchange.State.OFFERED:
        by = people[entry.returned_by]
        return_card(exchange=offered, card={"name": by.name, "email": by.email}, by=by, named=named)


def _bring_meetings(
    edition: Edition,
    entries: Sequence[MeetingEntry],
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
) -> Tally:
    shelf = Shelf(Kind.MEETING, Organization, Tally("Meetings"))
    for entry in entries:
        exhibitor, buyer = organizations[entry.exhibitor], organizations[entry.buyer]
        stated = _stated(entry, edition, exhibitor) | {"buyer": buyer.pk, "begins": edition.begins_on}
        key = f"{entry.exhibitor}:{entry.buyer}:{entry.day}"
        begins = _moment(entry, edition, exhibitor)
        if shelf.stands(key, stated) or begins <= timezone.now():
            continue
        with transaction.atomic():
            _meet(entry, exhibitor, buyer, begins, people[entry.person])
            shelf.put(key, stated, exhibitor)
    return shelf.tally


def _moment(entry: MeetingEntry, edition: Edition, exhibitor: Organization) -> datetime:
    day = edition.begins_on + timedelta(days=entry.day)
    return instant(day, time.fromisoformat(entry.begins), clock_of(exhibitor))


def _meet(
    entry: MeetingEntry, exhibitor: Organization, buyer: Organization, begins: datetime, person: User
) -> None:
    # One that says something else now takes the place of the old one.
    Appointment.objects.filter(exhibitor=exhibitor, buyer=buyer, begins_at=begins).delete()
    asked = ask(
        exhibitor=exhibitor,
        buyer=buyer,
        wish=Wish(
            begins_at=begins,
            minutes=entry.minutes,
            purpose=entry.purpose,
            language=entry.language,
            buyer_zone=entry.zone,
        ),
        by=person,
    )
    # A stand at an edition that is not the current one is no place to meet: then the request waits.
    if entry.state == "agreed" and PlaceKind.STAND in places_of(exhibitor):
        seen = Seen(asked, Side.EXHIBITOR, asked.sequence)
        accept(seen=seen, place_kind=PlaceKind.STAND)


def _stated(entry: Any, edition: Edition, organization: Organization) -> dict[str, Any]:
    said: dict[str, Any] = asdict(entry)
    return said | {"edition": edition.pk, "row": organization.pk}
