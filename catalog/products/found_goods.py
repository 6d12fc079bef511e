"""Comparing from a page of answers: the box beside each product found, and the button below them all."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.products.selectors.cards import ProductCard
from catalog.seams.preferences import Preferences
from catalog.seams.slots import FilledSlot
from catalog.translation.texts import tag_unless

KIND = "product"  # what search calls our records
FORM = "compare-found"


def compare_box(card: ProductCard, language: str) -> FilledSlot:
    """Return the box that takes a product into a comparison; it belongs to the form below the answers."""
    values = {
        "slug": card.slug,
        "name": card.title.value,
        "name_lang": tag_unless(card.title, language),
        "form": FORM,
    }
    return FilledSlot("products.compare", "components/compare_choice.html", values)


def compare_forms(kinds: Sequence[str], preferences: Preferences) -> Mapping[str, Mapping[str, Any]]:
    """Return the form the boxes belong to, for a page of answers that shows goods; no query."""
    return {KIND: {"id": FORM}} if KIND in kinds else {}
