"""Tours and their departures in the words of a reader: what lists and the components of the site print."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalog.products.presenting import Reader, about
from catalog.reference.cldr import country_name, locale_of, zone_place
from catalog.reference.display import show_list, show_moment, show_money, show_offset, show_time
from catalog.reference.money import Money
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Departure, Route
from catalog.tourism.presenting import day_words
from catalog.tourism.selectors.departures import DepartureLine, Room
from catalog.tourism.selectors.tour_cards import TourCard
from catalog.tourism.tour_document import BandDocument
from catalog.tourism.words import BANDS, guide_language, word
from catalog.translation.texts import tag_unless

UNKNOWN_CLOCK = "UTC"  # of a reader who has not said where they are


def days_words(days: int) -> str:
    """Return how long a tour takes."""
    return ngettext("%(counter)s day", "%(counter)s days", days) % {"counter": days}


def seats_words(free: int) -> str:
    """Return how many seats are left."""
    return ngettext("%(counter)s seat left", "%(counter)s seats left", free) % {"counter": free}


def weekday_words(day: date, language: str) -> str:
    """Return a day with the day of the week."""
    return format_skeleton("yMMMEd", day, locale=locale_of(language))


def month_words(day: date, language: str) -> str:
    """Return the month of a day with its year."""
    return format_skeleton("yMMMM", day, locale=locale_of(language))


def price_values(card: TourCard, reader: Reader) -> dict[str, Any]:
    """Return what the price component prints: the least for one traveller, and about what it is worth."""
    low = Money(card.low, card.currency)
    shown = show_money(low, reader.language)
    return {
        "iso": shown.iso,
        "digits": shown.digits,
        "per": _("traveller"),
        "least": card.high > card.low,
        "about": about(low, reader),
    }


def card_values(card: TourCard, reader: Reader, room: Room | None = None) -> dict[str, Any]:
    """Return what the card component prints; ``room`` is what is left in the days that are looked at."""
    language = reader.language
    return {
        "id": card.id,
        "slug": card.slug,
        "url": reverse("tour", args=[card.slug]),
        "title": card.title.value,
        "title_lang": tag_unless(card.title, language),
        "original": card.original.value if card.original else "",
        "original_lang": card.original.tag if card.original else "",
        "picture": card.picture,
        "price": price_values(card, reader),
        "meta": _meta(card, language),
        "marks": room_marks(room, language) if room else [],
    }


def room_marks(room: Room, language: str) -> list[dict[str, str]]:
    """Return as badges when a tour departs next with room, and how many seats are left then."""
    day = _("Next: %(day)s") % {"day": day_words(room.first, language)}
    return [{"text": day, "tone": "good"}, {"text": seats_words(room.free), "tone": ""}]


def _meta(card: TourCard, language: str) -> SafeString:
    tag = tag_unless(card.organization, language)
    name = card.organization.value
    operator = format_html('<span lang="{}">{}</span>', tag, name) if tag else name
    mode = Route.Mode(card.mode).label
    return format_html("{} · {} · {}", days_words(card.days), mode, operator)


def card_list(
    cards: Iterable[TourCard], reader: Reader, rooms: Mapping[int, Room] | None = None
) -> list[dict[str, Any]]:
    """Return what the card components of a list print."""
    known = rooms or {}
    return [card_values(card, reader, known.get(card.id)) for card in cards]


def standing(line: DepartureLine, now: datetime) -> dict[str, str]:
    """Return the state of a departure as text and tone. That it is full is worked out, and kept nowhere."""
    if line.is_closed(now):
        return {"text": str(Departure.State.CLOSED.label), "tone": ""}
    if line.free <= 0:
        return {"text": pgettext("departure", "Full"), "tone": "bad"}
    if line.state == Departure.State.GUARANTEED:
        return {"text": str(Departure.State.GUARANTEED.label), "tone": "good"}
    if line.missing:
        text = ngettext(
            "%(counter)s more until it is guaranteed",
            "%(counter)s more until it is guaranteed",
            line.missing,
        )
        return {"text": text % {"counter": line.missing}, "tone": "wait"}
    return {"text": str(Departure.State.OPEN.label), "tone": "info"}


def clock_words(moment: datetime, zone: str, reader: Preferences, city: str = "") -> str:
    """Return a moment by the reader's clock and by that of the meeting point, each with its offset from UTC.

    ``city`` is where one meets; of none that is known, the place the clock is called after stands for it.
    Where the reader's clock says the same, or nobody knows it, only the meeting point's is told: a time of
    no place helps nobody.
    """
    language, mine = reader.language, reader.time_zone
    there = place_of_clock(moment, zone, language, city)
    here, away = (moment.astimezone(ZoneInfo(name)) for name in (mine, zone))
    if mine == UNKNOWN_CLOCK or here.utcoffset() == away.utcoffset():
        return f"{show_moment(moment, zone, language)} {there}"
    own = f"{show_moment(moment, mine, language)} ({show_offset(moment, mine)})"
    show = show_time if here.date() == away.date() else show_moment
    return f"{own} · {show(moment, zone, language)} {there}"


def place_of_clock(moment: datetime, zone: str, language: str, city: str = "") -> str:
    """Return whose clock is told, and its offset from UTC at a moment."""
    return f"{city or zone_place(zone, language)} ({show_offset(moment, zone)})"


def band_words(band: BandDocument) -> str:
    """Return a band with the ages it is for, in full years on the day of departure."""
    ages = f"{band.age_from}+" if band.age_to is None else f"{band.age_from}–{band.age_to}"
    return f"{word(BANDS, band.key)} ({ages})"


def languages_words(codes: Sequence[str], language: str) -> str:
    """Return the languages of guides by their names."""
    return show_list((guide_language(code, language) for code in codes), language)


def nationals_words(only: Sequence[str], never: Sequence[str], language: str) -> str:
    """Return whose passports the operator takes along; nothing where it takes everybody's."""
    named = show_list((country_name(code, language) for code in only or never), language)
    if only:
        return _("Only for holders of passports of: %(countries)s") % {"countries": named}
    if never:
        return _("Not for holders of passports of: %(countries)s") % {"countries": named}
    return ""
