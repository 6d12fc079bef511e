"""A month of departures as a calendar and as a list, with the seats that are left."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from babel.dates import get_day_names
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.reference.cldr import locale_of
from catalog.tourism.finding import words
from catalog.tourism.finding.choice import slug_of
from catalog.tourism.presenting import crumbs, text_values
from catalog.tourism.selectors.departures import DepartureLine, coming
from catalog.tourism.selectors.tour_cards import TourCard, tour_cards_by_id
from catalog.tourism.selectors.tours import shown

MONTHS_AHEAD = 24
MOST_OF_A_DAY = 6
Values = dict[str, Any]


def month_values(*, month: date | None, tour: str, language: str, now: datetime) -> Values:
    """Return what the page of a month prints: at most three queries, however much departs.

    A month that has passed, or is too far ahead, is answered with the nearest there is.
    """
    this = now.date().replace(day=1)
    first = min(max(month or this, this), _months_on(this, MONTHS_AHEAD))
    last = _months_on(first, 1) - timedelta(days=1)
    one = _tour_id(tour)
    lines = coming(tour_ids=None if one is None else [one], from_day=max(first, now.date()), until_day=last)
    by_day: dict[date, list[DepartureLine]] = defaultdict(list)
    for line in lines:
        by_day[line.on].append(line)
    listed = {day: _first_of(found, now) for day, found in by_day.items()}
    cards = tour_cards_by_id(
        {line.tour for found in listed.values() for line in found} | ({one} if one else set()),
        language=language,
    )
    beside = {"tour": tour} if one else {}
    title = words.month_words(first, language)
    return {
        "title": title,
        "tour": text_values(cards[one].title, language) if one in cards and one is not None else None,
        "tour_url": reverse("tour", args=[tour]) if one else "",
        "weekdays": _weekdays(language),
        "weeks": _weeks(first, by_day, language, now),
        "days": [
            _day(day, by_day[day], found, cards, language, now) for day, found in sorted(listed.items())
        ],
        "before": _month_url(_months_on(first, -1), beside) if first > this else "",
        "after": _month_url(_months_on(first, 1), beside) if first < _months_on(this, MONTHS_AHEAD) else "",
        "all_url": reverse("journeys"),
        "crumbs": crumbs(language, {"text": _("Calendar of departures"), "url": ""}),
        "noindex": first != this or bool(tour),
    }


def _tour_id(slug: str) -> int | None:
    return shown().filter(slug=slug).values_list("pk", flat=True).first() if slug_of(slug) else None


def _first_of(lines: Sequence[DepartureLine], now: datetime) -> list[DepartureLine]:
    """Return the departures of a day that are named, those with room first."""
    return sorted(lines, key=lambda line: (not line.takes_bookings(now), line.id))[:MOST_OF_A_DAY]


def _weeks(
    first: date, by_day: dict[date, list[DepartureLine]], language: str, now: datetime
) -> list[list[Values]]:
    weeks = Calendar(locale_of(language).first_week_day).monthdatescalendar(first.year, first.month)
    return [[_cell(day, first, by_day.get(day, []), language, now) for day in week] for week in weeks]


def _cell(day: date, first: date, lines: Sequence[DepartureLine], language: str, now: datetime) -> Values:
    if day.month != first.month:
        return {"number": ""}
    free = sum(line.free for line in lines if line.takes_bookings(now))
    return {
        "number": day.day,
        "departs": bool(lines),
        "free": free,
        "anchor": f"d-{day.isoformat()}",
        "said": f"{words.weekday_words(day, language)}: {words.seats_words(free)}",
    }


def _day(
    day: date,
    lines: Sequence[DepartureLine],
    listed: Sequence[DepartureLine],
    cards: dict[int, TourCard],
    language: str,
    now: datetime,
) -> Values:
    return {
        "anchor": f"d-{day.isoformat()}",
        "name": words.weekday_words(day, language),
        "lines": [
            {
                **text_values(cards[line.tour].title, language),
                "url": f"{reverse('tour', args=[cards[line.tour].slug])}?on={day.isoformat()}",
                "seats": words.seats_words(line.free),
                "standing": words.standing(line, now),
            }
            for line in listed
            if line.tour in cards
        ],
        "more": len(lines) - len(listed),
        "more_url": f"{reverse('journeys')}?{urlencode({'from': day.isoformat(), 'until': day.isoformat()})}",
    }


def _weekdays(language: str) -> list[dict[str, str]]:
    locale = locale_of(language)
    short = get_day_names("abbreviated", context="stand-alone", locale=locale)
    wide = get_day_names("wide", context="stand-alone", locale=locale)
    days = Calendar(locale.first_week_day).iterweekdays()
    return [{"short": str(short[day]), "wide": str(wide[day])} for day in days]


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _month_url(first: date, beside: dict[str, str]) -> str:
    return f"{reverse('tour-calendar')}?{urlencode({'month': f'{first:%Y-%m}', **beside})}"
