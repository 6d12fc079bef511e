"""What the texts of a listing are called, and how high their boxes are."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.products.languages import ATTRIBUTE
from catalog.products.named_parts import LABELS as LABELS_OF_PARTS
from catalog.products.named_parts import kind_of
from catalog.translation.texts import LocalText

LABELS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "packing": _("Packing"),
    "storage": _("Storage"),
    "sample": _("Sample"),
}
LONG = {"summary": 3, "description": 8}


def label_of(name: str, properties: Mapping[str, LocalText]) -> Any:
    """Return what a text is called, a text or a lazy one; ``properties`` names those of the category."""
    kind = kind_of(name)
    if kind:
        return f"{LABELS_OF_PARTS[kind]} {name.removeprefix(kind).replace('.', ' ')}"
    key = name.removeprefix(ATTRIBUTE)
    named = properties.get(key)
    return LABELS.get(name) or (named.value if named else "") or key
