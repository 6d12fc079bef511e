"""The past years of the expo in the words of a reader: what their page prints."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.register_page import source_values
from catalog.products.selectors.register import source_lines
from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.reference.languages import html_tag, pick
from expo.fair.front_page import days
from expo.fair.models import PastEdition

FIGURES = {
    "area": gettext_lazy("Exhibition area"),
    "booths": gettext_lazy("Booths"),
    "asean-booths": gettext_lazy("Booths from ASEAN"),
    "exhibitors": gettext_lazy("Exhibitors"),
    "asean-exhibitors": gettext_lazy("Exhibitors from ASEAN"),
    "online-exhibitors": gettext_lazy("Exhibitors online"),
}


def past_values(language: str) -> dict[str, Any]:
    """Return everything the page prints: two queries, however many years there are."""
    editions = list(PastEdition.objects.order_by("-number"))
    slugs = {one.source_id for one in editions}
    slugs |= {figure["source"] for one in editions for figure in one.figures}
    lines = source_lines(slugs)
    numbers = {slug: number for number, slug in enumerate(_in_order(editions), start=1) if slug in lines}
    return {
        "editions": [_edition(one, numbers, language) for one in editions],
        "sources": [
            {"number": number, **source_values(lines[slug], language)} for slug, number in numbers.items()
        ],
        "crumbs": [
            {"text": _("Home"), "url": f"/{language}/"},
            {"text": _("The fair"), "url": reverse("fair")},
            {"text": _("The expo since 2004"), "url": ""},
        ],
    }


def _in_order(editions: Sequence[PastEdition]) -> list[str]:
    """Return the sources in the order in which the page names them, each once."""
    named = [
        slug for one in editions for slug in (one.source_id, *(figure["source"] for figure in one.figures))
    ]
    return list(dict.fromkeys(named))


def _edition(one: PastEdition, numbers: Mapping[str, int], language: str) -> dict[str, Any]:
    theme, spoken = pick(one.theme, language) if one.theme else ("", language)
    begins, ends = one.begins_on, one.ends_on
    return {
        "number": one.number,
        "year": one.year,
        "days": days(begins, ends, language) if begins and ends else "",
        "honour": country_name(one.country_of_honour_id, language) if one.country_of_honour_id else "",
        "theme": theme,
        "theme_lang": "" if spoken == language else html_tag(spoken),
        "confirmed": one.confirmed,
        "source": numbers.get(one.source_id),
        "figures": [_figure(figure, numbers, language) for figure in one.figures],
    }


def _figure(figure: Mapping[str, Any], numbers: Mapping[str, int], language: str) -> dict[str, Any]:
    value = show_number(figure["value"], language)
    if figure["kind"] == "area":
        value = f"{value} m²"
    return {
        "label": FIGURES[figure["kind"]],
        "value": _("about %(number)s") % {"number": value} if figure["about"] else value,
        "confirmed": figure["confirmed"],
        "source": numbers.get(figure["source"]),
    }
