"""One tour in the words of a reader: everything its page prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_time
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.products import presenting as goods
from catalog.products.presenting import Reader
from catalog.reference.cldr import locale_of
from catalog.reference.display import show_money
from catalog.reference.languages import pick
from catalog.reference.money import Money
from catalog.seams import slots
from catalog.seams.slots import FilledSlot
from catalog.tourism.finding import words
from catalog.tourism.finding.beside import booking_values, border_values, prices_on
from catalog.tourism.finding.terms import cancellation_values
from catalog.tourism.mapping import Sheet, drawn
from catalog.tourism.models import Route
from catalog.tourism.presenting import crumbs, day_words, place_values, stop_values, text_values
from catalog.tourism.schematic import around
from catalog.tourism.selectors.departures import DepartureLine, Room, with_room
from catalog.tourism.selectors.routes import Stop
from catalog.tourism.selectors.tour_cards import TourCard
from catalog.tourism.selectors.tour_page import AHEAD, DayLine, TourPage
from catalog.tourism.structured_tours import tour_data
from catalog.translation.texts import LocalText

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Way:
    """A tour as the schematic draws it."""

    stops: Sequence[Stop]


def _texts_of(page: TourPage) -> Iterator[LocalText]:
    """Yield the texts of a tour as its reader gets them."""
    yield from page.texts.values()
    for day in page.days:
        yield from (day.title, day.text)


def tour_values(page: TourPage, reader: Reader, *, on: date | None, now: datetime) -> Values:
    """Return everything the page prints. ``on`` is the day of the departure the reader chose, if any."""
    language, card = reader.language, page.card
    chosen = _chosen(page.departures, on, now)
    sheet = _sheet(page, reader)
    named = {point.place.slug: place_values(point.place, language) for point in sheet.points} if sheet else {}
    return {
        "tour": words.card_values(card, reader),
        "texts": page.texts,
        "machine_made": any(text.by_machine for text in _texts_of(page)),
        "title": card.title,
        "eyebrow": f"{words.days_words(card.days)} · {Route.Mode(card.mode).label}",
        "facts": _facts(page, language),
        "pictures": [
            {"manifest": one.manifest, "alt": pick(one.alt, language, page.document.source_language)[0]}
            for one in page.pictures
        ],
        "days": [_day(day, language) for day in page.days],
        "map": sheet,
        "points": [{"number": p.number, **named[p.place.slug]} for p in sheet.points] if sheet else [],
        "chosen": day_words(chosen.on, language) if chosen else "",
        "seasons": _seasons(page, language, now.date()),
        "least": {"minor": card.low, "currency": card.currency},
        "cancellation": cancellation_values(
            page.document.cancellation, chosen.on if chosen else None, language
        ),
        "similar": words.card_list(page.similar, reader, _rooms(page.similar, now)),
        "goods": goods.card_list(list(page.goods), reader),
        "organization": card.organization,
        "place": goods.place(page.city, page.country, language),
        "storefront_url": reverse("storefront", args=[card.storefront]) if card.storefront else "",
        "calendar_url": f"{reverse('tour-calendar')}?tour={card.slug}",
        "entry_url": _entry_url(card.slug, chosen),
        "share_picture": next((one.manifest for one in page.pictures if one.manifest), card.picture),
        "structured": [tour_data(page, language, now)],
        "noindex": page.is_demo and not settings.INDEX_DEMO,
        "crumbs": crumbs(language, {**text_values(card.title, language), "url": ""}),
        **_meeting(page, chosen, reader, now),
        **_filled(page, reader),
        **booking_values(page, chosen, language, now),
        "borders": border_values(page, chosen, language, now.date()),
        "departures": _departures(page, reader, chosen, now),
    }


def _chosen(lines: Sequence[DepartureLine], on: date | None, now: datetime) -> DepartureLine | None:
    """Return the departure of a day, else the first that takes bookings, else the first there is."""
    by_day = {line.on: line for line in lines}
    if on in by_day:
        return by_day[on]
    return next((line for line in lines if line.takes_bookings(now)), next(iter(lines), None))


def _sheet(page: TourPage, reader: Reader) -> Sheet | None:
    """Return the way of the tour as it is drawn; one place alone needs no drawing."""
    if len(page.places) < 2:
        return None
    return drawn(
        page.places,
        [_Way([line.stop for line in page.stops])],
        language=reader.language,
        frame=around(page.places),
        low_data=reader.preferences.low_data,
    )


def _facts(page: TourPage, language: str) -> list[tuple[str, str]]:
    document = page.document
    group = f"{document.group_min}–{document.group_max}"
    told = [
        (_("Group"), group if document.group_min != document.group_max else str(document.group_max)),
        (_("Languages of the guides"), words.languages_words(document.guide_languages, language)),
        (
            _("Who can take part"),
            words.nationals_words(document.only_nationals, document.not_nationals, language),
        ),
        (_("Emergency phone"), document.emergency_phone),
    ]
    return [(label, value) for label, value in told if value]


def _day(day: DayLine, language: str) -> Values:
    return {
        "number": day.number,
        "title": day.title,
        "text": day.text,
        "stops": [stop_values(line.stop, language) for line in day.stops],
    }


def _seasons(page: TourPage, language: str, today: date) -> list[Values]:
    """Return what each band pays in each season that is not over."""
    document = page.document
    return [
        {
            "span": f"{day_words(season.from_day, language)} – {day_words(season.until_day, language)}",
            "prices": [
                {
                    "band": words.band_words(band),
                    "price": str(show_money(Money(season.prices[band.key], document.currency), language)),
                    "seat": band.seat,
                }
                for band in document.bands
                if band.key in season.prices
            ],
        }
        for season in sorted(document.seasons, key=lambda season: season.from_day)
        if season.until_day >= today
    ]


def _meeting(page: TourPage, chosen: DepartureLine | None, reader: Reader, now: datetime) -> Values:
    """Return where and when travellers meet, by the clock of that place and by the reader's."""
    document, language = page.document, reader.language
    zone = document.time_zone
    if chosen:
        when = words.clock_words(chosen.meets_at, zone, reader.preferences, _city(page))
    elif document.meeting_time:
        hour = format_time(document.meeting_time, "short", locale=locale_of(language))
        when = f"{hour} {words.place_of_clock(now, zone, language, _city(page))}"
    else:
        when = ""
    place = place_values(page.meeting_place, language) if page.meeting_place else None
    return {"meets": when, "meets_at": chosen.meets_at if chosen else None, "meeting_place": place}


def _city(page: TourPage) -> str:
    """Return the city in which travellers meet, or else the place."""
    place = page.meeting_place
    return (place.city or place.name.value) if place else ""


def _rooms(tours: Sequence[TourCard], now: datetime) -> Mapping[int, Room]:
    """Return when each of these tours departs next with room, and how many seats are left then: one query."""
    today = now.date()
    return with_room(from_day=today, until_day=today + AHEAD, tours=[tour.id for tour in tours], now=now)


def _filled(page: TourPage, reader: Reader) -> Values:
    card, preferences = page.card, reader.preferences
    owner = card.organization_id
    actions = slots.fill(place="tour.actions", ids=[card.id], preferences=preferences)[card.id]
    aside = slots.fill(place="seller.aside", ids=[owner], preferences=preferences)[owner]
    return {"actions": actions, "seller_aside": aside}


def _departures(page: TourPage, reader: Reader, chosen: DepartureLine | None, now: datetime) -> list[Values]:
    lines = page.departures
    filled: Mapping[int, list[FilledSlot]] = slots.fill(
        place="tour.departures", ids=[line.id for line in lines], preferences=reader.preferences
    )
    here = reverse("tour", args=[page.card.slug])
    prices = prices_on(page.document, [line.on for line in lines], reader.language)
    return [
        {
            **departure_values(line, reader.language, now),
            "url": f"{here}?on={line.on.isoformat()}#cancellation",
            "chosen": line is chosen,
            "price": prices.get(line.on, ""),
            "slots": filled[line.id],
        }
        for line in lines
    ]


def departure_values(line: DepartureLine, language: str, now: datetime) -> Values:
    """Return what a list prints of a departure."""
    return {
        "day": words.weekday_words(line.on, language),
        "iso": line.on.isoformat(),
        "free": line.free,
        "seats": line.seats,
        "taken": round(100 * (line.seats - line.free) / line.seats) if line.seats else 100,
        "standing": words.standing(line, now),
    }


def _entry_url(slug: str, chosen: DepartureLine | None) -> str:
    on = f"&on={chosen.on.isoformat()}" if chosen else ""
    return f"{reverse('entry-rules')}?tour={slug}{on}"
