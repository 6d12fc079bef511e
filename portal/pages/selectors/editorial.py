"""Reads: what articles, sections, landing pages and the contact page show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalog.files.manifest import Manifest
from catalog.products import presenting
from catalog.products.selectors import goods
from catalog.products.selectors.tree import category_tree
from catalog.reference.cldr import country_name, language_name
from catalog.reference.languages import html_tag
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from portal.addresses import in_language
from portal.context import language_links
from portal.pages.models import ArticlePage, EditorialPage
from portal.pages.models.base import HOME_DEPTH
from portal.pages.selectors.blocks import read_blocks
from portal.pages.selectors.listing import article_cards, cards, keys_newest_first, readable
from portal.pages.selectors.pieces import credit_of, show_date, sources
from portal.pages.selectors.site import site_name
from portal.pages.selectors.states import by_machine
from portal.pages.structured import article_data
from portal.pages.tree import languages_of, nearest, own_words, path_of

GOODS_BESIDE = 4
ARTICLES_AFTER = 3


def page_values(*, page: EditorialPage, request: HttpRequest) -> dict[str, Any]:
    """Return what every editorial page prints; at most nine queries besides those of its blocks."""
    language = preferences.of(request).language
    content = str(page.locale.language_code)
    reader = presenting.reader_of(preferences.of(request))
    return {
        **place_values(page, request, language, content),
        "blocks": read_blocks(list(page.body.raw_data), reader, content),
        "lead_picture": Manifest.read(page.picture.manifest) if page.picture else None,
        "lead_alt": page.picture.alt if page.picture else {},
        "lead_credit": credit_of(page.picture.credit if page.picture else {}, content),
        "by_machine": by_machine(page),
        "crumbs": crumbs(page, language, content),
    }


def place_values(page: Page, request: HttpRequest, language: str, content: str) -> dict[str, Any]:
    """Return in which language a page is shown, and the addresses search engines are told.

    A page that is shown in another language names the address of that language as its own, and only
    languages in which it can be read stand among its alternatives.
    """
    known = set(languages_of(page)) | {content}
    links = language_links(request)
    default = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in known else content
    return {
        "content_language": content,
        "own_language": language,
        "content_tag": html_tag(content) if content != language else "",
        "own_tag": html_tag(language) if content != language else "",
        "shown_in": language_name(content, language),
        "canonical": _address(request, content),
        "alternates": [link for link in links if link.code in known],
        "x_default": _address(request, default),
    }


def _address(request: HttpRequest, language: str) -> str:
    return str(settings.SITE_ADDRESS) + in_language(request.path_info, language)


def crumbs(page: Page, language: str, content: str) -> list[dict[str, str]]:
    """Return the way from the home page to a page, each step in the nearest language: two queries."""
    tag = "" if content == language else html_tag(content)
    return [*_steps_to(page, language), {"text": page.title, "url": "", "lang": tag}]


@kept("pages")
def _steps_to(page: Page, language: str) -> list[dict[str, str]]:
    above = page.get_ancestors().filter(depth__gt=HOME_DEPTH).values_list("translation_key", flat=True)
    keys = list(above)
    rows = own_words(Page.objects.live().filter(translation_key__in=keys)).values(
        "translation_key", "title", "url_path", "locale__language_code"
    )
    best = nearest(rows, language) if keys else {}
    steps = [{"text": _("Home"), "url": f"/{language}/"}]
    for key in keys:
        if row := best.get(key):
            tag = "" if row["locale__language_code"] == language else html_tag(row["locale__language_code"])
            steps.append({"text": row["title"], "url": f"/{language}{path_of(row['url_path'])}", "lang": tag})
    return steps


def article_values(*, page: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """Return what an article prints besides: its day, its sources, goods and articles near to it."""
    language, content = preferences.of(request).language, str(page.locale.language_code)
    return {
        "day": show_date(page.date, content),
        "sources": sources([item["value"] for item in page.sources.raw_data], content),
        "beside": _goods_beside(page.category, page.country, presenting.reader_of(preferences.of(request))),
        "more": article_cards(_others(page, language), language),
        "structured": [article_data(page, site=site_name(content))],
    }


@kept(*AREAS)
def _goods_beside(category: str, country: str, reader: presenting.Reader) -> dict[str, Any] | None:
    """Return goods of the article's category and country, or nothing where it names neither."""
    if not category and not country:
        return None
    node = None
    if category:
        node = category_tree(language=reader.language).by_slug(category)
        if node is None:
            return None
    found = goods.newest(language=reader.language, count=GOODS_BESIDE, category=node, country=country)
    if not found:
        return None
    address = reverse("category", args=[node.slug]) if node else reverse("goods")
    return {
        "title": country_name(country, reader.language) if country else "",
        "url": f"{address}?country={country}" if country else address,
        "cards": presenting.card_list(found, reader),
    }


@kept("pages")
def _others(page: ArticlePage, language: str) -> list[Any]:
    """Return the newest other articles of its section: three queries."""
    parent = page.get_parent()
    keys = keys_newest_first(readable(parent).exclude(translation_key=page.translation_key))
    return cards(list(keys[:ARTICLES_AFTER]), language)
