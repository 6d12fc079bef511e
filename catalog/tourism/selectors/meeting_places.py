"""Reads: where travellers meet, as clocks name it."""

from typing import Any

from django.db.models import QuerySet

from catalog.reference.languages import pick
from catalog.tourism.models import Place
from catalog.tourism.selectors.places import shown_places
from catalog.tourism.tour_document import TourDocument
from catalog.translation.selectors import localized


def meeting_city(document: TourDocument, language: str) -> str:
    """Return the city in which a tour meets, or what the place itself is called where it lies in none.

    Nothing where no place is named, or visitors do not see it: one query.
    """
    annotated: QuerySet[Any, Any] = shown_places().annotate(**localized(Place, "name", language))
    found = annotated.filter(slug=document.meeting_place).values_list("city__names", "name_text").first()
    names, name = found or ({}, "")
    return pick(names or {}, language)[0] or name
