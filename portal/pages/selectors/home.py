"""Reads: what the home page shows."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.glossary.selectors import lexicon
from catalog.glossary.services import AREA as GLOSSARY
from catalog.merchants import selectors as merchants
from catalog.products import presenting
from catalog.products.selectors import goods
from catalog.reference import drum
from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag
from catalog.reference.selectors import portal_countries
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from portal.pages.models import HomePage
from portal.pages.selectors.blocks import read_blocks

# Words that show what the search box does: one thing in several scripts.
BRIDGES = (
    ("durian", ("zh-hans", "en", "vi", "th", "km", "lo", "my")),
    ("pepper", ("zh-hans", "en", "vi", "id", "fil", "km", "th")),
)


def bridges() -> list[list[dict[str, str]]]:
    """Return rows of words that mean the same, each with its language and the search it starts."""
    names = lexicon().kinship.meanings
    search = reverse("search")
    rows = []
    for slug, languages in BRIDGES:
        meaning = names.get(slug)
        if meaning is None:
            continue
        words = [(code, meaning.names[code]) for code in languages if code in meaning.names]
        rows.append(
            [
                {"text": text, "lang": html_tag(code), "url": f"{search}?{urlencode({'q': text})}"}
                for code, text in words
            ]
        )
    return rows


def home_values(*, page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Return everything the home page prints; a fixed number of queries for its blocks."""
    chosen = preferences.of(request)
    reader = presenting.reader_of(chosen)
    content = str(page.locale.language_code)
    return {
        "blocks": read_blocks(list(page.body.raw_data), reader, content, islands=True),
        "heading_tag": html_tag(content) if page.heading and content != reader.language else "",
        **_around(reader.language),
    }


@kept(*AREAS, GLOSSARY)
def _around(language: str) -> dict[str, Any]:
    """Return what stands around the editors' blocks: four queries."""
    counts = goods.goods_counts(goods.GoodsFilters())
    return {
        "bridges": bridges(),
        "ways": _ways(counts, language),
        "nations": _nations(counts, language),
        "star": drum.star(),
    }


def _ways(counts: goods.Counts, language: str) -> list[dict[str, Any]]:
    stores = merchants.shown().count()
    return [
        {
            "url": reverse("goods"),
            "thread": "goods",
            "icon": "goods",
            "title": _("Goods"),
            "text": ngettext("%(count)s product", "%(count)s products", counts.total)
            % {"count": show_number(counts.total, language)},
        },
        {
            "url": reverse("storefronts"),
            "thread": "stores",
            "icon": "store",
            "title": _("Storefronts"),
            "text": ngettext("%(count)s storefront", "%(count)s storefronts", stores)
            % {"count": show_number(stores, language)},
        },
        {
            "url": reverse("gi-register"),
            "thread": "travel",
            "icon": "star",
            "title": _("Geographical indications"),
            "text": _("Kinds of product named after their place, each with its sources"),
        },
        {
            "url": reverse("lists"),
            "thread": "rules",
            "icon": "check",
            "title": _("Your lists"),
            "text": _("Goods you keep, compared side by side and shared by link"),
        },
    ]


def _nations(counts: goods.Counts, language: str) -> list[dict[str, Any]]:
    """Return China and the members of ASEAN with their field on the drum and the goods they show."""
    codes = list(portal_countries().values_list("code", flat=True)) or ["CN"]
    return [
        {
            "code": code,
            "name": country_name(code, language),
            "url": reverse("country", args=[code.lower()]),
            "count": counts.countries.get(code, 0),
            "field": field,
        }
        for code, field in zip(codes, drum.ring(len(codes)), strict=True)
    ]
