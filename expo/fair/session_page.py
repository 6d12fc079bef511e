"""A session in the words of a reader: what lists and its page print of it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from catalog.seams.preferences import Preferences
from expo.fair.models import Session
from expo.fair.programme_slots import when
from expo.fair.selectors.editions import EditionCard
from expo.fair.selectors.programme import SessionCard


def session_values(card: SessionCard, edition: EditionCard, reader: Preferences) -> dict[str, Any]:
    """Return what lists and the page of a session print of it."""
    named, now = dict(settings.LANGUAGES), timezone.now()
    address = [edition.slug, card.slug]
    return {
        "url": reverse("fair-session", args=address),
        "calendar": reverse("fair-session-calendar", args=address),
        "kind": Session.Kind(card.kind).label,
        "title": card.title,
        "summary": card.summary,
        "room": card.room,
        "at": card.begins_at,
        "when": when(card.begins_at, edition.time_zone, edition.place, reader),
        "minutes": round((card.ends_at - card.begins_at).total_seconds() / 60),
        "speakers": card.speakers,
        "languages": [named[code] for code in card.languages if code in named],
        "interpretation": [named[code] for code in card.interpretation if code in named],
        "registers": bool(card.capacity),
        "free": card.free,
        "cancelled": card.cancelled,
        "is_on": card.begins_at <= now < card.ends_at and not card.cancelled,
        "to_come": card.begins_at > now and not card.cancelled,
        "live_link": card.live_link if now < card.ends_at and not card.cancelled else "",
        "recording": card.recording if now >= card.ends_at else "",
        "slides": card.slides if now >= card.ends_at else "",
    }
