"""Reads: lists of articles, each in the language nearest to the reader's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from catalog.files.manifest import Manifest
from catalog.reference.languages import html_tag
from catalog.seams import preferences
from portal.pages.models import ArticlePage, SectionPage
from portal.pages.models.base import HOME_DEPTH
from portal.pages.selectors.pieces import show_date
from portal.pages.tree import for_everybody, nearest, path_of

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list, with its words in the nearest language."""

    title: str
    lead: str
    language: str
    path: str
    date: date
    picture: Manifest | None


def readable(section: Page | None = None) -> QuerySet[ArticlePage]:
    """Return the articles everybody may read, in all languages; of a section those at any depth below it."""
    found: QuerySet[ArticlePage] = for_everybody(ArticlePage.objects)
    if section is None:
        return found
    below = Q(pk__in=())
    for path in Page.objects.filter(translation_key=section.translation_key).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return found.filter(below)


def keys_newest_first(articles: QuerySet[ArticlePage]) -> QuerySet[Any]:
    """Return the translation keys of articles, newest first: one for an article in all its languages."""
    keys: QuerySet[Any] = (
        articles.order_by()
        .values("translation_key")
        .annotate(newest=Max("date"))
        .order_by("-newest", "translation_key")
        .values_list("translation_key", flat=True)
    )
    return keys


def cards(keys: Sequence[Any], language: str) -> list[ArticleCard]:
    """Return the articles of these translation keys, in that order: one query."""
    if not keys:
        return []
    rows = (
        readable()
        .filter(translation_key__in=keys)
        .values(
            "translation_key",
            "title",
            "lead",
            "date",
            "url_path",
            "locale__language_code",
            "picture__manifest",
        )
    )
    best = nearest(rows, language)
    return [
        ArticleCard(
            title=row["title"],
            lead=row["lead"],
            language=row["locale__language_code"],
            path=path_of(row["url_path"]),
            date=row["date"],
            picture=Manifest.read(row["picture__manifest"]),
        )
        for key in keys
        if (row := best.get(key))
    ]


def newest_articles(*, language: str, count: int, section: int | None = None) -> list[ArticleCard]:
    """Return the newest articles, of one section where its id is given: at most four queries."""
    page = SectionPage.objects.filter(pk=section).first() if section else None
    if section and page is None:
        return []
    return cards(list(keys_newest_first(readable(page))[:count]), language)


def first_section_path() -> str:
    """Return the path of the first section below the home page, empty where there is none: one query."""
    found = for_everybody(SectionPage.objects).filter(depth=HOME_DEPTH + 1, alias_of=None).order_by("path")
    url_path = found.values_list("url_path", flat=True).first()
    return path_of(url_path) if url_path else ""


def article_cards(found: Sequence[ArticleCard], language: str) -> list[dict[str, Any]]:
    """Return what the card component prints of articles."""
    return [
        {
            "url": f"/{language}{card.path}",
            "title": card.title,
            "title_lang": "" if card.language == language else html_tag(card.language),
            "lead": card.lead,
            "picture": card.picture,
            "meta": show_date(card.date, language),
        }
        for card in found
    ]


def section_values(*, page: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """Return one page of a section's articles, and the sections below it: a fixed number of queries."""
    language = preferences.of(request).language
    paginator = Paginator(keys_newest_first(readable(page)), PER_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    listed = article_cards(cards(list(shown.object_list), language), language)
    return {
        "articles": listed[1:] if shown.number == 1 else listed,
        "first": listed[0] if listed and shown.number == 1 else None,
        "shown": shown,
        "numbers": paginator.get_elided_page_range(shown.number),
        "canonical_query": f"page={shown.number}" if shown.number > 1 else "",
        "sections": sections_below(page, language),
    }


def sections_below(page: Page, language: str) -> list[dict[str, str]]:
    """Return the sections right below one, in the editors' order, each in the nearest language."""
    parents = Page.objects.filter(translation_key=page.translation_key).values_list("path", "depth")
    below = Q(pk__in=())
    for path, depth in parents:
        below |= Q(path__startswith=path, depth=depth + 1)
    rows = list(
        for_everybody(SectionPage.objects)
        .filter(below)
        .order_by("path")
        .values("translation_key", "title", "url_path", "locale__language_code")
    )
    return [
        {
            "text": row["title"],
            "url": f"/{language}{path_of(row['url_path'])}",
            "lang": ""
            if row["locale__language_code"] == language
            else html_tag(row["locale__language_code"]),
        }
        for row in nearest(rows, language).values()
    ]
