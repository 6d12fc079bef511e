"""Reads: which properties of a category are written in words, and what is said of pictures."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from catalog.files.models import Picture
from catalog.products.document import ProductDocument
from catalog.products.models import Attribute, Category
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText

Told = dict[str, dict[str, str]]


def written_keys(category: str) -> frozenset[str]:
    """Return the keys of the properties that goods of a category, by its slug, state in free text."""
    return frozenset(_written(category).values_list("key", flat=True))


def written_properties(category: str, language: str) -> dict[str, LocalText]:
    """Return what those properties are called in a language, by key: two queries."""
    rows = _written(category).annotate(**localized(Attribute, "name", language))
    named = rows.order_by("position", "pk").values_list("key", "name_text", "name_lang")
    return {key: LocalText(text, code) for key, text, code in named}


def with_pictures_told(document: ProductDocument) -> ProductDocument:
    """Return a document that says of its pictures what they say themselves too: at most one query."""
    if not document.pictures:
        return document
    return replace(document, alt=pictures_told(document.pictures, document.alt))


def pictures_told(pictures: Collection[int], alt: Mapping[str, Mapping[str, str]]) -> Told:
    """Return what is said of pictures, by their ids as text, with what they say themselves: one query."""
    known = Picture.objects.filter(pk__in=pictures).values_list("pk", "alt")
    told = {str(pk): {**(texts or {}), **alt.get(str(pk), {})} for pk, texts in known}
    said = {key: dict(texts) for key, texts in alt.items()}
    return said | {key: texts for key, texts in told.items() if texts}


def _written(category: str) -> Any:
    """Return those properties as a query; its columns of languages are unknown to mypy."""
    path = Category.objects.filter(slug=category).values_list("path", flat=True).first() or ""
    slugs = [slug for slug in path.split("/") if slug]
    rows: Any = Attribute.objects.rewrite(False)
    return rows.filter(category__slug__in=slugs, kind=Attribute.Kind.TEXT)
