"""Reads: tours as their operators write them, before readers see anything of it."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.merchants.selectors.evidence import trust_of
from catalog.products.selectors.drafts import silent_pictures
from catalog.tourism.checks import check_tour
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.tour_document import TourDocument

LICENCE = "travel-licence"
REVIEW = "tourism.review_tour"


def runs_tours(organization: Organization) -> bool:
    """Tell whether an organization is one that offers tours at all."""
    return organization.kind == Organization.Kind.TOUR_OPERATOR


def is_licensed(organization: Organization) -> bool:
    """Tell whether a licence to run tours was accepted and still holds where the organization is."""
    return any(line.kind == LICENCE for line in trust_of([organization.pk]).get(organization.pk, []))


def draft_of(organization: Organization, key: UUID) -> TourDraft | None:
    """Return a draft of an organization, None where it is another's or gone."""
    rows = TourDraft.objects.select_related("organization", "tour", "reason")
    return rows.filter(organization=organization, pk=key).first()


def waiting() -> QuerySet[TourDraft]:
    """Return what waits for a reviewer, the longest waiting first."""
    rows = TourDraft.objects.filter(state=TourDraft.State.REVIEW)
    return rows.select_related("organization", "tour").order_by("submitted_at", "pk")


def own_pictures(organization: Organization, ids: Collection[int], tour: Tour | None = None) -> set[int]:
    """Return those of the pictures that the organization may show: its own, and those the tour shows."""
    if not ids:
        return set()
    own = set(Picture.objects.filter(pk__in=ids, owner=organization.pk).values_list("pk", flat=True))
    if tour is None or own == set(ids) or not tour.version:
        return own
    return own | (set(document_of(tour=tour).pictures) & set(ids))


def problems_of(*, organization: Organization, document: TourDocument) -> dict[str, list[str]]:
    """Return what keeps a tour from being published, by field, in the active language; {} for nothing.

    That is every rule of ``check_tour``, the operator's licence, and a picture nobody put into words.
    """
    found: dict[str, list[str]] = {}
    if not runs_tours(organization):
        found["licence"] = [_("Only tour operators offer tours.")]
    elif not is_licensed(organization):
        words = _("No licence to run tours is accepted and valid. Send it in under “Evidence” first.")
        found["licence"] = [words]
    try:
        check_tour(organization=organization, document=document)
    except ValidationError as error:
        found |= error.message_dict
    if silent_pictures(document.pictures, document.alt):
        words = _("Say of each picture what it shows, for those who do not see it.")
        found.setdefault("pictures", []).append(words)
    return found
