"""A month of departures as a calendar: weeks of days from Monday on."""

from calendar import Calendar
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from babel.dates import format_date, format_skeleton, get_day_names

from catalog.reference.cldr import locale_of

MOST_IN_A_CELL = 4


def month_of(said: str, today: date) -> date:
    """Return the first day of the month written as 2027-03, of today's month where that is none.

    The first and the last year of the calendar are none: they have months without one beside.
    """
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)
    return first if MINYEAR < first.year < MAXYEAR else today.replace(day=1)


def month_name(first: date, language: str) -> str:
    """Return month and year as a language writes them."""
    return str(format_skeleton("yMMMM", first, locale=locale_of(language)))


def neighbours(first: date) -> tuple[date, date]:
    """Return the first days of the month before and of the month after."""
    before = (first - timedelta(days=1)).replace(day=1)
    return before, (first + timedelta(days=31)).replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of the month."""
    return neighbours(first)[1] - timedelta(days=1)


def calendar_of(
    first: date, entries: Sequence[tuple[date, dict[str, Any]]], today: date, language: str
) -> dict[str, Any]:
    """Return the values of ``tourism/desk/month.html``: names of days, and weeks of days with entries.

    Days of the months beside are empty. Of many entries of a day the first few stand there, and how many
    there are more.
    """
    locale = locale_of(language)
    names = get_day_names("wide", context="format", locale=locale)
    short = get_day_names("short", context="format", locale=locale)
    by_day: dict[date, list[dict[str, Any]]] = {}
    for day, entry in entries:
        by_day.setdefault(day, []).append(entry)
    return {
        "name": month_name(first, language),
        "weekdays": [{"name": names[number], "short": short[number]} for number in range(7)],
        "weeks": [
            [_cell(day, first, by_day.get(day, []), today, language) for day in week]
            for week in Calendar(0).monthdatescalendar(first.year, first.month)
        ],
    }


def _cell(
    day: date, first: date, entries: Sequence[dict[str, Any]], today: date, language: str
) -> dict[str, Any] | None:
    if day.month != first.month:
        return None
    return {
        "number": day.day,
        "name": format_date(day, "full", locale=locale_of(language)),
        "today": day == today,
        "entries": entries[:MOST_IN_A_CELL],
        "more": max(0, len(entries) - MOST_IN_A_CELL),
    }
