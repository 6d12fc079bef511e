"""The register of geographical indications in the words of a reader: what its templates print."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.products import presenting
from catalog.products.presenting import Reader, tag_unless
from catalog.products.protection import step_name
from catalog.products.selectors.register import Indication, IndicationPage, SourceLine, Step
from catalog.reference.cldr import country_name, locale_of
from catalog.reference.display import show_number
from catalog.reference.hs import show_hs
from catalog.seams import slots


def source_values(source: SourceLine, language: str) -> dict[str, str]:
    """Return what a page prints of a source; titles are in English."""
    day = source.checked_on
    return {
        "title": source.title,
        "lang": "" if language == "en" else "en",
        "url": source.address,
        "checked": _("checked on %(day)s") % {"day": format_date(day, "medium", locale=locale_of(language))}
        if day
        else _("not checked yet"),
    }


def step_values(step: Step, language: str) -> dict[str, Any]:
    """Return what a page prints of a step of protection."""
    return {
        "name": step_name(step.kind),
        "year": str(step.year) if step.year else "",
        "source": source_values(step.source, language),
    }


def entry_values(entry: Indication, language: str) -> dict[str, Any]:
    """Return what a list prints of an entry."""
    return {
        "url": reverse("gi", args=[entry.slug]),
        "name": entry.name.value,
        "lang": tag_unless(entry.name, language),
        "original": entry.original.value if entry.original else "",
        "original_lang": entry.original.tag if entry.original else "",
        "place": entry.city,
        "steps": [step_values(step, language) for step in entry.steps],
        "source": source_values(entry.source, language),
    }


def list_values(entries: Sequence[Indication], language: str, *, with_page: set[str]) -> dict[str, Any]:
    """Return everything the register's template prints; ``with_page`` are countries that have a page."""
    countries = [
        {
            "code": code.lower(),
            "name": country_name(code, language),
            "url": reverse("country", args=[code.lower()]) if code in with_page else "",
            "entries": [entry_values(entry, language) for entry in group],
        }
        for code, group in groupby(entries, key=lambda entry: entry.country)
    ]
    return {
        "countries": countries,
        "total": len(entries),
        "crumbs": [
            {"text": _("Home"), "url": f"/{language}/"},
            {"text": _("Geographical indications"), "url": ""},
        ],
    }


def page_values(page: IndicationPage, reader: Reader) -> dict[str, Any]:
    """Return everything the template of one entry prints."""
    language, entry = reader.language, page.entry
    place = presenting.place(entry.city, entry.country, language)
    count = ngettext("%(count)s product", "%(count)s products", page.goods_count) % {
        "count": show_number(page.goods_count, language)
    }
    return {
        "entry": entry_values(entry, language),
        "name": entry.name,
        "story": page.story,
        "place": place,
        "country_code": entry.country,
        "hs6": show_hs(entry.hs6) if entry.hs6 else "",
        "goods": presenting.card_list(list(page.goods), reader),
        "goods_count": count,
        "sections": slots.fill(place="gi.sections", ids=[entry.id], preferences=reader.preferences)[entry.id],
        "crumbs": [
            {"text": _("Home"), "url": f"/{language}/"},
            {"text": _("Geographical indications"), "url": reverse("gi-register")},
            {"text": entry.name.value, "lang": tag_unless(entry.name, language), "url": ""},
        ],
    }
