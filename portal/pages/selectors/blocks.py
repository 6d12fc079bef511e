"""Reads: the blocks of a page as their templates print them, one function for each kind."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.merchants import selectors as merchants
from catalog.merchants.presenting import store_lines
from catalog.products import presenting
from catalog.products.selectors import goods
from catalog.products.selectors.tree import CategoryTree, category_tree
from catalog.reference import chart
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from portal.pages.blocks.charts import MOST_SERIES
from portal.pages.selectors.events import departure_values, programme_values
from portal.pages.selectors.listing import article_cards, first_section_path, newest_articles
from portal.pages.selectors.pieces import (
    Found,
    Wanted,
    credit_of,
    find,
    running_text,
    sources,
    target_url,
)

Stored = Mapping[str, Any]


@dataclass
class Reading:
    """A page being read: by whom, in which language its own words are, and what its blocks name."""

    reader: presenting.Reader
    content: str
    found: Found
    islands: bool = False

    @cached_property
    def tree(self) -> CategoryTree:
        """Return the category tree, read once."""
        return category_tree(language=self.reader.language)

    @property
    def language(self) -> str:
        return self.reader.language

    @property
    def tag(self) -> str:
        """Return the ``lang`` attribute of the page's own words among the reader's."""
        return "" if self.content == self.language else html_tag(self.content)

    def heading(self, value: Stored, default: str = "") -> dict[str, str]:
        """Return the editor's heading with its language, or the interface's in the reader's."""
        own = value.get("heading") or ""
        return {"heading": own or default, "heading_lang": self.tag if own else ""}


def read_blocks(
    stored: Sequence[Stored], reader: presenting.Reader, content: str, *, islands: bool = False
) -> list[dict[str, Any]]:
    """Return the blocks of a page; ``content`` is the language of its words.

    With ``islands`` the page speaks the reader's language, and each block of words says that it does not.

    Queries: a fixed number for all pictures, files and linked pages, and a fixed number for each block
    that shows goods, storefronts or articles.
    """
    # As text: a draft that an editor looks at has the key of the page that readers see, and other words.
    return list(_read(json.dumps(list(stored), cls=DjangoJSONEncoder), reader, content, islands))


@kept(*AREAS)
def _read(written: str, reader: presenting.Reader, content: str, islands: bool) -> list[dict[str, Any]]:
    stored: list[Stored] = json.loads(written)
    reading = Reading(reader, content, find(Wanted().walk(stored), reader.language), islands)
    common = {"own_language": reader.language, "lang": reading.tag if islands else "", "own_tag": ""}
    if not islands and reading.tag:
        common["own_tag"] = html_tag(reader.language)
    shown = []
    for place, block in enumerate(stored):
        values = KINDS[block["type"]](block["value"], reading) if block["type"] in KINDS else None
        if values is not None:
            kind = block["type"]
            template = f"pages/blocks/{kind}.html"
            shown.append({"kind": kind, "template": template, "id": f"b{place}", **common, **values})
    return shown


def _text(value: str, reading: Reading) -> dict[str, Any] | None:
    return {"text": running_text(value, reading.found, reading.language)} if value else None


def _lead(value: str, reading: Reading) -> dict[str, Any] | None:
    return {"text": value} if value else None


def _picture(value: Stored, reading: Reading) -> dict[str, Any] | None:
    shown = reading.found.pictures.get(value.get("picture") or 0)
    if shown is None:
        return None
    return {
        "picture": shown.manifest,
        "alt": shown.alt,
        **credit_of(shown.credit, reading.content),
        "caption": value.get("caption") or "",
    }


def _items(value: Any) -> list[Any]:
    """Return the items of a stored list."""
    return [item["value"] if isinstance(item, Mapping) and "value" in item else item for item in value or ()]


def _gallery(value: Stored, reading: Reading) -> dict[str, Any] | None:
    pictures = [shown for item in _items(value.get("pictures")) if (shown := _picture(item, reading))]
    return {"heading": value.get("heading") or "", "pictures": pictures} if pictures else None


def _quote(value: Stored, reading: Reading) -> dict[str, Any]:
    return {name: value.get(name) or "" for name in ("text", "who", "role")}


def _figures(value: Stored, reading: Reading) -> dict[str, Any]:
    return {
        "figures": _items(value.get("figures")),
        "sources": sources([value.get("source") or {}], reading.content),
    }


def _chart(value: Stored, reading: Reading) -> dict[str, Any] | None:
    table = value.get("table") or {}
    headings = [column["heading"] for column in table.get("columns", ())]
    rows = [row["values"] for row in table.get("rows", ())]
    numbers = [[_number(cell) for cell in row[1:]] for row in rows]
    if not rows or not 2 <= len(headings) <= MOST_SERIES + 1 or any(None in row for row in numbers):
        return None  # a draft with holes, or with more than can be drawn
    series = [
        chart.Series(name, [row[at] or Decimal(0) for row in numbers]) for at, name in enumerate(headings[1:])
    ]
    drawn = chart.Chart(
        title=value.get("title") or "",
        description=value.get("description") or "",
        kind=value.get("kind") or "columns",
        names=[str(row[0] or "") for row in rows],
        series=series,
        language=reading.content,
    )
    cells = [
        [{"text": row[0]}]
        + [
            {"text": show_number(number or 0, reading.content), "label": headings[at + 1], "figure": True}
            for at, number in enumerate(line)
        ]
        for row, line in zip(rows, numbers, strict=True)
    ]
    return {
        "chart": drawn,
        "unit": value.get("unit") or "",
        "columns": [{"label": label, "figure": at > 0} for at, label in enumerate(headings)],
        "rows": cells,
        "sources": sources([value.get("source") or {}], reading.content),
    }


def _number(cell: Any) -> Decimal | None:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _goods(value: Stored, reading: Reading) -> dict[str, Any] | None:
    node = reading.tree.by_slug(value["category"]) if value.get("category") else None
    country = value.get("country") or ""
    if value.get("category") and node is None:
        return None
    cards = goods.newest(
        language=reading.language, count=value.get("count") or 8, category=node, country=country
    )
    if not cards:
        return None
    address = reverse("category", args=[node.slug]) if node else reverse("goods")
    return {
        **reading.heading(value, _("Goods with a place")),
        "lead": value.get("lead")
        or _("Indicative prices in the seller’s currency, with the smallest order."),
        "lead_lang": reading.tag if value.get("lead") else "",
        "url": f"{address}?country={country}" if country else address,
        "cards": presenting.card_list(cards, reading.reader),
    }


def _storefronts(value: Stored, reading: Reading) -> dict[str, Any] | None:
    stores = merchants.newest(language=reading.language, count=value.get("count") or 4)
    if not stores:
        return None
    return {
        **reading.heading(value, _("Storefronts that answer")),
        "url": reverse("storefronts"),
        "stores": store_lines(stores, reading.reader.preferences),
    }


def _articles(value: Stored, reading: Reading) -> dict[str, Any] | None:
    section = value.get("section")
    found = newest_articles(language=reading.language, count=value.get("count") or 4, section=section)
    if not found:
        return None
    page = reading.found.pages.get(section) if section else None
    path = page.path if page else first_section_path()
    return {
        **reading.heading(value, _("Worth reading")),
        "url": f"/{reading.language}{path}" if path else "",
        "cards": article_cards(found, reading.language),
    }


def _programme(value: Stored, reading: Reading) -> dict[str, Any] | None:
    found = programme_values(count=value.get("count") or 4, reader=reading.reader.preferences)
    return {**reading.heading(value, _("At the fair")), **found} if found else None


def _departures(value: Stored, reading: Reading) -> dict[str, Any] | None:
    found = departure_values(count=value.get("count") or 3, reader=reading.reader)
    return {**reading.heading(value, _("Leaving soon")), **found} if found else None


def _call(value: Stored, reading: Reading) -> dict[str, Any] | None:
    url = target_url(value.get("target") or {}, reading.found, reading.language)
    return (
        {**{name: value.get(name) or "" for name in ("heading", "text", "button")}, "url": url}
        if url
        else None
    )


def _documents(value: Stored, reading: Reading) -> dict[str, Any] | None:
    files = [
        {
            "title": item.get("title") or file.title,
            "url": file.url,
            "kind": file.kind,
            "kilobytes": file.kilobytes,
        }
        for item in _items(value.get("documents"))
        if (file := reading.found.documents.get(item.get("document") or 0))
    ]
    return {"heading": value.get("heading") or "", "files": files} if files else None


def _video(value: Stored, reading: Reading) -> dict[str, Any] | None:
    film = reading.found.documents.get(value.get("film") or 0)
    address = value.get("address") or ""
    if film is None and not address:
        return None
    poster = reading.found.pictures.get(value.get("poster") or 0)
    minutes = value.get("minutes")
    return {
        "title": value.get("title") or "",
        "film": film,
        "url": address,
        "provider": urlsplit(address).hostname or "",
        # A film's poster is fetched at once; those who save data go without.
        "poster": poster.manifest if poster and not (film and reading.reader.preferences.low_data) else None,
        "alt": poster.alt if poster else {},
        "length": _("%(minutes)s min") % {"minutes": minutes} if minutes else "",
    }


KINDS: Mapping[str, Callable[[Any, Reading], dict[str, Any] | None]] = {
    "text": _text,
    "lead": _lead,
    "picture": _picture,
    "gallery": _gallery,
    "quote": _quote,
    "figures": _figures,
    "chart": _chart,
    "goods": _goods,
    "programme": _programme,
    "departures": _departures,
    "storefronts": _storefronts,
    "articles": _articles,
    "call": _call,
    "documents": _documents,
    "video": _video,
}
