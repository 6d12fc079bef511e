"""What is new, for feed readers: Atom (RFC 4287), one feed of a kind for each language."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from portal.discovery.sitemaps import listed_goods, listed_tours
from portal.pages.selectors.listing import newest_articles

LENGTH = 30
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Something new: its texts with their languages, where it is, and when it came and changed (UTC)."""

    title: LocalText
    summary: LocalText
    author: LocalText
    path: str
    published: datetime
    changed: datetime


def new_goods(language: str) -> list[FeedEntry]:
    """Return the newest goods, the newest first: one query."""
    return _newest(listed_goods(), "product", language)


def new_tours(language: str) -> list[FeedEntry]:
    """Return the newest tours, the newest first: one query."""
    return _newest(listed_tours(), "tour", language)


def _newest(listed: QuerySet[Any], route: str, language: str) -> list[FeedEntry]:
    """Return the newest of what organizations list; ``route`` leads to each by its slug."""
    newest = listed.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    rows: QuerySet[Any, Any] = newest.annotate(
        **localized(listed.model, "title", language),
        **localized(listed.model, "summary", language),
        **localized(listed.model, "organization__name", language),
    ).values(
        "slug",
        "published_at",
        "updated_at",
        *(
            f"{field}_{part}"
            for field in ("title", "summary", "organization_name")
            for part in ("text", "lang")
        ),
    )
    return [
        FeedEntry(
            title=LocalText(row["title_text"], row["title_lang"]),
            summary=LocalText(row["summary_text"], row["summary_lang"]),
            author=LocalText(row["organization_name_text"], row["organization_name_lang"]),
            path=reverse(route, args=[row["slug"]]),
            published=row["published_at"],
            changed=max(row["updated_at"], row["published_at"]),
        )
        for row in rows[:LENGTH]
    ]


def new_articles(language: str) -> list[FeedEntry]:
    """Return the newest articles, the newest first, each dated by the day it bears: at most two queries."""
    return [
        FeedEntry(
            title=LocalText(card.title, card.language),
            summary=LocalText(card.lead, card.language),
            author=LocalText("", language),
            path=f"/{language}{card.path}",
            published=datetime.combine(card.date, time.min, UTC),
            changed=datetime.combine(card.date, time.min, UTC),
        )
        for card in newest_articles(language=language, count=LENGTH)
    ]
