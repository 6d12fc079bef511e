"""Reads: what the home page shows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.glossary.selectors import lexicon
from catalog.merchants import selectors as merchants
from catalog.merchants.presenting import store_lines
from catalog.products import presenting
from catalog.products.selectors import goods
from catalog.products.selectors.tree import category_tree
from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag
from catalog.reference.selectors import portal_countries
from catalog.seams import preferences
from portal.pages import drum
from portal.pages.models import HomePage

# Words that show what the search box does: one thing in several scripts.
BRIDGES = (
    ("durian", ("zh-hans", "en", "vi", "th", "km", "lo", "my")),
    ("pepper", ("zh-hans", "en", "vi", "id", "fil", "km", "th")),
)


@dataclass(frozen=True)
class Section:
    """A block of the home page with what it shows, ready for its template."""

    kind: str
    heading: str
    lead: str = ""
    url: str = ""
    cards: tuple[Any, ...] = ()
    text: Any = ""


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
    counts = goods.goods_counts(goods.GoodsFilters())
    sections = [_section(block, reader, request) for block in page.body]
    return {
        "sections": [section for section in sections if section.cards or section.text],
        "bridges": bridges(),
        "ways": _ways(counts, reader.language),
        "nations": _nations(counts, reader.language),
        "star": drum.star(),
    }


def _section(block: Any, reader: presenting.Reader, request: HttpRequest) -> Section:
    value, language = block.value, reader.language
    if block.block_type == "goods":
        tree = category_tree(language=language) if value["category"] else None
        node = tree.by_slug(value["category"]) if tree else None
        cards = goods.newest(language=language, count=value["count"], category=node)
        return Section(
            kind="goods",
            heading=value["heading"] or _("Goods with a place"),
            lead=value["lead"] or _("Indicative prices in the seller’s currency, with the smallest order."),
            url=reverse("category", args=[node.slug]) if node else reverse("goods"),
            cards=tuple(presenting.card_list(cards, reader)),
        )
    if block.block_type == "storefronts":
        stores = merchants.newest(language=language, count=value["count"])
        return Section(
            kind="storefronts",
            heading=value["heading"] or _("Storefronts that answer"),
            url=reverse("storefronts"),
            cards=tuple(store_lines(stores, reader.preferences)),
        )
    return Section(kind="text", heading="", text=value)


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
