"""Departures and what is booked on them, in words and values for the operator's pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_date, format_timedelta
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.reference.cldr import locale_of
from catalog.reference.display import show_moment
from catalog.tourism.finding.words import place_of_clock
from catalog.tourism.models import Booking, Departure, SeatsAway, Tour
from catalog.tourism.selectors.desk_departures import Share
from catalog.tourism.selectors.meeting_places import meeting_city
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.words import BANDS, word
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless

State = Departure.State
TONES = {
    State.PLANNED: "info",
    State.OPEN: "info",
    State.GUARANTEED: "good",
    State.CLOSED: "wait",
    State.DEPARTED: "",
    State.CANCELLED: "bad",
}
BOOKING_TONES = {
    Booking.State.WAITING: "info",
    Booking.State.HELD: "info",
    Booking.State.REQUESTED: "wait",
    Booking.State.CONFIRMED: "good",
}


def named(tour: Tour, language: str) -> dict[str, str]:
    """Return what a tour is called for a reader, and the tag of that language where it is another one."""
    title = local_text(tour, "title", language, states={})
    return {"tour": title.value or tour.slug, "tour_lang": tag_unless(title, language)}


def state_values(departure: Departure) -> dict[str, Any]:
    """Return a departure's state as a status shows it; one without a free seat is full besides."""
    state = State(departure.state)
    coming = state in {State.PLANNED, State.OPEN, State.GUARANTEED, State.CLOSED}
    return {
        "state": state.label,
        "tone": TONES[state],
        "hollow": state == State.PLANNED,
        "over": not coming,
        "full": coming and not departure.free,
    }


def facts_of(departure: Departure, language: str) -> list[tuple[str, str]]:
    """Return when a departure meets, closes and decides, by the clock of its meeting point."""
    zone, locale = departure.tour.time_zone, locale_of(language)
    city = meeting_city(document_of(tour=departure.tour), language)

    def by_clock(moment: datetime) -> str:
        return f"{show_moment(moment, zone, language)} {place_of_clock(moment, zone, language, city)}"

    facts = [
        (_("Back on"), str(format_date(departure.back_on, "medium", locale=locale))),
        (_("Meets"), by_clock(departure.meets_at)),
        (_("Bookings until"), by_clock(departure.closes_at)),
        (_("Smallest group"), _("%(minimum)d, sure so far: %(booked)d") % _counts(departure)),
        (_("Day of decision"), str(format_date(departure.decides_on, "medium", locale=locale))),
    ]
    if departure.decided_at:
        facts.append((_("Promised since"), by_clock(departure.decided_at)))
    if departure.reason:
        facts.append((_("Reason"), departure.reason))
    return facts


def _counts(departure: Departure) -> dict[str, int]:
    return {"minimum": departure.minimum, "booked": departure.booked}


def share_values(share: Share, seats: int) -> list[dict[str, Any]]:
    """Return the parts of a departure's seats with their share in whole per cent, the free ones last."""
    parts = [
        ("confirmed", _("Confirmed here"), share.confirmed),
        ("asked", _("Waiting for your answer"), share.asked),
        ("held", pgettext("seats", "Held"), share.held),
        ("elsewhere-seats", str(SeatsAway.Kind.ELSEWHERE.label), share.elsewhere),
        ("blocked", str(SeatsAway.Kind.BLOCKED.label), share.blocked),
        ("free", pgettext("seats", "Free"), share.free),
    ]
    return [
        {"key": key, "label": label, "value": count, "part": round(100 * count / seats)}
        for key, label, count in parts
    ]


def booking_values(booking: Booking, language: str, zone: str) -> dict[str, Any]:
    """Return a booking as the operator sees it: who, for how many of which ages, since when, until when."""
    locale = locale_of(language)
    state = Booking.State(booking.state)
    return {
        "id": str(booking.pk),
        "code": booking.code,
        "name": booking.name,
        "address": booking.address,
        "phone": booking.phone,
        "group": booking.kind == Booking.Kind.GROUP,
        "state": state.label,
        "tone": BOOKING_TONES.get(state, ""),
        "seats": booking.seats,
        "party": ", ".join(f"{word(BANDS, band)} {count}" for band, count in sorted(booking.party.items())),
        "age": format_timedelta(timezone.now() - booking.created_at, granularity="minute", locale=locale),
        "until": show_moment(booking.until, zone, language) if booking.until else "",
        "note": booking.note,
        "reason": booking.reason,
        "may_confirm": state == Booking.State.REQUESTED,
        "may_decline": state in {Booking.State.REQUESTED, Booking.State.CONFIRMED, Booking.State.WAITING},
        "may_allot": state == Booking.State.WAITING and booking.kind == Booking.Kind.GROUP,
        "waits": state == Booking.State.WAITING,
        "over": state in {Booking.State.LAPSED, Booking.State.RELEASED, Booking.State.CANCELLED},
    }


def away_values(away: Sequence[SeatsAway], language: str, zone: str) -> list[dict[str, Any]]:
    """Return seats sold elsewhere and blocked, with who recorded them when."""
    return [
        {
            "id": one.pk,
            "kind": SeatsAway.Kind(one.kind).label,
            "seats": one.seats,
            "note": one.note,
            "at": show_moment(one.recorded_at, zone, language),
            "by": str(getattr(one.recorded_by, "name", "") or ""),
        }
        for one in away
    ]
