"""Writes of the glossary."""

from catalog.glossary.services.editing import (
    About,
    add_concept,
    add_label,
    change_concept,
    change_label,
    check_label,
    remove_concept,
    remove_label,
)
from catalog.glossary.services.loading import Loaded, load
from catalog.glossary.services.telling import AREA

__all__ = [
    "AREA",
    "About",
    "Loaded",
    "add_concept",
    "add_label",
    "change_concept",
    "change_label",
    "check_label",
    "load",
    "remove_concept",
    "remove_label",
]
