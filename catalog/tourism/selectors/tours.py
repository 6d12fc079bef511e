"""Reads: tours as their operators offer them."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from catalog.merchants.models import Organization
from catalog.tourism.models import Tour, TourVersion
from catalog.tourism.tour_document import TRANSLATED, TourDocument, from_json


def shown() -> QuerySet[Tour]:
    """Return the tours a visitor may see: published ones of operators that are not suspended."""
    found: QuerySet[Tour] = Tour.objects.rewrite(False).filter(
        status=Tour.Status.PUBLISHED, organization__status=Organization.Status.ACTIVE
    )
    return found


def document_of(*, tour: Tour, version: int | None = None) -> TourDocument:
    """Return the document of a tour's newest version, or of the one named: one query.

    Raises LookupError where there is none.
    """
    kept = TourVersion.objects.filter(tour=tour)
    wanted = kept.order_by("-number") if version is None else kept.filter(number=version)
    document = wanted.values_list("document", flat=True).first()
    if document is None:
        raise LookupError(f"{tour} has no version {version or ''}".strip())
    return from_json(document)


def as_read(document: TourDocument) -> TourDocument:
    """Return a document without the texts of languages its operator holds back."""
    if not document.held:
        return document

    def kept(texts: dict[str, str]) -> dict[str, str]:
        return {code: text for code, text in texts.items() if code not in document.held}

    changes: dict[str, Any] = {field: kept(getattr(document, field)) for field in TRANSLATED}
    changes["days"] = tuple(replace(day, title=kept(day.title), text=kept(day.text)) for day in document.days)
    changes["alt"] = {key: kept(texts) for key, texts in document.alt.items()}
    return replace(document, **changes)
