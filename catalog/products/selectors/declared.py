"""Reads: what a category asks its goods to state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.products.models import Attribute, Category
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class Property:
    """A property as a category declares it, named in the reader's language."""

    key: str
    kind: str
    unit: str
    name: LocalText
    choices: Sequence[Mapping[str, Any]]


def declared_properties(category: Category, *, language: str) -> list[Property]:
    """Return what goods of a category may state, its own and what stands above it: one query."""
    rows: Any = (
        Attribute.objects.rewrite(False)
        .filter(category__slug__in=category.line)
        .annotate(**localized(Attribute, "name", language))
        .order_by("category__path", "position", "pk")
        .values("key", "kind", "unit", "choices", "name_text", "name_lang")
    )
    found = {
        row["key"]: Property(
            row["key"],
            row["kind"],
            row["unit"],
            LocalText(row["name_text"] or row["key"], row["name_lang"]),
            row["choices"],
        )
        for row in rows
    }
    return list(found.values())
