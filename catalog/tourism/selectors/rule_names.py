"""Reads: what rules of entry are called, noted and sourced, for pages."""

from collections.abc import Iterable
from typing import Any

from catalog.products.register_page import source_values
from catalog.products.selectors.register import source_lines
from catalog.tourism.models import EntryRule, Place
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText, tag_unless


def rule_names(ids: Iterable[int], language: str) -> dict[int, dict[str, Any]]:
    """Return name, note, source and last check of rules by id: two queries."""
    annotated: Any = EntryRule.objects.rewrite(False).annotate(
        **localized(EntryRule, "name", language), **localized(EntryRule, "note", language)
    )
    rows = list(
        annotated.filter(pk__in=set(ids))
        .order_by("pk")
        .values("pk", "name_text", "name_lang", "note_text", "note_lang", "source_id", "checked_on")
    )
    sources = source_lines({row["source_id"] for row in rows})
    return {
        row["pk"]: {
            "name": row["name_text"],
            "lang": tag_unless(LocalText(row["name_text"], row["name_lang"]), language),
            "note": row["note_text"],
            "note_lang": tag_unless(LocalText(row["note_text"], row["note_lang"]), language),
            "source": source_values(sources[row["source_id"]], language),
            "checked_on": row["checked_on"],
        }
        for row in rows
    }


def crossing_names(ids: Iterable[int | None], language: str) -> dict[int, str]:
    """Return what crossings are called, by the id of their place: one query."""
    annotated: Any = Place.objects.rewrite(False).annotate(**localized(Place, "name", language))
    rows = annotated.filter(pk__in={one for one in ids if one}).values_list("pk", "name_text")
    return dict(rows)
