"""Who is told what becomes of a booking: whoever booked, with or without account, and the operator's people.

Nothing that identifies a traveller stands in a notice: tour, day, code and number of seats are enough.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.conversations.attachments import ANSWERING
from catalog.merchants.selectors.members import people_in
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.reference.languages import codes
from catalog.tourism.booking_links import link_at_sending, path_of
from catalog.tourism.models import Booking
from catalog.translation.selectors import text_in

TO_BOOKER = NoticeKind(
    name="tourism.booking",
    label=_("Something becomes of my booking"),
    subject="tourism/notices/booking_subject.txt",
    text="tourism/notices/booking_text.txt",
    link_at_sending=link_at_sending,
    may_stop=False,  # whoever booked has to know whether and when a tour leaves
)
TO_OPERATOR = NoticeKind(
    name="tourism.bookings",
    label=_("Travellers ask for seats of our tours or give them back"),
    subject="tourism/notices/operator_subject.txt",
    text="tourism/notices/operator_text.txt",
)
KINDS = (TO_BOOKER, TO_OPERATOR)


def tell(booking: Booking, event: str, *, occasion: str = "") -> None:
    """Tell whoever booked; one event is told once, or once for each occasion of it."""
    key = ":".join(part for part in (str(booking.pk), event, occasion) if part)
    values = values_of(booking, event)
    if booking.person is not None:
        if booking.person.is_active:
            link = path_of(booking.pk, has_account=True, language=booking.language)
            notices.notify(
                kind=TO_BOOKER.name, recipients=[booking.person], key=key, values=values, link=link
            )
        return
    if not booking.address:  # forgotten, long after the return
        return
    notices.write_to(
        address=booking.address, language=booking.language, kind=TO_BOOKER.name, key=key, values=values
    )


def tell_operator(booking: Booking, event: str) -> None:
    """Tell the people who answer for the operator; one event of a booking is told once."""
    notices.notify(
        kind=TO_OPERATOR.name,
        recipients=people_in(booking.departure.tour.organization, ANSWERING),
        key=f"{booking.pk}:{event}",
        values=values_of(booking, event),
        link=_desk_path(booking),
    )


def _desk_path(booking: Booking) -> str:
    departure = booking.departure
    with translation.override("en"):
        return reverse("desk-departures-one", args=[departure.tour.organization.slug, departure.pk])


def values_of(booking: Booking, event: str) -> dict[str, Any]:
    """Return the words of a notice about a booking as JSON values."""
    departure, tour = booking.departure, booking.departure.tour
    due = booking.names_due.astimezone(ZoneInfo(tour.time_zone)).date() if booking.names_due else None
    return {
        "event": event,
        "has_account": booking.person_id is not None,
        "booking": str(booking.pk),
        "code": booking.code,
        "seats": booking.seats,
        "tour": {code: text for code in codes() if (text := text_in(tour, "title", code))},
        "on": departure.on.isoformat(),
        "due": due.isoformat() if due else "",
        "offered": booking.offered.on.isoformat() if booking.offered else "",
        "reason": booking.reason,
    }
