"""One booking in the words of whoever booked, and beside them in those of the country they go to."""

from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.reference.cldr import country_name
from catalog.reference.display import show_moment, show_money, show_time
from catalog.reference.languages import html_tag
from catalog.reference.models import Country
from catalog.reference.money import Money
from catalog.seams.preferences import Preferences
from catalog.tourism.booking_forms import party_words
from catalog.tourism.entry import Traveller
from catalog.tourism.entry_tour import WayPoint, borders_of
from catalog.tourism.finding.terms import cancellation_values, spans
from catalog.tourism.finding.words import UNKNOWN_CLOCK, clock_words, place_of_clock
from catalog.tourism.models import Booking, Departure
from catalog.tourism.presenting import day_words
from catalog.tourism.selectors.meeting_places import meeting_city
from catalog.tourism.selectors.rules import check_ways, crossing_terms
from catalog.tourism.selectors.tour_list import way_points
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.selectors.travellers import TravellerLine
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.words import BANDS, DOCUMENTS, word
from catalog.translation.selectors import local_text, text_in
from catalog.translation.texts import tag_unless

State = Booking.State
TONES = {State.HELD: "wait", State.REQUESTED: "wait", State.CONFIRMED: "good", State.CANCELLED: "bad"}
# What is spoken where travellers go, of the ten languages.
SPOKEN = {
    "BN": "ms",
    "CN": "zh-hans",
    "ID": "id",
    "KH": "km",
    "LA": "lo",
    "MM": "my",
    "MY": "ms",
    "PH": "fil",
    "TH": "th",
    "VN": "vi",
}


def head_values(booking: Booking, reader: Preferences) -> dict[str, Any]:
    """Return what a list and the head of the page print of a booking."""
    departure, tour = booking.departure, booking.departure.tour
    title = local_text(tour, "title", reader.language, states={})
    over = booking.until is not None and booking.until <= timezone.now()
    return {
        "code": booking.code,
        "title": title.value,
        "title_lang": tag_unless(title, reader.language),
        "tour_url": reverse("tour", args=[tour.slug]),
        "on": day_words(departure.on, reader.language),
        "state": str(State.LAPSED.label if over else State(booking.state).label),
        "tone": "" if over else TONES.get(State(booking.state), ""),
        "party": party_words(booking.party),
        "total": str(show_money(Money(booking.price["total"], booking.price["currency"]), reader.language)),
        "over": over,
    }


def booking_values(booking: Booking, lines: list[TravellerLine], reader: Preferences) -> dict[str, Any]:
    """Return everything the page of one booking prints."""
    departure, language = booking.departure, reader.language
    document = document_of(tour=departure.tour, version=booking.version)
    points = way_points([departure.tour_id])[departure.tour_id]
    papers = documents_to_carry(booking, points, lines)
    now = timezone.now()
    zone, city = departure.tour.time_zone, meeting_city(document, language)
    left = ceil((booking.until - now).total_seconds() / 60) if booking.until else 0
    sure = booking.state == State.CONFIRMED
    return {
        **head_values(booking, reader),
        "meets": clock_words(departure.meets_at, zone, reader, city),
        "meets_at": departure.meets_at,
        "is": {booking.state: True, booking.kind: True},
        "minutes": max(0, left),
        "until": clock_words(booking.until, zone, reader, city) if booking.until else "",
        "lines": [
            {
                "band": word(BANDS, line["band"]),
                "count": line["count"],
                "price": str(show_money(Money(line["minor"], booking.price["currency"]), language)),
            }
            for line in booking.price["lines"]
        ],
        "cards": _cards(booking, document, papers, points, reader) if sure else [],
        "cancellation": cancellation_values(document.cancellation, departure.on, language),
        "today": kept_today(booking, document, language),
        "names_due": clock_words(booking.names_due, zone, reader, city) if booking.names_due else "",
        "missing": sum(line.identity is None and not line.deleted for line in lines),
        "reason": booking.reason,
        "offered": day_words(booking.offered.on, language) if booking.offered else "",
        "may_release": booking.state in {State.WAITING, State.HELD, State.REQUESTED, State.CONFIRMED}
        and departure.meets_at > now,
    }


def kept_today(booking: Booking, document: TourDocument, language: str) -> str:
    """Return how much of the price the operator keeps when cancelled today; empty where it says nothing.

    Today is the day of the meeting point's clock.
    """
    departure = booking.departure
    today = timezone.now().astimezone(ZoneInfo(departure.tour.time_zone)).date()
    before = (departure.on - today).days
    for span in spans(document.cancellation) if document.cancellation else ():
        early = span.earliest is None or before <= span.earliest
        if early and (span.latest is None or before >= span.latest):
            return span.kept(language)
    return ""


def documents_to_carry(booking: Booking, points: list[WayPoint], lines: list[TravellerLine]) -> list[str]:
    """Return the keys of what the tour’s borders ask to be carried; of travellers known, by their rules."""
    departure = booking.departure
    found: dict[str, None] = {}
    known = [line.identity for line in lines if line.identity]
    ways = [
        (Traveller(start), borders)
        for start in sorted({one.nationality for one in known} or {""})
        if (borders := borders_of(points=points, on=departure.on, days=departure.tour.days, start=start))
    ]
    if ways:
        found["passport"] = None
    if known:
        for answer in check_ways(ways, purpose="tourism", group_size=booking.seats):
            found |= dict.fromkeys(answer.documents)
    else:
        met = [border.crossing for _traveller, borders in ways for border in borders]
        for terms in crossing_terms(met).values():
            found |= dict.fromkeys(terms.documents)
    return list(found)


def spoken_there(points: list[WayPoint], language: str) -> str:
    """Return the language of the country a tour leads to; of the one it begins in where that is the reader's.

    Empty where neither is another one.
    """
    home = points[0].country
    away = land_ahead(points) or home
    return next((SPOKEN[one] for one in (away, home) if SPOKEN.get(one, language) != language), "")


def land_ahead(points: list[WayPoint]) -> str:
    """Return the first country of a tour that is not the one it begins in, as ISO 3166-1; empty for none."""
    return next((point.country for point in points if point.country != points[0].country), "")


def meeting_clocks(
    departure: Departure, document: TourDocument, points: list[WayPoint], reader: Preferences
) -> str:
    """Return the meeting time by two clocks, where two differ: the meeting point's and the reader's.

    Where the reader's is not known or shows the same, the second is that of the country the tour leads to.
    """
    zone, moment, language = departure.tour.time_zone, departure.meets_at, reader.language
    told = clock_words(moment, zone, reader, meeting_city(document, language))
    country = Country.objects.filter(pk=land_ahead(points)).first()
    ahead = country.time_zones[0] if country and country.time_zones else zone
    here, there, mine = (moment.astimezone(ZoneInfo(name)) for name in (zone, ahead, reader.time_zone))
    knows_another = reader.time_zone != UNKNOWN_CLOCK and mine.utcoffset() != here.utcoffset()
    if country is None or knows_another or there.utcoffset() == here.utcoffset():
        return told
    show = show_time if there.date() == here.date() else show_moment
    name = country_name(country.pk, language)
    return f"{told} · {show(moment, ahead, language)} {place_of_clock(moment, ahead, language, name)}"


def _cards(
    booking: Booking,
    document: TourDocument,
    papers: list[str],
    points: list[WayPoint],
    reader: Preferences,
) -> list[dict[str, Any]]:
    """Return what is shown at the meeting point, in the reader's language and in the one spoken there."""
    found = []
    for language in (reader.language, spoken_there(points, reader.language)):
        if not language:
            continue
        own = Preferences(language=language, time_zone=reader.time_zone)
        with translation.override(language):
            found.append(
                {
                    "lang": html_tag(language),
                    "name": dict(settings.LANGUAGES)[language],
                    "facts": _facts(booking, document, papers, points, own),
                }
            )
    return found


def _facts(
    booking: Booking, document: TourDocument, papers: list[str], points: list[WayPoint], own: Preferences
) -> list[tuple[str, str]]:
    departure, language = booking.departure, own.language
    told = [
        (_("Code"), booking.code),
        (_("Tour"), _said(booking, "title", language)),
        (_("Date"), day_words(departure.on, language)),
        (_("Meeting time"), meeting_clocks(departure, document, points, own)),
        (_("Meeting point"), _said(booking, "meeting", language)),
        (_("Travellers"), party_words(booking.party)),
        (_("Emergency phone"), document.emergency_phone),
        (_("Documents to carry"), ", ".join(word(DOCUMENTS, key) for key in papers)),
    ]
    return [(label, value) for label, value in told if value]


def _said(booking: Booking, field: str, language: str) -> str:
    tour = booking.departure.tour
    return text_in(tour, field, language) or local_text(tour, field, language, states={}).value
