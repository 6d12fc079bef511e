"""What addresses of the demonstration's tours are made of, and who works at their operator's desk.

Runs inside the installation, once the demonstration is loaded.
"""

OPERATOR = "demo-both-banks-tours"
CRUISE = "nanning-ha-long-bay-cruise"


def tour_slugs() -> dict[str, str]:
    """Return a cruise, a day on which it can be booked, and what the buyer has booked of it.

    Its operator has no account of its own: the owner of the tea house works there too.
    """
    from django.contrib.auth import get_user_model

    from catalog.merchants.models import Organization
    from catalog.merchants.services import add_member
    from catalog.tourism.booking_links import token
    from catalog.tourism.models import Booking, Departure, Tour
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
    }
