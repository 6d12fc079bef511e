"""Who is told about the decision over a departure: its operator's people, and whoever has booked."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import Membership
from catalog.merchants.selectors.members import people_in
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.reference.languages import codes
from catalog.tourism.booking_letters import tell
from catalog.tourism.models import Booking, Departure
from catalog.translation.selectors import text_in

Role = Membership.Role
DESK = (Role.OWNER, Role.EDITOR, Role.SALES)
"""Who works on departures at an operator's desk."""

DECISION = NoticeKind(
    name="tourism.decision",
    label=_("A departure of ours waits for a decision"),
    subject="tourism/notices/decision_subject.txt",
    text="tourism/notices/decision_text.txt",
)


def ask_operator(departure: Departure, stage: str) -> int:
    """Ask the operator's people to decide, each stage once; return how many are told."""
    tour = departure.tour
    with translation.override("en"):
        link = reverse("desk-departures-one", args=[tour.organization.slug, departure.pk])
    return notices.notify(
        kind=DECISION.name,
        recipients=people_in(tour.organization, DESK),
        key=f"{departure.pk}:{stage}",
        values={
            "stage": stage,
            "tour": {code: text for code in codes() if (text := text_in(tour, "title", code))},
            "on": departure.on.isoformat(),
            "decides": departure.decides_on.isoformat(),
            "booked": departure.booked,
            "minimum": departure.minimum,
        },
        link=link,
    )


def tell_bookers(departure: Departure, event: str) -> None:
    """Tell everybody with a booking asked for or confirmed; one event of a departure is told once."""
    concerned = Booking.objects.filter(
        departure=departure, state__in=[Booking.State.REQUESTED, Booking.State.CONFIRMED]
    )
    for booking in concerned.select_related("person", "offered").order_by("created_at", "pk"):
        booking.departure = departure
        tell(booking, event, occasion=str(departure.pk))
