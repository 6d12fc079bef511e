"""Reads: how far the languages of tours are, as their operators see it."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.db.models import F

from catalog.products.selectors.languages import pictures_told
from catalog.tourism.models import Tour, TourVersion
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.tourism.tour_texts import places_of
from catalog.translation.places import completeness
from catalog.translation.selectors import Completeness, origins_of_each

Key = TypeVar("Key", bound=Hashable)


def newest_documents(tours: Collection[Tour]) -> dict[int, TourDocument]:
    """Return what readers know of tours, by their ids: one query."""
    if not tours:
        return {}
    rows = TourVersion.objects.filter(tour__in=tours, number=F("tour__version"))
    return {tour: from_json(document) for tour, document in rows.values_list("tour_id", "document")}


def with_pictures_told(documents: Sequence[TourDocument]) -> list[TourDocument]:
    """Return documents that say of their pictures what those say themselves too: at most one query."""
    ids = {picture for one in documents for picture in one.pictures}
    known = pictures_told(ids, {}) if ids else {}

    def told(document: TourDocument) -> TourDocument:
        said = {
            key: {**known.get(key, {}), **document.alt.get(key, {})}
            for key in (str(picture) for picture in document.pictures)
        }
        return replace(document, alt=document.alt | {key: texts for key, texts in said.items() if texts})

    return [told(one) if one.pictures else one for one in documents]


def progress_of_each(
    documents: Mapping[Key, tuple[TourDocument, Tour | None]],
) -> dict[Key, dict[str, Completeness]]:
    """Return how complete each language of documents is, each with the tour it was published as.

    Two queries, however many.
    """
    tours = {tour.pk: tour for _document, tour in documents.values() if tour}
    origins = origins_of_each(list(tours.values()))
    told = with_pictures_told([document for document, _tour in documents.values()])
    return {
        key: completeness(document, places_of(document), origins[tour.pk] if tour else {})
        for (key, (_document, tour)), document in zip(documents.items(), told, strict=True)
    }
