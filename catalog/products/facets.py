"""What can narrow down the goods list, in the reader's words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.products.presenting import tag_unless
from catalog.products.selectors.goods import Counts, GoodsFilters
from catalog.products.selectors.tree import CategoryNode, CategoryTree
from catalog.reference import selectors as reference
from catalog.reference.cldr import country_name
from catalog.seams.kept_reads import kept_each
from catalog.search.documents import CHEAPEST, DEAREST
from catalog.search.measured import BY_PRICE

MOST_CITIES = 12
Pair = tuple[str, str]


def kept_query(filters: GoodsFilters, beside: Sequence[Pair] = ()) -> list[Pair]:
    """Return the choice as pairs of an address, without page and category, and what it says beside."""
    pairs = [("country", code) for code in filters.countries] + [("city", slug) for slug in filters.cities]
    pairs += [("gi", "1")] * filters.gi + [("priced", "1")] * filters.priced
    if filters.sort != "new":
        pairs.append(("sort", filters.sort))
    return [*pairs, *beside]


@kept_each("reference")
def city_names(slugs: Collection[str], language: str) -> Mapping[str, str]:
    """Return the names of cities by slug: at most one query."""
    return reference.city_names(set(slugs), language)


def _choice(value: str, label: str, count: int, checked: bool) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "checked": checked}


def groups(counts: Counts, filters: GoodsFilters, language: str) -> list[dict[str, Any]]:
    """Return the facet groups that have something to choose: at most one query, for the cities' names."""
    countries = [
        _choice(code, country_name(code, language), count, code in filters.countries)
        for code, count in _most(counts.countries, filters.countries, len(counts.countries))
    ]
    wanted = _most(counts.cities, filters.cities, MOST_CITIES)
    names = city_names([slug for slug, _count in wanted], language)
    cities = [_choice(slug, names.get(slug, slug), count, slug in filters.cities) for slug, count in wanted]
    listed: list[dict[str, Any]] = [
        {"name": "country", "label": _("Country of origin"), "choices": countries},
        {"name": "city", "label": _("City"), "choices": cities},
        {
            "name": "gi",
            "label": _("Name of a place"),
            "choices": [_choice("1", _("GI product"), counts.gi, filters.gi)],
        },
        {
            "name": "priced",
            "label": _("Price"),
            "choices": [_choice("1", _("Price stated"), counts.priced, filters.priced)],
        },
    ]
    return [
        group for group in listed if any(choice["count"] or choice["checked"] for choice in group["choices"])
    ]


def _most(counts: dict[str, int], chosen: tuple[str, ...], most: int) -> list[tuple[str, int]]:
    """Return the most frequent values, and every chosen one even if it would now show nothing."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    there = {value for value, _count in ranked}
    return ranked + [(value, counts.get(value, 0)) for value in chosen if value not in there]


def category_links(
    tree: CategoryTree, node: CategoryNode | None, held: Mapping[str, int], kept: list[Pair], language: str
) -> list[dict[str, Any]]:
    """Return the categories one step below that hold goods, each with how many it and all below it do."""
    query = f"?{urlencode(kept)}" if kept else ""
    links = []
    for child in tree.children(node):
        if count := held.get(child.slug, 0):
            links.append(
                {
                    "text": child.name.value,
                    "lang": tag_unless(child.name, language),
                    "url": reverse("category", args=[child.slug]) + query,
                    "count": count,
                }
            )
    return links


def held_below(tree: CategoryTree, counts: Counts) -> dict[str, int]:
    """Return how many goods each category and all below it hold, by its slug."""
    own = counts.categories
    return {node.slug: sum(own.get(below.id, 0) for below in tree.below(node)) for node in tree.nodes}


def crumbs(tree: CategoryTree, node: CategoryNode | None, language: str) -> list[dict[str, str]]:
    """Return the way from the home page to the list."""
    way = [{"text": _("Home"), "url": f"/{language}/"}, {"text": _("Goods"), "url": reverse("goods")}]
    if node:
        way += [
            {
                "text": step.name.value,
                "lang": tag_unless(step.name, language),
                "url": reverse("category", args=[step.slug]),
            }
            for step in tree.line(node)
        ]
    way[-1] = {**way[-1], "url": ""}
    return way


def chips(
    filters: GoodsFilters, path: str, language: str, beside: Sequence[Pair] = ()
) -> list[dict[str, str]]:
    """Return the choices made, each with the address that takes it back and keeps what is said beside."""
    names = city_names(filters.cities, language) if filters.cities else {}
    made = [
        (country_name(code, language), replace(filters, countries=_without(filters.countries, code)))
        for code in filters.countries
    ]
    made += [
        (names.get(slug, slug), replace(filters, cities=_without(filters.cities, slug)))
        for slug in filters.cities
    ]
    if filters.gi:
        made.append((_("GI product"), replace(filters, gi=False)))
    if filters.priced:
        made.append((_("Price stated"), replace(filters, priced=False)))
    return [{"text": text, "url": _address(path, rest, beside), "remove": "1"} for text, rest in made]


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(other for other in values if other != value)


def _address(path: str, filters: GoodsFilters, beside: Sequence[Pair]) -> str:
    kept = kept_query(filters, beside)
    return f"{path}?{urlencode(kept)}" if kept else path


def sorts(filters: GoodsFilters, *, priced: bool) -> list[dict[str, Any]]:
    """Return the orders the list can stand in, those by price where there are any to compare."""
    labels = {
        "new": pgettext("order", "Newest"),
        "popular": pgettext("order", "Most visited"),
        "moq": pgettext("order", "Smallest order first"),
    }
    if priced or filters.sort in BY_PRICE:
        labels |= {CHEAPEST: _("Price, low to high"), DEAREST: _("Price, high to low")}
    return [
        {"value": value, "label": label, "current": value == filters.sort} for value, label in labels.items()
    ]
