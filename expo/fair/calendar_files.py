"""Calendar files (iCalendar, RFC 5545): sessions and meetings as calendar programs take them.

Every time stands in UTC, which names one instant in whichever zone it is read. An entry keeps its UID for
ever; each change has a higher SEQUENCE, and one that was called off is sent again as cancelled, so that
calendar programs change or remove what they have.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

PRODUCT = "-//China-ASEAN Expo Online//Calendar 1.0//EN"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One thing in a calendar. ``key`` never changes; ``sequence`` grows with each change.

    Moments are aware; ``path`` is a page of this site.
    """

    key: str
    sequence: int
    begins: datetime
    ends: datetime
    summary: str
    changed: datetime
    description: str = ""
    location: str = ""
    path: str = ""
    cancelled: bool = False


def uid_of(key: str) -> str:
    """Return what an entry is known by in every calendar: its key under this site's name."""
    return f"{key}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}"


def calendar_file(entries: Iterable[CalendarEntry], *, name: str = "", single: bool = False) -> bytes:
    """Return the entries as a calendar file in UTF-8, in their order.

    ``name`` is what a program may call the calendar. With ``single``, a cancelled entry makes the file one
    that takes an entry out (METHOD:CANCEL, RFC 5546); a feed always publishes.
    """
    listed = list(entries)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    cancels = single and any(entry.cancelled for entry in listed)
    calendar.add("method", "CANCEL" if cancels else "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for entry in listed:
        calendar.add_component(_event(entry))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", uid_of(entry.key))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for field, value in (("description", entry.description), ("location", entry.location)):
        if value:
            event.add(field, value)
    if entry.path:
        event.add("url", settings.SITE_ADDRESS + entry.path)
    return event


def calendar_response(content: bytes, name: str) -> HttpResponse:
    """Return a calendar file as an answer that is kept nowhere; ``name`` is without its ending."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
