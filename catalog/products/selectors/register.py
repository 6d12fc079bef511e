"""Reads: the register of geographical indications, whole and one entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from catalog.products.models import GeographicalIndication
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.reference.languages import pick
from catalog.reference.models import Source
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import local_texts, localized
from catalog.translation.texts import LocalText

MOST_GOODS = 48


@dataclass(frozen=True)
class SourceLine:
    """Where a fact comes from. ``title`` is in English; ``checked_on`` is None where nobody has looked."""

    title: str
    address: str
    checked_on: date | None


@dataclass(frozen=True)
class Step:
    """A step of protection. ``year`` is None where the source names none."""

    kind: str
    year: int | None
    source: SourceLine


@dataclass(frozen=True)
class Indication:
    """An entry as a list shows it."""

    id: int
    slug: str
    name: LocalText
    original: LocalText | None
    country: str
    city: str
    hs6: str
    steps: Sequence[Step]
    source: SourceLine


@dataclass(frozen=True)
class IndicationPage:
    """An entry as its own page shows it, with the newest goods of that kind and how many there are."""

    entry: Indication
    story: LocalText
    goods: Sequence[ProductCard]
    goods_count: int


def in_order() -> QuerySet[GeographicalIndication]:
    """Return the entries by country in the portal's order, then as they were entered."""
    found: QuerySet[GeographicalIndication] = GeographicalIndication.objects.rewrite(False).order_by(
        F("country__rank").asc(nulls_last=True), "country_id", "pk"
    )
    return found


def entries(found: QuerySet[GeographicalIndication], *, language: str) -> list[Indication]:
    """Return entries in their order: two queries, however many."""
    annotated: QuerySet[Any, Any] = found.annotate(
        **localized(GeographicalIndication, "name", language), **own_words(GeographicalIndication, "name")
    )
    rows = list(
        annotated.values(
            "pk",
            "slug",
            "name_text",
            "name_lang",
            "name_own",
            "name_own_lang",
            "country_id",
            "city__names",
            "hs6",
            "status",
            "source_id",
        )
    )
    sources = source_lines(
        {row["source_id"] for row in rows} | {step["source"] for row in rows for step in row["status"]}
    )
    return [_entry(row, sources, language) for row in rows]


def source_lines(slugs: set[str]) -> dict[str, SourceLine]:
    """Return sources by slug: one query."""
    rows = Source.objects.filter(pk__in=slugs).values_list("slug", "title", "address", "checked_on")
    return {slug: SourceLine(title, address, checked) for slug, title, address, checked in rows}


def _entry(row: Mapping[str, Any], sources: Mapping[str, SourceLine], language: str) -> Indication:
    return Indication(
        id=row["pk"],
        slug=row["slug"],
        name=LocalText(row["name_text"], row["name_lang"]),
        original=original(dict(row), "name"),
        country=row["country_id"],
        city=pick(row["city__names"] or {}, language)[0],
        hs6=row["hs6"],
        steps=[
            Step(step["kind"], step.get("year"), sources[step["source"]])
            for step in row["status"]
            if step["source"] in sources
        ],
        source=sources[row["source_id"]],
    )


def indication_page(*, slug: str, language: str) -> IndicationPage | None:
    """Return an entry of the register with goods of its kind, or None."""
    listed = entries(in_order().filter(slug=slug), language=language)
    if not listed:
        return None
    indication = GeographicalIndication.objects.get(pk=listed[0].id)
    goods = shown().filter(gi=indication)
    return IndicationPage(
        entry=listed[0],
        story=local_texts(indication, language, ["story"])["story"],
        goods=cards(goods.order_by("-published_at", "-pk")[:MOST_GOODS], language=language),
        goods_count=goods.count(),
    )
